/** The main status of a signature, ETSI EN 319 102-1 clause 5.1.3. Three-valued: "not proved" is not "wrong". */
export type Indication = "TOTAL_PASSED" | "INDETERMINATE" | "TOTAL_FAILED";

/** Why a signature is not TOTAL_PASSED, ETSI EN 319 102-1 clause 5.1.3, tables 5 and 6. */
export type SubIndication =
  | "FORMAT_FAILURE"
  | "HASH_FAILURE"
  | "SIG_CRYPTO_FAILURE"
  | "REVOKED"
  | "EXPIRED"
  | "NOT_YET_VALID"
  | "SIG_CONSTRAINTS_FAILURE"
  | "CHAIN_CONSTRAINTS_FAILURE"
  | "CERTIFICATE_CHAIN_GENERAL_FAILURE"
  | "CRYPTO_CONSTRAINTS_FAILURE"
  | "POLICY_PROCESSING_ERROR"
  | "SIGNATURE_POLICY_NOT_AVAILABLE"
  | "TIMESTAMP_ORDER_FAILURE"
  | "NO_SIGNING_CERTIFICATE_FOUND"
  | "NO_CERTIFICATE_CHAIN_FOUND"
  | "REVOKED_NO_POE"
  | "REVOKED_CA_NO_POE"
  | "OUT_OF_BOUNDS_NO_POE"
  | "OUT_OF_BOUNDS_NOT_REVOKED"
  | "REVOCATION_OUT_OF_BOUNDS_NO_POE"
  | "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
  | "NO_POE"
  | "TRY_LATER"
  | "SIGNED_DATA_NOT_FOUND";

/** Only this sub-indication may become a pass by waiting for fresh evidence. Every other one is a refusal. */
export const isWaiting = (subIndication: SubIndication | undefined): boolean => subIndication === "TRY_LATER";

const severity: Readonly<Record<Indication, number>> = { TOTAL_PASSED: 0, INDETERMINATE: 1, TOTAL_FAILED: 2 };

/** Positive when `a` is worse than `b`. TOTAL_FAILED over a refusal over waiting over TOTAL_PASSED. */
export const compareVerdicts = (
  a: { readonly indication: Indication; readonly subIndication?: SubIndication },
  b: { readonly indication: Indication; readonly subIndication?: SubIndication },
): number => {
  const byIndication = severity[a.indication] - severity[b.indication];
  if (byIndication !== 0) return byIndication;
  return Number(isWaiting(b.subIndication)) - Number(isWaiting(a.subIndication));
};
