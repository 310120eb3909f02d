import { noteRevocation } from "../revocation/note-revocation.ts";
import { compareVerdicts } from "../report/indication.ts";
import { createLedger, verdictOf } from "../report/ledger.ts";
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
    const { certificate, times, purpose, anchor, depth } = request;
    const question = [certificate.sha256, times.atMs, times.validationTimeMs, purpose, anchor?.certificate.sha256, depth].join("/");
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
  const anchors = pool.anchors.filter(({ certificate }) => (request.anchor ?? { certificate }).certificate.sha256 === certificate.sha256);
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
    ledger.note(building.signatureWrong() ? "eds.chain.signature-wrong" : "eds.chain.unknown-authority", false);
  return withoutPath(ledger);
};

const withoutPath = (ledger: ReturnType<typeof createLedger>): Trust => ({
  verdict: ledger.verdict(),
  checks: ledger.checks(),
  used: nothingUsed,
  missing: [],
});

const judgePath = (pool: EvidencePool, path: Path, request: JudgeRequest, judge: JudgeCertificate): Trust => {
  const { times, purpose, depth } = request;
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
  const { used, missing } = noteRevocation({ path, ledger, pool, times, judge, purpose, depth });
  const checks = ledger.checks();
  return { verdict: verdictOf(checks), checks, path, policies, used, missing };
};
