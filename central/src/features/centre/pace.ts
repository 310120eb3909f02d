import type { Completion, Tally } from "./tally.ts";

/** A car took up to two minutes in 2020. Where nobody left the lane for twice as long nobody was waiting: that gap is no car's time. */
const busyGapMaxMs = 240_000;

/** Puts a car's leaving between its neighbours of the lane: the gap between these is cut in two, and only short gaps count. */
export function complete(tally: Tally, one: Completion): void {
  weighGaps(tally, one, 1);
  tally.completions.put(one);
}

/** Takes it out again, as if it had never been there. */
export function undoComplete(tally: Tally, one: Completion): void {
  tally.completions.remove(one);
  weighGaps(tally, one, -1);
}

function weighGaps(tally: Tally, one: Completion, sign: 1 | -1): void {
  const { before, after } = tally.completions.around(one);
  const weigh = (from: number | null, to: number | null, amount: number): void => {
    if (from === null || to === null || to - from > busyGapMaxMs) return;
    // A gap belongs to the hour of the car that ended it.
    tally.add("gaps", to, one.post, one.lane, amount);
    tally.add("gap-ms", to, one.post, one.lane, amount * (to - from));
  };
  weigh(before, after, -sign);
  weigh(before, one.at, sign);
  weigh(one.at, after, sign);
}
