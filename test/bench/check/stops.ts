import type { Stop, SubjectKey } from "@beket/domain";
import { inventIin, inventPlate } from "../../../demo/src/city/identifiers.ts";
import { createRandom } from "../../../demo/src/city/random.ts";
import type { BenchPost } from "./post.ts";

export const stopOf = (key: SubjectKey): Stop => ({
  post: "rb-01",
  lane: "lane-1",
  direction: "in",
  subjects: [{ role: key.scheme === "plate" ? "vehicle" : "driver", key, readBy: ["keypad"] }],
  claim: null,
});

/** A mix of 90 % with a permit, 8 % without any and 2 % revoked, in random order; the same seed gives the same mix. */
export const mixedStops = (post: BenchPost, count: number, seed: number): readonly Stop[] => {
  const random = createRandom(seed);
  const absent = (): SubjectKey =>
    random.chance(0.5)
      ? { scheme: "plate", country: "KAZ", value: inventPlate(random) }
      : { scheme: "iin", country: "KAZ", value: inventIin(random) };
  return Array.from({ length: count }, () => {
    const draw = random.below(100);
    return stopOf(draw < 90 ? random.pick(post.permitted) : draw < 98 ? absent() : random.pick(post.revoked));
  });
};
