import type { CryptoPort, RandomPort } from "@beket/replication";
import type { Caller } from "./caller.ts";
import type { Counters } from "./counters.ts";
import type { AnswerCache, Service } from "./types.ts";

/** What fetching one kind of answer needs. */
export type FetchDeps = {
  readonly services: readonly Service[];
  readonly caller: Caller;
  readonly counters: Counters;
  readonly cache: AnswerCache;
  readonly now: () => number;
  readonly random: RandomPort;
  readonly crypto: Pick<CryptoPort, "sha256">;
  /** How long an OCSP answer without nextUpdate speaks; the policy's. */
  readonly ocspMaxAgeMs: number;
};

/** Where asking again failed, an answer that still speaks is used for so long before the next try. */
export const keepOldMs = 60_000;
