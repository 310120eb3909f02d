import type { LabOrder } from "@beket/api";

/** A tube's code as the barcode has it, whatever was typed around it. */
export const specimenOf = (typed: string): string => typed.replaceAll(/\s/g, "").toUpperCase();

export type SpecimenFinding =
  | { readonly kind: "empty" }
  | { readonly kind: "unknown" }
  | { readonly kind: "read"; readonly order: LabOrder }
  | { readonly kind: "open"; readonly order: LabOrder };

/** The order of a tube: the whole code, never a part of it, since a neighbour's result is worse than none. */
export function orderOfSpecimen(typed: string, orders: readonly LabOrder[]): SpecimenFinding {
  const specimen = specimenOf(typed);
  if (specimen === "") return { kind: "empty" };
  const same = orders.filter((one) => one.specimen === specimen);
  const order = same.find(({ result }) => result === null) ?? same[0];
  if (order === undefined) return { kind: "unknown" };
  return order.result === null ? { kind: "open", order } : { kind: "read", order };
}

/** What is due first stands first; read ones after all open ones, the latest first. */
export const ordersByDue = (orders: readonly LabOrder[]): readonly LabOrder[] =>
  orders.toSorted((one, other) => {
    if ((one.result === null) !== (other.result === null)) return one.result === null ? -1 : 1;
    if (one.result === null) return one.dueAt - other.dueAt;
    return (other.readAt ?? 0) - (one.readAt ?? 0);
  });
