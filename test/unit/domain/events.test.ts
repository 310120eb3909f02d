import { type BeketEvent, decide, decodeEvent, encodeEvent, eventBytesMax, eventKinds } from "@beket/domain";
import { describe, expect, it } from "vitest";
import { car, now, permit, stopOf } from "../../support/stop-builder.ts";
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
    expect(eventKinds).toHaveLength(21);
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
  it("[DM54] the look-up of a full bus, each person refused by a row, stays below the largest event", () => {
    const rows = [permit({ number: "R7K2-94QX", status: "revoked", revokedFrom: now - 1 })];
    const people = Array.from({ length: 79 }, (_, i) => ({
      role: "passenger" as const,
      key: { scheme: "doc" as const, country: "KAZ", value: `AC${2_345_678 + i}` },
      readBy: ["keypad" as const, "document" as const],
      records: rows,
    }));
    const input = stopOf([{ role: "vehicle", key: car, records: rows }, ...people]);
    if (lookup.kind !== "lookup") throw new Error("the samples begin with a look-up");
    const event: BeketEvent = { ...lookup, trace: { ...lookup.trace, stop: input.stop, decision: decide(input) } };
    const bytes = encodeEvent(event);
    expect(bytes.length).toBeGreaterThan(eventBytesMax / 2);
    expect(decodeEvent(bytes)).toEqual({ ok: true, value: event });
  });
});
