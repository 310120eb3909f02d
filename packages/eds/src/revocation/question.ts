import { constraintFault, type ConstraintFault } from "../algorithms/constraints.ts";
import { algorithmUsageOf, verifySignature } from "../algorithms/signatures.ts";
import { bytesToHex } from "../bytes/bytes.ts";
import type { MissingEvidence } from "../evidence/missing.ts";
import type { Path } from "../path/build.ts";
import type { JudgeCertificate, JudgeRequest, UsedEvidence } from "../path/judge-types.ts";
import type { AlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Rejection } from "./statement.ts";
import type { EvidencePool, JudgementTimes } from "./types.ts";

/** The status that is asked for: of the certificate at `index` of a path, at `times.atMs`. */
export type StatusQuestion = {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly path: Path;
  readonly index: number;
  readonly pool: EvidencePool;
  readonly times: JudgementTimes;
  readonly judge: JudgeCertificate;
  /** What the first certificate of the path is judged for. */
  readonly purpose: JudgeRequest["purpose"];
  /** Authorities whose status is noted elsewhere. */
  readonly settled: readonly string[];
  readonly depth: number;
};

export const nothingUsed: UsedEvidence = { certificates: [], crls: [], ocsp: [] };

const distinct = <T>(all: readonly T[]): readonly T[] => [...new Set(all)];

export const joinUsed = (...parts: readonly UsedEvidence[]): UsedEvidence => ({
  certificates: distinct(parts.flatMap(({ certificates }) => certificates)),
  crls: distinct(parts.flatMap(({ crls }) => crls)),
  ocsp: distinct(parts.flatMap(({ ocsp }) => ocsp)),
});

/** Signed evidence: a list or a response. */
export type Signed = {
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
};

/** Who proved to have signed a piece of evidence, or why nobody did. */
export type EvidenceSigner =
  | { readonly kind: "proved"; readonly certificate: Certificate; readonly weak?: ConstraintFault; readonly used: UsedEvidence }
  | ({ readonly kind: "not-proved" } & Rejection);

/** Pieces of evidence have no short name of their own, and hashing a list of 64 MiB for one costs more than it is worth. */
const numbers = new WeakMap<Signed, number>();
let lastNumber = 0;

const numberOf = (evidence: Signed): number => {
  const known = numbers.get(evidence);
  if (known !== undefined) return known;
  lastNumber += 1;
  numbers.set(evidence, lastNumber);
  return lastNumber;
};

/** Keys tried per piece of evidence: each trial hashes the whole list, and an honest authority has two at most. */
const keysMax = 4;

/** The candidates with the first few keys. `isCut`: somebody was left out who may have signed. */
export const withFewKeys = (candidates: readonly Certificate[]): { readonly tried: readonly Certificate[]; readonly isCut: boolean } => {
  const keys = new Set<string>();
  const tried = candidates.filter(({ publicKeyInfo }) => {
    const key = bytesToHex(publicKeyInfo);
    if (keys.size < keysMax) keys.add(key);
    return keys.has(key);
  });
  return { tried, isCut: tried.length < candidates.length };
};

/** True when the key of `signer` made the signature. Proved once per validation. */
export const isSignedBy = (evidence: Signed, signer: Certificate, { proofs }: EvidencePool): boolean =>
  proofs.prove(
    `evidence ${numberOf(evidence)}<${bytesToHex(signer.publicKeyInfo)}`,
    () =>
      verifySignature({
        algorithm: evidence.signatureAlgorithm,
        key: signer.publicKey,
        message: evidence.tbs,
        signature: evidence.signature,
      }).ok,
  );

/**
 * What the policy holds against the algorithm of a piece of evidence, EN 319 102-1 5.2.8. It is judged at the moment by which
 * the evidence is proved to exist and not at `madeMs`, which is its own claim: whoever breaks an algorithm can write any time.
 */
export const weaknessOf = (
  evidence: Signed,
  signer: Certificate,
  madeMs: number,
  { pool, times }: StatusQuestion,
): ConstraintFault | undefined => {
  const usage = algorithmUsageOf({ algorithm: evidence.signatureAlgorithm, key: signer.publicKey });
  const { receivedAtMs = times.validationTimeMs, policy } = pool;
  const existedMs = madeMs <= receivedAtMs ? Math.min(receivedAtMs, times.validationTimeMs) : times.validationTimeMs;
  return usage.ok ? constraintFault(policy.algorithms, usage.value, existedMs) : undefined;
};

/**
 * Judges whoever signed evidence, below the anchor of the path that the evidence is for (RFC 5280 6.3.3 (f)): as of the
 * moment of the question, or of the evidence where that was made later.
 */
export const judgeSigner = (
  signer: Certificate,
  { path, index, times, judge, settled, depth }: StatusQuestion,
  madeMs: number,
  purpose: JudgeRequest["purpose"],
): { readonly trusted: boolean; readonly used: UsedEvidence; readonly missing: readonly MissingEvidence[] } => {
  // Evidence may be a little younger than the moment of validation: clocks differ.
  const atMs = Math.min(Math.max(times.atMs, madeMs), times.validationTimeMs);
  const trust = judge({
    certificate: signer,
    times: { atMs, validationTimeMs: times.validationTimeMs },
    purpose,
    anchor: path.anchor,
    settled: [...new Set([...settled, ...path.certificates.slice(index + 1).map(({ sha256 }) => sha256)])],
    depth: depth + 1,
  });
  const onPath: UsedEvidence = { ...nothingUsed, certificates: trust.path?.certificates ?? [signer] };
  return { trusted: trust.verdict.indication === "TOTAL_PASSED", used: joinUsed(onPath, trust.used), missing: trust.missing };
};
