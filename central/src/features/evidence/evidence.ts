import type { EvidenceServicesReply } from "@beket/api";
import { createCaller, type CallerDeps } from "./caller.ts";
import { hostOf } from "./choose.ts";
import { createCounters } from "./counters.ts";
import { createFetcher, type Fetcher } from "./fetcher.ts";
import type { FetchDeps } from "./fetcher-deps.ts";
import { createTimestampSource, type TimestampSource } from "./timestamps.ts";

export type EvidenceDeps = Omit<FetchDeps, "caller" | "counters"> & Omit<CallerDeps, "counters">;
export type EvidenceDesk = {
  readonly source: Fetcher;
  readonly timestamps: TimestampSource;
  /** For operators: counts, times and ages; no certificate, no serial number. */
  readonly status: () => Omit<EvidenceServicesReply, "timestamps">;
  /** Resolves when nothing is under way any more: then the cache may be closed. */
  readonly idle: () => Promise<void>;
};

/** Remembers what is under way. */
function createTracker() {
  const running = new Set<Promise<unknown>>();
  return {
    track: <T>(work: Promise<T>): Promise<T> => {
      const ended = (): boolean => running.delete(work);
      running.add(work);
      void work.then(ended, ended);
      return work;
    },
    idle: async (): Promise<void> => {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

/** Everything that asks certification authorities: one way out, whose hosts, limits and pauses are kept in one place. */
export function createEvidence(deps: EvidenceDeps): EvidenceDesk {
  const counters = createCounters();
  const caller = createCaller({ ...deps, counters });
  const parts: FetchDeps = { ...deps, counters, caller };
  const { track, idle } = createTracker();
  const fetcher = createFetcher(parts);
  const timestamps = createTimestampSource(parts);
  const source: Fetcher = {
    ...fetcher,
    seek: (missing) => track(fetcher.seek(missing)),
    refreshLists: () => track(fetcher.refreshLists()),
  };
  return {
    source,
    timestamps: { ...timestamps, fetch: (signature) => track(timestamps.fetch(signature)) },
    idle,
    status: () => {
      const now = deps.now();
      const counts = counters.all();
      const known = new Map(deps.services.map((service) => [`${service.kind} ${hostOf(service.url)}`, service]));
      return {
        services: [...known.values()].map(({ kind, url }) => {
          const host = hostOf(url);
          const count = counts.find((one) => one.kind === kind && one.host === host);
          return {
            kind,
            host,
            ...caller.circuit(kind, host),
            fetches: count?.fetches ?? 0,
            failures: { ...count?.failures },
            lastSuccessAt: count?.lastSuccessAt ?? null,
            lastFailureAt: count?.lastFailureAt ?? null,
          };
        }),
        lists: source.lists().map(({ kind, url, thisUpdate, nextUpdate, fetchedAt, sizeBytes }) => ({
          kind: kind === "delta-crl" ? kind : "crl",
          url,
          thisUpdate,
          nextUpdate: nextUpdate ?? thisUpdate,
          ageMs: Math.max(0, now - thisUpdate),
          fetchedAt,
          sizeBytes,
        })),
      };
    },
  };
}
