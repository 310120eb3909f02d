import type { ApplicationView, EvidenceWait, RevocationReply } from "@beket/api";
import type { Ledgers, PermitStanding } from "../records/ledger.ts";
import type { AnswerRow, Submission } from "../submissions/ports.ts";
import { hostOf } from "../evidence/choose.ts";
import type { Service } from "../evidence/types.ts";
import { reasonOf, unreachedWords } from "../words.ts";
import { applicationOf } from "./issue.ts";
import { changeOf } from "./change.ts";

type PermitView = ApplicationView["permits"][number];

export type ViewDeps = { readonly ledgers: Ledgers; readonly services: readonly Service[]; readonly now: () => number };

/** What the applicant sees: the answer as it was given and the permits as they stand now. */
export function applicationView(submission: Submission, { ledgers, services, now }: ViewDeps, secret: string | null): ApplicationView {
  const { ledger, application } = submission.kind === "change" ? changeOf(submission) : applicationOf(submission);
  const permits = new Map(ledgers[ledger].store.standings(submission.id).map((permit) => [`${permit.list} ${permit.index}`, permit]));
  const rows = submission.answer?.rows ?? [];
  const change = submission.answer?.change;
  const view: ApplicationView = {
    id: submission.id,
    state: stateOf(submission, rows),
    reasons: reasonCodes(submission).map(reasonOf),
    receivedAt: submission.receivedAt,
    retryUntil: submission.retryUntil,
    ledger,
    ...(change === undefined ? {} : { change: { application, ...change } }),
    permits: rows.map((row) => permitView(row, permits.get(`${row.list} ${row.index}`) ?? null, now())),
    ...waitOf(submission, services),
  };
  return secret === null ? view : { ...view, secret };
}

function stateOf(submission: Submission, rows: readonly AnswerRow[]): ApplicationView["state"] {
  if (submission.state === "waiting" || submission.state === "received") return "waiting";
  if (submission.state === "pending") return "pending";
  const issued = rows.filter((row) => row.number !== null).length;
  const { change } = submission.answer ?? {};
  // A change that took back or amended did what it says, whatever became of the rows that it adds.
  const isDone = change !== undefined && (change.revoked + change.amended > 0 || rows.length === 0);
  if (submission.state === "rejected" || (issued === 0 && !isDone)) return "refused";
  return issued === rows.length ? "issued" : "partly-issued";
}

/** The visible schedule of what waits, and who did not answer: in words. */
export function waitOf({ state, wait }: Submission, services: readonly Service[]): { readonly wait?: EvidenceWait } {
  if (state !== "waiting" || wait === null) return {};
  const nameOf = (kind: string, host: string) => services.find((one) => one.kind === kind && hostOf(one.url) === host)?.name ?? null;
  const unreached = wait.unreached
    .slice(0, 64)
    .map((one) => ({ kind: one.kind, fault: one.fault, ...unreachedWords(one, nameOf(one.kind, one.host)) }));
  return { wait: { attempts: wait.attempts, nextAttemptAt: wait.nextAttemptAt, unreached } };
}

export function reasonCodes(submission: Submission): readonly string[] {
  const codes = submission.answer?.reasons ?? [];
  if (submission.state === "pending") return ["application.pending"];
  return submission.state === "waiting" ? ["application.waiting", ...codes] : codes;
}

function permitView(row: AnswerRow, permit: PermitStanding | null, now: number): PermitView {
  const { list, index, number, code } = row;
  if (permit === null) return { list, index, outcome: "refused", number: null, state: "refused", code };
  const { status, revokedFrom, validTo } = permit;
  const isRevoked = status === "revoked" && (revokedFrom === null || revokedFrom <= now);
  return { list, index, outcome: "issued", number, state: isRevoked ? "revoked" : validTo <= now ? "expired" : "active", code };
}

/** How a revocation or an authority's act went; `revoked` counts the rows it changed. */
export function revocationReply(submission: Submission, services: readonly Service[]): RevocationReply {
  const { state } = submission;
  const reasons = reasonCodes(submission).map(reasonOf);
  const awaits = submission.answer?.reasons[0] === "act.awaiting-approval";
  const refused = state === "rejected" || (state === "done" && (submission.answer?.reasons.length ?? 0) > 0);
  return {
    id: submission.id,
    revoked: submission.answer?.rows.length ?? 0,
    reasons,
    // An act of many rows waits for its second person, which no evidence ends.
    state: state === "waiting" || state === "received" || awaits ? "waiting" : refused ? "refused" : "done",
    ...waitOf(submission, services),
  };
}
