import {
  bundleInput,
  signatureValuesOf,
  type EvidenceBundle,
  type MissingEvidence,
  type ValidationInput,
  type ValidationReport,
} from "@beket/eds";
import { ok, type Result } from "@beket/domain";
import { hex } from "../bytes.ts";
import type { TimestampSource } from "../evidence/timestamps.ts";
import type { EvidenceSource, Offer, ServiceFault } from "../evidence/types.ts";
import { recordOf } from "./archive.ts";
import type { ArchiveStore, EvidenceBlob, Stamping, Submission, SubmissionStore } from "./ports.ts";
import type { SignatureDeps } from "./signature.ts";
import { nextAttemptAt } from "./waiting.ts";

export type StampingDeps = {
  readonly store: Pick<SubmissionStore, "byId">;
  readonly archive: ArchiveStore;
  readonly source: TimestampSource;
  readonly evidence: EvidenceSource;
  /** `policyOf` here is what a stamped signature must meet for years: every time-stamp holds, with its evidence at hand. */
  readonly signature: Omit<SignatureDeps, "evidence">;
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
/** `keep`: tokens that are good, only evidence about them is missing. SHA-256. */
type FailedStamp = { readonly faults: Faults; readonly retryAt: number | null; readonly keep: readonly string[] };
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

  /** What was accepted, with its tokens, by what is at hand now. */
  const inputOf = (submission: Submission, bundle: EvidenceBundle, tokens: readonly EvidenceBlob[], offer: Offer): ValidationInput => {
    const trust = deps.signature.trust();
    const accepted = bundleInput(bundle, trust.anchors);
    return {
      ...accepted,
      timestamps: tokens.map(({ bytes }) => bytes),
      intermediates: [...accepted.intermediates, ...trust.intermediates],
      crls: [...accepted.crls, ...trust.crls, ...offer.crls],
      ocsp: [...(accepted.ocsp ?? []), ...offer.ocsp],
      validationTimeMs: deps.now(),
      policy: deps.signature.policyOf(submission.kind),
    };
  };

  /** Archives the stamped signature, or says who could not help; null: nothing is left to do. */
  const stamp = async (submission: Submission, stamping: Stamping, bundle: EvidenceBundle): Promise<FailedStamp | null> => {
    const tokens = await tokensOf(submission, stamping);
    if (!tokens.ok) return { faults: tokens.error, retryAt: null, keep: [] };
    const asked: MissingEvidence[] = [];
    let input = inputOf(submission, bundle, tokens.value, nothing);
    let report = deps.signature.validate(input);
    let faults: Faults = nobodyBelieved;
    let retryAt: number | null = null;
    for (let round = 0; round < roundsMax && report.waits && !stopped; round += 1) {
      asked.push(...report.missing);
      const sought = await deps.evidence.seek(report.missing);
      faults = sought.faults;
      retryAt = sought.retryAt;
      input = inputOf(submission, bundle, tokens.value, deps.evidence.offer(asked));
      report = deps.signature.validate(input);
    }
    if (stopped) return null;
    if (report.indication === "TOTAL_PASSED" && report.signatures.every(isStamped)) {
      archive.endStamp(submission.id, "done", recordOf(deps.signature.crypto, input, report, deps.now()));
      return null;
    }
    if (report.waits) deps.evidence.refuse(deps.evidence.offer(report.missing).keys);
    return { faults, retryAt, keep: report.waits ? tokens.value.map(({ sha256 }) => sha256) : [] };
  };

  const tryLater = ({ submission, attempts: before, giveUpAt }: Stamping, failed: FailedStamp): void => {
    const now = deps.now();
    if (now >= giveUpAt) {
      archive.endStamp(submission, "given-up", null);
      return deps.onFault("timestamp-given-up");
    }
    const attempts = before + 1;
    const next = nextAttemptAt(attempts, now, failed.retryAt, giveUpAt);
    archive.delayStamp(submission, { attempts, nextAttemptAt: next, unreached: failed.faults }, failed.keep);
  };

  const one = async (id: string): Promise<void> => {
    const submission = deps.store.byId(id);
    const stamping = archive.stamping(id);
    const bundle = submission === null ? null : archive.passed(submission);
    if (stamping === null) return;
    // Nothing to stamp would otherwise be due for ever.
    if (submission === null || bundle === null) return archive.endStamp(id, "given-up", null);
    const failed = await stamp(submission, stamping, bundle);
    if (failed !== null && !stopped) tryLater(stamping, failed);
  };

  /** One that cannot be stamped for a fault of our own must not hold up the others, nor stay the first in line. */
  const putOff = (id: string): void => {
    deps.onFault("timestamp-failed");
    const stamping = archive.stamping(id);
    if (stamping !== null && !stopped) tryLater(stamping, { faults: [], retryAt: null, keep: stamping.tokens });
  };

  const runAll = async (): Promise<void> => {
    for (;;) {
      const due = archive.dueStamps(deps.now(), batch);
      if (due.length === 0) return;
      for (const id of due) {
        if (stopped) return;
        await one(id).catch(() => putOff(id));
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
