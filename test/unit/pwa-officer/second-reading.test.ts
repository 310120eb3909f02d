import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerSecondReading,
  currentSubject,
  fieldFor,
  isComplete,
  startSecondReading,
} from "../../../pwa/src/officer/check/second-reading.ts";
import { parsedPlate, stopOf } from "./samples.ts";

const key = (plate: string) => parsedPlate(plate).key;

describe("second reading", () => {
  it("[OA7] the field holds nothing of the first reading but its kind and country", () => {
    const stop = stopOf("123ABC02");
    const foreign = { ...stop, subjects: stop.subjects.map((subject) => ({ ...subject, key: { ...subject.key, country: "KGZ" } })) };
    const field = fieldFor(startSecondReading(foreign, [0], []));
    expect(field.countries.plate).toBe("KGZ");
    expect(JSON.stringify(field)).not.toContain("123ABC02");
    expect(field).toMatchObject({ tab: "plate", mode: "plate", subjects: [], texts: { plate: "", iin: "", document: "" } });
  });

  it("[OA8] a second reading that agrees confirms the subject and changes nothing else", () => {
    const stop = stopOf("123ABC02", "456DEF05");
    const done = answerSecondReading(startSecondReading(stop, [0], []), key("123ABC02"), "keypad");
    expect(done).toEqual({ stop, open: [], confirmed: [0] });
    expect(isComplete(done)).toBe(true);
  });

  it("[OA8] another reading takes its place, as a first one", () => {
    const done = answerSecondReading(startSecondReading(stopOf("123ABC02"), [0], []), key("128ABC02"), "keypad");
    expect(done.confirmed).toEqual([]);
    expect(done.stop.subjects).toMatchObject([{ role: "vehicle", key: { value: "128ABC02" }, readBy: ["keypad"] }]);
  });

  it("[OA8] the same plate with another country is another identifier", () => {
    const done = answerSecondReading(startSecondReading(stopOf("123ABC02"), [0], []), { ...key("123ABC02"), country: "KGZ" }, "keypad");
    expect(done.confirmed).toEqual([]);
  });

  it("[OA8] a scanner that agrees with the keypad is noted as a second way of reading", () => {
    const done = answerSecondReading(startSecondReading(stopOf("123ABC02"), [0], []), key("123ABC02"), "scanner");
    expect(done.stop.subjects[0]?.readBy).toEqual(["keypad", "scanner"]);
  });

  it("[OA8] what was confirmed before stays, unless it is asked for again", () => {
    const stop = stopOf("123ABC02", "456DEF05");
    expect(startSecondReading(stop, [1], [0, 1]).confirmed).toEqual([0]);
    const done = answerSecondReading(startSecondReading(stop, [1], [0]), key("456DEF05"), "keypad");
    expect(done.confirmed).toEqual([0, 1]);
  });

  it("[OA8] only agreeing answers confirm, and every subject asked for is read exactly once", () => {
    const plates = ["123ABC02", "456DEF05", "777KZA02"] as const;
    const answers = fc.array(fc.constantFrom(...plates), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 5 })), answers, (asked, given) => {
        const stop = stopOf(...plates);
        let state = startSecondReading(stop, asked, []);
        const expected: number[] = [];
        for (let step = 0; !isComplete(state); step++) {
          expect(step).toBeLessThan(plates.length);
          const index = currentSubject(state);
          const answer = given[step] ?? plates[0];
          if (index !== null && plates[index] === answer) expected.push(index);
          state = answerSecondReading(state, key(answer), "keypad");
        }
        expect(state.confirmed).toEqual(expected.toSorted((a, b) => a - b));
      }),
    );
  });
});
