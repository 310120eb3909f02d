/** What a policy asks of the evidence of revocation. Milliseconds. */
export type RevocationRules = {
  /** How long an OCSP response without nextUpdate speaks after its thisUpdate (the national responder writes none). */
  readonly ocspMaxAgeMs: number;
  /** How far thisUpdate or producedAt may lie after the time of validation: clocks differ. */
  readonly clockSkewMs: number;
};

export const defaultRevocationRules: RevocationRules = { ocspMaxAgeMs: 24 * 3_600_000, clockSkewMs: 300_000 };
