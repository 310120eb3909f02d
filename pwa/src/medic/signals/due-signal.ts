import { playSignal, type Signal } from "../../field/signals/sound.ts";

/** Three rising pairs: unlike any verdict, and heard from the next table. */
const due: Signal = {
  tones: [0, 1, 2].flatMap((pair) => [
    { hz: 880, fromMs: pair * 420, lengthMs: 140 },
    { hz: 1175, fromMs: pair * 420 + 150, lengthMs: 180 },
  ]),
  vibration: [200, 80, 200, 80, 400],
};

export const playDue = (withSound: boolean): void => playSignal(due, withSound);
