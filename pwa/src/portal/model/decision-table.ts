import type { ApplicationView } from "@beket/api";
import type { Language } from "@beket/domain";
import type { TableText } from "../roster/export.ts";
import { result as w, rowCodeWords } from "../words/result.ts";

type Permit = ApplicationView["permits"][number];

/** The decision row by row, as it is read: for whom, number, state, and the reason with the next step. */
export function decisionTable(permits: readonly Permit[], nameOf: (permit: Permit) => string, language: Language): TableText {
  const head = [w.row, w.number, w.outcome, w.reason].map((words) => words[language]);
  const rows = permits.map((permit) => [
    nameOf(permit),
    permit.number ?? "",
    w.state[permit.state][language],
    permit.code === null ? "" : rowCodeWords(permit.code)[language],
  ]);
  return { head, rows };
}
