import { createBorder, type StatedFact } from "@beket/domain";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createScene, iin, minute } from "./support/scene.ts";

/** A morning with something of every kind: two arrivals, corrections, an invalid test and its repeat, a positive and its PCR. */
function morning(): readonly StatedFact[] {
  const scene = createScene();
  const bus = scene.openArrival();
  scene.openArrival({ conveyance: "flight", vehicle: null, number: "KC 101" });
  const positive = scene.running(0, bus.arrival, "12A");
  const invalid = scene.running(1, bus.arrival, "12B");
  scene.wait(16 * minute);
  scene.read(positive.test, positive.cassette, { result: "positive-acute" });
  scene.read(invalid.test, invalid.cassette, { result: "invalid", reason: "no control line" });
  const repeat = scene.order(invalid.person, { repeats: invalid.test });
  scene.begin(repeat.test, "C-77");
  scene.pcr(positive.test, "S-1");
  scene.wait(minute);
  scene.register(bus.arrival, { phone: "+77010000001", subjects: [iin(0)] }, { person: positive.person, seat: "14C" });
  scene.pcrRead(positive.test, "S-1", "negative");
  scene.state({ kind: "follow-up", person: positive.person, test: positive.test, action: "isolated", note: null });
  scene.state({ kind: "arrival", arrival: bus.arrival, step: { state: "closed", persons: 2 } });
  return scene.said;
}
const facts = morning();
const pictureOf = (stated: readonly StatedFact[]) => {
  const border = createBorder();
  for (const one of stated) border.apply(one);
  const { arrivals, persons, tests, lots } = border;
  return { arrivals: arrivals(), persons: persons(), tests: tests(), lots: lots() };
};
const whole = pictureOf(facts);

describe("the fold of a border post", () => {
  it("[BO1] tells of a whole morning what was stated", () => {
    expect(facts.length).toBeGreaterThan(18);
    expect(whole.arrivals.map(({ closedAt, persons }) => [closedAt !== null, persons.length])).toEqual([
      [true, 2],
      [false, 0],
    ]);
    expect(whole.persons.map(({ seat, tests }) => [seat, tests.length])).toEqual([
      ["14C", 1],
      ["12B", 2],
    ]);
    expect(whole.tests.map(({ state, read }) => [state, read?.result ?? null])).toEqual([
      ["pcr-read", "positive-acute"],
      ["read", "invalid"],
      ["running", null],
    ]);
    expect(whole.lots).toMatchObject([{ supplied: 100, used: 3 }]);
    expect(whole.persons[0]?.followUps).toMatchObject([{ action: "isolated" }]);
  });

  it("[BO1] makes the same picture of the same facts in any order, however often each comes", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...facts], { minLength: facts.length }),
        fc.array(fc.integer({ min: 0, max: facts.length - 1 }), { maxLength: 5 }),
        (shuffled, again) => {
          expect(pictureOf([...shuffled, ...again.flatMap((index) => facts[index] ?? [])])).toEqual(whole);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("[BO1] throws at no part of the facts, and shows nobody who was not registered", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...facts]), (some) => {
        const { persons, tests } = pictureOf(some);
        const registered = some.flatMap(({ fact }) => (fact.kind === "person" ? [fact.person] : []));
        expect(persons.map(({ person }) => person).toSorted()).toEqual([...new Set(registered)].toSorted());
        for (const { started, read, state } of tests) if (state === "running") expect([started === null, read]).toEqual([false, null]);
      }),
      { numRuns: 200 },
    );
  });

  it("[BO1] counts versions, keeps a view while it does not change, and finds by cassette, specimen and identifier", () => {
    const border = createBorder();
    for (const one of facts.slice(0, -1)) border.apply(one);
    const before = { version: border.version(), persons: border.persons(), person: border.persons()[1] };
    expect(border.persons()).toBe(before.persons);
    for (const one of facts.slice(0, 3)) border.apply(one);
    expect(border.version()).toBe(before.version);
    for (const one of facts) border.apply(one);
    expect(border.version()).toBe(before.version + 1);
    expect(border.persons()[1]).toBe(before.person);
    expect(border.testOfCassette("C-77")?.repeats).toBe(border.testOfCassette("C-1")?.test);
    expect(border.testOfSpecimen("S-1")?.pcr).toMatchObject({ result: "negative" });
    expect(border.personsOf(iin(0))).toEqual([border.persons()[0]]);
    expect([border.testOfCassette("C-9"), border.testOfSpecimen("S-9"), border.person("x"), border.test("x"), border.arrival("x")]).toEqual(
      [null, null, null, null, null],
    );
  });

  it("[BO1] lets the earlier of two facts stand that exclude each other", () => {
    const scene = createScene();
    const { person, test } = scene.running(0);
    const later = { ...(scene.said.find(({ fact }) => fact.kind === "test" && fact.step.state === "started") ?? facts[0]) };
    const { fact } = later;
    if (fact?.kind !== "test" || fact.step.state !== "started") throw new Error("the scene starts a test");
    const stated = { id: scene.newId(), officer: null, fact: { ...fact, step: { ...fact.step, cassette: "C-99" } } };
    scene.border.apply({ ...stated, occurredAt: scene.now() + 1 });
    expect(scene.border.test(test)?.started?.cassette).toBe("C-0");
    scene.border.apply({ ...stated, id: scene.newId(), occurredAt: scene.now() - 1 });
    expect(scene.border.test(test)?.started?.cassette).toBe("C-99");
    expect(scene.border.testOfCassette("C-0")).toBeNull();
    expect(scene.border.person(person)?.tests).toEqual([test]);
  });
});
