import { defaultLimits, type MissingEvidence } from "@beket/eds";
import { err, ok, type Result } from "@beket/domain";
import { hex } from "../bytes.ts";
import { keepOldMs, type FetchDeps } from "./fetcher-deps.ts";
import { encodeOcspAsk, readOcspAnswer } from "./formats.ts";
import { createFlights } from "./limiter.ts";
import { createRecent } from "./recent.ts";
import type { CachedAnswer, Service, ServiceFault } from "./types.ts";

export type OcspSource = {
  readonly keyOf: (missing: MissingEvidence) => string;
  /** No service answered a moment ago, or what it answered was not believed: the issuer's list may speak too. */
  readonly hasFailed: (missing: MissingEvidence) => boolean;
  /** The validator did not accept the answer under this key. */
  readonly disbelieve: (key: string) => void;
  /** The answer at hand that needs no asking; null: none. */
  readonly fresh: (missing: MissingEvidence) => CachedAnswer | null;
  /** Asks the services one after another until one answers. One flight per certificate. */
  readonly fetch: (missing: MissingEvidence, services: readonly Service[]) => Promise<Result<null, readonly ServiceFault[]>>;
};

/** Octets of a nonce: RFC 8954 allows 1 to 32. */
const nonceBytes = 16;
/** An answer without nextUpdate is asked for anew after this part of the time it may speak: one hour of a day. */
const refreshPart = 24;
/** So long lists speak beside a responder that was not believed: longer than any pause between two attempts. */
const disbeliefMs = 3_600_000;

export function createOcspSource(deps: FetchDeps): OcspSource {
  const { cache, caller, now } = deps;
  const failed = createRecent(now, keepOldMs);
  const disbelieved = createRecent(now, disbeliefMs);
  const flights = createFlights<Result<null, readonly ServiceFault[]>>();
  const keyOf = (missing: MissingEvidence): string => `ocsp:${hex(deps.crypto.sha256(missing.certificate))}`;

  const askOne = async (service: Service, missing: MissingEvidence): Promise<Result<null, ServiceFault>> => {
    const nonce = deps.random(nonceBytes);
    const ask = {
      method: "POST" as const,
      contentType: "application/ocsp-request",
      accept: "application/ocsp-response",
      body: encodeOcspAsk(missing, nonce),
      etag: null,
      lastModified: null,
      sizeBytesMax: defaultLimits.ocspBytesMax,
    };
    const answer = await caller.call(service, ask, (got) => {
      if (got.kind === "not-modified") return err("http-status");
      const read = readOcspAnswer(got.bytes, missing, nonce);
      if (!read.ok) return read;
      const usableUntil = read.value.nextUpdate ?? read.value.thisUpdate + deps.ocspMaxAgeMs;
      return usableUntil <= now() ? err("stale") : ok({ bytes: got.bytes, usableUntil, ...read.value });
    });
    if (!answer.ok) return answer;
    const { bytes, thisUpdate, nextUpdate, usableUntil } = answer.value;
    const fetchedAt = now();
    const refreshAt = nextUpdate ?? Math.min(usableUntil, fetchedAt + Math.floor(deps.ocspMaxAgeMs / refreshPart));
    const about = { etag: null, lastModified: null, issuer: null, isIndirect: false };
    const times = { fetchedAt, thisUpdate, nextUpdate, refreshAt, usableUntil };
    cache.put({ key: keyOf(missing), kind: "ocsp", url: service.url, bytes, nonce, ...times, ...about });
    return ok(null);
  };

  return {
    keyOf,
    hasFailed: (missing) => failed.has(keyOf(missing)) || disbelieved.has(keyOf(missing)),
    disbelieve: (key) => {
      cache.drop(key);
      disbelieved.add(key);
    },
    fresh: (missing) => {
      const known = cache.get(keyOf(missing));
      return known !== null && now() < Math.min(known.refreshAt, known.usableUntil) ? known : null;
    },
    fetch: (missing, services) =>
      flights(keyOf(missing), async () => {
        const faults: ServiceFault[] = [];
        for (const service of services) {
          const answer = await askOne(service, missing);
          if (answer.ok) return answer;
          faults.push(answer.error);
        }
        const old = cache.facts(keyOf(missing));
        // Who answers that it does not know the certificate did answer: a list cannot vouch for what was never issued.
        const isUnknown = faults.some(({ fault }) => fault === "status-unknown");
        if (!isUnknown) failed.add(keyOf(missing));
        if (isUnknown || old === null || now() >= old.usableUntil) return err(faults);
        cache.confirm(old.key, old.fetchedAt, now() + keepOldMs);
        return ok(null);
      }),
  };
}
