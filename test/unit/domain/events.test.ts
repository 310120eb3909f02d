import { type BeketEvent, decodeEvent, encodeEvent, eventBytesMax, eventKinds } from "@beket/domain";
import { describe, expect, it } from "vitest";
import { sampleEvents } from "../../support/sample-events.ts";

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const [lookup] = sampleEvents;
if (lookup === undefined) throw new Error("the samples begin with a look-up");

describe("events", () => {
  it.each(sampleEvents.map((event) => [event.kind, event] as const))("[DM50] %s comes back as it went in", (_, event) => {
    expect(decodeEvent(encodeEvent(event))).toEqual({ ok: true, value: event });
  });
  it("[DM50] the samples hold every kind", () => {
    expect(new Set(sampleEvents.map((event) => event.kind))).toEqual(new Set(eventKinds));
    expect(eventKinds).toHaveLength(15);
  });
  it.each(sampleEvents.map((event) => [event.kind, event] as const))(
    "[DM50] %s refuses a field too many and a field too few",
    (_, event) => {
      expect(decodeEvent(bytesOf({ ...event, aigerim: 1 }))).toEqual({ ok: false, error: { code: "invalid", path: "*" } });
      for (const field of Object.keys(event).filter((name) => name !== "kind")) {
        const without = Object.fromEntries(Object.entries(event).filter(([name]) => name !== field));
        expect(decodeEvent(bytesOf(without)), field).toMatchObject({ error: { code: "invalid", path: field } });
      }
    },
  );
  it("[DM51] a line from a paper sheet keeps both times", () => {
    const paper = { sheet: "RB01-0042", line: 7, enteredAt: lookup.occurredAt + 3_600_000, enteredBy: "o-17" };
    const event: BeketEvent = { ...lookup, tablet: null, paper };
    expect(decodeEvent(encodeEvent(event))).toEqual({ ok: true, value: event });
    expect(decodeEvent(bytesOf({ ...event, paper: { ...paper, line: 0 } }))).toMatchObject({
      error: { code: "invalid", path: "paper.line" },
    });
  });
  it("[DM52] an unknown kind is told apart, for central to store it raw", () => {
    expect(decodeEvent(bytesOf({ kind: "drone-flight", height: 40 }))).toEqual({
      ok: false,
      error: { code: "unknown-kind", kind: "drone-flight" },
    });
    expect(decodeEvent(bytesOf({ kind: "9".repeat(99) }))).toEqual({ ok: false, error: { code: "unknown-kind", kind: null } });
  });
  it("[DM53] other faults have their codes", () => {
    expect(decodeEvent(new Uint8Array(eventBytesMax + 1))).toEqual({
      ok: false,
      error: { code: "too-large", sizeBytes: eventBytesMax + 1 },
    });
    expect(decodeEvent(Uint8Array.from([0xff, 0xfe]))).toEqual({ ok: false, error: { code: "not-utf8" } });
    expect(decodeEvent(new TextEncoder().encode("{"))).toEqual({ ok: false, error: { code: "not-json" } });
    for (const value of [null, [], 7, {}, { kind: 7 }]) expect(decodeEvent(bytesOf(value))).toMatchObject({ error: { code: "invalid" } });
  });
  it("[DM53] an error names a place, never what stands there", () => {
    const questionnaire = sampleEvents.find((event) => event.kind === "questionnaire");
    const answers = { "871008401427": "x".repeat(201) };
    const result = decodeEvent(bytesOf({ ...questionnaire, answers }));
    expect(result).toEqual({ ok: false, error: { code: "invalid", path: "answers.*" } });
  });
  it("[DM53] a value that breaks the schema cannot be written", () => {
    expect(() => encodeEvent({ ...lookup, post: "Post 1" })).toThrow(/broken invariant.*post/);
  });
  it("[DM54] a stop with eighty people stays below the largest event", () => {
    const subject = {
      role: "passenger" as const,
      key: { scheme: "doc" as const, country: "KGZ", value: "A".repeat(20) },
      readBy: ["document" as const],
    };
    const passage = sampleEvents.find((event) => event.kind === "passage");
    if (passage?.kind !== "passage") throw new Error("the samples have a passage");
    const full: BeketEvent = { ...passage, subjects: Array.from({ length: 80 }, () => subject) };
    expect(encodeEvent(full).length).toBeLessThan(eventBytesMax);
  });
});
