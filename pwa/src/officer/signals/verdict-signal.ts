import type { Outcome } from "@beket/domain";

type Tone = { readonly hz: number; readonly fromMs: number; readonly lengthMs: number };
export type VerdictSignal = {
  readonly shape: "circle" | "triangle" | "octagon";
  readonly tones: readonly Tone[];
  /** Vibration pattern: on, off, on… in milliseconds. */
  readonly vibration: readonly number[];
};

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

let audio: AudioContext | null = null;

/** Browsers let a page sound only after a touch: call it from one (signing in is enough). */
export function unlockSound(): void {
  audio ??= new AudioContext();
  // A context that will not resume (no sound card) leaves shape, word, colour and vibration.
  if (audio.state === "suspended") audio.resume().catch(() => (audio = null));
}

export function playVerdict(outcome: Outcome, withSound: boolean): void {
  const { tones, vibration } = verdictSignals[outcome];
  if (typeof navigator.vibrate === "function") navigator.vibrate([...vibration]);
  if (!withSound || audio === null || audio.state !== "running") return;
  const start = audio.currentTime + 0.02;
  for (const tone of tones) sound(audio, tone, start);
}

function sound(context: AudioContext, { hz, fromMs, lengthMs }: Tone, start: number): void {
  const from = start + fromMs / 1000;
  const to = from + lengthMs / 1000;
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.type = "triangle";
  oscillator.frequency.value = hz;
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(0.5, from + 0.015);
  volume.gain.setValueAtTime(0.5, to - 0.03);
  volume.gain.linearRampToValueAtTime(0, to);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(to);
}
