import type { CheckCode } from "../report/codes.ts";
import type { Ledger } from "../report/ledger.ts";
import type { ConstraintFault } from "./constraints.ts";

/** Which code says that an algorithm has expired, and which that a key is too short: a code of its own for signers. */
const codes = {
  signature: { expired: "eds.crypto.algorithm-expired", tooShort: "eds.crypto.key-too-short" },
  chain: { expired: "eds.chain.algorithm-expired", tooShort: undefined },
  timestamp: { expired: "eds.timestamp.algorithm-expired", tooShort: undefined },
} as const satisfies Readonly<Record<string, { readonly expired: CheckCode; readonly tooShort: CheckCode | undefined }>>;

/**
 * Notes what `constraintFault` found, under the codes of this part: `signature` for a signer of the message, `chain` for
 * certificates, lists and OCSP responses, `timestamp` for tokens. Gives back whether there was no fault. The details name
 * the algorithm and until when it was trusted (`never`: no rule names it), or the bits of the key.
 */
export const noteConstraint = (ledger: Ledger, part: keyof typeof codes, fault: ConstraintFault | undefined): boolean => {
  const { expired, tooShort } = codes[part];
  const isTooShort = tooShort !== undefined && fault?.kind === "key-too-short";
  const detail = fault && detailOf(fault);
  ledger.note(expired, fault === undefined || isTooShort, detail);
  if (tooShort !== undefined) ledger.note(tooShort, !isTooShort, detail);
  return fault === undefined;
};

const detailOf = (fault: ConstraintFault): Readonly<Record<string, string>> => {
  const { algorithm } = fault;
  if (fault.kind === "key-too-short") return { algorithm, bits: fault.keyBits.toString(), bitsMin: fault.bitsMin.toString() };
  return { algorithm, until: fault.untilMs === undefined ? "never" : new Date(fault.untilMs).toISOString() };
};
