import { encodeRecord, err, ok, type AbuseRules, type FlagRecord, type Result, type SubjectKey } from "@beket/domain";
import type { ClockPort, EventOpener, RandomPort } from "@beket/replication";
import { hex } from "../bytes.ts";
import { readEvent, type EventLog } from "../ingest/event-feed.ts";
import type { ScopePort } from "../records/ledger.ts";
import { createNumber } from "../records/number.ts";
import { hasLeft } from "../sightings/contradictions.ts";
import type { Contradiction, SightingStore, SubjectMark } from "../sightings/ports.ts";
import { sightedIn } from "../sightings/sight.ts";
import type { Finder } from "./findings.ts";
import type { FindingRow, FlagRow, FlagStore } from "./ports.ts";

export type FlagDeskDeps = {
  readonly sightings: SightingStore;
  readonly flags: FlagStore;
  readonly finder: Finder;
  readonly scope: ScopePort;
  readonly log: EventLog;
  readonly opener: EventOpener;
  readonly markOf: (key: SubjectKey) => SubjectMark;
  readonly rules: () => AbuseRules;
  /** True when no node that was there in the last day has been silent since then: an exit may lie there still. */
  readonly allHeardSince: (at: number) => boolean;
  readonly clock: ClockPort;
  readonly random: RandomPort;
};
const batch = 100;
const dayMs = 86_400_000;

/**
 * Contradictions become findings and, while they are fresh, flags: a row of the common scope that turns ALLOW into REFER and ends by
 * itself. Each step can be done again after a stop: a finding is known by what it is about, a flag by its contradiction.
 */
export function createFlagDesk(deps: FlagDeskDeps) {
  const { sightings, flags, scope, clock } = deps;
  /** The lane gets what was committed; what a stop in between kept from it is given at the next start. */
  const publish = (): void => {
    const rows = flags.urgent();
    if (rows.length === 0) return;
    scope.urgent(rows);
    flags.clearUrgent(rows);
  };
  return {
    publish,
    /** Everything that was found since; called after each commit of the follower and every minute. */
    sweep: (): void => {
      const done: string[] = [];
      for (const found of sightings.untaken(batch)) if (settle(deps, found)) done.push(found.id);
      if (done.length > 0) sightings.take(done);
      publish();
    },
    /** A registrar says that it was none: the posts learn it at once. */
    release: (finding: string): Result<FlagRow, "abuse.flag-none"> => {
      const flag = flags.ofFinding(finding);
      if (flag === null || flag.record.status !== "active" || flag.record.validTo <= clock.now()) return err("abuse.flag-none");
      const released: FlagRow = { ...flag, record: { ...flag.record, status: "released" } };
      commit(deps, released, flag.scopeRow);
      publish();
      return ok(released);
    },
  };
}
export type FlagDesk = ReturnType<typeof createFlagDesk>;

/** True when it needs no second look. */
function settle(deps: FlagDeskDeps, found: Contradiction): boolean {
  const { second } = found;
  const now = deps.clock.now();
  const { flagMs } = deps.rules();
  const isFresh = second.at + flagMs > now;
  if (found.reason === "shared-permit") {
    const { first } = found;
    if (hasLeft(deps.sightings.between(found.subject, first.at, second.at), first.at, second.at)) return true;
    if (isFresh && !deps.allHeardSince(second.at)) return false;
  }
  const key = keyOf(deps, found);
  if (key === null) return true;
  const finding = deps.finder.found(findingOf(found, key), (known) => known.lastAt + dayMs < second.at);
  if (isFresh && finding.state !== "explained") flag(deps, found, key, finding, now);
  return true;
}

/** The identifier lies in the sealed event alone. */
function keyOf({ log, opener, markOf }: FlagDeskDeps, { second, subject }: Contradiction): SubjectKey | null {
  const row = log.arrivals(second.position - 1, 1)[0];
  const read = row === undefined || row.position !== second.position ? null : readEvent(log, opener, row);
  if (read === null || "code" in read) return null;
  const wanted = hex(subject);
  return sightedIn(read.event).find(({ key }) => hex(markOf(key)) === wanted)?.key ?? null;
}

const findingOf = ({ reason, subject, first, second, distanceM }: Contradiction, key: SubjectKey): Parameters<Finder["found"]>[0] => ({
  kind: reason,
  about: hex(subject),
  severity: reason === "impossible-travel" ? 3 : 2,
  lastAt: second.at,
  endsAt: null,
  scheme: key.scheme === "bin" ? null : key.scheme,
  applicants: [],
  posts: first.post === second.post ? [first.post] : [first.post, second.post],
  measured: { seconds: Math.round((second.at - first.at) / 1_000), ...(distanceM === null ? {} : { metres: distanceM }) },
  evidence: { events: [first, second].map(({ event, position }) => ({ event, position })) },
});

function flag(deps: FlagDeskDeps, found: Contradiction, key: SubjectKey, finding: FindingRow, now: number): void {
  const { flags, random } = deps;
  if (flags.hasContradiction(found.id) || flags.inForce(found.subject, now) !== null) return;
  let number = createNumber("flag", random);
  while (flags.isTaken(number)) number = createNumber("flag", random);
  const record: FlagRecord = {
    kind: "flag",
    number,
    status: "active",
    country: key.country,
    reason: found.reason,
    validFrom: now,
    validTo: found.second.at + deps.rules().flagMs,
  };
  commit(deps, { number, contradiction: found.id, finding: finding.id, subject: found.subject, key, record }, "new");
}

/** The flag, its registry row and that the lane must have it are one transaction. */
function commit({ flags, scope }: FlagDeskDeps, flag: Omit<FlagRow, "scopeRow">, row: number | "new"): void {
  const { key, record } = flag;
  flags.transaction(() => {
    const [committed] = scope.commit([{ kind: key.scheme, value: key.value, row, record: encodeRecord(record) }]).rows;
    if (committed === undefined) throw new Error("broken invariant: a committed row for the flag");
    flags.put({ ...flag, scopeRow: committed.row });
  });
}
