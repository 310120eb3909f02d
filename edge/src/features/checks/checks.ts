import type { CheckReply, CheckRequest } from "@beket/api";
import {
  err,
  ok,
  type Decision,
  type DecisionTrace,
  type LookupEvent,
  type Outcome,
  type Regime,
  type Result,
  type Stop,
} from "@beket/domain";
import { formatUuid, uuidv7, type RandomPort } from "@beket/replication";
import { fault, type EdgeFault } from "../faults.ts";
import type { WorkKeys } from "../keyed/work-keys.ts";
import type { Now, SessionRow } from "../ports.ts";
import { contextOf, envelopeOf, type Post } from "../post-context.ts";
import type { Entry, Recorder } from "../recording/recorder.ts";
import type { Passes } from "../passes/passes.ts";
import type { PostRegistry } from "../registry/post-registry.ts";
import { dataAge } from "./data-age.ts";
import { decideStop, type StopQuestion } from "./decide-stop.ts";
import { explainOther } from "./explain.ts";
import type { SecondReadings } from "./second-reading.ts";

export type ChecksDeps = {
  readonly post: Post;
  readonly registry: PostRegistry;
  readonly recorder: Recorder;
  readonly readings: SecondReadings;
  readonly passes: Pick<Passes, "compare">;
  readonly keys: WorkKeys;
  readonly now: Now;
  readonly random: RandomPort;
};
type Ask = Extract<CheckRequest, { readonly kind: "ask" }>;

/** The verdict's outcome; null while a second reading is asked for. */
const outcomeOf = (decision: Decision): Outcome | null => (decision.kind === "verdict" ? decision.outcome : null);

/** Answers stops. Every answer is a `lookup` event of a named officer, durable before anybody sees it (I8). */
export function createChecks(deps: ChecksDeps) {
  const lookupEvent = (session: SessionRow, purpose: LookupEvent["purpose"], occurredAt: number, trace: DecisionTrace): LookupEvent => ({
    kind: "lookup",
    ...envelopeOf(deps.post, session, occurredAt),
    lane: trace.stop.lane,
    purpose,
    trace,
  });
  const entryOf = (id: string, event: LookupEvent, shown: Decision, answeredAt: number): Entry & { readonly reply: CheckReply } => {
    const { trace } = event;
    const reply: CheckReply = { lookup: id, decision: shown, age: dataAge(trace.replica, trace.correctedTime), answeredAt };
    return {
      event,
      reply,
      lookup: { stop: () => deps.keys.stop(trace.stop.lane, trace.stop.subjects), outcome: outcomeOf(trace.decision) },
    };
  };
  const questionOf = (stop: Stop, confirmed: readonly number[], regime: Regime, at: number): StopQuestion => {
    const merged = deps.readings.merge(stop, confirmed, at, regime.passageWindowMs);
    return { ...merged, post: contextOf(deps.post), regime, correctedTime: at };
  };

  const ask = (session: SessionRow, request: Ask): Result<Entry, EdgeFault> => {
    const { stop } = request;
    if (stop.lane !== session.lane) return err(fault("wrong-lane"));
    const at = deps.now();
    const regime = deps.registry.regime(at);
    const own = deps.registry.view("ledger");
    if (regime === null || own === null) return err(fault("no-rules"));
    const question = questionOf(stop, request.confirmed, regime, at);
    if (request.purpose === "post-check") {
      const trace = decideStop(own, question);
      const entry = entryOf(request.id, lookupEvent(session, "post-check", at, trace), trace.decision, at);
      if (request.pass === undefined || trace.decision.kind !== "verdict") return ok(entry);
      // Beside the verdict, which is made already: a pass changes nothing in it.
      const keys = stop.subjects.map(({ key }) => key);
      return ok({ ...entry, reply: { ...entry.reply, pass: deps.passes.compare(request.pass, own, keys) } });
    }
    const other = deps.registry.view("other");
    if (other === null) return err(fault("no-other-ledger"));
    const { trace, shown } = explainOther(own, other, question);
    const entry = entryOf(request.id, lookupEvent(session, "explain-other-ledger", at, trace), shown, at);
    // An explanation is nobody's verdict: a passage cannot refer to it.
    return ok({ event: entry.event, reply: entry.reply });
  };

  return {
    /** The reply as JSON text, the same for every retry of the id. */
    check: async (session: SessionRow, request: CheckRequest): Promise<Result<string, EdgeFault>> => {
      const stop = request.kind === "ask" ? request.stop : request.trace.stop;
      if (stop.post !== deps.post.post) return err(fault("wrong-post"));
      const prepare = (): Result<Entry, EdgeFault> => {
        if (request.kind === "ask") return ask(session, request);
        const event = lookupEvent(session, "post-check", request.occurredAt, request.trace);
        return ok(entryOf(request.id, event, request.trace.decision, deps.now()));
      };
      return deps.recorder.once({ id: request.id, by: session.officer, content: request }, prepare, "pure");
    },
    /** A plate that the lane's camera read, looked up in the name of the lane's officer. Resolves when the event is durable. */
    camera: async (
      session: SessionRow,
      reading: {
        readonly direction: Stop["direction"] | null;
        readonly subject: Stop["subjects"][number];
        readonly laneDirection: Stop["direction"];
      },
    ): Promise<Result<{ readonly stop: Stop; readonly reply: CheckReply }, EdgeFault>> => {
      const at = deps.now();
      const regime = deps.registry.regime(at);
      const own = deps.registry.view("ledger");
      if (regime === null || own === null) return err(fault("no-rules"));
      const direction = reading.direction ?? reading.laneDirection;
      const stop: Stop = { post: deps.post.post, lane: session.lane, direction, subjects: [reading.subject], claim: null };
      const id = formatUuid(uuidv7(deps, deps.random));
      const trace = decideStop(own, { stop, confirmed: [], post: contextOf(deps.post), regime, correctedTime: at });
      // Kept like any other answer, so that the passage that follows carries its outcome.
      const entry = entryOf(id, lookupEvent(session, "camera", at, trace), trace.decision, at);
      const saved = await deps.recorder.once({ id, by: session.officer, content: { camera: stop } }, () => ok(entry), "pure");
      return saved.ok ? ok({ stop, reply: entry.reply }) : saved;
    },
  };
}
export type Checks = ReturnType<typeof createChecks>;
