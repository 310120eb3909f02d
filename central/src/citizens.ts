import type { AppealCase, ApplicationView, PassesReply, PassesRequest } from "@beket/api";
import type { EventOpener } from "@beket/replication";
import type { CentralDeps } from "./deps.ts";
import { createAppealDesk } from "./features/appeals/desk.ts";
import { createAppeals } from "./features/appeals/appeals.ts";
import { applicationOf } from "./features/applications/issue.ts";
import { fromHex, isEqual, utf8 } from "./features/bytes.ts";
import { createPasses, permitsOf } from "./features/passes/passes.ts";
import { createOwnLookups, createPostName, type OwnView } from "./features/public/own-lookups.ts";
import { createLookupReader, createRefusalFollower, createRefusals } from "./features/public/refusals.ts";
import { createSelfCheck } from "./features/public/self-check.ts";
import { createTries } from "./features/public/tries.ts";
import type { OtherFollower } from "./events.ts";
import type { Access } from "./access.ts";
import type { Records } from "./records.ts";
import type { Regimes } from "./features/regime/regimes.ts";
import { replayTrace } from "./features/replay/replay.ts";
import type { SightingPort } from "./features/sightings/types.ts";
import type { Submission, SubmissionStore } from "./features/submissions/ports.ts";
import type { CitizenDeps } from "./http/citizen-routes.ts";
import { portalHeld } from "./http/portal-guard.ts";

export type CitizenParts = {
  readonly records: Pick<Records, "ledgers" | "regimes" | "writers">;
  readonly opener: EventOpener;
  readonly openApplication: ReturnType<typeof createApplicationOpener>;
  /** As its applicant sees it. */
  readonly viewOf: (submission: Submission) => ApplicationView;
  readonly sightings: SightingPort;
  readonly access: Pick<Access, "audit" | "portal">;
};
const hourMs = 3_600_000;
const triesAnHour = { tries: 10, withinMs: hourMs };
const zoneOf = (regimes: Regimes, at: number): string => regimes.at(at)?.timeZone ?? "UTC";

/** The public's side of central: passes, the self-check, refusals by number, appeals, and who looked somebody up. */
export function createCitizens(deps: CentralDeps, parts: CitizenParts) {
  const { stores, crypto, clock, keys, places } = deps;
  const { now } = clock;
  const { ledgers, regimes, writers } = parts.records;
  const { audit, portal } = parts.access;
  const tries = () => createTries(triesAnHour, now);
  const passes = createPasses({
    permits: (ledger, submission) => permitsOf(ledgers[ledger].store, submission),
    places,
    crypto,
    signingSeed: keys.passSeed === undefined ? null : fromHex(keys.passSeed),
    codeSecret: crypto.hmacSha256(fromHex(keys.registrySeed))(utf8("beket/pass-code/1")),
    now,
  });
  const selfCheck = createSelfCheck({
    readers: (["city", "roadblock"] as const).flatMap((ledger) => {
      const writer = writers.find(({ scope }) => scope === keys.scopes[ledger].scope);
      return writer === undefined ? [] : [{ ledger, writer }];
    }),
    regime: regimes.at,
    codeOf: passes.codeOf,
    placeNames: passes.placeNames,
    audit,
    crypto,
    perSubject: tries(),
    perSecond: tries(),
    now,
  });
  const refusals = createRefusals({ store: stores.refusals, lookupAt: createLookupReader(stores.eventLog, parts.opener) });
  const timeZone = (): string => zoneOf(regimes, now());
  const postName = createPostName(places);
  const appeals = createAppeals({
    store: stores.appeals,
    refusals,
    application: (id, secret) => {
      const submission = parts.openApplication(id, secret);
      return submission === null ? null : parts.viewOf(submission);
    },
    postName,
    timeZone,
    perNumber: tries(),
    clock,
    random: deps.random,
  });
  const appealDesk = createAppealDesk({
    store: stores.appeals,
    refusals,
    application: (id) => contested(deps, parts, id),
    replay: (trace) => replayTrace({ regimes, writers }, trace),
    audit,
    timeZone,
    now,
  });
  const ownLookups = createOwnLookups({
    sightings: parts.sightings,
    views: (key, since, limit): readonly OwnView[] =>
      audit.own(key, limit).flatMap(({ at, view }) => (view === null || at < since ? [] : [{ at, by: view.by.kind, what: view.what }])),
    audit,
    postName,
    now,
  });
  const page = ({ id, secret, after }: PassesRequest): PassesReply | null | undefined => {
    const submission = parts.openApplication(id, secret);
    return submission === null ? undefined : passes.page(parts.viewOf(submission).ledger, submission, after);
  };
  const http: CitizenDeps = {
    selfCheck,
    appeals,
    passes: page,
    ownLookups,
    signedIn: (c) => portalHeld(c, portal),
    now,
    monotonic: clock.monotonic,
    schedule: deps.schedule,
    beatMs: 250,
  };
  const follow: OtherFollower = { fault: "refusals-failed", follower: createRefusalFollower(stores.refusals) };
  return { http, appealDesk, follow };
}

/** Applications and changes by their id, for who has the secret; unknown and wrong are the same, and cost the same comparison. */
export function createApplicationOpener(submissions: Pick<SubmissionStore, "byId">, secretOf: (submission: Submission) => string) {
  return (id: string, given: string): Submission | null => {
    const found = submissions.byId(id);
    const application = found?.kind === "application" || found?.kind === "change" ? found : null;
    const secret = fromHex(application === null ? "0".repeat(64) : secretOf(application));
    return isEqual(secret, fromHex(given)) ? application : null;
  };
}

/** What a registrar needs of a contested application: whose, why, and the rows that were refused or revoked. */
function contested({ stores }: CentralDeps, { viewOf }: CitizenParts, id: string): AppealCase["application"] {
  const submission = stores.submissions.byId(id);
  if (submission === null || submission.kind !== "application") return null;
  const view = viewOf(submission);
  const permits = view.permits.filter(({ state }) => state === "refused" || state === "revoked");
  return {
    id,
    ledger: view.ledger,
    organisation: applicationOf(submission).applicant.name.slice(0, 300),
    reasons: view.reasons.map(({ code, kk, ru, en }) => ({ code, kk, ru, en })),
    permits: permits.slice(0, 100).map(({ number, state, code }) => ({ number, state, code })),
  };
}
