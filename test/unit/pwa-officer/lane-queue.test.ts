import { describe, expect, it } from "vitest";
import {
  dismiss,
  enqueue,
  fresh,
  laneCheckMaxAgeMs,
  laneQueueMax,
  seenByCamera,
  type LaneCheck,
} from "../../../pwa/src/officer/check/lane-queue.ts";
import { idOf, parsedPlate, stopOf, verdictReply } from "./samples.ts";

const check = (n: number, plate: string, arrivedAt = 0): LaneCheck => ({
  reading: idOf(n),
  stop: stopOf(plate),
  reply: verdictReply(n, "ALLOW"),
  arrivedAt,
});
const plateOf = (n: number) => `${100 + n}ABC02`;

describe("the lane's strip", () => {
  it("[OA11] keeps the order of the cars and never more than its bound; the oldest falls out", () => {
    const all = Array.from({ length: laneQueueMax + 3 }, (_, n) => check(n, plateOf(n)));
    const queue = all.reduce<readonly LaneCheck[]>(enqueue, []);
    expect(queue.map((each) => each.reading)).toEqual(all.slice(-laneQueueMax).map((each) => each.reading));
  });

  it("[OA11] a resend and a newer look at the same car take the older's place", () => {
    const queue = [check(1, plateOf(1)), check(2, plateOf(2))];
    expect(enqueue(queue, check(1, plateOf(1), 5))).toHaveLength(2);
    expect(enqueue(queue, check(3, plateOf(1), 5)).map((each) => each.reading)).toEqual([idOf(3), idOf(2)]);
  });

  it("[OA11] a car that waited too long is gone, one put away is gone, the others stay", () => {
    const queue = [check(1, plateOf(1), 0), check(2, plateOf(2), 10)];
    expect(fresh(queue, laneCheckMaxAgeMs).map((each) => each.reading)).toEqual([idOf(2)]);
    expect(dismiss(queue, idOf(2)).map((each) => each.reading)).toEqual([idOf(1)]);
  });

  it("[OA11] a typed plate is found among the cars that the camera saw", () => {
    const queue = [check(1, plateOf(1)), check(2, plateOf(2))];
    expect(seenByCamera(queue, [parsedPlate(plateOf(2)).key])?.reading).toBe(idOf(2));
    expect(seenByCamera(queue, [parsedPlate(plateOf(3)).key])).toBeNull();
  });
});
