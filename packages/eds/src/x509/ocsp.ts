import type { AlgorithmIdentifier } from "./algorithm-identifier.ts";
import type { Extension } from "./extensions.ts";
import type { Name } from "./name.ts";
import type { RevocationReason } from "./revocation-reasons.ts";

export const ocspOids = {
  basic: "1.3.6.1.5.5.7.48.1.1",
  nonce: "1.3.6.1.5.5.7.48.1.2",
  crlReferences: "1.3.6.1.5.5.7.48.1.3",
  noCheck: "1.3.6.1.5.5.7.48.1.5",
  archiveCutoff: "1.3.6.1.5.5.7.48.1.6",
  extendedRevoke: "1.3.6.1.5.5.7.48.1.9",
  /** extendedKeyUsage of a delegated responder, RFC 6960 4.2.2.2. */
  signing: "1.3.6.1.5.5.7.3.9",
} as const;

/** Why octets are no answer about any certificate, RFC 6960 2.3. None of these is signed by anyone. */
export type OcspFault =
  | { readonly kind: "malformed" }
  | { readonly kind: "unsupported-type"; readonly oid: string }
  | {
      readonly kind: "not-successful";
      readonly status: "malformedRequest" | "internalError" | "tryLater" | "sigRequired" | "unauthorized";
    };

/** A BasicOCSPResponse, RFC 6960 4.2.1, read but not yet believed. */
export type OcspResponse = {
  /** The whole OCSPResponse as it stood. */
  readonly raw: Uint8Array;
  /** The signed octets. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly responder: { readonly kind: "by-name"; readonly name: Name } | { readonly kind: "by-key"; readonly keySha1: Uint8Array };
  readonly producedAtMs: number;
  readonly responses: readonly OcspSingleResponse[];
  /** DER of the certificates that came along. */
  readonly certificates: readonly Uint8Array[];
  readonly extensions: readonly Extension[];
  /** As echoed, and as asked for where the caller said so. */
  readonly nonce?: Uint8Array;
  readonly askedNonce?: Uint8Array;
};

/** What a response says about one certificate. Milliseconds since 1970 UTC. */
export type OcspSingleResponse = {
  readonly certId: OcspCertId;
  readonly status:
    | { readonly kind: "good" }
    | { readonly kind: "revoked"; readonly revocationMs: number; readonly reason: RevocationReason }
    /** RFC 6960 4.4.8: never issued, answered as revoked in 1970 on hold. Reported as unknown. */
    | { readonly kind: "non-issued" }
    | { readonly kind: "unknown" };
  readonly thisUpdateMs: number;
  readonly nextUpdateMs?: number;
  readonly extensions: readonly Extension[];
};

/** CertID, RFC 6960 4.1.1. */
export type OcspCertId = {
  readonly hashOid: string;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  readonly serialNumber: Uint8Array;
};
