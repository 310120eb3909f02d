/** Object identifiers of CMS, ESS and CAdES that are read here; all others are left aside. */
export const cmsOids = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  timestampInfo: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  counterSignature: "1.2.840.113549.1.9.6",
  algorithmProtection: "1.2.840.113549.1.9.52",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  signatureTimestamp: "1.2.840.113549.1.9.16.2.14",
  signaturePolicy: "1.2.840.113549.1.9.16.2.15",
  contentTimestamp: "1.2.840.113549.1.9.16.2.20",
  certificateValues: "1.2.840.113549.1.9.16.2.23",
  revocationValues: "1.2.840.113549.1.9.16.2.24",
} as const;

/** What else a signature may bring along and nothing here judges, by the name under which a report tells of it. */
export const notJudgedOids: ReadonlyMap<string, string> = new Map([
  [cmsOids.counterSignature, "counter-signature"],
  [cmsOids.contentTimestamp, "content-time-stamp"],
  ["1.2.840.113549.1.9.16.2.25", "time-stamp over certificates and revocation references"],
  ["1.2.840.113549.1.9.16.2.26", "time-stamp over certificates and revocation references"],
  ["1.2.840.113549.1.9.16.2.27", "archive-time-stamp"],
  ["1.2.840.113549.1.9.16.2.48", "archive-time-stamp"],
  ["0.4.0.1733.2.4", "archive-time-stamp"],
  ["0.4.0.19122.1.4", "long-term validation"],
  ["0.4.0.1733.2.2", "long-term validation"],
  ["1.2.840.113549.1.9.16.2.49", "evidence record"],
  ["1.2.840.113549.1.9.16.2.50", "evidence record"],
]);

/** Formats of OtherRevocationInfoFormat, RFC 5940 2 and EN 319 122-1 5.4.2. */
export const revocationInfoOids = {
  /** An OCSPResponse. */
  ocspResponse: "1.3.6.1.5.5.7.16.2",
  /** A BasicOCSPResponse. */
  basicOcspResponse: "1.3.6.1.5.5.7.48.1.1",
} as const;
