import type { MapPost, MapPostsReply } from "@beket/api";
import type { CentreDeps } from "./panels.ts";
import type { Range } from "./range.ts";
import { passageMeasures, verdictMeasures } from "./tally.ts";

/** Posts whose place is known, with what they counted within the range. */
export function mapPosts(deps: CentreDeps, range: Range): MapPostsReply {
  const sums = deps.figures.sums([...verdictMeasures, ...passageMeasures, "refusal"], range);
  const amounts = new Map<string, number>();
  for (const { post, measure, amount } of sums) amounts.set(`${post} ${measure}`, (amounts.get(`${post} ${measure}`) ?? 0) + amount);
  const open = new Map(deps.figures.openReferralsByPost().map((row) => [row.post, row.open]));
  const lanes = Map.groupBy(deps.figures.laneCounts(range), ({ post }) => post);
  const features = deps.posts.flatMap(({ post, ledger, at }): MapPost[] => {
    if (at === undefined) return [];
    const of = (measure: string): number => amounts.get(`${post} ${measure}`) ?? 0;
    const counts = lanes.get(post);
    return [
      {
        type: "Feature",
        geometry: { type: "Point", coordinates: [at[0], at[1]] },
        properties: {
          beket: "post",
          post,
          ledger,
          allow: of("allow"),
          refer: of("refer"),
          deny: of("deny"),
          passages: of("passage-in") + of("passage-out"),
          refusals: of("refusal"),
          openReferrals: open.get(post) ?? 0,
          vehiclesWaiting: counts === undefined ? null : counts.reduce((sum, { vehiclesWaiting }) => sum + vehiclesWaiting, 0),
          countedAt: counts === undefined ? null : Math.min(...counts.map((count) => count.at)),
        },
      },
    ];
  });
  return { type: "FeatureCollection", asOf: deps.now(), behind: deps.behind(), ...range, features };
}
