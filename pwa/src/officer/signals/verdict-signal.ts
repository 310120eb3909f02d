import type { Outcome } from "@beket/domain";
import { playSignal, type Signal } from "../../field/signals/sound.ts";

export type VerdictSignal = Signal & { readonly shape: "circle" | "triangle" | "octagon" };

/** Rising for ALLOW, level for REFER, falling for DENY; one, two and three pulses. No two outcomes share any of it. */
export const verdictSignals = {
  ALLOW: {
    shape: "circle",
    tones: [
      { hz: 660, fromMs: 0, lengthMs: 110 },
      { hz: 990, fromMs: 120, lengthMs: 180 },
    ],
    vibration: [80],
  },
  REFER: {
    shape: "triangle",
    tones: [
      { hz: 520, fromMs: 0, lengthMs: 160 },
      { hz: 520, fromMs: 240, lengthMs: 160 },
    ],
    vibration: [120, 100, 120],
  },
  DENY: {
    shape: "octagon",
    tones: [
      { hz: 330, fromMs: 0, lengthMs: 220 },
      { hz: 247, fromMs: 250, lengthMs: 220 },
      { hz: 165, fromMs: 500, lengthMs: 380 },
    ],
    vibration: [250, 100, 250, 100, 250],
  },
} as const satisfies Record<Outcome, VerdictSignal>;

export const playVerdict = (outcome: Outcome, withSound: boolean): void => playSignal(verdictSignals[outcome], withSound);
