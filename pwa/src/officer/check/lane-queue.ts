import type { CheckReply } from "@beket/api";
import type { Stop, SubjectKey } from "@beket/domain";
import { sameKey } from "../compose/stop-draft.ts";

/** A car that the lane's camera saw and the edge decided, waiting for the officer. */
export type LaneCheck = { readonly reading: string; readonly stop: Stop; readonly reply: CheckReply; readonly arrivedAt: number };

/** More than this in the strip is no longer "the next cars"; the look-ups themselves stay recorded at the edge. */
export const laneQueueMax = 6;
export const laneCheckMaxAgeMs = 10 * 60_000;

const plateOf = (stop: Stop) => stop.subjects.find((subject) => subject.role === "vehicle")?.key ?? null;
const sameCar = (a: Stop, b: Stop) => {
  const [first, second] = [plateOf(a), plateOf(b)];
  return first !== null && second !== null && sameKey(first, second);
};

/** Adds at the end; a resend of a reading, or a newer look at the same car, replaces the older in place. The oldest falls out. */
export function enqueue(queue: readonly LaneCheck[], check: LaneCheck): readonly LaneCheck[] {
  const at = queue.findIndex((other) => other.reading === check.reading || sameCar(other.stop, check.stop));
  const joined = at === -1 ? [...queue, check] : queue.map((other, index) => (index === at ? check : other));
  return joined.slice(-laneQueueMax);
}

export const dismiss = (queue: readonly LaneCheck[], reading: string): readonly LaneCheck[] =>
  queue.filter((check) => check.reading !== reading);
export const fresh = (queue: readonly LaneCheck[], now: number): readonly LaneCheck[] =>
  queue.filter((check) => now - check.arrivedAt < laneCheckMaxAgeMs);

/** The camera's check of an identifier the officer has typed, if the car is in the strip. */
export const seenByCamera = (queue: readonly LaneCheck[], keys: readonly SubjectKey[]): LaneCheck | null =>
  queue.find((check) => check.stop.subjects.some((subject) => keys.some((key) => sameKey(subject.key, key)))) ?? null;
