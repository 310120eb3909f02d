export type Tone = { readonly hz: number; readonly fromMs: number; readonly lengthMs: number };
export type Signal = {
  readonly tones: readonly Tone[];
  /** Vibration pattern: on, off, on… in milliseconds. */
  readonly vibration: readonly number[];
};

let audio: AudioContext | null = null;

/** Browsers let a page sound only after a touch: call it from one (signing in is enough). */
export function unlockSound(): void {
  audio ??= new AudioContext();
  // A context that will not resume (no sound card) leaves shape, word, colour and vibration.
  if (audio.state === "suspended") audio.resume().catch(() => (audio = null));
}

export function playSignal({ tones, vibration }: Signal, withSound: boolean): void {
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
