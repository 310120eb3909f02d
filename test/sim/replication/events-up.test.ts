import { describe, expect, it } from "vitest";
import type { Counters } from "./network.ts";
import { counterNames, noCounters } from "./network.ts";
import { createSimWorld, judge, quiesce } from "./world.ts";
import type { SimOptions, SimWorld, Verdict } from "./world.ts";

/**
 * Virtual seconds of trouble, a step every 50 ms. Too much of it keeps every uplink from ever being live, so a third of the
 * seeds have all of it, a third some, and a third little beside the losses.
 */
async function trouble(world: SimWorld, steps: number, harshness: number): Promise<void> {
  const { dice, sources } = world;
  world.network.setFaults({ loss: 0.15, duplicate: 0.15, delayMaxMs: 200 + 700 * harshness, forge: 0.2 });
  for (const source of sources) source.start();
  for (let step = 0; step < steps; step++) {
    const pick = sources[dice.int(sources.length)];
    if (pick === undefined) continue;
    const roll = dice.next() / harshness;
    for (let count = dice.int(4); count > 0; count--) sources[dice.int(sources.length)]?.record();
    if (roll < 0.05) pick.crash();
    else if (roll < 0.09) pick.crashAfterCommit();
    else if (roll < 0.14) pick.cut(200 + dice.int(4_000));
    else if (roll < 0.16) world.stopCentral(500 + dice.int(3_000));
    else if (roll < 0.19) world.dieAfterCommit();
    else if (roll < 0.2) world.restoreCentral();
    else if (roll < 0.23) world.central.backUp();
    else if (roll < 0.25) pick.jumpClock((dice.int(3) - 1) * 3_600_000);
    else if (roll < 0.258 && sources.length < 6) world.clone(pick);
    for (const source of sources) if (!source.isRunning() && dice.next() < 0.2) source.start();
    await world.timeline.runUntil(world.timeline.now() + 50);
  }
}

function addCounters(total: Counters, one: Counters): void {
  for (const key of counterNames) total[key] += one[key];
}

async function play(options: SimOptions): Promise<{ readonly world: SimWorld; readonly verdict: Verdict }> {
  const world = createSimWorld(options);
  await trouble(world, 400, [1, 0.25, 0.06][options.seed % 3] ?? 1);
  await quiesce(world);
  return { world, verdict: judge(world) };
}

describe("events up", () => {
  it("[SY37] through loss, repeats, reordering, forgery, crashes, restores and clones every confirmed event is at central exactly once, in order", async () => {
    const total = noCounters();
    let saved = 0;
    let refused = 0;
    for (let seed = 1; seed <= 36; seed++) {
      const { world, verdict } = await play({ seed, sources: 3 });
      const clean = { missing: [], doubled: [], wrongBody: [], outOfOrder: 0, brokenChains: 0, gaps: 0, setAside: 0 };
      expect({ seed, ...verdict, saved: 0 }).toEqual({ seed, ...clean, saved: 0 });
      expect(world.sources.every((source) => source.isQuiet())).toBe(true);
      addCounters(total, world.counters);
      saved += verdict.saved;
      refused += [...world.refused.values()].reduce((sum, count) => sum + count, 0);
    }
    console.log(`signed range acks: 0 of ${saved} confirmed events lost, ${JSON.stringify(total)}`);
    // Not vacuous: all of it really happened, and often.
    expect(saved).toBeGreaterThan(15_000);
    expect(refused).toBeGreaterThan(400);
    const enough: Counters = {
      lost: 1_500,
      duplicated: 1_500,
      reordered: 8_000,
      forged: 1_500,
      cuts: 150,
      crashes: 150,
      crashesAfterCommit: 150,
      centralCrashes: 200,
      restores: 30,
      clones: 25,
      retries: 200,
    };
    for (const key of counterNames) expect({ [key]: total[key] >= enough[key] }).toEqual({ [key]: true });
  });

  const mutants: readonly { readonly name: string; readonly options: Omit<SimOptions, "seed"> }[] = [
    { name: "the transport's acknowledgement is taken for delivery", options: { sources: 3, uplink: "naive" } },
    { name: "central answers before it commits", options: { sources: 3, central: "acks-before-commit" } },
    { name: "central's cursor is the highest seq", options: { sources: 3, central: "max-seq-cursor" } },
    { name: "the disk answers before it has synced", options: { sources: 3, syncEvery: 12 } },
  ];
  it.each(mutants)("[SY38] the same trouble loses events when $name", async ({ name, options }) => {
    let saved = 0;
    let missing = 0;
    for (let seed = 1; seed <= 9; seed++) {
      const { verdict } = await play({ seed, ...options });
      ({ saved, missing } = { saved: saved + verdict.saved, missing: missing + verdict.missing.length });
    }
    console.log(`${name}: ${missing} of ${saved} confirmed events lost`);
    expect(missing).toBeGreaterThan(20);
    expect(missing).toBeLessThan(saved);
  });
});
