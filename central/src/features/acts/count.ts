import { encodeRecord, err, ok, type ActDeed, type ActEffect, type Ledger, type Result } from "@beket/domain";
import type { CryptoPort, ScopeWriter } from "@beket/replication";
import type { CommonStore } from "../authority/apply-act.ts";
import { hex } from "../bytes.ts";
import type { PermitRow } from "../records/ledger.ts";
import type { ActCode } from "./words.ts";
import { canonicalText, createLineDigest } from "./digest.ts";
import type { Act, ActSample, ActStore, ActVersions, ChangeLog } from "./ports.ts";
import { cutOverTest, isStandingFrom, rememberOrganisations, revocationTest, type OrganisationLookup, type PermitTest } from "./select.ts";

/** Permits of a ledger in the order of their registry rows. */
export type PermitPages = {
  readonly page: (afterRow: number, limit: number) => readonly PermitRow[];
  readonly rows: (scopeRows: readonly number[]) => readonly PermitRow[];
  readonly count: () => number;
};
export type CountDeps = {
  readonly store: ActStore;
  readonly pages: Readonly<Record<Ledger, PermitPages>>;
  readonly logs: Readonly<Record<Ledger | "common", ChangeLog>>;
  readonly common: Pick<CommonStore, "byNumber" | "byRow">;
  readonly versions: Readonly<Record<Ledger | "common", Pick<ScopeWriter, "version">>>;
  readonly organisation: OrganisationLookup;
  readonly crypto: Pick<CryptoPort, "sha256">;
  /** Lets others work between two slices. */
  readonly pause: () => Promise<void>;
};
export type Counted = { readonly effect: ActEffect; readonly sample: readonly ActSample[]; readonly versions: ActVersions };
export type Progress = (done: number, of: number) => void;
type Fault = ActCode | "revocation.number-unknown";

/** Rows looked at in one go: a few milliseconds. */
const sliceRows = 500;
const sampleMax = 20;

export const versionsOf = ({ versions: { city, roadblock, common } }: Pick<CountDeps, "versions">): ActVersions => ({
  city: city.version(),
  roadblock: roadblock.version(),
  common: common.version(),
});

/**
 * Counts what an act would change now, slice by slice. With `targets` the rows of a revocation become what it will take: only of an act that
 * cannot be executed meanwhile.
 */
export async function countEffect(
  deps: CountDeps,
  act: Act,
  now: number,
  progress: Progress,
  targets: "kept" | "untouched",
): Promise<Result<Counted, Fault>> {
  const versions = versionsOf(deps);
  const { deed } = act;
  const organisation = rememberOrganisations(deps.organisation);
  switch (deed.kind) {
    case "regime": {
      if (deed.permits === "keep") return ok({ ...emptyEffect(deps, deed), versions });
      const tests = (ledger: Ledger) => cutOverTest(deed.regime, deed.permits, ledger, organisation);
      const tally = await scan(deps, deed, ["city", "roadblock"], tests, deed.regime.validFrom, organisation, progress);
      // Permits are issued until the moment: the rule is what is signed, the numbers are of now.
      return ok({ effect: { ...tally.effect, sha256: emptyEffect(deps, deed).effect.sha256 }, sample: tally.sample, versions });
    }
    case "revocation": {
      if (targets === "kept") deps.store.clearTargets(act.id);
      const test = revocationTest(deed.filter, organisation);
      const from = deed.effectiveFrom ?? now;
      const keep = (ledger: Ledger, rows: readonly PermitRow[]): void => {
        if (targets === "untouched") return;
        deps.store.addTargets(
          act.id,
          ledger,
          rows.map((row) => row.scopeRow),
        );
      };
      const tally = await scan(deps, deed, deed.filter.ledgers, () => test, from, organisation, progress, keep);
      return tally.effect.rows === 0 ? err("act.nothing-to-do") : ok({ ...tally, versions });
    }
    case "exemption":
    case "hold": {
      const empty = emptyEffect(deps, deed);
      return ok({ effect: { ...empty.effect, rows: deed.subjects.length, common: deed.subjects.length }, sample: [], versions });
    }
    case "release":
      return countRelease(deps, deed, act.authority, versions);
    case "undo":
      return countUndo(deps, deed, versions, progress);
  }
}

function emptyEffect({ crypto }: CountDeps, deed: ActDeed): Pick<Counted, "effect" | "sample"> {
  const sha256 = createLineDigest(crypto, canonicalText(deed)).value();
  return { effect: { sha256, rows: 0, organisations: 0, ledgers: [], common: 0 }, sample: [] };
}

/** Counts of one ledger, without anybody's name. */
function createTally(ledger: Ledger, organisationOf: OrganisationLookup) {
  const permits = new Set<string>();
  const organisations = new Set<string>();
  const sample: ActSample[] = [];
  let persons = 0;
  let vehicles = 0;
  return {
    sample,
    organisations,
    add: (row: PermitRow): void => {
      permits.add(row.number);
      organisations.add(row.applicant);
      if (row.list === "persons") persons += 1;
      else vehicles += 1;
      if (sample.length >= sampleMax) return;
      const { number, record } = row;
      sample.push({
        ledger,
        number,
        organisation: organisationOf(row.applicant)?.name ?? null,
        what: record.purpose,
        validTo: record.validTo,
      });
    },
    count: () => ({ ledger, rows: persons + vehicles, permits: permits.size, persons, vehicles, organisations: organisations.size }),
  };
}
type Tally = ReturnType<typeof createTally>;

async function scan(
  deps: CountDeps,
  deed: ActDeed,
  ledgers: readonly Ledger[],
  testOf: (ledger: Ledger) => PermitTest,
  from: number,
  organisationOf: OrganisationLookup,
  progress: Progress,
  keep: (ledger: Ledger, rows: readonly PermitRow[]) => void = () => undefined,
): Promise<Pick<Counted, "effect" | "sample">> {
  const total = ledgers.reduce((sum, ledger) => sum + deps.pages[ledger].count(), 0);
  const digest = createLineDigest(deps.crypto, canonicalText(deed));
  const tallies: Tally[] = [];
  let done = 0;
  for (const ledger of ledgers) {
    const tally = createTally(ledger, organisationOf);
    const test = testOf(ledger);
    tallies.push(tally);
    let after = 0;
    for (let page = deps.pages[ledger].page(after, sliceRows); page.length > 0; page = deps.pages[ledger].page(after, sliceRows)) {
      const taken = page.filter((row) => isStandingFrom(row.record, from) && test(row));
      for (const row of taken) tally.add(row);
      digest.add(taken.map((row) => `${ledger} ${row.scopeRow} ${hex(encodeRecord(row.record))}`));
      keep(ledger, taken);
      after = page.at(-1)?.scopeRow ?? after;
      done += page.length;
      progress(done, Math.max(done, total));
      await deps.pause();
    }
  }
  return { effect: effectOf(tallies, digest.value(), 0), sample: tallies.flatMap((tally) => tally.sample).slice(0, sampleMax) };
}

function effectOf(tallies: readonly Tally[], sha256: string, common: number): ActEffect {
  const ledgers = tallies.map((tally) => tally.count());
  const organisations = new Set(tallies.flatMap((tally) => [...tally.organisations])).size;
  return { sha256, rows: ledgers.reduce((sum, one) => sum + one.rows, common), organisations, ledgers, common };
}

function countRelease(
  deps: CountDeps,
  deed: Extract<ActDeed, { kind: "release" }>,
  authority: string,
  versions: ActVersions,
): Result<Counted, Fault> {
  const rows = [...new Set(deed.numbers)].map((number) => deps.common.byNumber(number));
  const own = rows.filter((row) => row !== null).filter((row) => row.authority === authority);
  // Somebody else's number is answered like one that does not exist.
  if (own.length < rows.length) return err("revocation.number-unknown");
  const active = own.filter((row) => row.record.status === "active");
  if (active.length === 0) return err("act.nothing-to-do");
  const digest = createLineDigest(deps.crypto, canonicalText(deed));
  digest.add(active.map((row) => `common ${row.scopeRow} ${hex(encodeRecord(row.record))}`));
  const sample = active.slice(0, sampleMax).map(({ number, record }): ActSample => {
    const what = record.kind === "hold" ? record.instruction : record.category;
    return { ledger: null, number, organisation: null, what, validTo: record.validTo };
  });
  const effect = { sha256: digest.value(), rows: active.length, organisations: 0, ledgers: [], common: active.length };
  return ok({ effect, sample, versions });
}

/** What can be put back: rows that still are what the act made of them. */
async function countUndo(
  deps: CountDeps,
  deed: Extract<ActDeed, { kind: "undo" }>,
  versions: ActVersions,
  progress: Progress,
): Promise<Result<Counted, Fault>> {
  const total = deps.logs.city.count(deed.of) + deps.logs.roadblock.count(deed.of) + deps.logs.common.count(deed.of);
  const digest = createLineDigest(deps.crypto, canonicalText(deed));
  const organisationOf = rememberOrganisations(deps.organisation);
  const tallies: Tally[] = [];
  let done = 0;
  let common = 0;
  for (const part of ["common", "city", "roadblock"] as const) {
    const tally = part === "common" ? null : createTally(part, organisationOf);
    if (tally !== null) tallies.push(tally);
    let after = 0;
    for (
      let page = deps.logs[part].changes(deed.of, after, sliceRows);
      page.length > 0;
      page = deps.logs[part].changes(deed.of, after, sliceRows)
    ) {
      const made = new Map(page.map(({ row, after: bytes }) => [row, hex(bytes)]));
      const isSame = (scopeRow: number, bytes: string): boolean => made.get(scopeRow) === bytes;
      if (part === "common") {
        const same = page
          .flatMap(({ row }) => deps.common.byRow(row) ?? [])
          .filter((row) => isSame(row.scopeRow, hex(encodeRecord(row.record))));
        common += same.length;
        digest.add(same.map((row) => `common ${row.scopeRow} ${hex(encodeRecord(row.record))}`));
      } else {
        const rows = deps.pages[part].rows(page.map(({ row }) => row));
        const same = rows.filter((row) => isSame(row.scopeRow, hex(encodeRecord(row.record))));
        for (const row of same) tally?.add(row);
        digest.add(same.map((row) => `${part} ${row.scopeRow} ${hex(encodeRecord(row.record))}`));
      }
      after = page.at(-1)?.row ?? after;
      done += page.length;
      progress(done, Math.max(done, total));
      await deps.pause();
    }
  }
  const effect = effectOf(tallies, digest.value(), common);
  const isRegime = deps.store.byId(deed.of)?.kind === "regime";
  if (effect.rows === 0 && !isRegime) return err("act.nothing-to-do");
  return ok({ effect, sample: tallies.flatMap((tally) => tally.sample).slice(0, sampleMax), versions });
}
