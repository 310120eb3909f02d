import { ok } from "../result.ts";
import type { BorderFact } from "../events/health.ts";
import { refused, type Checked } from "./checked.ts";
import type { BorderContext, BorderView } from "./types.ts";

/** Stock comes with a lot's date, and a lot has one date. What is thrown away or missed at a count was there before. */
export function checkStock(
  border: BorderView,
  fact: Extract<BorderFact, { readonly kind: "kit-stock" }>,
  occurredAt: number,
  { rules }: BorderContext,
): Checked {
  const { kitType, cause, change, expiresAt } = fact;
  if (!rules.kits.some((kit) => kit.kitType === kitType)) return refused("kit-unknown", "kitType");
  const lot = border.lot(kitType, fact.lot);
  if (lot === null && cause === "discarded") return refused("lot-unknown", "lot");
  if (lot !== null && lot.expiresAt !== expiresAt) return refused("lot-date-differs", "expiresAt");
  if (cause === "received" && expiresAt <= occurredAt) return refused("lot-expired", "expiresAt");
  const left = (lot?.supplied ?? 0) - (lot?.used ?? 0) + change;
  const isWrongWay = (cause === "received" && change < 1) || (cause === "discarded" && change > -1);
  return isWrongWay || (change < 0 && left < 0) ? refused("stock-below-zero", "change") : ok([]);
}
