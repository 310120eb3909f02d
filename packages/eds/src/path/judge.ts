import { constraintFault } from "../algorithms/constraints.ts";
import { noteConstraint } from "../algorithms/note-constraints.ts";
import { algorithmUsageOf } from "../algorithms/signatures.ts";
import { noteRevocation } from "../revocation/note-revocation.ts";
import { compareVerdicts } from "../report/indication.ts";
import { createLedger, verdictOf, type Ledger } from "../report/ledger.ts";
import type { EvidencePool } from "../revocation/types.ts";
import { buildPaths, type Path } from "./build.ts";
import type { JudgeCertificate, JudgeRequest, Trust } from "./judge-types.ts";
import { anyPathRules } from "./rules.ts";
import { validatePath } from "./validate-path.ts";

/** Judgements inside judgements: a delegated responder, the issuer of a list about it, and so on. */
const depthMax = 4;

const nothingUsed = { certificates: [], crls: [], ocsp: [] } as const;

/**
 * Judges certificates by one pool of evidence: each path to an anchor is judged with the revocation of all on it, and
 * the best verdict is kept, the first among equals. The same question is answered once; all questions share one budget.
 */
export const createJudge = (pool: EvidencePool): JudgeCertificate => {
  const answers = new Map<string, Trust>();
  const judge: JudgeCertificate = (request) => {
    const { certificate, times, purpose, anchor, settled = [], depth } = request;
    const { atMs, validationTimeMs } = times;
    const question = [certificate.sha256, atMs, validationTimeMs, purpose, anchor?.certificate.sha256, settled.join(), depth].join("/");
    const known = answers.get(question);
    if (known !== undefined) return known;
    const answer = judgeByPaths(pool, request, judge);
    answers.set(question, answer);
    return answer;
  };
  return judge;
};

const judgeByPaths = (pool: EvidencePool, request: JudgeRequest, judge: JudgeCertificate): Trust => {
  const ledger = createLedger(pool.policy);
  if (request.depth > depthMax) {
    ledger.note("eds.chain.limits", false, { exceeded: "nested judgements" });
    return withoutPath(ledger);
  }
  const anchors = request.anchor === undefined ? pool.anchors : [request.anchor];
  const own =
    request.purpose === "signer" ? undefined : anchors.find(({ certificate }) => certificate.sha256 === request.certificate.sha256);
  // A list or a response may be signed by an anchor itself: a path without certificates, RFC 5280 6.1.
  if (own !== undefined) return judgePath(pool, { certificates: [], anchor: own }, request, judge);
  const building = buildPaths({
    target: request.certificate,
    anchors,
    pool: pool.certificates,
    timeMs: request.times.atMs,
    lengthMax: pool.limits.pathLengthMax,
    pathsMax: pool.limits.pathsMax,
    proofs: pool.proofs,
  });
  let best: Trust | undefined;
  for (let path = building.next(); path !== undefined; path = building.next()) {
    const trust = judgePath(pool, path, request, judge);
    if (trust.verdict.indication === "TOTAL_PASSED") return trust;
    if (best === undefined || compareVerdicts(trust.verdict, best.verdict) < 0) best = trust;
  }
  if (best !== undefined) return best;
  if (ledger.note("eds.chain.limits", !building.cutShort(), { exceeded: "paths" }))
    // A certificate that names our authority but was not signed by its key is a forgery or a name taken twice.
    ledger.note(building.fault() ?? "eds.chain.unknown-authority", false);
  return withoutPath(ledger);
};

const withoutPath = (ledger: Ledger): Trust => ({
  verdict: ledger.verdict(),
  checks: ledger.checks(),
  used: nothingUsed,
  statuses: [],
  missing: [],
});

const judgePath = (pool: EvidencePool, path: Path, request: JudgeRequest, judge: JudgeCertificate): Trust => {
  const { times, purpose, settled = [], depth } = request;
  const ledger = createLedger(pool.policy);
  ledger.note("eds.chain.unknown-authority", true);
  const isSigner = purpose === "signer";
  const policies = validatePath({
    path,
    ledger,
    rules: isSigner ? pool.policy.path : anyPathRules,
    production: pool.policy.production,
    atMs: times.atMs,
    expiredCode: isSigner && pool.policy.existence === "unproved" ? "eds.certificate.expired-no-poe" : "eds.certificate.expired",
  });
  if (policies === undefined) return { ...withoutPath(ledger), path };
  noteAlgorithms(path, ledger, pool, times.atMs);
  const { used, statuses, missing } = noteRevocation({ path, ledger, pool, times, judge, purpose, settled, depth });
  // Evidence that a limit left unproved might say revoked: then what is good by the rest is not known to be good.
  if (pool.proofs.isExhausted()) ledger.note("eds.chain.limits", false, { exceeded: "proofs" });
  const checks = ledger.checks();
  return { verdict: verdictOf(checks), checks, path, policies, used, statuses, missing };
};

/** Notes whether each signature on the path was made by what the policy trusts at that moment, EN 319 102-1 5.2.8. */
const noteAlgorithms = ({ certificates, anchor }: Path, ledger: Ledger, { policy }: EvidencePool, atMs: number): void => {
  const faults = certificates.flatMap((certificate, index) => {
    const key = (certificates[index + 1] ?? anchor.certificate).publicKey;
    const usage = algorithmUsageOf({ algorithm: certificate.signatureAlgorithm, key });
    // The signature is proved, so the algorithm is one that is supported.
    return usage.ok ? (constraintFault(policy.algorithms, usage.value, atMs) ?? []) : [];
  });
  noteConstraint(ledger, "chain", faults[0]);
};
