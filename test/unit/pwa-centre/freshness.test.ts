import { err, ok, type Result } from "@beket/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallFailure } from "../../../pwa/src/centre/adapters/central.ts";
import { createPoll, type Timers } from "../../../pwa/src/centre/adapters/poll.ts";
import { answered, freshnessOf, lateAfterMs, nothingYet, type Polled, refreshMs } from "../../../pwa/src/centre/model/freshness.ts";
import { now } from "./samples.ts";

type Dated = { readonly asOf: number; readonly behind: number };
const away: CallFailure = { kind: "network" };
const good = (asOf: number, behind = 0): Result<Dated, CallFailure> => ok({ asOf, behind });
const polled = (answer: Result<Dated, CallFailure>, at: number, before: Polled<Dated> = nothingYet()): Polled<Dated> =>
  answered(before, answer, at);

describe("freshness", () => {
  it("[CA2] the last numbers stay while later questions fail, and say how old they are", () => {
    const first = polled(good(now - 1_000, 12), now);
    const failed = answered(answered(first, err(away), now + 10_000), err(away), now + 30_000);
    expect(failed).toEqual({ value: { asOf: now - 1_000, behind: 12 }, gotAt: now, failure: away, failedSince: now + 10_000 });
    expect(freshnessOf([failed], now + 10_000)).toEqual({ kind: "fresh", asOf: now - 1_000, behind: 12 });
    expect(freshnessOf([failed], now + lateAfterMs + 1)).toEqual({
      kind: "stale",
      asOf: now - 1_000,
      behind: 12,
      ageMs: lateAfterMs + 1,
      failure: away,
    });
  });

  it("[CA2] a slow central without any failure makes numbers old, too", () => {
    const state = freshnessOf([polled(good(now), now)], now + lateAfterMs + 5_000);
    expect(state).toMatchObject({ kind: "stale", failure: null, ageMs: lateAfterMs + 5_000 });
  });

  it("[CA2] of several panels the oldest speaks, and one that never came", () => {
    const states = [polled(good(now - 50), now), polled(good(now - 4_000, 7), now - 3_000), polled(good(now - 10), now)];
    expect(freshnessOf(states, now)).toEqual({ kind: "fresh", asOf: now - 4_000, behind: 7 });
    expect(freshnessOf([...states, nothingYet()], now)).toEqual({ kind: "loading" });
    expect(freshnessOf([...states, polled(err(away), now)], now)).toEqual({ kind: "failed", failure: away });
  });

  it("[CA2] is fresh exactly as long as every answer is young enough", () => {
    const ages = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(ages, (list) => {
        const states = list.map((age) => polled(good(now - age), now - age));
        expect(freshnessOf(states, now).kind).toBe(Math.max(...list) > lateAfterMs ? "stale" : "fresh");
      }),
    );
  });
});

/** A clock that runs only when told to. */
function handClock() {
  let time = 0;
  let waiting: { readonly at: number; readonly run: () => void }[] = [];
  const timers: Timers = {
    now: () => time,
    after: (ms, run) => {
      const entry = { at: time + ms, run };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((one) => one !== entry);
      };
    },
  };
  const advance = async (ms: number): Promise<void> => {
    time += ms;
    const due = waiting.filter(({ at }) => at <= time);
    waiting = waiting.filter(({ at }) => at > time);
    for (const { run } of due) run();
    await settle();
  };
  return { timers, advance, waiting: () => waiting.length };
}
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

function asked() {
  const open: ((answer: Result<number, CallFailure>) => void)[] = [];
  let count = 0;
  return {
    load: () => {
      count += 1;
      return new Promise<Result<number, CallFailure>>((resolve) => open.push(resolve));
    },
    count: () => count,
    answer: async (value: Result<number, CallFailure>): Promise<void> => {
      open.shift()?.(value);
      await settle();
    },
  };
}

describe("polling", () => {
  it("[CA3] asks at once, then ten seconds after each answer, and never twice at a time", async () => {
    const clock = handClock();
    const central = asked();
    const poll = createPoll({ load: central.load, everyMs: refreshMs, timers: clock.timers });
    poll.start();
    expect(central.count()).toBe(1);
    await clock.advance(60_000);
    expect(central.count()).toBe(1);
    await central.answer(ok(1));
    expect(poll.state.value).toMatchObject({ value: 1, gotAt: 60_000 });
    await clock.advance(refreshMs - 1);
    expect(central.count()).toBe(1);
    await clock.advance(1);
    expect(central.count()).toBe(2);
  });

  it("[CA3] a refresh in the middle of a question asks once more, so that its answer is no older", async () => {
    const clock = handClock();
    const central = asked();
    const poll = createPoll({ load: central.load, everyMs: refreshMs, timers: clock.timers });
    poll.start();
    void poll.refresh();
    void poll.refresh();
    expect(central.count()).toBe(1);
    await central.answer(ok(1));
    expect(central.count()).toBe(2);
    await central.answer(ok(2));
    expect(poll.state.value.value).toBe(2);
    expect(central.count()).toBe(2);
  });

  it("[CA3] asks no more once the last watcher has gone", async () => {
    const clock = handClock();
    const central = asked();
    const poll = createPoll({ load: central.load, everyMs: refreshMs, timers: clock.timers });
    const [one, other] = [poll.start(), poll.start()];
    await central.answer(ok(1));
    one();
    one();
    expect(clock.waiting()).toBe(1);
    other();
    expect(clock.waiting()).toBe(0);
    await clock.advance(5 * refreshMs);
    expect(central.count()).toBe(1);
  });
});
