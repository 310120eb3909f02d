import type { OrganisationRow } from "@beket/api";
import { encodeRecord } from "@beket/domain";
import { createScopeWriter } from "@beket/replication";
import type { PermitRow } from "../../../central/src/features/records/ledger.ts";
import { inventBin, inventIin } from "../../../demo/src/city/identifiers.ts";
import { createRandom } from "../../../demo/src/city/random.ts";
import { apply, codec, crypto, dayMs, person, startMs, type TestCentral } from "../../unit/central/support.ts";

/** Organisations whose heads sign in the bench; the rest have a tenth of a roster or nobody. */
export const headsMax = 120;
const batchRows = 25_000;
const rosterRows = 50;
/** One person in so many works in two organisations. */
const sharedEach = 200;

/** The organisations of the base, always the same for a number; the first are large and may name whom they like. */
export function organisationsOf(count: number): readonly OrganisationRow[] {
  const random = createRandom(500_000);
  const bins = new Set<string>();
  while (bins.size < count) bins.add(inventBin(random));
  return [...bins].map((bin, index) => {
    const headcount = index < headsMax ? 100_000 : 1 + random.below(400);
    return {
      bin,
      name: `ЖШС Сынақ ${index}`,
      oked: random.chance(0.3) ? "10711" : "86210",
      okedSecondary: [],
      headcount,
      status: "active",
    };
  });
}

export function seedOrganisations({ stores }: TestCentral, organisations: readonly OrganisationRow[]): void {
  const { versions, changed } = stores.organisations;
  const id = versions.start({ isDryRun: false, file: "bench", by: "bench", startedAt: startMs, bytesTotal: 0 });
  for (let at = 0; at < organisations.length; at += batchRows) {
    versions.stage(
      id,
      organisations
        .slice(at, at + batchRows)
        .map((row, index) => ({ line: at + index + 1, row: { ...row, oked: at === 0 && index < headsMax ? "86210" : row.oked } })),
    );
  }
  versions.swapIn(id, { state: "present", finishedAt: startMs, sha256: null, format: "ndjson", refusal: null, difference: null });
  changed(null);
}

/** Permits as `issue` writes them: sealed rows of the scope and rows of the ledger in one transaction, fifty to an application. */
export async function seedPermits(one: TestCentral, organisations: readonly OrganisationRow[], count: number): Promise<void> {
  const { stores, keys } = one;
  const issued = await apply(one, { persons: [person(1)] });
  const store = stores.ledgers.roadblock;
  const [sample] = store.byNumber(issued.permits[0]?.number ?? "");
  if (sample === undefined) throw new Error("the first permit was not issued");
  const scope = keys.scopes.roadblock;
  const writer = createScopeWriter({
    scope: scope.scope,
    key: Buffer.from(scope.key, "hex"),
    store: stores.scopes.roadblock,
    crypto,
    codec,
    clock: one.clock,
    signingSeed: Buffer.from(keys.registrySeed, "hex"),
  });
  const random = createRandom(1_000_000);
  const shared: string[] = [];
  const holder = (index: number): string => {
    const iin = index % sharedEach === 0 && shared.length > 0 ? random.pick(shared) : inventIin(random);
    if (index % sharedEach === 1) shared.push(iin);
    return iin;
  };
  for (let at = 0; at < count; at += batchRows) {
    const rows = Array.from({ length: Math.min(batchRows, count - at) }, (_, offset): Omit<PermitRow, "scopeRow"> => {
      const index = at + offset;
      const roster = Math.floor(index / rosterRows);
      const applicant = organisations[(headsMax + roster) % organisations.length]?.bin ?? "";
      const number = `P${String(index).padStart(9, "0")}`;
      const id = `bench-${String(roster).padStart(12, "0")}`;
      const key = { scheme: "iin" as const, country: "KAZ", value: holder(index) };
      const record = { ...sample.record, number, validTo: startMs + 13 * dayMs };
      return { ...sample, number, submission: id, application: id, applicant, index: index % rosterRows, key, record };
    });
    store.transaction(() => {
      const changes = rows.map(({ key, record }) => ({
        kind: key.scheme,
        value: key.value,
        row: "new" as const,
        record: encodeRecord(record),
      }));
      const committed = writer.commit(changes);
      store.insert(rows.map((row, index) => ({ ...row, scopeRow: committed.rows[index]?.row ?? 0 })));
    });
  }
}
