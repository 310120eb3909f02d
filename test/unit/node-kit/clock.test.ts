import * as fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { systemClock, systemRandom } from "@beket/node-kit";
import { createMonotonic } from "../../../packages/node-kit/src/crypto/system-clock.ts";

it("[AC6] goes on through a suspend that the ticking clock slept through", () => {
  let [ticking, uptime] = [10, 500_010];
  const monotonic = createMonotonic(
    () => ticking,
    () => uptime,
  );
  expect(monotonic()).toBe(500_010);
  ticking += 5_000;
  uptime += 5_000;
  expect(monotonic()).toBe(505_010);
  ticking += 2_000;
  uptime += 2_000 + 3_600_000;
  expect(monotonic()).toBe(4_107_010);
});

it("[AC6] never goes back, however coarse or wrong the uptime is", () => {
  const step = fc.record({ ticks: fc.integer({ min: 0, max: 3_000 }), uptime: fc.option(fc.integer({ min: 0, max: 10_000_000 })) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 40 }), (steps) => {
      let ticking = 0;
      let uptime: number | null = null;
      const monotonic = createMonotonic(
        () => ticking,
        () => uptime,
      );
      let before = monotonic();
      for (const one of steps) {
        ticking += one.ticks;
        uptime = one.uptime;
        const now = monotonic();
        expect(now).toBeGreaterThanOrEqual(before + one.ticks);
        before = now;
      }
    }),
  );
});

it("[AC6] counts from the boot, and names it without giving its id away", () => {
  const clock = systemClock();
  const uptimeMs = Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]) * 1_000;
  expect(Math.abs(clock.monotonic() - uptimeMs)).toBeLessThan(60_000);
  expect(clock.bootId).toMatch(/^[0-9a-f]{16}$/);
  expect(systemClock().bootId).toBe(clock.bootId);
  expect(readFileSync("/proc/sys/kernel/random/boot_id", "utf8").replaceAll("-", "")).not.toContain(clock.bootId);
  expect(systemRandom(16)).toHaveLength(16);
  expect(systemRandom(16)).not.toEqual(systemRandom(16));
});
