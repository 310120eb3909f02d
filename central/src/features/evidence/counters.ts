import { hostOf } from "./choose.ts";
import type { FetchFault, ServiceKind } from "./types.ts";

/** What operators see of one service since the start: numbers and times, nothing of what was asked (I7). */
export type ServiceCount = {
  readonly kind: ServiceKind;
  readonly host: string;
  readonly fetches: number;
  readonly failures: Readonly<Partial<Record<FetchFault, number>>>;
  readonly lastSuccessAt: number | null;
  readonly lastFailureAt: number | null;
};
export type Counters = {
  readonly succeeded: (kind: ServiceKind, url: string, at: number) => void;
  readonly failed: (kind: ServiceKind, url: string, fault: FetchFault, at: number) => void;
  readonly all: () => readonly ServiceCount[];
};

export function createCounters(): Counters {
  const counts = new Map<string, ServiceCount>();
  const change = (kind: ServiceKind, url: string, next: (count: ServiceCount) => ServiceCount): void => {
    const host = hostOf(url);
    const key = `${kind} ${host}`;
    counts.set(key, next(counts.get(key) ?? { kind, host, fetches: 0, failures: {}, lastSuccessAt: null, lastFailureAt: null }));
  };
  return {
    succeeded: (kind, url, at) => change(kind, url, (count) => ({ ...count, fetches: count.fetches + 1, lastSuccessAt: at })),
    failed: (kind, url, fault, at) =>
      change(kind, url, (count) => ({
        ...count,
        // Nobody was asked where a host rests, and what the validator refuses was counted when it came.
        fetches: count.fetches + (fault === "resting" || fault === "not-believed" ? 0 : 1),
        failures: { ...count.failures, [fault]: (count.failures[fault] ?? 0) + 1 },
        lastFailureAt: at,
      })),
    all: () => [...counts.values()],
  };
}
