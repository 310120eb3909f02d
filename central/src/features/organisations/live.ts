import type { BaseReply } from "@beket/api";
import type { RandomPort } from "@beket/replication";
import { admit, afterFailure, circuitOf, defaultBackOff, freshHost } from "../evidence/host-state.ts";
import { createFlights, createLimiter } from "../evidence/limiter.ts";
import type { BesideStore, LiveAnswer, OrganisationSourcePort } from "./ports.ts";

export type LiveDeps = {
  readonly source: OrganisationSourcePort;
  readonly store: Pick<BesideStore, "live" | "keepLive">;
  readonly now: () => number;
  readonly random: RandomPort;
  /** After an answer that differs from what was known was kept. */
  readonly onAnswer: (bin: string) => void;
  /** Something broke that is no fault of the source. */
  readonly onError: () => void;
};
export type Live = {
  /** Asks in the background, unless the last answer is young enough, the source rests, or too many wait. */
  readonly want: (bin: string) => void;
  readonly didFail: (bin: string) => boolean;
  readonly status: () => NonNullable<BaseReply["live"]>;
  readonly idle: () => Promise<void>;
  /** Nothing is asked any more, and an answer that comes late is not kept. */
  readonly stop: () => void;
};

/** An answer counts so long; that it knows nobody of that number, shorter: a firm is registered in a day. */
const knownForMs = 24 * 3_600_000;
const unknownForMs = 15 * 60_000;
const concurrentMax = 4;
/** Who asks for more numbers than that at once gets nothing out of this source: it is no way to try out numbers. */
const waitingMax = 500;
const failedMax = 5_000;

/** Asks the live source of the tax authority: one question at a time for a number, four at all, none while it rests. */
export function createLive(deps: LiveDeps): Live {
  const { source, store, now } = deps;
  const flights = createFlights<void>();
  const limited = createLimiter(concurrentMax);
  const underWay = new Set<Promise<void>>();
  const failedOnes = new Set<string>();
  let host = freshHost;
  let isStopped = false;
  let asked = 0;
  let failed = 0;
  let lastSuccessAt: number | null = null;

  const part = (): number => {
    const [a = 0, b = 0] = deps.random(2);
    return ((a << 8) | b) / 65_536;
  };
  const isYoung = (answer: LiveAnswer | null): boolean => {
    const ageMs = answer === null ? Number.POSITIVE_INFINITY : now() - answer.askedAt;
    // A clock that was set back makes nothing young for longer.
    return ageMs >= 0 && ageMs < (answer?.row === null ? unknownForMs : knownForMs);
  };
  const remember = (bin: string): void => {
    failedOnes.add(bin);
    const oldest = failedOnes.values().next().value;
    if (failedOnes.size > failedMax && oldest !== undefined) failedOnes.delete(oldest);
  };
  const ask = async (bin: string): Promise<void> => {
    if (isStopped) return undefined;
    const next = admit(host, now(), defaultBackOff);
    if (next === null) return remember(bin);
    host = next;
    asked += 1;
    const answer = await source.ask(bin);
    if (isStopped) return undefined;
    if (!answer.ok) {
      failed += 1;
      host = afterFailure(host, now(), part(), defaultBackOff);
      return remember(bin);
    }
    host = freshHost;
    lastSuccessAt = now();
    failedOnes.delete(bin);
    const before = store.live(bin);
    store.keepLive(bin, { row: answer.value, askedAt: now() });
    if (JSON.stringify(before?.row ?? null) !== JSON.stringify(answer.value)) deps.onAnswer(bin);
    return undefined;
  };
  return {
    want: (bin) => {
      if (underWay.size >= waitingMax || isYoung(store.live(bin))) return;
      const flight: Promise<void> = flights(bin, () => limited(() => ask(bin)))
        .catch(deps.onError)
        .finally(() => underWay.delete(flight));
      underWay.add(flight);
    },
    didFail: (bin) => failedOnes.has(bin),
    status: () => ({ host: source.host, circuit: circuitOf(host, now(), defaultBackOff), asked, failed, lastSuccessAt }),
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop: () => {
      isStopped = true;
    },
  };
}
