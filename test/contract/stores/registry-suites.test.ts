import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { openStores } from "../../../central/src/adapters/stores.ts";
import { hasPostgres, startPostgres, type PostgresCluster } from "../../support/postgres.ts";
import { testKeys } from "../../unit/central/support.ts";
import { useDatabases } from "../../unit/central/which-database.ts";

// What the registry promises, promised once more with its stores on PostgreSQL: the same files of tests, word for word.
const suites: Readonly<Record<string, () => Promise<unknown>>> = {
  changes: () => import("../../unit/registry/changes.test.ts"),
  consents: () => import("../../unit/registry/consents.test.ts"),
  drafts: () => import("../../unit/registry/drafts.test.ts"),
  pending: () => import("../../unit/registry/pending.test.ts"),
  "report of abuse": () => import("../../unit/oversight/report.test.ts"),
  cases: () => import("../../unit/oversight/cases.test.ts"),
  audit: () => import("../../unit/access/audit.test.ts"),
  "two persons": () => import("../../unit/acts/two-persons.test.ts"),
};

describe.skipIf(!hasPostgres())("on PostgreSQL:", () => {
  let cluster: PostgresCluster | null = null;
  beforeAll(async () => {
    const started = await startPostgres({ isHasty: true });
    cluster = started;
    // Tables are made once and copied.
    const folder = mkdtempSync(join(tmpdir(), "beket-template-"));
    openStores(folder, testKeys().scopes, { database: started.createForCentral("template") }).close();
    rmSync(folder, { recursive: true });
    useDatabases(() => started.createForCentral(undefined, "template"));
  });
  afterAll(() => cluster?.stop());
  // Each for itself: what a file does before each of its tests is its own.
  for (const [name, load] of Object.entries(suites)) describe(name, async () => void (await load()));
});
