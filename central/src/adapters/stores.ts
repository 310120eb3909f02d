import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { CentralKeysFile, PlacesReply } from "@beket/api";
import { closeDatabase, migrate, openDatabase, openIngestStore, openScopeStore, openSqlScopeStore, sqliteSql } from "@beket/node-kit";
import actChanges001 from "../../migrations/act-changes/001-first.sql" with { type: "text" };
import acts001 from "../../migrations/acts/001-first.sql" with { type: "text" };
import appeals001 from "../../migrations/appeals/001-first.sql" with { type: "text" };
import access001 from "../../migrations/access/001-first.sql" with { type: "text" };
import audit001 from "../../migrations/audit/001-first.sql" with { type: "text" };
import audit002 from "../../migrations/audit/002-by-position.sql" with { type: "text" };
import centre001 from "../../migrations/centre/001-first.sql" with { type: "text" };
import common001 from "../../migrations/common/001-first.sql" with { type: "text" };
import common002 from "../../migrations/common/002-health.sql" with { type: "text" };
import evidence001 from "../../migrations/evidence/001-first.sql" with { type: "text" };
import drafts002 from "../../migrations/drafts/002-preparers.sql" with { type: "text" };
import drafts001 from "../../migrations/drafts/001-first.sql" with { type: "text" };
import consents001 from "../../migrations/consents/001-first.sql" with { type: "text" };
import ledger001 from "../../migrations/ledger/001-first.sql" with { type: "text" };
import ledger002 from "../../migrations/ledger/002-applications.sql" with { type: "text" };
import small001 from "../../migrations/small/001-first.sql" with { type: "text" };
import organisations001 from "../../migrations/organisations/001-first.sql" with { type: "text" };
import staff001 from "../../migrations/staff/001-first.sql" with { type: "text" };
import registry001 from "../../migrations/registry/001-first.sql" with { type: "text" };
import registry002 from "../../migrations/registry/002-evidence.sql" with { type: "text" };
import registry003 from "../../migrations/registry/003-about.sql" with { type: "text" };
import sites001 from "../../migrations/sites/001-first.sql" with { type: "text" };
import { openDatabases, type Databases } from "./open-databases.ts";
import { createOrganisationBase } from "./organisation-base.ts";
import { forgetAfter } from "./restored-events.ts";
import { createChangeLog } from "./sql-act-changes.ts";
import { createActStore } from "./sql-acts.ts";
import { createAppealStore } from "./sql-appeals.ts";
import { createArchiveStore } from "./sql-archive.ts";
import { createCaseStore, createLedgerPast } from "./sql-cases.ts";
import { createFindingStore } from "./sql-findings.ts";
import { createConsentStore } from "./sql-consents.ts";
import { createDraftStore } from "./sql-drafts.ts";
import { createPreparerStore } from "./sql-preparers.ts";
import { createSmallStore } from "./sql-small.ts";
import { createLedgerStore } from "./sql-ledger.ts";
import { createPermitScan } from "./sql-permit-scan.ts";
import { createCardStore } from "./sqlite-cards.ts";
import { createCommonStore, createNamedRowStore, createRegimeStore } from "./sqlite-common.ts";
import { createAnswerCache } from "./sqlite-evidence.ts";
import { createFlagStore } from "./sqlite-flags.ts";
import { createSightingStore, openSightings } from "./sqlite-sightings.ts";
import { createFigures } from "./sqlite-figures.ts";
import { createHealthStore } from "./sqlite-health.ts";
import { createHealthRulesStore } from "./sqlite-health-rules.ts";
import { createProjectionStore, openProjection } from "./sqlite-projection.ts";
import { createPlanningStore } from "./sqlite-sites.ts";
import { transactionOf } from "./sqlite-transaction.ts";
import { createOrganisationPages } from "./sql-organisation-pages.ts";
import { createPermitPages } from "./sql-permit-pages.ts";
import { createRegimeDraftStore } from "./sql-regime-drafts.ts";
import { createRefusalStore, openRefusals } from "./sql-refusals.ts";
import { createPendingOrganisations } from "./sql-pending.ts";
import { createSubmissionStore } from "./sql-submissions.ts";

type StoreOptions = {
  /** Where the registry and the ledgers lie when they are no files of the folder: `postgres://user@host/name`. */
  readonly database?: string | null;
};

/** Central's files: two ledgers that never share one (I6), the common set, the registry of organisations and submissions, events, and what is counted from them. */
export function openStores(folder: string, scopes: CentralKeysFile["scopes"], { database = null }: StoreOptions = {}) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const open = (file: string, part: string, ...sql: readonly string[]) => {
    const database = openDatabase(join(folder, file), "durable");
    migrate(database, part, sql);
    return database;
  };
  const sql = openSql(folder, database);
  const { registry, city, roadblock } = sql;
  const common = open("common.db", "common", common001, common002);
  const commonSql = sqliteSql(common);
  commonSql.migrate("act-changes", [actChanges001]);
  const centre = open("centre.db", "centre", centre001);
  const sites = open("sites.db", "sites", sites001);
  const events = openDatabase(join(folder, "events.db"), "durable");
  const ingest = openIngestStore(events);
  const newestEvent = ingest.newestPosition();
  forgetAfter(newestEvent, { common, sites });
  const fetched = openDatabase(join(folder, "evidence.db"), "rebuildable");
  migrate(fetched, "evidence", [evidence001]);
  const projection = openProjection(join(folder, "projection.db"), newestEvent);
  const refusals = openRefusals(join(folder, "refusals.db"), newestEvent);
  const sightings = openSightings(join(folder, "sightings.db"), newestEvent);
  return {
    sql,
    acts: createActStore(registry),
    /** What acts changed, in the database where they changed it. */
    actChanges: { city: createChangeLog(city), roadblock: createChangeLog(roadblock), common: createChangeLog(commonSql) },
    permitPages: { city: createPermitPages(city), roadblock: createPermitPages(roadblock) },
    organisationPages: createOrganisationPages(registry),
    regimeDrafts: createRegimeDraftStore(registry),
    /** Who was seen where, by keyed hash, read from the events. */
    sightings: createSightingStore(sightings),
    flags: createFlagStore(sqliteSql(common)),
    findings: createFindingStore(registry),
    scans: [createPermitScan(city, "city"), createPermitScan(roadblock, "roadblock")],
    cases: createCaseStore(registry),
    past: { city: createLedgerPast(city, "city"), roadblock: createLedgerPast(roadblock, "roadblock") },
    appeals: createAppealStore(registry),
    /** Numbers that posts gave, read from the events. */
    refusals: createRefusalStore(refusals),
    submissions: createSubmissionStore(registry),
    archive: createArchiveStore(registry),
    drafts: createDraftStore(registry),
    consents: createConsentStore(registry),
    preparers: createPreparerStore(registry),
    small: createSmallStore(registry),
    /** Answers of certification authorities: fetched again when the file is lost. */
    answers: createAnswerCache(fetched),
    organisations: createOrganisationBase(registry, [city, roadblock]),
    pendingOrganisations: createPendingOrganisations(registry),
    ledgers: { city: createLedgerStore(city, "city"), roadblock: createLedgerStore(roadblock, "roadblock") },
    scopes: {
      city: openSqlScopeStore(city, scopes.city.scope),
      roadblock: openSqlScopeStore(roadblock, scopes.roadblock.scope),
      common: openScopeStore(common, scopes.common.scope),
      sites: openScopeStore(sites, scopes.sites.scope),
    },
    common: createCommonStore(common),
    named: createNamedRowStore(common),
    regimes: createRegimeStore(common),
    health: createHealthStore(common),
    healthRules: createHealthRulesStore(common),
    planning: createPlanningStore(sites),
    ingest,
    eventLog: { arrivals: ingest.arrivals, epochKey: ingest.epochOf },
    ingestGroup: transactionOf(events),
    projection: createProjectionStore(projection),
    /** The ledger of a post is the places file's word. */
    figures: (posts: PlacesReply["posts"]) => createFigures(projection, posts),
    cards: createCardStore(centre),
    close: (): void => {
      for (const database of [...Object.values(sql), refusals]) database.close();
      for (const database of [common, centre, sites, fetched, projection, sightings, events]) closeDatabase(database);
    },
  };
}
export type Stores = ReturnType<typeof openStores>;

/** The databases of the registry. A part of it adds its tables here with one line: `registry.migrate("<part>", [first, …])`. */
function openSql(folder: string, database: string | null): Databases {
  const { registry, city, roadblock } = openDatabases(folder, database);
  registry.migrate("registry", [registry001, registry002, registry003]);
  registry.migrate("organisations", [organisations001]);
  registry.migrate("acts", [acts001]);
  registry.migrate("appeals", [appeals001]);
  registry.migrate("drafts", [drafts001, drafts002]);
  registry.migrate("consents", [consents001]);
  registry.migrate("small", [small001]);
  registry.migrate("access", [access001]);
  registry.migrate("audit", [audit001, audit002]);
  registry.migrate("staff", [staff001]);
  for (const ledger of [city, roadblock]) {
    ledger.migrate("ledger", [ledger001, ledger002]);
    ledger.migrate("act-changes", [actChanges001]);
  }
  return { registry, city, roadblock };
}
