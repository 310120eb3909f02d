import { edgeRoutes, PassText, type LaneEvent } from "@beket/api";
import { assert, type Stop } from "@beket/domain";
import * as v from "valibot";
import type { Outbox } from "../../outbox/outbox.ts";
import { decideAlone } from "../check/decide-alone.ts";
import { backToCard, type FlowEvent, flowStep } from "../check/flow.ts";
import { dismiss, enqueue, fresh, seenByCamera } from "../check/lane-queue.ts";
import { fieldFor, isComplete } from "../check/second-reading.ts";
import { currentReading, draftOfStop, draftStop, emptyDraft, type ReadBy, type StopPlace } from "../compose/stop-draft.ts";
import type { ParsedSubject } from "@beket/domain";
import type { EdgeFailure } from "../../field/edge/client.ts";
import type { OfficerClient } from "../edge/client.ts";
import { playVerdict } from "../signals/verdict-signal.ts";
import type { Screen, ShownPass } from "./screen.ts";

export type ChecksDeps = {
  readonly screen: Screen;
  readonly client: OfficerClient;
  /** Null where this device cannot keep anything. */
  readonly outbox: () => Outbox | null;
  readonly now: () => number;
  readonly newId: () => string;
};
type Question = { readonly id: string; readonly stop: Stop; readonly confirmed: readonly number[] };

/** A pass that could be one of ours goes along; what was misread does not. */
const passText = (shown: ShownPass | null): { readonly pass?: string } =>
  shown === null || (shown.state === "answered" && shown.reply.standing === "not-a-pass") || !v.is(PassText, shown.text)
    ? {}
    : { pass: shown.text };

export type Checks = ReturnType<typeof createChecks>;

/** Asking, deciding alone, reading twice, and the lane's camera. */
export function createChecks(deps: ChecksDeps) {
  const { screen, client } = deps;

  function dispatch(event: FlowEvent): void {
    const before = screen.flow.value;
    const after = flowStep(before, event);
    screen.flow.value = after;
    if (after.kind === "verdict" && before.kind !== "verdict") playVerdict(after.card.verdict.outcome, screen.soundOn.value);
    if (after.kind !== "rereading" || after === before) return;
    if (isComplete(after.reading)) void ask(after.reading.stop, after.reading.confirmed);
    else screen.draft.value = fieldFor(after.reading);
  }

  async function ask(stop: Stop, confirmed: readonly number[], id = deps.newId()): Promise<void> {
    const car = seenByCamera(
      screen.lane.value,
      stop.subjects.map((subject) => subject.key),
    );
    if (car !== null) screen.lane.value = dismiss(screen.lane.value, car.reading);
    screen.toast.value = null;
    screen.sheet.value = "none";
    const question = { id, stop, confirmed };
    dispatch({ kind: "ask", ...question });
    const pass = passText(screen.pass.value);
    const answer = await client.check({ kind: "ask", id, stop, confirmed: [...confirmed], purpose: "post-check", ...pass });
    if (answer.ok) dispatch({ kind: "answered", id, reply: answer.value, source: "edge" });
    else await unanswered(question, answer.error);
  }

  async function unanswered(question: Question, failure: EdgeFailure): Promise<void> {
    if (
      failure.kind === "unreachable" ||
      (failure.kind === "refused" && (failure.status >= 500 || failure.status === 429) && failure.code !== "no-rules")
    )
      return alone(question);
    if (failure.kind === "refused" && failure.status === 401) screen.endSession();
    const code = failure.kind === "refused" ? failure.code : failure.kind;
    dispatch({ kind: "fail", id: question.id, why: code === "no-rules" ? "no-rules" : "edge-refused", code });
  }

  /** Decides on the tablet; the look-up is on this device's disk before anybody sees the verdict. */
  async function alone({ id, stop, confirmed }: Question): Promise<void> {
    const { post, session } = screen;
    const regime = post.value?.regime ?? null;
    if (post.value === null || regime === null || session.value === null)
      return dispatch({ kind: "fail", id, why: "no-rules", code: null });
    const occurredAt = deps.now();
    const context = { post: post.value.post, ledger: post.value.ledger, areas: post.value.areas };
    const trace = decideAlone({ stop, post: context, confirmed, regime, correctedTime: occurredAt });
    assert(trace.decision.kind === "verdict", "without a replica nothing can be near");
    // A new id: the edge may have recorded the question itself under the first one.
    const lookup = deps.newId();
    const kept = await deps.outbox()?.keep({
      id: lookup,
      kind: "check",
      path: edgeRoutes.checks,
      group: lookup,
      officer: session.value.officer,
      body: { kind: "decided-offline", id: lookup, occurredAt, trace },
    });
    if (kept === undefined || !kept.ok) return dispatch({ kind: "fail", id, why: "not-durable", code: null });
    dispatch({ kind: "decided-alone", id, lookup, verdict: trace.decision, at: occurredAt });
  }

  function place(): StopPlace | null {
    const { post, session } = screen;
    const lane = post.value?.lanes.find((candidate) => candidate.lane === session.value?.lane);
    return post.value === null || lane === undefined ? null : { post: post.value.post, lane: lane.lane, direction: lane.direction };
  }

  /** The strip's next car opens only when nobody stands before the officer. */
  function openNext(): void {
    screen.lane.value = fresh(screen.lane.value, deps.now());
    const next = screen.lane.value[0];
    if (next === undefined || !screen.idle.value) return;
    openLaneCheck(next.reading);
  }
  function openLaneCheck(reading: string): void {
    const check = screen.lane.value.find((candidate) => candidate.reading === reading);
    if (check === undefined || screen.flow.value.kind !== "composing") return;
    screen.lane.value = dismiss(screen.lane.value, reading);
    screen.draft.value = emptyDraft;
    dispatch({ kind: "camera", stop: check.stop, reply: check.reply });
  }

  return {
    dispatch,
    openNext,
    openLaneCheck,
    place,
    /** Checks what stands in the draft; nothing happens while the field is unfinished. */
    async checkDraft(): Promise<void> {
      const where = place();
      const stop = where === null ? null : draftStop(screen.draft.value, where);
      if (stop !== null) await ask(stop, []);
    },
    repeat: (stop: Stop) => ask({ ...stop, subjects: stop.subjects }, []),
    /** The same question once more, as far as it was settled: a pass was shown after the verdict. */
    again: (stop: Stop, confirmed: readonly number[]) => ask(stop, confirmed),
    /** Takes the second reading from the field and empties it for the next one. */
    readAgain(): void {
      const reading = currentReading(screen.draft.value);
      if (reading.kind === "valid") this.readAgainAs(reading.parsed, "keypad");
    },
    readAgainAs(parsed: ParsedSubject, readBy: ReadBy): void {
      dispatch({ kind: "read-again", key: parsed.key, readBy });
    },
    async retry(): Promise<void> {
      const { flow } = screen;
      if (flow.value.kind !== "stuck") return;
      if (flow.value.question !== null) await ask(flow.value.question.stop, flow.value.question.confirmed);
      else flow.value = backToCard(flow.value);
    },
    /** Back to the keypad with the same stop, to add a person or mend a number. */
    change(stop: Stop): void {
      dispatch({ kind: "close" });
      screen.draft.value = draftOfStop(stop);
    },
    close(): void {
      dispatch({ kind: "close" });
      screen.draft.value = emptyDraft;
      screen.pass.value = null;
      openNext();
    },
    onCamera(event: Extract<LaneEvent, { kind: "camera-check" }>): void {
      const { reading, stop, reply } = event;
      screen.lane.value = enqueue(fresh(screen.lane.value, deps.now()), { reading, stop, reply, arrivedAt: deps.now() });
      openNext();
    },
  };
}
