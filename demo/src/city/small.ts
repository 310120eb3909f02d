import type { OrganisationRow } from "@beket/api";
import { inventBin, inventIin } from "./identifiers.ts";
import { createRandom } from "./random.ts";

export type SmallOrganisation = OrganisationRow & { readonly headIin: string };
const kinds = [
  { name: "«Дәмді нан» дүңгіршегі", oked: "47241", headcount: 2 },
  { name: "«Ак Бидай» ШҚ", oked: "01110", headcount: 2 },
  { name: "Етікші Серік", oked: "95230", headcount: 1 },
] as const;

/** Organisations too small for a signature of their own, with the head that the base knows; the last one's activity is not authorised. */
export function inventSmallOrganisations(seed: number): readonly SmallOrganisation[] {
  const random = createRandom(seed).fork("small-organisations");
  return kinds.map(({ name, oked, headcount }) => ({
    bin: inventBin(random),
    name,
    oked,
    okedSecondary: [],
    headcount,
    status: "active",
    headIin: inventIin(random),
  }));
}
