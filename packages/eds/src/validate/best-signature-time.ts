import type { ValidationInput } from "../input.ts";
import type { SignatureReport } from "../report/types.ts";
import type { JudgedTimestamp } from "./judge-timestamps.ts";

/** The earliest moment at which the signature is proved to have existed. Milliseconds since 1970 UTC. */
export type ProvedTime = { readonly atMs: number; readonly from: SignatureReport["bestSignatureTimeFrom"] };

/**
 * The best signature time, EN 319 102-1 5.2.6 and 5.5: the earliest of the time-stamps that hold, the receipt and the moment of
 * judgement. The signature is judged as if made then.
 */
export const bestSignatureTime = (
  { validationTimeMs, receivedAtMs }: Pick<ValidationInput, "validationTimeMs" | "receivedAtMs">,
  timestamps: readonly JudgedTimestamp[],
): ProvedTime => {
  let best: ProvedTime = { atMs: validationTimeMs, from: "validation-time" };
  if (receivedAtMs !== undefined && receivedAtMs <= best.atMs) best = { atMs: receivedAtMs, from: "receipt" };
  for (const { reading } of timestamps) {
    if (reading.kind !== "token") continue;
    const { genTimeMs } = reading.token.info;
    if (genTimeMs <= best.atMs) best = { atMs: genTimeMs, from: "timestamp" };
  }
  return best;
};
