import type { Expected } from "./policy/note-signer.ts";
import type { ValidationPolicy } from "./policy/policy.ts";

/** A certificate the operator trusts by itself. `test` anchors are refused by a production policy. */
export type TrustAnchor = {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly purpose: "production" | "test";
};

/** What an input may cost. Beyond a limit the verdict is FORMAT_FAILURE, or the certificate or CRL is not used. */
export type Limits = {
  readonly cmsBytesMax: number;
  readonly certificateBytesMax: number;
  readonly crlBytesMax: number;
  readonly ocspBytesMax: number;
  readonly timestampBytesMax: number;
  readonly signersMax: number;
  readonly certificatesMax: number;
  /** CRLs inside the message; those handed in are not counted. */
  readonly crlsMax: number;
  /** OCSP responses inside the message; those handed in are not counted. */
  readonly ocspMax: number;
  /** Signature time-stamps per signer, embedded and handed in. */
  readonly timestampsMax: number;
  readonly derDepthMax: number;
  readonly derNodesMax: number;
  /** Certificates in a path, without the anchor. */
  readonly pathLengthMax: number;
  /** Paths tried per signer. */
  readonly pathsMax: number;
  /** Public-key operations one validation may cost, whatever the message holds. */
  readonly proofsMax: number;
};

/**
 * Room for a national list of a few hundred thousand entries and for a message with many signers; a service for one kind of message sets less.
 */
export const defaultLimits: Limits = {
  cmsBytesMax: 16 * 1024 * 1024,
  certificateBytesMax: 64 * 1024,
  crlBytesMax: 64 * 1024 * 1024,
  ocspBytesMax: 256 * 1024,
  timestampBytesMax: 256 * 1024,
  signersMax: 16,
  certificatesMax: 64,
  crlsMax: 16,
  ocspMax: 16,
  timestampsMax: 4,
  derDepthMax: 32,
  derNodesMax: 100_000,
  pathLengthMax: 8,
  pathsMax: 16,
  proofsMax: 256,
};

/** An OCSP response as it was fetched. `nonce` is what the request asked with: then the answer must echo it. */
export type OcspInput = { readonly der: Uint8Array; readonly nonce?: Uint8Array };

/** What certificates are judged by. Nothing in it is trusted but the anchors. */
export type EvidenceInput = {
  readonly trustAnchors: readonly TrustAnchor[];
  /** DER certificates that may help to build a path. */
  readonly intermediates: readonly Uint8Array[];
  /** DER CRLs, complete and delta. Not trusted before their own signature is proved. */
  readonly crls: readonly Uint8Array[];
  /** OCSP responses. Not trusted before their own signature and responder are proved. */
  readonly ocsp?: readonly OcspInput[];
};

/** Everything a verdict depends on. The same input gives the same report, on any machine and in any year. */
export type ValidationInput = EvidenceInput & {
  /** DER of a CMS ContentInfo. */
  readonly cms: Uint8Array;
  /** The bytes that must have been signed. A detached signature needs them; attached content must equal them. */
  readonly document?: Uint8Array;
  /** DER of time-stamp tokens (or TimeStampResp) over the signature value of any signer, kept beside the message. */
  readonly timestamps?: readonly Uint8Array[];
  /** The moment of judgement. Nothing is believed that was made after it. Milliseconds since 1970 UTC. */
  readonly validationTimeMs: number;
  /**
   * When the caller received the signature, by its own durable record: a proof that it existed then, with all that was
   * archived beside it. Absent: it is received at `validationTimeMs`. Milliseconds since 1970 UTC.
   */
  readonly receivedAtMs?: number;
  readonly policy: ValidationPolicy;
  /** Whose signature it must be. */
  readonly expected: Expected;
  readonly limits?: Partial<Limits>;
};
