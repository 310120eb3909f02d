import { inventPlate } from "../../../demo/src/city/identifiers.ts";
import { createRandom } from "../../../demo/src/city/random.ts";
import { figure, type Figure } from "../figures.ts";
import { openDecision } from "./in-process.ts";
import type { BenchPost } from "./post.ts";
import { stopOf } from "./stops.ts";

/** What 10,000 plates without a permit come to: how often an officer is asked to read again, and how often to refer. */
export const benchReferShare = (post: BenchPost, plates: number): readonly Figure[] => {
  const known = new Set(post.permitted.concat(post.revoked).map((key) => key.value));
  const random = createRandom(31);
  const decision = openDecision(post);
  const counts = { secondReading: 0, refer: 0, deny: 0, allow: 0 };
  for (let done = 0; done < plates;) {
    const value = inventPlate(random);
    if (known.has(value)) continue;
    done += 1;
    const { decision: answer } = decision.decide(stopOf({ scheme: "plate", country: "KAZ", value }));
    if (answer.kind === "second-reading") counts.secondReading += 1;
    else if (answer.outcome === "REFER") counts.refer += 1;
    else if (answer.outcome === "DENY") counts.deny += 1;
    else counts.allow += 1;
  }
  decision.close();
  const per10k = (count: number): number => (count * 10_000) / plates;
  return [
    figure("refer-share", per10k(counts.refer), "REFER per 10,000 unpermitted plates"),
    figure("second-reading-share", per10k(counts.secondReading), "second readings per 10,000 unpermitted plates"),
    figure("deny-at-once-share", per10k(counts.deny), "DENY at the first reading per 10,000 unpermitted plates"),
    figure("allow-share", per10k(counts.allow), "ALLOW per 10,000 unpermitted plates"),
  ];
};
