import { defaultLimits } from "@beket/eds";
import { assert, err, ok, type Result } from "@beket/domain";
import { keepOldMs, type FetchDeps } from "./fetcher-deps.ts";
import { readList } from "./formats.ts";
import { createFlights } from "./limiter.ts";
import { createListDoubts } from "./list-doubts.ts";
import type { AnswerFacts, CachedAnswer, ListService, ServiceFault } from "./types.ts";

export type ListSource = {
  readonly keyOf: (service: ListService) => string;
  /** The list at hand, when it needs no asking and may speak about certificates of an issuer of this name; null: none. */
  readonly fresh: (service: ListService, issuer: string) => CachedAnswer | null;
  /** The list is current afterwards, by asking only where it is due. One flight per address. */
  readonly ensure: (service: ListService) => Promise<Result<AnswerFacts, ServiceFault>>;
  /** The validator did not accept what rests on it: it is asked for before it is offered again. */
  readonly disbelieve: (list: AnswerFacts) => void;
};

const minuteMs = 60_000;
/** A list is asked for again in the middle of its time, and never later than after so long: a newer one may have come early. */
const refreshMaxMs = 6 * 60 * minuteMs;
/** How far the clock of an authority may be ahead of ours. A list of later on would keep out every true one until then. */
const aheadMaxMs = 5 * minuteMs;

/** Whether a list may speak about certificates of that issuer; who signed it is proved by the validator. */
export const isAbout = (list: Pick<AnswerFacts, "issuer" | "isIndirect">, issuer: string): boolean =>
  list.isIndirect || list.issuer === issuer;

export function createListSource(deps: FetchDeps): ListSource {
  const { cache, caller, now } = deps;
  const flights = createFlights<Result<AnswerFacts, ServiceFault>>();
  const doubts = createListDoubts();
  const keyOf = (service: ListService): string => `${service.kind}:${service.url}`;
  const isFresh = (list: Pick<AnswerFacts, "refreshAt" | "usableUntil">): boolean => now() < Math.min(list.refreshAt, list.usableUntil);
  const refreshAtOf = (fetchedAt: number, thisUpdate: number, nextUpdate: number): number =>
    Math.min(nextUpdate, fetchedAt + Math.max(minuteMs, Math.min(refreshMaxMs, Math.floor((nextUpdate - thisUpdate) / 2))));

  const fetchList = async (service: ListService): Promise<Result<null, ServiceFault>> => {
    const key = keyOf(service);
    const known = cache.facts(key);
    const trusted = known === null || doubts.isDoubted(known) ? null : known;
    const ask = {
      method: "GET" as const,
      contentType: null,
      accept: "application/pkix-crl, application/octet-stream, */*",
      body: null,
      etag: trusted?.etag ?? null,
      lastModified: trusted?.lastModified ?? null,
      sizeBytesMax: defaultLimits.crlBytesMax,
    };
    const answer = await caller.call(service, ask, (got) => {
      if (got.kind === "not-modified") return trusted !== null && now() < trusted.usableUntil ? ok(null) : err("stale");
      const read = readList(got.bytes, service.kind === "delta-crl");
      if (!read.ok) return read;
      const { thisUpdate, nextUpdate } = read.value;
      const isOlder = known !== null && doubts.isOlder(known, thisUpdate);
      return isOlder || nextUpdate <= now() || thisUpdate > now() + aheadMaxMs ? err("stale") : ok({ ...got, ...read.value });
    });
    if (!answer.ok) return answer;
    const fetchedAt = now();
    if (answer.value === null) {
      if (known !== null) cache.confirm(key, fetchedAt, refreshAtOf(fetchedAt, known.thisUpdate, known.usableUntil));
      return ok(null);
    }
    const { bytes, etag, lastModified, issuer, isIndirect, thisUpdate, nextUpdate } = answer.value;
    const times = { fetchedAt, thisUpdate, nextUpdate, refreshAt: refreshAtOf(fetchedAt, thisUpdate, nextUpdate), usableUntil: nextUpdate };
    doubts.came(known, { key, thisUpdate });
    cache.put({ key, kind: service.kind, url: service.url, bytes, nonce: null, ...times, etag, lastModified, issuer, isIndirect });
    return ok(null);
  };

  return {
    keyOf,
    fresh: (service, issuer) => {
      const facts = cache.facts(keyOf(service));
      return facts !== null && isFresh(facts) && isAbout(facts, issuer) ? cache.get(facts.key) : null;
    },
    ensure: (service) =>
      flights(keyOf(service), async () => {
        const key = keyOf(service);
        const before = cache.facts(key);
        if (before !== null && isFresh(before)) return ok(before);
        const fetched = await fetchList(service);
        const facts = cache.facts(key);
        if (!fetched.ok) {
          if (facts === null || now() >= facts.usableUntil) return fetched;
          cache.confirm(key, facts.fetchedAt, now() + keepOldMs);
          return ok(facts);
        }
        assert(facts !== null, "a list that came is kept");
        return ok(facts);
      }),
    disbelieve: (list) => {
      doubts.doubt(list);
      cache.confirm(list.key, list.fetchedAt, now());
    },
  };
}
