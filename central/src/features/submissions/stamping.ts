import { signatureValuesOf, type MissingEvidence, type ValidationReport } from "@beket/eds";
import { ok, type Result } from "@beket/domain";
import { hex } from "../bytes.ts";
import type { TimestampSource } from "../evidence/timestamps.ts";
import type { EvidenceSource, Offer, ServiceFault } from "../evidence/types.ts";
import { recordOf } from "./archive.ts";
import type { ArchivedEvidence, ArchiveStore, EvidenceBlob, Stamping, Submission, SubmissionStore } from "./ports.ts";
import { limits, type Expected, type SignatureDeps } from "./signature.ts";
import { nextAttemptAt } from "./waiting.ts";

export type StampingDeps = {
  readonly store: Pick<SubmissionStore, "byId">;
  readonly archive: ArchiveStore;
  readonly source: TimestampSource;
  readonly evidence: EvidenceSource;
  /** `policyOf` here is what a stamped signature must meet for years: every time-stamp holds, with its evidence at hand. */
  readonly signature: Omit<SignatureDeps, "evidence">;
  readonly expectedOf: (submission: Submission) => Expected;
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  readonly onFault: (code: "timestamp-failed" | "timestamp-given-up") => void;
};
export type StampDesk = {
  /** Stamps what is due, one after another; one run at a time. Resolves when nothing more is due. */
  readonly run: () => Promise<void>;
  /** What is under way changes nothing any more; `run` then resolves when it has ended. */
  readonly stop: () => void;
};

/** What a run takes at once from the store. */
const batch = 64;
/** A time-stamp authority's certificate may need the status of a responder's first. */
const roundsMax = 3;
const nothing: Offer = { crls: [], ocsp: [], keys: [] };
type Faults = readonly ServiceFault[];
const nobodyBelieved: Faults = [{ kind: "tsp", host: "", fault: "not-believed" }];

/**
 * Accepted signatures get a time-stamp (level B-T), so that they can be proved when the signer's certificate has ended. The decision was
 * made before and does not depend on it: an authority that fails is asked again for 24 hours.
 */
export function createStampDesk(deps: StampingDeps): StampDesk {
  const { archive } = deps;
  let running: Promise<void> | null = null;
  let stopped = false;

  const tokensOf = async (submission: Submission, stamping: Stamping): Promise<Result<readonly EvidenceBlob[], Faults>> => {
    const kept = stamping.tokens.flatMap((sha256) => {
      const bytes = archive.blob(sha256);
      return bytes === null ? [] : [{ kind: "timestamp" as const, sha256, bytes }];
    });
    const signatures = signatureValuesOf(submission.cms);
    if (kept.length > 0 && kept.length === signatures.length) return ok(kept);
    const tokens: EvidenceBlob[] = [];
    for (const signature of signatures) {
      const token = await deps.source.fetch(signature);
      if (!token.ok) return token;
      tokens.push({ kind: "timestamp", bytes: token.value, sha256: hex(deps.signature.crypto.sha256(token.value)) });
    }
    if (!stopped) archive.keepTokens(submission.id, tokens);
    return ok(tokens);
  };

  const judge = (submission: Submission, evidence: ArchivedEvidence, tokens: readonly EvidenceBlob[], offer: Offer): ValidationReport => {
    const trust = deps.signature.trust();
    return deps.signature.validate({
      document: submission.document,
      cms: submission.cms,
      timestamps: tokens.map(({ bytes }) => bytes),
      trustAnchors: trust.anchors,
      intermediates: [...evidence.certificates, ...trust.intermediates],
      crls: [...evidence.crls, ...trust.crls, ...offer.crls],
      ocsp: [...evidence.ocsp, ...offer.ocsp],
      validationTimeMs: deps.now(),
      receivedAtMs: submission.receivedAt,
      limits,
      policy: deps.signature.policyOf(submission.kind),
      expected: deps.expectedOf(submission),
    });
  };

  /** Archives the stamped signature, or says who could not help. `keep`: the tokens are good, only evidence about them is missing. */
  const stamp = async (submission: Submission, stamping: Stamping, evidence: ArchivedEvidence) => {
    const tokens = await tokensOf(submission, stamping);
    if (!tokens.ok) return { faults: tokens.error, retryAt: null, keep: [] };
    const asked: MissingEvidence[] = [];
    let report = judge(submission, evidence, tokens.value, nothing);
    let faults: Faults = nobodyBelieved;
    let retryAt: number | null = null;
    for (let round = 0; round < roundsMax && report.waits && !stopped; round += 1) {
      asked.push(...report.missing);
      const sought = await deps.evidence.seek(report.missing);
      faults = sought.faults;
      retryAt = sought.retryAt;
      report = judge(submission, evidence, tokens.value, deps.evidence.offer(asked));
    }
    if (stopped) return null;
    if (report.indication === "TOTAL_PASSED" && report.signatures.every(isStamped)) {
      archive.endStamp(submission.id, "done", recordOf(deps.signature.crypto, report, deps.now()));
      return null;
    }
    if (report.waits) deps.evidence.refuse(deps.evidence.offer(report.missing).keys);
    return { faults, retryAt, keep: report.waits ? tokens.value.map(({ sha256 }) => sha256) : [] };
  };

  const one = async (id: string): Promise<void> => {
    const submission = deps.store.byId(id);
    const stamping = archive.stamping(id);
    const evidence = archive.passed(id);
    if (stamping === null) return;
    // Nothing to stamp would otherwise be due for ever.
    if (submission === null || evidence === null) return archive.endStamp(id, "given-up", null);
    const failed = await stamp(submission, stamping, evidence);
    if (failed === null || stopped) return;
    const now = deps.now();
    if (now >= stamping.giveUpAt) {
      archive.endStamp(id, "given-up", null);
      return deps.onFault("timestamp-given-up");
    }
    const attempts = stamping.attempts + 1;
    const next = nextAttemptAt(attempts, now, failed.retryAt, stamping.giveUpAt);
    archive.delayStamp(id, { attempts, nextAttemptAt: next, unreached: failed.faults }, failed.keep);
  };

  const runAll = async (): Promise<void> => {
    for (;;) {
      const due = archive.dueStamps(deps.now(), batch);
      if (due.length === 0) return;
      for (const id of due) {
        if (stopped) return;
        await one(id);
        await deps.pause();
      }
    }
  };
  return {
    run: () => {
      if (running === null && (stopped || !deps.source.isConfigured)) return Promise.resolve();
      running ??= runAll()
        .catch(() => deps.onFault("timestamp-failed"))
        .finally(() => {
          running = null;
        });
      return running;
    },
    stop: () => {
      stopped = true;
    },
  };
}

const isStamped = ({ timestamps }: ValidationReport["signatures"][number]): boolean =>
  timestamps.some(({ indication }) => indication === "TOTAL_PASSED");
