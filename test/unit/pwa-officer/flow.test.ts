import { describe, expect, it } from "vitest";
import { backToCard, composing, type Flow, type FlowEvent, flowStep } from "../../../pwa/src/officer/check/flow.ts";
import { verdictSignals } from "../../../pwa/src/officer/signals/verdict-signal.ts";
import { againReply, idOf, parsedPlate, stopOf, verdictReply } from "./samples.ts";

const stop = stopOf("123ABC02");
const ask: FlowEvent = { kind: "ask", id: idOf(1), stop, confirmed: [] };
const run = (...events: readonly FlowEvent[]): Flow => events.reduce(flowStep, composing);
const answered = (n: number): FlowEvent => ({ kind: "answered", id: idOf(n), reply: verdictReply(n, "ALLOW"), source: "edge" });
const camera: FlowEvent = { kind: "camera", stop: stopOf("777KZA02"), reply: verdictReply(9, "DENY") };
const act: FlowEvent = { kind: "act", act: "passage", id: idOf(2) };
const sent = { state: "sent", number: null, code: null } as const;

describe("the main screen", () => {
  it("[OA9] an answer to another question, or after the officer left, changes nothing", () => {
    expect(run(ask, answered(7)).kind).toBe("checking");
    expect(run(ask, { kind: "close" }, answered(1))).toEqual(composing);
    expect(run(ask, answered(1)).kind).toBe("verdict");
  });

  it("[OA9] a second tap on the action, and a receipt of another record, change nothing", () => {
    const acting = run(ask, answered(1), act);
    expect(flowStep(acting, { ...act, id: idOf(3) })).toBe(acting);
    expect(flowStep(acting, { kind: "settled", id: idOf(3), receipt: sent })).toBe(acting);
    expect(flowStep(acting, { kind: "close" })).toBe(acting);
  });

  it("[OA8] a question for a second reading asks before any verdict, and the answer leads back to the edge", () => {
    const rereading = run(ask, { kind: "answered", id: idOf(1), reply: againReply(1, [0]), source: "edge" });
    expect(rereading).toMatchObject({ kind: "rereading", reading: { open: [0], confirmed: [] } });
    const read = flowStep(rereading, { kind: "read-again", key: parsedPlate("123ABC02").key, readBy: "keypad" });
    expect(read).toMatchObject({ kind: "rereading", reading: { open: [], confirmed: [0] } });
  });

  it("[OA11] the camera opens a card from an idle screen and from no other", () => {
    expect(run(camera)).toMatchObject({ kind: "verdict", card: { source: "camera" } });
    for (const busy of [run(ask), run(ask, answered(1)), run(ask, answered(1), act)]) expect(flowStep(busy, camera)).toBe(busy);
  });

  it("[OA13] nothing is called done until somebody holds the record, and a failure goes back to the same card", () => {
    const card = run(ask, answered(1));
    const failed = run(ask, answered(1), act, { kind: "fail", id: idOf(2), why: "action-not-durable", code: null });
    expect(failed).toMatchObject({ kind: "stuck", why: "action-not-durable" });
    expect(backToCard(failed)).toEqual(card);
  });

  it("[OA13] a number that comes later still reaches the card that shows the record", () => {
    const kept = run(ask, answered(1), act, { kind: "settled", id: idOf(2), receipt: { state: "kept", number: null, code: null } });
    const later = flowStep(kept, { kind: "settled", id: idOf(2), receipt: { state: "sent", number: "7K-204", code: null } });
    expect(later).toMatchObject({ kind: "done", receipt: { number: "7K-204" } });
  });

  it("[OA10] shape, sound and vibration tell the outcomes apart", () => {
    const signals = Object.values(verdictSignals);
    for (const part of ["shape", "tones", "vibration"] as const) {
      expect(new Set(signals.map((signal) => JSON.stringify(signal[part]))).size).toBe(signals.length);
    }
  });
});
