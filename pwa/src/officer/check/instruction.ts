import type { InstructionCode, Outcome, Reason, ReasonCode, Verdict } from "@beket/domain";

/** What a card orders: the outcome's own order, the hold's instruction, or to mend the question and ask again. */
export type Order =
  | { readonly kind: "outcome" }
  | { readonly kind: "hold"; readonly instruction: InstructionCode }
  | { readonly kind: "ask-again" };

const mendable: ReadonlySet<ReasonCode> = new Set([
  "category-document-missing",
  "unverified-identifier",
  "trailer-alone",
  "country-mismatch",
]);
const letsPass: ReadonlySet<ReasonCode> = new Set([
  "exemption-valid",
  "permit-valid",
  "group-permit-valid",
  "covered-by-vehicle",
  "category-on-sight",
]);
/** Their sentences end in "do not let pass". */
const turnsAway = (code: ReasonCode): boolean =>
  !letsPass.has(code) && (code === "absent" || /^(permit|exemption)-/.test(code) || code === "group-over-headcount");

/** The one order at the head of a card. A hold that sends to a medic must not stand below "refer to the supervisor". */
export function orderOf({ outcome, reasons }: Pick<Verdict, "outcome" | "reasons">): Order {
  if (outcome !== "REFER") return { kind: "outcome" };
  const instruction = reasons.find((reason) => reason.instruction !== undefined)?.instruction;
  if (instruction !== undefined) return { kind: "hold", instruction };
  const first = reasons[0];
  return first !== undefined && mendable.has(first.code) ? { kind: "ask-again" } : { kind: "outcome" };
}

/** Whether a reason's own "what next" may stand on a card of this outcome: never one that says otherwise, nor the order once more. */
export function saysNext(reason: Reason, outcome: Outcome): boolean {
  const { code, instruction } = reason;
  switch (outcome) {
    case "ALLOW":
      return code === "group-permit-valid";
    case "REFER":
      return instruction === undefined && !letsPass.has(code) && !turnsAway(code);
    case "DENY":
      return !letsPass.has(code) && code !== "category-refer" && code !== "category-document-missing";
  }
}
