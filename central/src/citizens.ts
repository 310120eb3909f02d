import type { AppealCase, ApplicationView, PassesReply, PassesRequest } from "@beket/api";
import type { DecisionTrace } from "@beket/domain";
import type { EventOpener } from "@beket/replication";
import type { CentralDeps } from "./deps.ts";
import type { PortalAccess } from "./features/access/portal-access.ts";
import { createAppealDesk } from "./features/appeals/desk.ts";
import { createAppeals } from "./features/appeals/appeals.ts";
import { applicationOf } from "./features/applications/issue.ts";
import type { Audit } from "./features/audit/audit.ts";
import { fromHex, utf8 } from "./features/bytes.ts";
import { createPasses, permitsOf } from "./features/passes/passes.ts";
import { createOwnLookups, createPostName, type OwnView } from "./features/public/own-lookups.ts";
import { createLookupReader, createRefusalFollower, createRefusals } from "./features/public/refusals.ts";
import { createSelfCheck } from "./features/public/self-check.ts";
import { createTries } from "./features/public/tries.ts";
import type { Ledgers } from "./features/records/ledger.ts";
import type { Regimes } from "./features/regime/regimes.ts";
import type { ReplayOutcome } from "./features/replay/replay.ts";
import type { SightingPort } from "./features/sightings/types.ts";
import type { Submission } from "./features/submissions/ports.ts";
import type { CitizenDeps } from "./http/citizen-routes.ts";
import { portalHeld } from "./http/portal-guard.ts";
import type { LedgerReader } from "./features/public/self-check.ts";

export type CitizenParts = {
  readonly ledgers: Ledgers;
  readonly readers: readonly LedgerReader[];
  readonly regimes: Regimes;
  readonly opener: EventOpener;
  readonly replay: (trace: DecisionTrace) => ReplayOutcome;
  /** A submission's status for who has its secret; null: unknown or wrong, told alike. */
  readonly openApplication: (id: string, secret: string) => { readonly submission: Submission; readonly view: ApplicationView } | null;
  /** As its applicant sees it. */
  readonly applicationView: (submission: Submission) => ApplicationView;
  readonly sightings: SightingPort;
  readonly audit: Audit;
  readonly access: PortalAccess;
};
const hourMs = 3_600_000;
const triesAnHour = { tries: 10, withinMs: hourMs };
const zoneOf = (regimes: Regimes, at: number): string => regimes.at(at)?.timeZone ?? "UTC";

/** The public's side of central: passes, the self-check, refusals by number, appeals, and who looked somebody up. */
export function createCitizens(deps: CentralDeps, parts: CitizenParts) {
  const { stores, crypto, clock, keys, places } = deps;
  const { now } = clock;
  const { ledgers, regimes, audit } = parts;
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
    readers: parts.readers,
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
    application: (id, secret) => parts.openApplication(id, secret)?.view ?? null,
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
    replay: parts.replay,
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
    const opened = parts.openApplication(id, secret);
    return opened === null ? undefined : passes.page(opened.view.ledger, opened.submission, after);
  };
  const citizen: CitizenDeps = {
    selfCheck,
    appeals,
    passes: page,
    ownLookups,
    signedIn: (c) => portalHeld(c, parts.access),
    now,
    monotonic: clock.monotonic,
    schedule: deps.schedule,
    beatMs: 250,
  };
  return { citizen, appealDesk, follower: createRefusalFollower(stores.refusals) };
}

/** What a registrar needs of a contested application: whose, why, and the rows that were refused or revoked. */
function contested({ stores }: CentralDeps, { applicationView }: CitizenParts, id: string): AppealCase["application"] {
  const submission = stores.submissions.byId(id);
  if (submission === null || submission.kind !== "application") return null;
  const view = applicationView(submission);
  const permits = view.permits.filter(({ state }) => state === "refused" || state === "revoked");
  return {
    id,
    ledger: view.ledger,
    organisation: applicationOf(submission).applicant.name.slice(0, 300),
    reasons: view.reasons.map(({ code, kk, ru, en }) => ({ code, kk, ru, en })),
    permits: permits.slice(0, 100).map(({ number, state, code }) => ({ number, state, code })),
  };
}
