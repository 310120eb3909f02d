import assert from "node:assert/strict";
import { BorderFactRequest, DailyCard } from "@beket/api";
import { answersFault, createBorder, parseSubject, type BorderRole } from "@beket/domain";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { demoHealth, demoKit, realKit } from "../../../demo/src/city/health.ts";
import { createRandom } from "../../../demo/src/city/random.ts";
import { workBus, type BorderPost } from "../../../demo/src/day/bus-work.ts";
import { firstPositive, inventAnswers, inventBus } from "../../../demo/src/day/bus.ts";
import { ordersToRead } from "../../../demo/src/day/laboratory.ts";
import { inventCard } from "../../../demo/src/seed/daily-cards.ts";

const form = demoHealth.forms[0] ?? assert.fail("the demo has a form");
const startedAt = Date.UTC(2026, 3, 20);

/** A border post that keeps to the rules as its node does, and a clock that jumps to whatever is due next. */
function bench() {
  const border = createBorder();
  const clock = { now: startedAt };
  const waiting: { readonly at: number; readonly resolve: () => void }[] = [];
  const refused: string[] = [];
  const kinds: string[] = [];
  const teller = (officer: string, role: BorderRole): BorderPost["medic"] => ({
    send: async (schema, _path, body) => {
      const { id, occurredAt, fact } = v.parse(BorderFactRequest, body);
      const checked = border.check(fact, occurredAt, { ...demoHealth, role, officer, place: "border" });
      if (!checked.ok) refused.push(`${fact.kind} ${checked.error.code}`);
      border.apply({ id, occurredAt, officer, fact });
      kinds.push(fact.kind === "test" ? `test ${fact.step.state}` : fact.kind);
      return v.parse(schema, { id, cursor: kinds.length, warnings: [] });
    },
  });
  const post: BorderPost = {
    post: "bp-01",
    rules: demoHealth.rules,
    form,
    medic: teller("bp-01-m2", "medic"),
    specialist: teller("bp-01-sel", "selection"),
    now: () => clock.now,
    until: (at) => new Promise((resolve) => waiting.push({ at, resolve })),
    counts: { arrivals: 0, registered: 0, tests: 0, positive: 0, invalid: 0 },
  };
  const finish = async (work: Promise<unknown>): Promise<void> => {
    let done = false;
    void work.finally(() => (done = true));
    while (!done) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      waiting.sort((left, right) => left.at - right.at);
      const next = waiting.shift();
      clock.now = Math.max(clock.now, next?.at ?? 0);
      next?.resolve();
    }
    await work;
  };
  const lotOf = (kitType: string) => {
    const kit = demoHealth.rules.kits.find((one) => one.kitType === kitType);
    if (kit === undefined) throw new Error("no such kit");
    const expiresAt = startedAt + 86_400_000;
    const id = "01960000-0000-7000-8000-000000000001";
    border.apply({
      id: `${id.slice(0, -1)}${kitType.length % 10}`,
      occurredAt: startedAt,
      officer: "bp-01-m2",
      fact: { kind: "kit-stock", kitType, lot: "L-1", expiresAt, change: 500, cause: "received" },
    });
    return { kit, lot: "L-1", expiresAt };
  };
  return { border, post, refused, kinds, finish, lotOf };
}

describe("a day of the demo's border", () => {
  it("states only what the rules of the border allow, with both kits' own times", async () => {
    const { border, post, refused, kinds, finish, lotOf } = bench();
    const random = createRandom(7);
    for (const [number, kitType] of [demoKit, realKit, demoKit, demoKit, realKit, demoKit].entries()) {
      const own = random.fork(`bus-${number}`);
      await finish(workBus(post, inventBus(own, number), lotOf(kitType), own, 2_000));
    }
    expect(refused).toEqual([]);
    expect(post.counts).toMatchObject({ arrivals: 6 });
    expect(post.counts.tests).toBeGreaterThan(10);
    expect(kinds).toContain("test pcr-ordered");
    expect(border.tests().filter(({ state }) => state === "running")).toEqual([]);
    expect(border.tests().every(({ started, read }) => started === null || read === null || read.at >= started.readFrom)).toBe(true);
  });

  it("finds somebody positive on the first bus whom the list of identifiers names", async () => {
    const { border, post, finish, lotOf } = bench();
    const random = createRandom(1);
    const own = random.fork("bus-0");
    await finish(workBus(post, inventBus(own, 0), lotOf(demoKit), own, 0));
    const positive = border.tests().find(({ read }) => read?.result === "positive-acute");
    expect(positive?.subjects).toContainEqual(firstPositive(random));
    expect(firstPositive(random)?.scheme).toBe("iin");
    expect(post.counts.tests).toBe(post.counts.registered + post.counts.invalid);
  });

  it("invents people by valid identifiers, with answers that the form takes and adults for its children", () => {
    const random = createRandom(3);
    for (let number = 0; number < 150; number += 1) {
      const own = random.fork(`bus-${number}`);
      const { travellers, countryFrom } = inventBus(own, number);
      for (const { profile, guardian } of travellers) {
        const [subject] = profile.subjects;
        expect(subject === undefined || parseSubject(subject.value, subject).ok).toBe(true);
        expect(answersFault(form, inventAnswers(form, countryFrom, own))).toBeNull();
        expect(guardian === null || travellers[guardian]?.guardian === null).toBe(true);
        expect(profile.consent.state === "given-by-guardian").toBe(guardian !== null);
      }
    }
  });
});

it("the laboratory leaves specimens to people for ten minutes, but the newest of the first several only for one", () => {
  const order = (specimen: string, minutesAgo: number, result: "positive" | null = null) => ({
    test: "01960000-0000-7000-8000-000000000001",
    specimen,
    laboratory: "city-centre",
    orderedAt: startedAt - minutesAgo * 60_000,
    dueAt: startedAt,
    post: "bp-01",
    result,
    readAt: null,
  });
  const read = (...orders: readonly ReturnType<typeof order>[]) => ordersToRead(orders, startedAt).map(({ specimen }) => specimen);
  expect(read(order("S-1", 3))).toEqual([]);
  expect(read(order("S-1", 11), order("S-2", 3))).toEqual(["S-1"]);
  expect(read(order("S-1", 3), order("S-2", 2))).toEqual(["S-2"]);
  expect(read(order("S-1", 3), order("S-2", 0.5))).toEqual([]);
  expect(read(order("S-1", 3), order("S-2", 2), order("S-3", 5, "positive"))).toEqual([]);
});

it("the cards of the days before are cards that central takes", () => {
  const random = createRandom(5);
  for (let day = 10; day < 30; day += 1) {
    const card = inventCard(random, `2026-04-${day}`);
    expect(v.safeParse(DailyCard, { id: "01960000-0000-7000-8000-000000000001", ...card }).success).toBe(true);
    expect(card.contacts.isolated).toBeLessThanOrEqual(card.contacts.found);
    expect(card.beds.occupied).toBeLessThanOrEqual(card.beds.total);
  }
});

it("a kit that does not exist says so in every language", () => {
  const kit = demoHealth.rules.kits.find(({ kitType }) => kitType === demoKit);
  expect([kit?.name.kk, kit?.name.ru, kit?.name.en].every((name) => /^(ДЕМО|DEMO)/.test(name ?? ""))).toBe(true);
});
