import type { MissingEvidence, OcspInput } from "@beket/eds";
import { assert, err, ok, type Result } from "@beket/domain";
import { hex } from "../bytes.ts";
import { hostOf, servicesFor } from "./choose.ts";
import type { FetchDeps } from "./fetcher-deps.ts";
import { issuerOf } from "./formats.ts";
import { createListSource, isAbout } from "./lists.ts";
import { createOcspSource } from "./ocsp.ts";
import type { AnswerFacts, CachedAnswer, EvidenceSource, ListService, Offer, Service, ServiceFault, ServiceKind, Sought } from "./types.ts";

export type Fetcher = EvidenceSource & {
  /** Asks for every configured list that is due, so that lists are at hand when a responder is not. */
  readonly refreshLists: () => Promise<void>;
  readonly lists: () => readonly AnswerFacts[];
};

const isListService = (service: Service): service is ListService => service.kind === "crl" || service.kind === "delta-crl";
const noService = (kind: ServiceKind): ServiceFault => ({ kind, host: "", fault: "no-service" });

/**
 * Gets what a verdict waits for: OCSP first, because it is the younger word; else the issuer's list with its delta. What is at hand and
 * still speaks is not asked for again.
 */
export function createFetcher(deps: FetchDeps): Fetcher {
  const { services, cache, counters, caller, now } = deps;
  const ocsp = createOcspSource(deps);
  const lists = createListSource(deps);
  const known = (missing: MissingEvidence) => {
    const issuerSha256 = hex(deps.crypto.sha256(missing.issuer));
    const of = (kind: Exclude<ServiceKind, "tsp">): readonly Service[] => servicesFor(services, kind, missing, issuerSha256);
    return { ocsp: of("ocsp"), crls: of("crl").filter(isListService), deltas: of("delta-crl").filter(isListService) };
  };

  const offerOne = (missing: MissingEvidence): readonly CachedAnswer[] => {
    const issuer = issuerOf(missing);
    const { ocsp: responders, crls, deltas } = known(missing);
    const answer = ocsp.fresh(missing) ?? [];
    // A responder's word is younger than any list. A list speaks where there is none, or none answered; also beside an old answer that
    // could not be renewed, because it may name who was revoked since.
    const asksOcspAlone = responders.length > 0 && !ocsp.hasFailed(missing);
    return [answer, ...(asksOcspAlone ? [] : [...crls, ...deltas].map((service) => lists.fresh(service, issuer) ?? []))].flat();
  };

  /** The issuer's list, and its delta where one is configured: a delta that does not come is no fault, the list still speaks. */
  const seekList = async (missing: MissingEvidence, crls: readonly ListService[], deltas: readonly ListService[]) => {
    const issuer = issuerOf(missing);
    const faults: ServiceFault[] = [];
    for (const service of crls) {
      const list = await lists.ensure(service);
      if (list.ok && isAbout(list.value, issuer)) {
        await Promise.all(deltas.map((delta) => lists.ensure(delta)));
        return ok(null);
      }
      faults.push(list.ok ? wrongIssuer(service, list.value.key) : list.error);
    }
    return err(faults);
  };
  const wrongIssuer = (service: ListService, key: string): ServiceFault => {
    counters.failed(service.kind, service.url, "other-subject", now());
    // Bound to this issuer by the operator, it is rubbish; a service for anybody may well list another authority.
    if (service.issuerSha256 !== null) cache.drop(key);
    return { kind: service.kind, host: hostOf(service.url), fault: "other-subject" };
  };

  const seekOne = async (missing: MissingEvidence): Promise<Result<null, readonly ServiceFault[]>> => {
    const asked = known(missing);
    if (asked.ocsp.length === 0 && asked.crls.length === 0) return err([noService("ocsp")]);
    if (ocsp.fresh(missing) !== null) return ok(null);
    const answer = asked.ocsp.length === 0 ? err([]) : await ocsp.fetch(missing, asked.ocsp);
    if (answer.ok && !ocsp.hasFailed(missing)) return answer;
    if (!answer.ok && answer.error.some(({ fault }) => fault === "status-unknown")) return answer;
    const list = await seekList(missing, asked.crls, asked.deltas);
    return answer.ok || list.ok ? ok(null) : err([...answer.error, ...list.error]);
  };

  return {
    offer: (missing) => {
      const byKey = new Map(missing.flatMap(offerOne).map((answer) => [answer.key, answer]));
      return offerOf([...byKey.values()]);
    },
    seek: async (missing): Promise<Sought> => {
      const outcomes = await Promise.all(missing.map(seekOne));
      const faults = distinct(outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.error)));
      const times = faults.flatMap(({ kind, host }) => caller.circuit(kind, host).retryAt ?? []);
      return { faults, retryAt: times.length === 0 ? null : Math.min(...times) };
    },
    refuse: (keys) =>
      distinct(
        keys.flatMap((key) => {
          const answer = cache.facts(key);
          if (answer === null) return [];
          if (answer.kind === "ocsp") ocsp.disbelieve(key);
          else lists.disbelieve(answer);
          counters.failed(answer.kind, answer.url, "not-believed", now());
          return [{ kind: answer.kind, host: hostOf(answer.url), fault: "not-believed" as const }];
        }),
      ),
    refreshLists: async () => {
      cache.forget(now());
      await Promise.all(services.filter(isListService).map((service) => lists.ensure(service)));
    },
    lists: cache.lists,
  };
}

function offerOf(answers: readonly CachedAnswer[]): Offer {
  const ocsp = answers.flatMap(({ kind, bytes, nonce }): readonly OcspInput[] => {
    if (kind !== "ocsp") return [];
    assert(nonce !== null, "an OCSP answer is kept with what its request asked");
    return [{ der: bytes, nonce }];
  });
  const crls = answers.flatMap(({ kind, bytes }) => (kind === "ocsp" ? [] : [bytes]));
  return { crls, ocsp, keys: answers.map(({ key }) => key) };
}

const distinct = (faults: readonly ServiceFault[]): readonly ServiceFault[] => [
  ...new Map(faults.map((one) => [`${one.kind} ${one.host} ${one.fault}`, one])).values(),
];
