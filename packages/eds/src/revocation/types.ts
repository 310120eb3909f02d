import type { Certificate } from "../x509/certificate.ts";
import type { Crl } from "../x509/crl.ts";
import type { OcspResponse } from "../x509/ocsp.ts";
import type { Anchor } from "../path/build.ts";
import type { Proofs } from "../path/proofs.ts";
import type { ValidationPolicy } from "../policy/policy.ts";
import type { Limits } from "../input.ts";

/** All that may speak about the status of certificates, the same for every signer and time-stamp of a message. */
export type EvidencePool = {
  readonly crls: readonly Crl[];
  readonly ocsp: readonly OcspResponse[];
  /** Certificates that help to build paths: to signers, CRL issuers, responders and time-stamp authorities. */
  readonly certificates: readonly Certificate[];
  readonly anchors: readonly Anchor[];
  /** What was proved so far. Shared, so that nothing is proved twice and a hostile message has one budget. */
  readonly proofs: Proofs;
  readonly limits: Limits;
  readonly policy: ValidationPolicy;
  /** By when all that was made before is proved to have existed, with what it is about. Absent: by the moment of validation. */
  readonly receivedAtMs?: number;
};

/** The two times of a judgement. Milliseconds since 1970 UTC. */
export type JudgementTimes = {
  /** The status that is asked for is the one at this moment: the best signature time. */
  readonly atMs: number;
  /** Nothing made after this moment is believed. */
  readonly validationTimeMs: number;
};
