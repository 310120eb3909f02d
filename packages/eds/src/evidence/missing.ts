/** Evidence that would let a verdict be reached: what a fetcher should get before the signature is judged again. */
export type MissingEvidence = {
  readonly kind: "revocation";
  /** DER of the certificate whose status is unknown, and of the one that issued it: enough for an OCSP request. */
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  /** As the certificate says (RFC 5280 4.2.2.1, 4.2.1.13, 4.2.1.15); hints from an unproved source. */
  readonly ocspUrls: readonly string[];
  readonly crlUrls: readonly string[];
  readonly deltaCrlUrls: readonly string[];
};
