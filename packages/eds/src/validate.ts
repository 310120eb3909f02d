import type { ValidationPolicy } from "./policy/policy.ts";
import type { ValidationReport } from "./report/types.ts";

/** A certificate the operator trusts by itself. `test` anchors are refused by a production policy. */
export type TrustAnchor = {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly purpose: "production" | "test";
};

/** What an input may cost. Beyond a limit the verdict is FORMAT_FAILURE, or the CRL is not used. */
export type Limits = {
  readonly cmsBytesMax: number;
  readonly certificateBytesMax: number;
  readonly crlBytesMax: number;
  readonly signersMax: number;
  readonly certificatesMax: number;
  readonly derDepthMax: number;
  readonly derNodesMax: number;
  readonly pathLengthMax: number;
  /** Paths tried per signer before giving up. */
  readonly pathsMax: number;
};

export type ValidationInput = {
  /** DER of a CMS ContentInfo. */
  readonly cms: Uint8Array;
  /** The bytes that must have been signed. A detached signature needs them; attached content must equal them. */
  readonly document?: Uint8Array;
  readonly trustAnchors: readonly TrustAnchor[];
  /** DER certificates that may help to build a path. They are not trusted. */
  readonly intermediates: readonly Uint8Array[];
  /** DER CRLs. They are not trusted before their own signature is proved. */
  readonly crls: readonly Uint8Array[];
  /** The time the signature was received at: it is judged as if made then. Milliseconds since 1970 UTC. */
  readonly validationTimeMs: number;
  readonly policy: ValidationPolicy;
  /** Whose signature it must be. */
  readonly expected: { readonly bin?: string; readonly iin?: string };
  readonly limits?: Partial<Limits>;
};

export type ValidateSignature = (input: ValidationInput) => ValidationReport;
