import type { Reaction, RelaxableCode } from "../report/codes.ts";

/**
 * What a document asks of its signer.
 * `any`: any signing certificate. `organisation`: one of the accepted roles, with the expected BIN; where the
 * caller expects an IIN and no BIN, a sole proprietor, that is an individual's certificate with that IIN.
 */
export type SignerRule =
  | { readonly kind: "any" }
  | { readonly kind: "organisation"; readonly roles: readonly OrganisationRole[]; readonly soleProprietor: boolean };

/** The roles a policy may accept for an organisation. */
export type OrganisationRole = "first-head" | "first-head-other-ca" | "right-to-sign";

/** A validation policy is data: it is stored beside the evidence, and a later validation repeats it. */
export type ValidationPolicy = {
  readonly id: string;
  readonly version: number;
  /** True refuses every path that ends at a test anchor. */
  readonly production: boolean;
  readonly signer: SignerRule;
  /** Reactions other than FAIL. Format, cryptography, trust and the signer's revocation are always FAIL. */
  readonly reactions: Readonly<Partial<Record<RelaxableCode, Reaction>>>;
};

const defaults = { version: 1, production: true } as const;

/** A CAdES attribute which the national library does not write: its absence is only told. */
const nationalReactions = { "eds.cms.signing-certificate-absent": "INFORM" } as const;

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

/** The same policy, which also accepts paths to test anchors. For tests and the demo. */
export const withTestAnchors = (policy: ValidationPolicy): ValidationPolicy => ({ ...policy, production: false });
