import { parsePlate, type AbuseRules, type SubjectKey } from "@beket/domain";
import type { ClockPort } from "@beket/replication";
import { hex } from "../bytes.ts";
import type { SubjectMark } from "../sightings/ports.ts";
import type { Finder } from "./findings.ts";
import type { FindingStore, PermitScan, ScannedPermit, SeverityRank } from "./ports.ts";

export type LedgerSweepDeps = {
  readonly scans: readonly PermitScan[];
  readonly store: FindingStore;
  readonly finder: Finder;
  readonly markOf: (key: SubjectKey) => SubjectMark;
  readonly rules: () => AbuseRules;
  readonly clock: ClockPort;
};
const batchRows = 500;
const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** A subject with more holders than this names everybody already; pairs of them would only repeat it. */
const pairHoldersMax = 8;
/** The share of a roster that is smaller says little. */
const copyRosterMin = 10;
const checkEveryMs = hourMs;
const checksEach = 20;

/**
 * Looks through what came to the ledgers since, a batch at a time, each with its cursor in one transaction; the report only reads what was
 * found, so that it costs the same with a million permits.
 */
export function createLedgerSweep(deps: LedgerSweepDeps) {
  const { scans, store } = deps;
  return {
    /** One batch of one ledger; false when there was nothing new. */
    step: (): boolean => {
      for (const scan of scans) {
        const part = `permits-${scan.ledger}`;
        const rows = scan.after(store.cursor(part), batchRows);
        const last = rows.at(-1);
        if (last === undefined) continue;
        store.transaction(() => {
          look(deps, scan, rows);
          store.move(part, last.scopeRow);
        });
        return true;
      }
      return false;
    },
    /** What time alone changes: permits that were taken back soon, findings whose permits are no more. */
    settle: (): void => {
      store.transaction(() => {
        for (const scan of scans) churn(deps, scan);
        checkAgain(deps);
      });
    },
    /** Permits that were not looked through. */
    behind: (): number => scans.reduce((rows, scan) => rows + scan.behind(store.cursor(`permits-${scan.ledger}`)), 0),
  };
}
export type LedgerSweep = ReturnType<typeof createLedgerSweep>;

function look(deps: LedgerSweepDeps, scan: PermitScan, rows: readonly ScannedPermit[]): void {
  several(deps, scan, rows);
  additions(deps, scan, rows);
}

/** Subjects of the batch that several organisations name, in either ledger, and organisations that share many. */
function several(deps: LedgerSweepDeps, scan: PermitScan, rows: readonly ScannedPermit[]): void {
  const now = deps.clock.now();
  const shared = heldBySeveral(
    deps,
    rows.map(({ key }) => key),
    now,
  );
  const pairs = new Map<string, readonly [string, string]>();
  for (const held of shared.values()) {
    name(deps, held);
    const own = [...new Set(held.filter(({ ledger }) => ledger === scan.ledger).map(({ applicant }) => applicant))].toSorted();
    if (own.length > pairHoldersMax) continue;
    for (const [at, left] of own.entries()) for (const right of own.slice(at + 1)) pairs.set(`${left} ${right}`, [left, right]);
  }
  for (const [left, right] of pairs.values()) copy(deps, scan, left, right, now);
}

type Held = ScannedPermit & { readonly ledger: PermitScan["ledger"] };
const subjectText = ({ scheme, country, value }: SubjectKey): string => `${scheme} ${country} ${value}`;

function heldBySeveral({ scans, rules }: LedgerSweepDeps, keys: readonly SubjectKey[], now: number): ReadonlyMap<string, readonly Held[]> {
  const bySubject = new Map<string, Held[]>();
  for (const scan of scans) {
    for (const permit of scan.holders(keys, now)) {
      const subject = subjectText(permit.key);
      const held = bySubject.get(subject) ?? [];
      bySubject.set(subject, held);
      held.push({ ...permit, ledger: scan.ledger });
    }
  }
  const from = rules().holdersFrom;
  return new Map([...bySubject].filter(([, held]) => new Set(held.map(({ applicant }) => applicant)).size >= from));
}

function name({ finder, markOf, clock }: LedgerSweepDeps, held: readonly Held[]): void {
  const [first] = held;
  if (first === undefined) return;
  const { key } = first;
  const applicants = [...new Set(held.map(({ applicant }) => applicant))];
  // Nothing is shared any more when only one organisation's permits are left.
  const ends = applicants.map((one) => Math.max(...held.filter(({ applicant }) => applicant === one).map(({ validTo }) => validTo)));
  const endsAt = ends.toSorted((a, b) => b - a)[1] ?? null;
  finder.found(
    {
      kind: "several-organisations",
      about: hex(markOf(key)),
      // A second job is common, a second owner of a car is not.
      severity: severityOf(applicants.length + (key.scheme === "plate" ? 1 : 0), 3, 5),
      lastAt: clock.now(),
      endsAt,
      scheme: key.scheme === "bin" ? null : key.scheme,
      applicants,
      posts: [],
      measured: { organisations: applicants.length, permits: held.length },
      evidence: {
        permits: held.map(({ ledger, number }) => ({ ledger, number })),
        applications: [...new Set(held.map(({ submission }) => submission))],
      },
    },
    (known) => applicants.some((one) => !known.applicants.includes(one)),
  );
}
const severityOf = (value: number, medium: number, high: number): SeverityRank => (value >= high ? 3 : value >= medium ? 2 : 1);

/** Two rosters that name many of the same. */
function copy({ finder, rules, clock }: LedgerSweepDeps, scan: PermitScan, left: string, right: string, now: number): void {
  const { copySharedFrom, copySharePercent } = rules();
  const { shared, left: leftSize, right: rightSize } = scan.overlap(left, right, now);
  const smaller = Math.min(leftSize, rightSize);
  const percent = smaller === 0 ? 0 : Math.floor((shared * 100) / smaller);
  if (shared < copySharedFrom && (smaller < copyRosterMin || percent < copySharePercent)) return;
  finder.found({
    kind: "roster-copy",
    about: `${scan.ledger} ${left} ${right}`,
    severity: severityOf(percent, 20, 50),
    lastAt: clock.now(),
    endsAt: null,
    scheme: null,
    applicants: [left, right],
    posts: [],
    measured: { shared, smaller, percent },
    evidence: {},
  });
}

/** What each submission of the batch added to its roster. */
function additions(deps: LedgerSweepDeps, scan: PermitScan, rows: readonly ScannedPermit[]): void {
  const now = deps.clock.now();
  const applicantOf = new Map(rows.map(({ submission, applicant }) => [submission, applicant]));
  const added = scan.added([...applicantOf.keys()], now);
  const people = scan.people([...new Set(applicantOf.values())], now);
  for (const [submission, applicant] of applicantOf) {
    const { persons, vehicles } = added.get(submission) ?? { persons: 0, vehicles: 0 };
    const after = people.get(applicant) ?? 0;
    grown(deps, scan, { submission, applicant, persons, after });
    if (vehicles >= deps.rules().distantFrom) distant(deps, scan, submission, applicant);
  }
}

type Addition = { readonly submission: string; readonly applicant: string; readonly persons: number; readonly after: number };

function grown({ store, finder, rules, clock }: LedgerSweepDeps, scan: PermitScan, addition: Addition): void {
  const { submission, applicant, persons, after } = addition;
  const before = after - persons;
  if (before <= 0 || persons === 0) return;
  const { bulkFrom, bulkSharePercent, growthFrom, growthPercent } = rules();
  const now = clock.now();
  const base = { lastAt: now, endsAt: null, scheme: null, applicants: [applicant], posts: [] };
  const percent = Math.floor((persons * 100) / after);
  if (persons >= bulkFrom && percent >= bulkSharePercent) {
    const severity = severityOf(persons, 50, 200);
    const measured = { added: persons, before, percent };
    finder.found({ ...base, kind: "bulk-addition", about: submission, severity, measured, evidence: { applications: [submission] } });
  }
  if (after < growthFrom) return;
  const day = Math.floor(now / dayMs);
  const began = Math.max(1, store.dayBegan(scan.ledger, applicant, day, before));
  const growth = Math.floor((after * 100) / began);
  if (growth < growthPercent) return;
  const measured = { before: began, people: after, percent: growth };
  const about = `${scan.ledger} ${applicant} ${day}`;
  finder.found({
    ...base,
    kind: "growth",
    about,
    severity: severityOf(growth, 500, 1_000),
    measured,
    evidence: { applications: [submission] },
  });
}

function distant({ finder, rules, clock }: LedgerSweepDeps, scan: PermitScan, submission: string, applicant: string): void {
  const { distantFrom, distantSharePercent, homeRegions } = rules();
  const regions = scan.vehiclesOf(submission).map((key) => regionOf(key));
  const away = regions.filter((region) => region !== null && !homeRegions.includes(region)).length;
  const percent = Math.floor((away * 100) / Math.max(1, regions.length));
  if (away < distantFrom || percent < distantSharePercent) return;
  finder.found({
    kind: "distant-vehicles",
    about: submission,
    severity: severityOf(away, 10, 30),
    lastAt: clock.now(),
    endsAt: null,
    scheme: null,
    applicants: [applicant],
    posts: [],
    measured: { vehicles: regions.length, distant: away, percent },
    evidence: { applications: [submission] },
  });
}

/** Region in digits; null where a plate names none. The letters of 1993 stand for regions whose lorries come from everywhere: left out. */
function regionOf({ value, country }: SubjectKey): string | null {
  if (country !== "KAZ") return country;
  const plate = parsePlate(value, country);
  const region = plate.ok ? plate.value.region : null;
  return region !== null && /^[0-9]{2}$/.test(region) ? region : null;
}

/** People who were named and taken out again: a list that is lent from day to day. */
function churn({ finder, rules, clock }: LedgerSweepDeps, scan: PermitScan): void {
  const now = clock.now();
  const { churnFrom, churnWithinHours } = rules();
  for (const { applicant, people, lastAt, submissions } of scan.churn(now - dayMs, churnWithinHours * hourMs, churnFrom)) {
    finder.found({
      kind: "churn",
      about: `${scan.ledger} ${applicant} ${Math.floor(now / dayMs)}`,
      severity: severityOf(people, 10, 50),
      lastAt: Math.min(lastAt, now),
      endsAt: null,
      scheme: null,
      applicants: [applicant],
      posts: [],
      measured: { people },
      evidence: { applications: submissions },
    });
  }
}

/** Permits of several organisations may have been taken back since: then the finding has ended. */
function checkAgain(deps: LedgerSweepDeps): void {
  const { store, clock, scans } = deps;
  const now = clock.now();
  for (const row of store.unchecked("several-organisations", now - checkEveryMs, checksEach)) {
    const rows = row.evidence.permits.flatMap(({ ledger, number }) => scans.find((scan) => scan.ledger === ledger)?.byNumber(number) ?? []);
    const [held] = heldBySeveral(
      deps,
      rows.map(({ key }) => key),
      now,
    ).values();
    if (held === undefined) store.put({ ...row, endsAt: Math.min(row.endsAt ?? now, now) }, now);
    else store.put(row, now);
  }
}
