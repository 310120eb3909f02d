import type { CheckReply, DataAge, PassFinding } from "@beket/api";
import type { Stop, Verdict } from "@beket/domain";
import { answerSecondReading, type SecondReading, startSecondReading } from "./second-reading.ts";
import type { ReadBy } from "../compose/stop-draft.ts";
import type { SubjectKey } from "@beket/domain";

//  composing ──ask──► checking ──answered──► verdict ──act──► acting ──settled──► done ──close──► composing
//      ▲                 │  ▲  ╲ second reading          ▲                          (a passage closes by itself)
//      │               fail  │   ► rereading ─ complete ─► checking
//      └──close── stuck ◄┘  retry
//  a camera's check enters only from an idle `composing`

export type Act = "passage" | "refusal" | "referral";
/** `sent`: the edge has it. `kept`: durable on this tablet, not yet sent. `rejected`: the edge said no; it stays in the list. */
export type Receipt = {
  readonly state: "sent" | "kept" | "rejected";
  readonly number: string | null;
  readonly code: string | null;
};
export type Card = {
  readonly lookup: string;
  readonly stop: Stop;
  readonly confirmed: readonly number[];
  readonly verdict: Verdict;
  /** Null when the tablet decided alone: it holds no registry data. */
  readonly age: DataAge | null;
  readonly answeredAt: number;
  /** What the pass that was shown says beside the verdict; null: none was shown, or nobody could read it here. */
  readonly pass: PassFinding | null;
  readonly source: "edge" | "camera" | "alone";
};
export type StuckWhy = "no-rules" | "not-durable" | "edge-refused" | "action-not-durable";

type Question = { readonly id: string; readonly stop: Stop; readonly confirmed: readonly number[] };
export type Flow =
  | { readonly kind: "composing" }
  | ({ readonly kind: "checking" } & Question)
  | { readonly kind: "rereading"; readonly reading: SecondReading }
  | { readonly kind: "verdict"; readonly card: Card }
  | { readonly kind: "acting"; readonly card: Card; readonly act: Act; readonly id: string }
  | { readonly kind: "done"; readonly card: Card; readonly act: Act; readonly id: string; readonly receipt: Receipt }
  | {
      readonly kind: "stuck";
      readonly why: StuckWhy;
      readonly code: string | null;
      readonly question: Question | null;
      readonly card: Card | null;
    };

export type FlowEvent =
  | ({ readonly kind: "ask" } & Question)
  | { readonly kind: "answered"; readonly id: string; readonly reply: CheckReply; readonly source: Card["source"] }
  | { readonly kind: "decided-alone"; readonly id: string; readonly lookup: string; readonly verdict: Verdict; readonly at: number }
  | { readonly kind: "camera"; readonly stop: Stop; readonly reply: CheckReply }
  | { readonly kind: "read-again"; readonly key: SubjectKey; readonly readBy: ReadBy }
  | { readonly kind: "act"; readonly act: Act; readonly id: string }
  | { readonly kind: "settled"; readonly id: string; readonly receipt: Receipt }
  | { readonly kind: "fail"; readonly id: string; readonly why: StuckWhy; readonly code: string | null }
  | { readonly kind: "close" };

export const composing: Flow = { kind: "composing" };

/** One step of the main screen. An event that does not belong to the state (a late answer, a second tap) changes nothing. */
export function flowStep(state: Flow, event: FlowEvent): Flow {
  switch (event.kind) {
    case "ask":
      return state.kind === "acting" ? state : { kind: "checking", id: event.id, stop: event.stop, confirmed: event.confirmed };
    case "answered":
      return state.kind === "checking" && state.id === event.id ? answered(state, event.reply, event.source) : state;
    case "decided-alone":
      return state.kind === "checking" && state.id === event.id
        ? {
            kind: "verdict",
            card: {
              lookup: event.lookup,
              stop: state.stop,
              confirmed: state.confirmed,
              verdict: event.verdict,
              age: null,
              answeredAt: event.at,
              pass: null,
              source: "alone",
            },
          }
        : state;
    case "camera":
      return state.kind === "composing" ? answered({ stop: event.stop, confirmed: [] }, event.reply, "camera") : state;
    case "read-again":
      return state.kind === "rereading"
        ? { kind: "rereading", reading: answerSecondReading(state.reading, event.key, event.readBy) }
        : state;
    case "act":
      return state.kind === "verdict" ? { kind: "acting", card: state.card, act: event.act, id: event.id } : state;
    case "settled":
      return (state.kind === "acting" || state.kind === "done") && state.id === event.id
        ? { kind: "done", card: state.card, act: state.act, id: state.id, receipt: event.receipt }
        : state;
    case "fail":
      return failed(state, event);
    case "close":
      return state.kind === "acting" ? state : composing;
  }
}

function answered(question: Pick<Question, "stop" | "confirmed">, reply: CheckReply, source: Card["source"]): Flow {
  const { stop, confirmed } = question;
  if (reply.decision.kind === "second-reading")
    return { kind: "rereading", reading: startSecondReading(stop, reply.decision.subjects, confirmed) };
  return {
    kind: "verdict",
    card: {
      lookup: reply.lookup,
      stop,
      confirmed,
      verdict: reply.decision,
      age: reply.age,
      answeredAt: reply.answeredAt,
      pass: reply.pass ?? null,
      source,
    },
  };
}

function failed(state: Flow, event: Extract<FlowEvent, { kind: "fail" }>): Flow {
  if (state.kind === "checking" && state.id === event.id) {
    const { id, stop, confirmed } = state;
    return { kind: "stuck", why: event.why, code: event.code, question: { id, stop, confirmed }, card: null };
  }
  if (state.kind === "acting" && state.id === event.id)
    return { kind: "stuck", why: event.why, code: event.code, question: null, card: state.card };
  return state;
}

/** Back to the card whose action could not be recorded, so that the officer can press it again. */
export const backToCard = (state: Flow): Flow =>
  state.kind === "stuck" && state.card !== null ? { kind: "verdict", card: state.card } : state;
