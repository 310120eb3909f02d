import type { ReferralList, ReferralRequest, ReferralResolve, ReferralTake, ReferralView } from "@beket/api";
import { err, ok, Reason, type ReferralEvent, type ReferralStep, type Result, stopNumber } from "@beket/domain";
import * as v from "valibot";
import { fault, type EdgeFault } from "../faults.ts";
import type { WorkKeys } from "../keyed/work-keys.ts";
import type { LaneHub } from "../lanes/lane-hub.ts";
import type { Now, ReferralRow, SessionRow, WorkTable } from "../ports.ts";
import { envelopeOf, type Post } from "../post-context.ts";
import { domainUuid } from "../recording/brands.ts";
import type { Entry, Recorder } from "../recording/recorder.ts";

/**
 *   opened ──take──► taken ──resolve──► resolved
 *      └───────────────resolve───────────▲
 *
 * Taking again is allowed (another officer takes over); nothing follows `resolved`. Each step is an event; the working table
 * keeps the present state and, until the journal has the event, the state before it.
 */
export type ReferralsDeps = {
  readonly post: Post;
  readonly recorder: Recorder;
  readonly work: Pick<WorkTable, "referrals">;
  readonly keys: WorkKeys;
  readonly lanes: LaneHub;
  readonly now: Now;
};
const openMax = 500;
const Reasons = v.pipe(v.string(), v.parseJson(), v.array(Reason));

export function createReferrals(deps: ReferralsDeps) {
  const { referrals } = deps.work;
  const viewOf = (row: ReferralRow): ReferralView => ({
    id: row.id,
    number: row.number,
    lane: row.lane,
    openedAt: row.openedAt,
    openedBy: row.openedBy,
    reasons: v.parse(Reasons, deps.keys.open(row.reasons)),
    state: row.state,
    takenBy: row.takenBy,
    outcome: row.outcome,
  });
  const restore = (row: ReferralRow): void => {
    if (row.before === null) referrals.remove(row.id);
    else referrals.put({ ...row, ...row.before, outcome: null, before: null });
  };
  const entryOf = (session: SessionRow, occurredAt: number, row: ReferralRow, step: ReferralStep): Entry => {
    const event: ReferralEvent = {
      kind: "referral",
      ...envelopeOf(deps.post, session, occurredAt),
      lane: row.lane,
      referral: domainUuid(row.id),
      number: row.number,
      step,
    };
    referrals.put(row);
    const view = viewOf(row);
    return {
      event,
      reply: view,
      undo: () => restore(row),
      saved: () => deps.lanes.publish(row.lane, { kind: "referral", referral: view }),
    };
  };
  /** A step of a known referral, by its id in the path; the request's own id names the event. */
  const step = (
    session: SessionRow,
    id: string,
    request: ReferralTake | ReferralResolve,
    change: Pick<ReferralRow, "state" | "takenBy" | "outcome">,
    body: ReferralStep,
  ): Promise<Result<string, EdgeFault>> =>
    deps.recorder.once({ id: request.id, by: session.officer, content: { id, step: body.state, request } }, () => {
      const row = referrals.find(id);
      if (row === null) return err(fault("no-such-referral"));
      if (row.state === "resolved") return err(fault("referral-resolved"));
      const { state, takenBy, event } = row;
      // A step that is not durable yet shares this one's transaction and its fate: what is taken back leads to before both.
      const before = deps.recorder.isDurable(event) ? { state, takenBy, event } : row.before;
      const next: ReferralRow = { ...row, ...change, changedAt: deps.now(), event: request.id, before };
      return ok(entryOf(session, request.occurredAt, next, body));
    });

  return {
    open: async (session: SessionRow, request: ReferralRequest): Promise<Result<string, EdgeFault>> => {
      if (request.stop.post !== deps.post.post) return err(fault("wrong-post"));
      if (!deps.post.lanes.some(({ lane }) => lane === request.stop.lane)) return err(fault("no-such-lane"));
      return deps.recorder.once({ id: request.id, by: session.officer, content: request }, () => {
        if (referrals.unresolved(openMax).length >= openMax) return err(fault("too-many-referrals"));
        const row: ReferralRow = {
          id: request.id,
          number: stopNumber(request.id),
          lane: request.stop.lane,
          lookup: request.lookup,
          openedAt: request.occurredAt,
          openedBy: session.officer,
          reasons: deps.keys.seal(JSON.stringify(request.reasons)),
          state: "opened",
          takenBy: null,
          outcome: null,
          changedAt: deps.now(),
          event: request.id,
          before: null,
        };
        const instruction = request.reasons.find((reason) => reason.instruction !== undefined)?.instruction ?? null;
        return ok(
          entryOf(session, request.occurredAt, row, {
            state: "opened",
            lookup: domainUuid(request.lookup),
            reasons: request.reasons,
            instruction,
          }),
        );
      });
    },
    take: (session: SessionRow, id: string, request: ReferralTake) =>
      step(session, id, request, { state: "taken", takenBy: session.officer, outcome: null }, { state: "taken", by: session.officer }),
    resolve: async (session: SessionRow, id: string, request: ReferralResolve): Promise<Result<string, EdgeFault>> => {
      const takenBy = referrals.find(id)?.takenBy ?? session.officer;
      return step(
        session,
        id,
        request,
        { state: "resolved", takenBy, outcome: request.outcome },
        { state: "resolved", outcome: request.outcome, by: session.officer, note: request.note ?? null },
      );
    },
    /** Unresolved ones, oldest first. */
    list: (): ReferralList => ({ referrals: referrals.unresolved(openMax).map(viewOf) }),
    openCount: (): number => referrals.unresolved(openMax).length,
    /** After a crash: takes back steps whose event never reached the journal. */
    start: (since: number): void => {
      for (const row of referrals.changedSince(since)) if (!deps.recorder.holds(row.event)) restore(row);
    },
  };
}
export type Referrals = ReturnType<typeof createReferrals>;
