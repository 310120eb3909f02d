import {
  confirmedHoldMs,
  holdRecord,
  holdStep,
  isOpenHold,
  noHoldFacts,
  type HoldCase,
  type HoldCause,
  type HoldFile,
} from "@beket/domain";
import fc from "fast-check";
import { expect, it } from "vitest";
import { dayMs, hourMs } from "./border.ts";

const start = Date.UTC(2026, 3, 20, 6);
const empty: HoldFile = { facts: noHoldFacts, case: null };
type Finding = Extract<HoldCause, { kind: "rapid-positive" | "pcr" }>;
const rapid = (test: string, at = start): Finding => ({ kind: "rapid-positive", test, at, validTo: at + 2 * dayMs });
const pcr = (
  test: string,
  result: "negative" | "positive" | "invalid",
  at = start + 5 * hourMs,
  takenAt: number | null = start + hourMs,
): Finding => ({ kind: "pcr", test, specimen: `tube-${test}`, takenAt, result, at });
const after = (causes: readonly HoldCause[], file = empty): HoldFile =>
  causes.reduce((state, cause) => {
    const stepped = holdStep(state, cause);
    if (!stepped.ok) throw new Error(stepped.error);
    return stepped.value.file;
  }, file);
const stateAfter = (...causes: readonly HoldCause[]): string | undefined => after(causes).case?.state;
const confirm: HoldCause = { kind: "health-officer", action: "confirm", at: start + hourMs, validTo: start + 10 * dayMs };
const release: HoldCause = { kind: "health-officer", action: "release", at: start + hourMs };
const contest: HoldCause = { kind: "contested", at: start + hourMs };
const over = (at: number): HoldCause => ({ kind: "time-over", at });

it.each<[string, readonly HoldCause[], string | undefined]>([
  ["a reading", [rapid("a")], "provisional"],
  ["an invalid PCR", [rapid("a"), pcr("a", "invalid")], "provisional"],
  ["a negative PCR", [rapid("a"), pcr("a", "negative")], "released"],
  ["a positive PCR", [rapid("a"), pcr("a", "positive")], "confirmed"],
  ["a PCR alone", [pcr("a", "positive")], "confirmed"],
  ["a negative PCR alone", [pcr("a", "negative")], undefined],
  ["a negative after a positive PCR", [pcr("a", "positive"), pcr("b", "negative")], "confirmed"],
  ["a release", [rapid("a"), release], "released"],
  ["a release of what is confirmed", [pcr("a", "positive"), release], "released"],
  ["a contest", [rapid("a"), contest], "contested"],
  ["a contest and a negative PCR", [rapid("a"), contest, pcr("a", "negative")], "released"],
  ["a contest and a positive PCR", [rapid("a"), contest, pcr("a", "positive")], "contested"],
  ["a contest that a health officer rejects", [rapid("a"), contest, confirm], "confirmed"],
  ["the end of its time", [rapid("a"), over(start + 2 * dayMs)], "expired"],
  ["a contested one's end", [rapid("a"), contest, over(start + 2 * dayMs)], "expired"],
  ["not yet its end", [rapid("a"), over(start + 2 * dayMs - 1)], "provisional"],
  ["a new positive after its end", [rapid("a"), over(start + 2 * dayMs), rapid("b", start + 3 * dayMs)], "provisional"],
])("[HD4] after %s the case is %#", (_, causes, state) => {
  expect(stateAfter(...causes)).toBe(state);
});

it("[HD4] a PCR of one test answers readings up to its specimen, not one that was read later", () => {
  const [first, second, later] = [rapid("a"), rapid("b", start + hourMs), rapid("c", start + 2 * hourMs)];
  expect(stateAfter(first, second, pcr("a", "negative"))).toBe("released");
  const left = after([first, second, later, pcr("a", "negative")]).case;
  expect(left).toMatchObject({ state: "provisional", openedAt: later.at, expiresAt: later.at + 2 * dayMs });
  // Until the order tells when the specimen was taken, only its own test is answered.
  expect(stateAfter(first, second, pcr("a", "negative", start + 5 * hourMs, null))).toBe("provisional");
  expect(stateAfter(first, second, pcr("a", "negative", start + 5 * hourMs, null), pcr("a", "negative"))).toBe("released");
});

it("[HD7] a reading before a health officer's release opens nothing, a later one does", () => {
  expect(stateAfter(rapid("a"), release, rapid("b", start + hourMs))).toBe("released");
  expect(stateAfter(rapid("a"), release, rapid("b", start + 2 * hourMs))).toBe("provisional");
  expect(stateAfter(rapid("a"), release, pcr("a", "positive"))).toBe("confirmed");
});

it("[HD7] acts on a case that is closed, or that is none, are refused; facts never are", () => {
  for (const cause of [confirm, release, contest]) {
    expect(holdStep(empty, cause)).toEqual({ ok: false, error: "case-closed" });
    expect(holdStep(after([rapid("a"), release]), cause)).toEqual({ ok: false, error: "case-closed" });
  }
  expect(holdStep(after([rapid("a"), contest]), contest)).toEqual({ ok: false, error: "already-contested" });
});

it("[HD1] what a post learns of a case is its number, validity, standing and instruction", () => {
  const found = after([rapid("a")]).case;
  if (found === null) throw new Error("a case was opened");
  expect(holdRecord(found, "H123-4567", "KAZ")).toEqual({
    kind: "hold",
    number: "H123-4567",
    status: "active",
    country: "KAZ",
    instruction: "refer-medic",
    standing: "provisional",
    validFrom: Date.UTC(2026, 3, 19),
    validTo: start + 2 * dayMs,
  });
  expect(holdRecord({ ...found, standing: "confirmed" }, "H123-4567", "KAZ").instruction).toBe("keep-apart-call");
});

const takenHours = { a: 1, b: 30, c: 50, d: 90 } as const;
const findings = fc.uniqueArray(
  fc.oneof(
    fc
      .tuple(fc.constantFrom("a", "b", "c", "d"), fc.integer({ min: 0, max: 96 }))
      .map(([test, hour]) => rapid(test, start + hour * hourMs)),
    fc
      .tuple(
        fc.constantFrom("a" as const, "b" as const, "c" as const, "d" as const),
        fc.constantFrom("negative" as const, "positive" as const, "invalid" as const),
        fc.integer({ min: 0, max: 96 }),
        // When a specimen was taken is one fact, which a result may come without.
        fc.boolean(),
      )
      .map(([test, result, hour, isKnown]) => pcr(test, result, start + hour * hourMs, isKnown ? start + takenHours[test] * hourMs : null)),
  ),
  { selector: (one) => `${one.kind} ${one.test} ${one.kind === "pcr" ? one.result : ""}`, maxLength: 10 },
);
/** What holds a person now: an open case's standing and end. */
const effect = (one: HoldCase | null) =>
  one === null || !isOpenHold(one.state)
    ? null
    : { standing: one.standing, expiresAt: one.standing === "confirmed" ? null : one.expiresAt };

it("[HD5] whatever the order and however often findings come, the same standing holds the person", () => {
  let open = 0;
  fc.assert(
    fc.property(
      findings.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }))),
      ([list, shuffled]) => {
        const expected = effect(after(list).case);
        if (expected !== null) open += 1;
        expect(effect(after(shuffled).case)).toEqual(expected);
      },
    ),
    { numRuns: 2_000 },
  );
  expect(open).toBeGreaterThan(200);
});

it("[HD6] no finding, act or time throws, and no hold lasts longer than 14 days after the last of them", () => {
  const acts = fc.constantFrom(confirm, release, contest, over(start + dayMs), over(start + 20 * dayMs));
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          findings.map((list) => list[0] ?? contest),
          acts,
        ),
        { maxLength: 20 },
      ),
      (causes) => {
        let file = empty;
        for (const cause of causes) {
          const stepped = holdStep(file, cause);
          if (stepped.ok) file = stepped.value.file;
        }
        if (file.case !== null) expect(file.case.expiresAt).toBeLessThanOrEqual(start + 4 * dayMs + confirmedHoldMs);
      },
    ),
  );
});

it("[HD1] two readings of one day begin alike, and both before any clock that is less than a day behind", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: dayMs - 1 }), (offset) => {
      const at = Date.UTC(2026, 3, 20) + offset;
      const found = after([rapid("a", at)]).case;
      if (found === null) throw new Error("a case was opened");
      const { validFrom } = holdRecord(found, "H123-4567", "KAZ");
      expect(validFrom).toBe(Date.UTC(2026, 3, 19));
      expect(validFrom).toBeLessThanOrEqual(at - dayMs);
    }),
  );
});
