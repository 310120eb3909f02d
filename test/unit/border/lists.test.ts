import {
  borderFaultCodes,
  borderFaultText,
  borderWarningText,
  contactsOf,
  dueList,
  isPositive,
  languages,
  type BorderWarning,
} from "@beket/domain";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createScene, minute, passport } from "./support/scene.ts";

describe("lists", () => {
  it("[BO12] name the contacts of a person: the group, then the nearest seats, then everybody else", () => {
    const scene = createScene();
    const { arrival } = scene.openArrival({ conveyance: "flight", vehicle: null });
    const sit = (seat: string | null, name: string, guardian: Parameters<typeof scene.register>[1] = {}) =>
      scene.register(
        arrival,
        { subjects: [passport(`AA${name.length}00${name.codePointAt(0) ?? 0}`)], name, birthDate: null, ...guardian },
        { seat },
      ).person;
    const sick = sit("12C", "sick");
    const far = sit("30A", "far");
    const beside = sit("12B", "beside");
    const across = sit("12F", "across");
    const behind = sit("14C", "behind one");
    const nowhere = sit(null, "nowhere");
    const consent = { state: "given-by-guardian", language: "kk", textVersion: 1 } as const;
    const son = sit("29A", "the son", { guardian: sick, birthDate: "2012-01-01", consent });
    const crowd = contactsOf(scene.border, scene.border.person(sick) ?? failed());
    expect(crowd.map(({ person }) => person.person)).toEqual([son, beside, across, behind, far, nowhere]);
    expect(crowd.map(({ why }) => why)).toEqual(["group", "near-seat", "near-seat", "near-seat", "same-arrival", "same-arrival"]);
    const parents = contactsOf(scene.border, scene.border.person(son) ?? failed());
    expect(parents[0]).toMatchObject({ person: { person: sick }, why: "group", rowsApart: 17 });
    const alone = scene.register(null, { subjects: [] }, { confirmed: null }).person;
    expect(contactsOf(scene.border, scene.border.person(alone) ?? failed())).toEqual([]);
  });

  it("[BO12] count a coach's rows by four seats, and no rows between two carriages", () => {
    const scene = createScene();
    const { arrival } = scene.openArrival();
    const sit = (seat: string, value: string) =>
      scene.register(arrival, { subjects: [passport(value)], birthDate: null, name: value }, { seat }).person;
    const sick = sit("5", "AB1000001");
    const [same, next, distant, carriage] = [sit("8", "AB1000002"), sit("9", "AB1000003"), sit("45", "AB1000004"), sit("2-5", "AB1000005")];
    const rows = contactsOf(scene.border, scene.border.person(sick) ?? failed()).map(({ person, rowsApart }) => [person.person, rowsApart]);
    expect(rows).toEqual([
      [same, 0],
      [next, 1],
      [distant, 10],
      [carriage, null],
    ]);
  });

  it("[BO12] sort fifty timers by what is due: open windows that close first, missed ones, then those that open first", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 180 }), { minLength: 50, maxLength: 50 }),
        fc.integer({ min: 0, max: 3_600 }),
        (gaps, later) => {
          const scene = createScene();
          for (const [index, seconds] of gaps.entries()) {
            scene.wait(seconds * 100);
            scene.running(index);
          }
          const now = scene.now() + later * 1_000;
          const due = dueList(scene.border, now);
          expect(due).toHaveLength(50);
          const sorted: number[] = [];
          for (const { test, state, at } of due) {
            const { readFrom, readUntil } = test.started ?? failed();
            expect([state, at]).toEqual(now < readFrom ? ["waiting", readFrom] : [now <= readUntil ? "open" : "late", readUntil]);
            sorted.push((state === "open" ? 0 : state === "late" ? 1 : 2) * 1e14 + at);
          }
          expect(sorted).toEqual(sorted.toSorted((left, right) => left - right));
        },
      ),
      { numRuns: 10 },
    );
  });

  it("[BO12] hold only tests that run", () => {
    const scene = createScene();
    const { test, cassette } = scene.running(0);
    scene.running(1);
    scene.wait(16 * minute);
    scene.read(test, cassette, { result: "positive-acute" });
    expect(dueList(scene.border, scene.now()).map(({ test }) => test.started?.cassette)).toEqual(["C-1"]);
    expect(isPositive(scene.border.test(test) ?? failed())).toBe(true);
    scene.pcr(test, "S-1");
    scene.pcrRead(test, "S-1", "negative");
    expect(isPositive(scene.border.test(test) ?? failed())).toBe(false);
  });
});

describe("words", () => {
  it("[BO13] tell of every fault and warning in three languages what to do next, each its own sentence", () => {
    const warnings: readonly BorderWarning[] = [
      "lot-out-of-stock",
      "over-manifest",
      "iin-needs-document",
      "read-late",
      "same-name-and-birth-date",
    ];
    for (const language of languages) {
      const texts = [
        ...borderFaultCodes.map((code) => borderFaultText(code, language)),
        ...warnings.map((code) => borderWarningText(code, language)),
      ];
      expect(new Set(texts).size).toBe(texts.length);
      for (const text of texts) expect(text).toMatch(/^\p{Lu}[^:]{5,}: [^:]{4,}\.$/u);
    }
  });
});

function failed(): never {
  throw new Error("the scene has it");
}
