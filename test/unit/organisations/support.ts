import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportView, OrganisationRow } from "@beket/api";
import type { View } from "../../../central/src/features/audit/types.ts";
import { openSqlite, systemRandom, type SqlDatabase } from "@beket/node-kit";
import { bytesSource } from "@beket/tables";
import organisations001 from "../../../central/migrations/organisations/001-first.sql" with { type: "text" };
import registry001 from "../../../central/migrations/registry/001-first.sql" with { type: "text" };
import { createOrganisationBase } from "../../../central/src/adapters/organisation-base.ts";
import { createOrganisations, type OrganisationDeps } from "../../../central/src/features/organisations/desk.ts";
import type { PendingOrganisation } from "../../../central/src/features/organisations/pending.ts";
import type { ImportFile, LivePermits } from "../../../central/src/features/organisations/ports.ts";
import { assert, parseBin } from "@beket/domain";
import { inventedBin as inventedAt } from "../central/people.ts";
import { regime } from "../central/support.ts";

/** Apart, because some serial numbers are never issued and the next one is taken. */
export const inventedBin = (serial: number): string => inventedAt(serial * 13);
/** Of a branch. */
export function branchBin(serial: number): string {
  for (let digits = serial * 130; digits < serial * 130 + 130; digits += 1) {
    const bin = `150141${String(digits).padStart(6, "0")}`;
    if (parseBin(bin).ok) return bin;
  }
  assert(false, "one in ten has the right check digit");
}
export const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 3, 20, 6, 0, 0);
export const row = (serial: number, more: Partial<OrganisationRow> = {}): OrganisationRow => ({
  bin: inventedBin(serial),
  name: `Ұйым ${serial}`,
  oked: "10711",
  okedSecondary: ["47241"],
  headcount: serial,
  status: "active",
  ...more,
});
export const ndjson = (rows: readonly unknown[]): Uint8Array => new TextEncoder().encode(rows.map((one) => JSON.stringify(one)).join("\n"));
let files = 0;
export const fileOf = (bytes: Uint8Array, onDone: () => void = () => undefined): ImportFile => {
  files += 1;
  return {
    name: `base-${files}.ndjson`,
    source: bytesSource(bytes),
    sha256: () => Promise.resolve(new Bun.CryptoHasher("sha256").update(bytes).digest("hex")),
    done: async () => onDone(),
  };
};

type Options = Partial<Pick<OrganisationDeps, "source" | "breathe">> & {
  readonly permits?: LivePermits;
  readonly folder?: string;
  readonly open?: (path: string) => SqlDatabase;
};

/** The desk of organisations over a database of its own. */
export function openDesk(options: Options = {}) {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "beket-base-"));
  const database = (options.open ?? ((path) => openSqlite(path, "durable")))(join(folder, "registry.db"));
  database.migrate("registry", [registry001]);
  database.migrate("organisations", [organisations001]);
  const base = createOrganisationBase(database, []);
  const clock = { at: startMs };
  const viewed: View[] = [];
  const errors: string[] = [];
  const pending = new Map<string, PendingOrganisation>();
  const desk = createOrganisations({
    base,
    versions: base.versions,
    beside: base.beside,
    permits: options.permits === undefined ? [] : [options.permits],
    pending: { list: (limit) => [...pending.values()].slice(0, limit), one: (bin) => pending.get(bin) ?? null },
    source: options.source ?? null,
    audit: { viewed: (view) => viewed.push(view) },
    regimeAt: () => regime,
    clock: { now: () => clock.at, monotonic: () => clock.at, bootId: "0123456789abcdef" },
    random: systemRandom,
    breathe: options.breathe ?? (() => Promise.resolve()),
    onError: () => errors.push("error"),
    onImport: () => undefined,
  });
  desk.start();
  const importBytes = async (bytes: Uint8Array, isDryRun = false): Promise<ImportView> => {
    const begun = await desk.importFile(fileOf(bytes), { isDryRun, by: "reg-1" });
    if (!begun.ok) throw new Error(begun.error);
    await begun.value.done;
    await desk.idle();
    const view = desk.importView(begun.value.id);
    if (!view.ok) throw new Error(view.error);
    return view.value;
  };
  const rowsOf = (version: number): number =>
    database.prepare<{ rows: number }>("select count(*) as rows from organisation_row where version = ?1").get(version)?.rows ?? 0;
  return {
    desk,
    base,
    database,
    clock,
    folder,
    viewed,
    errors,
    pending,
    importBytes,
    rowsOf,
    close: async (keep = false): Promise<void> => {
      await desk.stop();
      database.close();
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type TestDesk = ReturnType<typeof openDesk>;
