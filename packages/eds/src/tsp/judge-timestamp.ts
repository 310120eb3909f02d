import { digest, digestByOid } from "../algorithms/digests.ts";
import { digestConstraintFault } from "../algorithms/constraints.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import { allowsPath, namesSigner, signingCertificateOf } from "../cms/ess.ts";
import { noteNotJudged, noteStructure } from "../cms/note-structure.ts";
import { cmsOids } from "../cms/oids.ts";
import { certificatesOf, noteAlgorithms, noteCryptography } from "../cms/verify-signer.ts";
import type { JudgeCertificate, Trust } from "../path/judge-types.ts";
import { createLedger, verdictOf, type Ledger, type Verdict } from "../report/ledger.ts";
import { checkCatalogue } from "../report/codes.ts";
import type { EvidencePool, JudgementTimes } from "../revocation/types.ts";
import type { Certificate } from "../x509/certificate.ts";
import { noteAuthority } from "./note-authority.ts";
import { timestampCodeOf, type TimestampCode } from "./timestamp-codes.ts";
import type { TimestampToken } from "./token.ts";

export type TimestampJudgement = {
  readonly verdict: Verdict;
  /** The code of `verdict`, by which the policy decides what a bad token does to its signature. */
  readonly code?: TimestampCode;
  readonly ledger: Ledger;
  readonly checks: ReturnType<Ledger["checks"]>;
  readonly authority?: Certificate;
  readonly trust?: Trust;
};

export type TimestampQuestion = {
  readonly token: TimestampToken;
  /** SHA-256 of the token, for the memory of proofs. */
  readonly tokenSha256: string;
  /** What must have been stamped: the octets of SignerInfo.signature. */
  readonly stamped: Uint8Array;
  readonly pool: EvidencePool;
  readonly judge: JudgeCertificate;
  readonly validationTimeMs: number;
  /** When the caller received the signature with what was beside it. */
  readonly receivedAtMs?: number;
};

/**
 * Judges one signature time-stamp by itself, EN 319 102-1 5.4 and RFC 3161 2.4.2. The policy's reactions do not count here: a token
 * proves its time only when all of this holds, and what a bad one does to the signature is decided elsewhere.
 */
export const judgeTimestamp = (question: TimestampQuestion): TimestampJudgement => {
  const { token, pool } = question;
  const ledger = createLedger({ ...pool.policy, reactions: {} });
  const times = timesOf(question);
  noteImprint(question, times, ledger);
  noteGenTime(token, pool, times, ledger);
  const isStructured = noteStructure(token.signer, token.data, cmsOids.timestampInfo, ledger);
  noteNotJudged(token.signer, token.data, ledger);
  const signing = signingCertificateOf(token.signer);
  const isNamed = ledger.note("eds.cms.signing-certificate-absent", signing.kind !== "absent");
  const candidates = certificatesOf(token.signer, pool.certificates);
  const authority = candidates.find((certificate) => namesSigner(signing, certificate)) ?? (isNamed ? undefined : candidates[0]);
  if (isNamed && candidates.length > 0) ledger.note("eds.cms.signing-certificate-differs", authority !== undefined);
  ledger.note("eds.timestamp.certificate-missing", candidates.length > 0);
  if (authority === undefined) return judgementOf(ledger, {});
  if (isStructured) noteSignature(question, authority, ledger);
  const rules = pool.policy.algorithms;
  noteAlgorithms({ signer: token.signer, certificate: authority, rules, atMs: times.atMs, part: "timestamp", ledger });
  noteAuthority(authority, token.info.authority, ledger);
  const accuracyMs = token.info.accuracyMs ?? 0;
  if (token.info.genTimeMs + accuracyMs < authority.notBeforeMs)
    ledger.note("eds.timestamp.order", false, { why: "before its authority's certificate" });
  const trust = question.judge({ certificate: authority, times, purpose: "timestamp-authority", depth: 0 });
  if (trust.path !== undefined && !allowsPath(signing, trust.path.certificates))
    ledger.note("eds.cms.signing-certificate-differs", false, { why: "a path of other certificates" });
  return judgementOf(ledger, { authority, trust });
};

/**
 * A token's authority is judged at the moment by which the token is proved to exist, and not at its own genTime: a key that was
 * stolen after its certificate had ended can write any time. A token made after the receipt was not there then.
 */
const timesOf = ({ token, pool, validationTimeMs, receivedAtMs }: TimestampQuestion): JudgementTimes => {
  const earliestMs = token.info.genTimeMs - (token.info.accuracyMs ?? 0) - pool.policy.revocation.clockSkewMs;
  const wasReceived = receivedAtMs !== undefined && receivedAtMs < validationTimeMs && earliestMs <= receivedAtMs;
  return { atMs: wasReceived ? receivedAtMs : validationTimeMs, validationTimeMs };
};

const noteImprint = ({ token, stamped, pool }: TimestampQuestion, times: JudgementTimes, ledger: Ledger): void => {
  const { hashOid, hashedMessage } = token.info.imprint;
  const name = digestByOid.get(hashOid);
  const fault = name && digestConstraintFault(pool.policy.algorithms, name, times.atMs);
  ledger.note("eds.timestamp.algorithm-expired", name !== undefined && fault === undefined, { imprint: hashOid });
  if (name !== undefined) ledger.note("eds.timestamp.imprint-differs", bytesEqual(digest(name, stamped), hashedMessage));
};

/** A time that has not come yet is no time at all; the authority's clock and its accuracy are allowed for. */
const noteGenTime = ({ info }: TimestampToken, pool: EvidencePool, times: JudgementTimes, ledger: Ledger): void => {
  const latestMs = times.atMs + pool.policy.revocation.clockSkewMs + (info.accuracyMs ?? 0);
  ledger.note("eds.timestamp.order", info.genTimeMs <= latestMs, {
    why: "after the moment by which the token is proved to exist",
    genTime: new Date(info.genTimeMs).toISOString(),
  });
};

const noteSignature = (question: TimestampQuestion, authority: Certificate, ledger: Ledger): void => {
  const { token, tokenSha256, pool } = question;
  noteCryptography({
    signer: token.signer,
    data: token.data,
    certificate: authority,
    contentDigest: (name) => digest(name, token.content),
    ledger,
    prove: (proof) => pool.proofs.prove(`${tokenSha256}<${authority.sha256}`, proof),
  });
};

const judgementOf = (ledger: Ledger, found: Pick<TimestampJudgement, "authority" | "trust">): TimestampJudgement => {
  const checks = [...ledger.checks(), ...(found.trust?.checks ?? [])];
  const { reason } = verdictOf(checks);
  if (reason === undefined) return { verdict: { indication: "TOTAL_PASSED" }, ledger, checks, ...found };
  const code = timestampCodeOf(reason);
  const { indication, subIndication } = checkCatalogue[code];
  return { verdict: { indication, subIndication, reason: code }, code, ledger, checks, ...found };
};
