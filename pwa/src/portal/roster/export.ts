import type { Language } from "@beket/domain";
import type { Draft } from "../model/draft.ts";
import { templateHeads } from "./file/template.ts";

export type TableText = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** The list as a table with the template's columns, so that what was saved can be read again. */
export function rosterTable(draft: Draft, language: Language): TableText {
  const persons = draft.persons.map(({ name, scheme, value, country, job = "", group = "", employer = "" }) => {
    const isIin = scheme === "iin";
    return [name, isIin ? value : "", isIin ? "" : value, isIin ? "" : country, job, "", "", group, employer, ""];
  });
  const vehicles = draft.vehicles.map(({ plate, country, description = "", group = "", owner = "" }) => [
    "",
    "",
    "",
    country === "KAZ" ? "" : country,
    "",
    plate,
    description,
    group,
    "",
    owner,
  ]);
  return { head: templateHeads[language], rows: [...persons, ...vehicles] };
}
