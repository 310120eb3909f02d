import { type PostContext, type Regime, type Stop, decide, type DecisionTrace } from "@beket/domain";

export type AloneInput = {
  readonly stop: Stop;
  readonly post: PostContext;
  readonly confirmed: readonly number[];
  readonly regime: Regime;
  /** The tablet's clock, corrected by the last answer of the edge. */
  readonly correctedTime: number;
};

/**
 * Decides in the browser while the edge is away, by the same function and without a replica: a category rule may admit, everything
 * else is referred in words. The trace is what central replays.
 */
export function decideAlone(input: AloneInput): DecisionTrace {
  const { stop, post, confirmed, regime, correctedTime } = input;
  const candidates = stop.subjects.map(() => ({ exact: [], nearMatches: 0 }));
  const decision = decide({ stop, post, candidates, confirmed, replica: null, regime, correctedTime });
  return { stop, post, confirmed: [...confirmed], replica: null, overlay: [], regimeVersion: regime.version, correctedTime, decision };
}
