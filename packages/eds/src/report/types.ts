import type { MissingEvidence } from "../evidence/missing.ts";
import type { OcspInput } from "../input.ts";
import type { SignatureLevel } from "../policy/policy.ts";
import type { RevocationReason } from "../x509/revocation-reasons.ts";
import type { SignerRole } from "../x509/roles.ts";
import type { CheckCode } from "./codes.ts";
import type { Indication, SubIndication } from "./indication.ts";

/**
 * One fault that was looked for. `ok`: absent. `failed` and `indeterminate`: present, and the verdict follows it.
 * `warned` and `informed`: present, and the policy lets it pass. `detail` never holds a name or an identity number.
 */
export type Check = {
  readonly code: CheckCode;
  readonly clause: string;
  readonly status: "ok" | "failed" | "indeterminate" | "warned" | "informed";
  readonly detail?: Readonly<Record<string, string>>;
};

/**
 * Who the certificate names. Only below TOTAL_PASSED is it who signed; otherwise it is what an unproved
 * certificate claims, good for a message to its owner and for nothing else.
 */
export type SignerIdentity = {
  /** 12 digits, from `IIN…` in serialNumber. */
  readonly iin?: string;
  /** 12 digits, from `BIN…` in organizationalUnitName. */
  readonly bin?: string;
  readonly commonName: string;
  readonly organisation?: string;
  readonly roles: readonly SignerRole[];
  /** Lower-case hex. */
  readonly certificateSha256: string;
  /** Lower-case hex of the INTEGER's content octets. */
  readonly serialNumber: string;
  /** Common name of the authority that the certificate names as its issuer. */
  readonly issuerName?: string;
  /** The validity that the certificate states. Milliseconds since 1970 UTC. */
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
};

/**
 * A list or a response by which a status was told: its signature and whoever signed it were proved. The times are what it states of
 * itself. Milliseconds since 1970 UTC.
 */
export type StatusEvidence = {
  readonly kind: "crl" | "delta-crl" | "ocsp";
  /** Common name of the certificate whose key signed it: an authority or its responder. */
  readonly signedBy?: string;
  /** cRLNumber in decimal digits. */
  readonly crlNumber?: string;
  /** The moment of which it speaks. */
  readonly thisUpdateMs: number;
  /** Until when it promises to be the newest; absent where it promises nothing. */
  readonly nextUpdateMs?: number;
  /** When the response was made. */
  readonly producedAtMs?: number;
};

/** What the status of one certificate of a path is, and what says so. */
export type CertificateStatus = {
  /** Lower-case hex. */
  readonly certificateSha256: string;
  /** `unknown`: what is believed does not tell it, and is named all the same. */
  readonly status: "good" | "revoked" | "unknown";
  /** With `revoked`; with `good` where the same evidence tells of a revocation after the moment. Milliseconds since 1970 UTC. */
  readonly revokedAtMs?: number;
  readonly revocationReason?: RevocationReason;
  readonly evidence: readonly StatusEvidence[];
};

type Verdict = {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  /** The one code that decided; absent only with TOTAL_PASSED. */
  readonly reason?: CheckCode;
};

/** What one SignerInfo came to, EN 319 102-1 5.3 to 5.5. */
export type SignatureReport = Verdict & {
  /** Position among the SignerInfos, from 0. */
  readonly index: number;
  readonly signer?: SignerIdentity;
  /** The signer's own claim (signingTime), proof of nothing. Milliseconds since 1970 UTC. */
  readonly claimedSigningTimeMs?: number;
  /** Object identifier of the signature algorithm, when it could be read. */
  readonly signatureAlgorithm?: string;
  /** What was recognised, EN 319 122-1 6; a level counts only what held. */
  readonly level: SignatureLevel;
  /**
   * The earliest moment at which the signature is proved to have existed: a valid time-stamp's, else the receipt's. It was
   * judged as if made then; only a signature that waits for a time-stamp's evidence was judged at the time which that would
   * prove. Milliseconds since 1970 UTC.
   */
  readonly bestSignatureTimeMs: number;
  readonly bestSignatureTimeFrom: "timestamp" | "receipt" | "validation-time";
  readonly timestamps: readonly TimestampReport[];
  /** The path that was judged, the signer's first, the anchor last. SHA-256, lower-case hex. */
  readonly pathSha256: readonly string[];
  /** The status of each certificate of the path below the anchor, as of the moment that the signature was judged by. */
  readonly statuses: readonly CertificateStatus[];
  readonly checks: readonly Check[];
};

/** One signature time-stamp, judged by itself: EN 319 102-1 5.4. */
export type TimestampReport = Verdict & {
  readonly embedded: boolean;
  /** Absent where the token could not be read. Milliseconds since 1970 UTC. */
  readonly genTimeMs?: number;
  /** SHA-256 of the token's DER, lower-case hex. */
  readonly tokenSha256: string;
  readonly authorityName?: string;
  readonly policyOid?: string;
  readonly pathSha256: readonly string[];
  /** The status of each certificate of its authority's path below the anchor. */
  readonly statuses: readonly CertificateStatus[];
  readonly checks: readonly Check[];
};

/** Everything the verdict rests on: validating these bytes again at the same time gives the same report. */
export type Evidence = {
  readonly policyId: string;
  readonly policyVersion: number;
  readonly production: boolean;
  readonly validationTimeMs: number;
  readonly receivedAtMs?: number;
  /** The certificates of the judged paths, without the anchors. DER. */
  readonly certificates: readonly Uint8Array[];
  /** The CRLs the verdict rests on. DER. */
  readonly crls: readonly Uint8Array[];
  /** The OCSP responses the verdict rests on. */
  readonly ocsp: readonly OcspInput[];
  /** The time-stamp tokens handed in that were judged. DER. */
  readonly timestamps: readonly Uint8Array[];
  /** SHA-256 of each anchor a path ended at, lower-case hex. */
  readonly trustAnchorsSha256: readonly string[];
};

/** What a message came to: the verdict of its worst signature, each signature with every check, and what it rests on. Plain data. */
export type ValidationReport = Verdict & {
  /** True when fresh evidence may still make it a pass: hold the document, ask again, at most 24 hours. */
  readonly waits: boolean;
  /** The signer of the first signature. */
  readonly signer?: SignerIdentity;
  readonly signatures: readonly SignatureReport[];
  /** Checks of the message as a whole; those of a signer are in its SignatureReport. */
  readonly checks: readonly Check[];
  /** Milliseconds since 1970 UTC, as handed in. */
  readonly validationTime: number;
  readonly evidence: Evidence;
  /** What would have to be fetched; empty unless the verdict waits. */
  readonly missing: readonly MissingEvidence[];
};
