import { describe, expect, it } from "vitest";
import { createCentralTime } from "@beket/replication";
import { manualClock } from "./support/world.ts";

describe("central time", () => {
  it("[SY36] a signed reply sets the offset, and the monotonic clock carries it when the wall clock jumps", () => {
    const clock = manualClock(1_000_000);
    const time = createCentralTime({ clock });
    expect(time.state().basis).toBe("wall-clock");
    time.observeReply(5_000_000, 200);
    expect(time.corrected()).toBe(5_000_100);
    clock.advance(1_000);
    clock.setWall(7);
    expect(time.corrected()).toBe(5_001_100);
    expect(time.state()).toMatchObject({ basis: "signed", uncertaintyMs: 100, offsetMs: 5_001_093 });
  });

  it("[SY36] a sample with a longer round trip does not replace a better one until drift has made that worse", () => {
    const clock = manualClock(0);
    const time = createCentralTime({ clock });
    time.observeReply(1_000_000, 20);
    time.observeReply(1_000_000, 8_000);
    expect(time.corrected()).toBe(1_000_010);
    clock.advance(24 * 3_600_000);
    time.observeReply(99_000_000, 2_000);
    expect(time.corrected()).toBe(99_001_000);
  });

  it("[SY35] the corrected time never falls below the highest signed time, whatever the clocks say", () => {
    const clock = manualClock(0);
    const time = createCentralTime({ clock, floor: 500 });
    expect(time.corrected()).toBe(500);
    expect(time.state().basis).toBe("floor");
    time.observeSigned(9_000);
    time.observeSigned(4_000);
    expect(time.corrected()).toBe(9_000);
    expect(time.state().floor).toBe(9_000);
  });

  it("[SY35] an old signed time moves the floor only, never the offset", () => {
    const clock = manualClock(1_000_000);
    const time = createCentralTime({ clock, offsetMs: 250 });
    time.observeSigned(900);
    expect(time.corrected()).toBe(1_000_250);
    expect(time.state().basis).toBe("kept-offset");
  });
});
