import type { OfficerRow, PurgeDocument } from "@beket/api";
import { buildTopic, createEventOpener } from "@beket/replication";
import { createAccess } from "./access.ts";
import { createApplicationOpener, createCitizens } from "./citizens.ts";
import type { CentralDeps } from "./deps.ts";
import { createEvents } from "./events.ts";
import { applicationView } from "./features/applications/view.ts";
import { fromHex, hex, utf8 } from "./features/bytes.ts";
import { noticesAt } from "./features/acts/notices.ts";
import { createHealth } from "./features/health.ts";
import { importHealthRules, type HealthRulesFault } from "./features/health/rules-import.ts";
import type { Organisations } from "./features/organisations/desk.ts";
import { fitsRow, healthRows, officerRow, publishNamed, regimeRows } from "./features/regime/common-rows.ts";
import { importRegimes, type RegimeImport } from "./features/regime/regimes.ts";
import type { Submission } from "./features/submissions/ports.ts";
import { createHttpApp } from "./http/app.ts";
import { createOrganisationDesk } from "./organisations.ts";
import { createOversight } from "./oversight.ts";
import { createRecords } from "./records.ts";
import { createRegistry } from "./registry.ts";

export type Central = {
  readonly fetch: (request: Request, client: { readonly client: string }) => Response | Promise<Response>;
  /** Takes up what was interrupted, then serves the link. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly organisations: Organisations;
  readonly importRegimes: (json: unknown) => RegimeImport;
  /** The border's rules and forms (JSON), told to the posts; all or nothing. */
  readonly importHealthRules: (json: unknown) => readonly HealthRulesFault[];
  /** How many rows changed. */
  readonly importOfficers: (officers: readonly OfficerRow[]) => number;
  /** Reads the trust folder again and judges what waits; how many were settled. */
  readonly retryWaiting: () => Promise<number>;
  /** The daily purge, where it is due: its certificate; null: nothing was to be purged. */
  readonly purge: () => Promise<PurgeDocument | null>;
  /** Resolves when no certification authority is being asked and nothing is being stamped. */
  readonly idle: () => Promise<void>;
};
const retryEveryMs = 60_000;

/** Central without its files and sockets: everything is handed in. */
export function createCentral(deps: CentralDeps): Central {
  const { stores, clock, crypto, random, schedule, log, link } = deps;
  const now = clock.now;
  const records = createRecords(deps);
  const { distribution, ledgers, commonScope, regimes, desk, evidence, stamps } = records;
  const opener = createEventOpener({ crypto, codec: deps.codec, eventSecretKey: fromHex(deps.keys.eventSecretKey) });
  const secretKey = crypto.hmacSha256(fromHex(deps.keys.registrySeed))(utf8("beket/status-secret/1"));
  const secret = crypto.hmacSha256(secretKey);
  let linkUp = false;
  const access = createAccess(deps, evidence.source, stores.preparers);
  const oversight = createOversight(deps, { records, opener, audit: access.audit });
  const secretOf = (submission: Submission): string => hex(secret(utf8(submission.id)));
  const openApplication = createApplicationOpener(stores.submissions, secretOf);
  const citizens = createCitizens(deps, {
    records,
    opener,
    openApplication,
    viewOf: (submission) => applicationView(submission, { ledgers, services: deps.evidence.services, now }, null),
    sightings: oversight.sightings,
    access,
  });
  const { feeds, behind, nodes, intake, replay, health, planning } = createEvents(deps, records, opener, [
    oversight.follow,
    citizens.follow,
  ]);
  const organisations = createOrganisationDesk(deps, regimes, access.audit);
  const prepare = {
    base: stores.organisations,
    regimes,
    consents: records.consents,
    store: stores.submissions,
    crypto,
    clock,
    random,
    origin: deps.origin,
  };
  const registry = createRegistry(deps, records, access, prepare);
  const reconsider = (applicant: string | null): void => {
    desk.reconsider(applicant).catch(() => log.error("submission-not-settled"));
  };
  const app = createHttpApp({
    organisations,
    uploads: deps.uploads,
    regimes,
    places: deps.places,
    prepare,
    registry: registry.routes,
    desk,
    submissions: stores.submissions,
    ledgers,
    now,
    secretOf,
    openApplication,
    health: createHealth({
      version: deps.version,
      storesUp: () => Object.values(stores.sql).every((database) => database.isAvailable()),
      linkUp: () => linkUp,
      hasRegime: () => regimes.at(now()) !== null,
      intake: intake.status,
      waiting: () => stores.submissions.open().length,
      circuitsOpen: () => evidence.status().services.filter(({ circuit }) => circuit !== "closed").length,
      stampsWanted: () => stores.archive.stampCounts().wanted,
      present: nodes.presentCount,
      lastHeadAt: () => distribution.status().lastHeadAt,
      behind,
      now,
    }),
    nodes: nodes.reply,
    replay,
    evidence: () => ({ ...evidence.status(), timestamps: stores.archive.stampCounts() }),
    services: deps.evidence.services,
    operatorToken: deps.operatorToken,
    ncalayerPort: deps.ncalayerPort,
    access,
    acts: {
      acts: records.acts,
      notices: () => noticesAt(stores.acts, now()),
      authorities: deps.authorities,
      regimes,
      submissions: stores.submissions,
      services: deps.evidence.services,
      leadMs: deps.cutOverLeadMs,
      now,
    },
    regimeDesk: records.regimeDesk,
    healthDesk: health,
    oversight: oversight.http,
    planning,
    centre: {
      figures: stores.figures(deps.places.posts),
      posts: deps.places.posts,
      nodes: () => nodes.reply().nodes,
      sources: stores.projection.sources,
      holds: { byState: stores.health.casesByState },
      sites: planning.looks,
      cards: stores.cards,
      timeZone: () => regimes.at(now())?.timeZone ?? "UTC",
      behind,
      now,
    },
    portalFolder: deps.portalFolder,
    centreFolder: deps.centreFolder,
    authorityFolder: deps.authorityFolder,
    citizenFolder: deps.citizenFolder,
    citizen: citizens.http,
    appealDesk: citizens.appealDesk,
    onError: () => log.error("request-failed"),
  });

  const retryWaiting = (): Promise<number> => desk.resume(deps.trust.reload());
  const idle = async (): Promise<void> => {
    // What was accepted last may just have begun to be stamped.
    for (let round = 0; round < 2; round += 1) await Promise.all([desk.idle(), stamps.run(), evidence.idle()]);
  };
  const cancels: (() => void)[] = [];
  const everyMinute = (): void => {
    // First: what fails below, also because the database is away, is tried again.
    cancels[0] = schedule(retryEveryMs, everyMinute);
    evidence.source.refreshLists().catch(() => log.error("lists-failed"));
    retryWaiting().catch(() => log.error("retry-failed"));
    void stamps.run();
    for (const job of [registry.purge, records.acts.everyMinute]) {
      try {
        job();
      } catch {
        log.error("retry-failed");
      }
    }
  };
  return {
    fetch: (request, client) => {
      // Only the last address is our proxy's word; those before it are the client's own.
      const forwarded = deps.behindProxy ? request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
      return app.fetch(request, forwarded === undefined ? client : { client: forwarded });
    },
    start: async () => {
      organisations.start();
      publishNamed(stores.named, commonScope, deps.codec, regimeRows(regimes.all()));
      // Before anything is decided: what is decided meanwhile ends with a cut-over that is coming.
      records.acts.resume();
      cancels[1] = link.onState((up) => {
        linkUp = up;
      });
      cancels[2] = link.onMessage(nodes.onMessage);
      cancels[3] = stores.organisations.onChanged(reconsider);
      intake.start();
      distribution.start();
      await Promise.all(["up/+/+/ev", "up/+/+/req", "pres/+"].map((tail) => link.subscribe(`${topicPrefix}${tail}`)));
      await desk.resume(true);
      health.start();
      oversight.start();
      everyMinute();
      for (const feed of feeds) feed.wake();
    },
    stop: async () => {
      for (const cancel of cancels) cancel();
      desk.stop();
      records.regimeDesk.stop();
      await records.acts.stop();
      stamps.stop();
      deps.evidence.stop();
      intake.stop();
      health.stop();
      oversight.stop();
      await organisations.stop();
      await distribution.stop();
      for (const feed of feeds) feed.stop();
      await idle();
    },
    idle,
    organisations,
    importRegimes: (json) => {
      const done = importRegimes(stores.regimes, json, (regime) => fitsRow(deps.codec, regime));
      regimes.changed();
      publishNamed(stores.named, commonScope, deps.codec, regimeRows(regimes.all()));
      return done;
    },
    importHealthRules: (json) => {
      const { rules, forms, faults } = importHealthRules(stores.healthRules, deps.codec, json);
      if (rules !== null) publishNamed(stores.named, commonScope, deps.codec, healthRows(rules, forms));
      return faults;
    },
    importOfficers: (officers) => {
      planning.addCrews(officers.flatMap(({ crew, status }) => (crew === undefined || status !== "active" ? [] : [crew])));
      return publishNamed(stores.named, commonScope, deps.codec, officers.map(officerRow));
    },
    retryWaiting,
    purge: oversight.purge.runIfDue,
  };
}

const topicPrefix = buildTopic({ kind: "pres", source: "x" }).slice(0, -"pres/x".length);
