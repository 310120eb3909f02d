import type { ActProposal, ActUndo, SignedSubmission } from "@beket/api";
import { err, ok, Uuid, type Result } from "@beket/domain";
import * as v from "valibot";
import type { ActGate } from "../authority/decide-act.ts";
import { fromBase64 } from "../bytes.ts";
import type { Desk } from "../submissions/desk.ts";
import type { SubmissionStore } from "../submissions/ports.ts";
import { createCounting, type CountingDeps, type Progress } from "./counting.ts";
import { approvalDigest } from "./digest.ts";
import { createGate } from "./gate.ts";
import { approvalMaxMs } from "./moment.ts";
import { proposedAct } from "./new-act.ts";
import { pendingOf } from "./pending.ts";
import type { Act } from "./ports.ts";
import { deedFault, deedOfProposal, proposalSha256 } from "./propose.ts";
import { createRunning, type RunningDeps } from "./running.ts";
import { stepAt, withdrawable } from "./steps.ts";

/*
 *                      ┌──────── effect changed: counted and shown again ────────┐
 * propose ─► counting ─► counted ─► (signed) ─┬─► checking (evidence) ─┐         │
 *                ▲         │                  │                        ▼         │
 *                └ recount ┘                  ├────────────────► awaiting-approval ─► approved ─► executing ─► done ─► undone
 *                                             └── few rows ──────────────────────────────▲
 * withdrawn: from everywhere before `approved`. refused: for good. late: a cut-over's moment came too near before it began.
 *
 * Every arrow is one durable change that first looks at the state it leaves, so that two hands at once move it once.
 */

export type EngineDeps = Omit<CountingDeps, "onFault"> &
  Omit<RunningDeps, "onFault"> & {
    readonly submissions: Pick<SubmissionStore, "byId">;
    /** Known only after the engine is: the desk's handler asks the engine. */
    readonly desk: () => Pick<Desk, "submit">;
    readonly onFault: (code: "act-not-counted" | "act-not-executed") => void;
  };
/** Says the digest with the person's own key, now; the octets are kept. Spent by the call. */
export type Prove<E> = (digest: string) => Promise<Result<Uint8Array, E>>;
type Moved = Result<Act, string>;
const NamedAct = v.pipe(v.string(), v.parseJson(), v.looseObject({ act: Uuid }));

export function createActs(deps: EngineDeps) {
  const { store, crypto } = deps;
  const underWay = new Map<string, Progress>();
  const counting = createCounting(deps, underWay);
  const running = createRunning(deps, underWay);
  const gate: ActGate = createGate(deps, running.runSoon);
  const step = (...given: Parameters<typeof stepAt> extends [number, ...infer Rest] ? Rest : never) => stepAt(deps.now(), ...given);
  const found = (act: Act | null): Moved => (act === null ? err("act.unknown") : ok(act));

  /** An act whose signature waits is looked at through its submission: where the signature was refused, it may be signed again. */
  const find = (id: string): Act | null => {
    const act = store.byId(id);
    if (act?.state !== "checking" || act.submission === null) return act;
    const submission = deps.submissions.byId(act.submission);
    if (submission?.state !== "rejected") return act;
    const reasons = [...(submission.answer?.reasons ?? [])];
    store.change(id, ["checking"], { state: "counted", submission: null, reasons }, step("signature-refused", null, reasons[0] ?? null));
    return store.byId(id);
  };
  const approvalOf = (act: Act) =>
    act.state === "awaiting-approval" && act.documentSha256 !== null && act.effect !== null && act.signedAt !== null
      ? { digest: approvalDigest(crypto, act.id, act.documentSha256, act.effect.sha256), until: act.signedAt + approvalMaxMs }
      : null;
  const begin = (act: Act, by: string): Moved => {
    const known = store.byId(act.id);
    if (known !== null) return known.proposalSha256 === act.proposalSha256 && known.proposer === by ? ok(known) : err("act.id-reused");
    const fault = deedFault(deps, act, deps.now());
    if (fault !== null) return err(fault);
    store.insert(act, step("proposed", by));
    counting.countSoon(act.id, step("counting", by));
    return ok(act);
  };
  const refuse = (act: Act, code: string, by: string | null): Moved => {
    store.change(act.id, [act.state], { state: "refused", reasons: [code] }, step("refused", by, code));
    return err(code);
  };

  const sign = async (id: string, { document, cms }: SignedSubmission, by: string): Promise<Moved> => {
    const act = find(id);
    const bytes = fromBase64(cms);
    if (act === null) return err("act.unknown");
    if (act.proposer !== by) return err("act.not-proposer");
    if (bytes === null) return err("cms-not-base64");
    // What was signed before is answered with its first answer, whatever became of the act.
    if (act.submission === null && act.state !== "counted") return err("act.state");
    if (act.document !== document) return err("act.document-changed");
    if (act.submission === null) {
      if (!(await counting.isFresh(act))) return err("act.effect-changed");
    }
    const submitted = deps.desk().submit("act", document, bytes);
    if (!submitted.ok) return submitted;
    const { id: submission, state, answer } = submitted.value;
    if (state === "rejected") return err(answer?.reasons[0] ?? "act.state");
    if (state !== "done") store.change(id, ["counted"], { state: "checking", submission }, step("checking", by));
    const [refusal] = state === "done" ? (answer?.reasons ?? []) : [];
    return refusal === undefined ? found(store.byId(id)) : err(refusal);
  };

  const approve = async <E>(
    id: string,
    digest: string,
    by: string,
    prove: Prove<E>,
  ): Promise<Result<Act, string | { readonly proof: E }>> => {
    const act = store.byId(id);
    if (act === null) return err("act.unknown");
    const asked = approvalOf(act);
    if (asked === null) return err("act.state");
    if (act.proposer === by) return err("act.same-person");
    if (digest !== asked.digest) return err("act.approval-other");
    const now = deps.now();
    const fault = now > asked.until ? "act.approval-expired" : deedFault(deps, act, now);
    if (fault !== null) return refuse(act, fault, by);
    if (act.proposer !== null && !(await counting.isFresh(act))) return err("act.effect-changed");
    const proven = await prove(digest);
    if (!proven.ok) return err({ proof: proven.error });
    // Others moved while the person's key was asked.
    const current = store.byId(id);
    if (current === null || approvalOf(current)?.digest !== digest) return err("act.state");
    const late = deedFault(deps, current, deps.now());
    if (late !== null) return refuse(current, late, by);
    const change = { state: "approved", approver: by, approvedAt: deps.now(), approval: proven.value } as const;
    if (!store.change(id, ["awaiting-approval"], change, step("approved", by))) return err("act.state");
    running.runSoon();
    return found(store.byId(id));
  };

  return {
    gate,
    list: (limit: number): readonly Act[] => store.list(limit),
    find,
    steps: store.steps,
    progress: (id: string): Progress | null => underWay.get(id) ?? null,
    /** What the second person says, and until when; null where nobody is waited for. */
    approvalOf,
    propose: (proposal: ActProposal, by: string): Moved => {
      const hash = proposalSha256(deps, proposal);
      const known = store.byId(proposal.act);
      // Before the draft is looked at: the same again is answered though the draft moved on.
      if (known !== null) return known.proposalSha256 === hash && known.proposer === by ? ok(known) : err("act.id-reused");
      const deed = deedOfProposal(deps, proposal, deps.now());
      if (!deed.ok) return deed;
      const { act: id, authority, ground, notice } = proposal;
      return begin(
        proposedAct({ id, authority, ground, notice, deed: deed.value, undoes: null, proposalSha256: hash }, by, deps.now()),
        by,
      );
    },
    undo: (of: string, { act: id, ground }: ActUndo, by: string): Moved => {
      const original = store.byId(of);
      if (original === null) return err("act.unknown");
      const hash = proposalSha256(deps, { of, id, ground });
      const { authority } = original;
      const deed = { kind: "undo" as const, of: v.parse(Uuid, of) };
      return begin(proposedAct({ id, authority, ground, notice: null, deed, undoes: of, proposalSha256: hash }, by, deps.now()), by);
    },
    /** A document of what was proposed at the desk: it is signed there alone, where its rows are looked at once more. */
    isOfDesk: (document: string): boolean => {
      const read = v.safeParse(NamedAct, document);
      const act = read.success ? store.byId(read.output.act) : null;
      return act !== null && act.proposer !== null;
    },
    recount: async (id: string, by: string): Promise<Moved> => {
      const act = find(id);
      if (act === null) return err("act.unknown");
      if (act.proposer !== by) return err("act.not-proposer");
      return act.state === "counted" ? counting.count(id, step("recounted", by)) : err("act.state");
    },
    withdraw: (id: string, by: string): Moved => {
      const isDone = store.change(id, withdrawable, { state: "withdrawn" }, step("withdrawn", by));
      return isDone ? found(store.byId(id)) : err(store.byId(id) === null ? "act.unknown" : "act.state");
    },
    sign,
    approve,
    /** Takes up what was interrupted: first what is pending, before anything is decided; then counts and what is approved. */
    resume: (): void => {
      const hasBegun = (act: string): boolean => deps.logs.common.progress(act) !== null;
      for (const one of pendingOf(store, deps.now(), hasBegun)) deps.pending.add(one);
      for (const act of store.inStates(["counting"])) counting.countSoon(act.id, step("recounted"));
      running.runSoon();
    },
    /** Once a minute: what could not be executed is tried again, what nobody approved in time ends. */
    everyMinute: (): void => {
      for (const act of store.inStates(["awaiting-approval"])) {
        const until = approvalOf(act)?.until;
        if (until !== undefined && deps.now() > until) refuse(act, "act.approval-expired", null);
      }
      running.runSoon();
    },
    idle: running.idle,
    stop: running.stop,
  };
}
export type Acts = ReturnType<typeof createActs>;
