/** What the national profile says about a certificate's holder, by extended key usage. */
export type SignerRole =
  | "individual"
  | "legal-entity"
  | "first-head"
  | "first-head-other-ca"
  | "right-to-sign"
  | "financial"
  | "hr"
  | "employee"
  | "information-system"
  | "treasury-client";

/** Object identifiers of the national certificate profile (NCA of the Republic of Kazakhstan, certificate policy). */
export const roleByOid: ReadonlyMap<string, SignerRole> = new Map([
  ["1.2.398.3.3.4.1.1", "individual"],
  ["1.2.398.3.3.4.1.2", "legal-entity"],
  ["1.2.398.3.3.4.1.2.1", "first-head"],
  ["1.2.398.3.3.4.1.2.2", "right-to-sign"],
  ["1.2.398.3.3.4.1.2.3", "financial"],
  ["1.2.398.3.3.4.1.2.4", "hr"],
  ["1.2.398.3.3.4.1.2.5", "employee"],
  ["1.2.398.3.3.4.1.2.6", "information-system"],
  ["1.2.398.3.17.3.3", "first-head-other-ca"],
  ["1.2.398.5.19.1.2.2.1", "treasury-client"],
]);
