import { nationalAlgorithms, type AlgorithmRule } from "../algorithms/constraints.ts";
import { anyPathRules, type PathRules } from "../path/rules.ts";
import type { Reaction, RelaxableCode } from "../report/codes.ts";
import { defaultRevocationRules, type RevocationRules } from "../revocation/rules.ts";

/**
 * What a document asks of its signer.
 * `any`: any signing certificate. `holder`: an individual, or a person who acts for a legal entity, in whatever role but the
 * treasury's. `organisation`: one of the accepted roles, with the expected BIN; where the caller expects an IIN and no BIN and
 * `soleProprietor` is true, a sole proprietor, that is an individual's certificate with that IIN.
 */
export type SignerRule =
  | { readonly kind: "any" }
  | { readonly kind: "holder" }
  | { readonly kind: "organisation"; readonly roles: readonly OrganisationRole[]; readonly soleProprietor: boolean };

/** The roles a policy may accept for an organisation. */
export type OrganisationRole = "first-head" | "first-head-other-ca" | "right-to-sign" | "information-system";

/** What a key must be for, by the national profile's key usage. */
export type KeyPurpose = "signing" | "authentication";

/** The level of a signature, EN 319 122-1 6: `CMS` lacks the signing-certificate attribute that B-B asks for. */
export type SignatureLevel = "CMS" | "B-B" | "B-T" | "B-LT";

/** A validation policy is data: it is stored beside the evidence, and a later validation repeats it. */
export type ValidationPolicy = {
  readonly id: string;
  readonly version: number;
  /** True refuses every path that ends at a test anchor. */
  readonly production: boolean;
  readonly signer: SignerRule;
  readonly keyPurposes: readonly KeyPurpose[];
  /** `login`: the signed bytes are a login document in force, and nothing else; `other`: anything but one. */
  readonly document: "login" | "other";
  /**
   * How a certificate is judged that has ended, or was revoked, before the moment of judgement without a time-stamp or an
   * archived receipt from before. `receipt`: the signature arrives now, so it is TOTAL_FAILED (EXPIRED, REVOKED).
   * `unproved`: it may be older, so it is INDETERMINATE (OUT_OF_BOUNDS_NO_POE, REVOKED_NO_POE), EN 319 102-1 5.2.6.4.
   */
  readonly existence: "receipt" | "unproved";
  /** The least level; a lower one is noted as `eds.policy.level`. */
  readonly level: SignatureLevel;
  readonly path: PathRules;
  readonly revocation: RevocationRules;
  /** What is still strong enough, and until when. An algorithm that is not named is refused. */
  readonly algorithms: readonly AlgorithmRule[];
  /** Reactions other than FAIL. Format, cryptography, trust and the signer's revocation are always FAIL. */
  readonly reactions: Readonly<Partial<Record<RelaxableCode, Reaction>>>;
};

const defaults = {
  version: 2,
  production: true,
  keyPurposes: ["signing"],
  document: "other",
  existence: "receipt",
  level: "CMS",
  path: anyPathRules,
  revocation: defaultRevocationRules,
  algorithms: nationalAlgorithms,
} as const;

/**
 * A CAdES attribute which the national library does not write: its absence is only told. A time-stamp is not asked for, and
 * one whose evidence is not at hand is not used.
 */
const nationalReactions = {
  "eds.cms.signing-certificate-absent": "INFORM",
  "eds.timestamp.absent": "IGNORE",
  "eds.timestamp.no-evidence": "WARN",
  "eds.timestamp.expired": "WARN",
  // The national tools still ask for stamps over SHA-1: such a stamp proves nothing here, and harms nothing.
  "eds.timestamp.algorithm-expired": "WARN",
} as const;

/** An application for permits: the first head of the named organisation, or the sole proprietor. */
export const permitPolicy: ValidationPolicy = {
  ...defaults,
  id: "permit",
  signer: { kind: "organisation", roles: ["first-head"], soleProprietor: true },
  reactions: nationalReactions,
};

/** Any signing certificate below the anchors; an expected BIN or IIN must still match. */
export const anyPolicy: ValidationPolicy = {
  ...defaults,
  id: "any",
  signer: { kind: "any" },
  reactions: {
    ...nationalReactions,
    "eds.subject.iin-missing": "INFORM",
    "eds.subject.iin-invalid": "WARN",
    "eds.subject.bin-invalid": "WARN",
  },
};

/** An act of an authority: its first head, one who has its right to sign, or its information system. The expected BIN decides. */
export const exemptionPolicy: ValidationPolicy = {
  ...defaults,
  id: "exemption",
  signer: { kind: "organisation", roles: ["first-head", "right-to-sign", "information-system"], soleProprietor: false },
  reactions: nationalReactions,
};

/**
 * Signing in: a login document that is still in force, signed with the authentication or the signing key of an individual or of a
 * person who acts for a legal entity. Compare the origin and the nonce by handing in, as `document`, the octets that were given out.
 */
export const loginPolicy: ValidationPolicy = {
  ...defaults,
  id: "login",
  signer: { kind: "holder" },
  keyPurposes: ["signing", "authentication"],
  document: "login",
  reactions: nationalReactions,
};

/**
 * The same policy for a signature that comes out of an archive: what has ended or was revoked since needs a proof that the signature
 * is older (`receivedAtMs` or a time-stamp), and every time-stamp that is there must hold, with evidence at hand.
 */
export const archived = (policy: ValidationPolicy): ValidationPolicy => {
  const { "eds.timestamp.absent": absent, ...rest } = policy.reactions;
  const kept = Object.entries(rest).filter(([code]) => !code.startsWith("eds.timestamp."));
  return {
    ...policy,
    id: policy.existence === "unproved" ? policy.id : `${policy.id}.archive`,
    existence: "unproved",
    // Without a time-stamp nothing is claimed that would have to hold; existence then stays unproved by itself.
    reactions: { ...Object.fromEntries(kept), ...(absent && { "eds.timestamp.absent": absent }) },
  };
};

/** Any signing certificate, out of an archive. */
export const archivePolicy: ValidationPolicy = { ...archived(anyPolicy), id: "archive" };

/** The same policy, which also accepts paths to test anchors. For tests and the demo. */
export const withTestAnchors = (policy: ValidationPolicy): ValidationPolicy => ({ ...policy, production: false });
