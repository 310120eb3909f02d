import type { AbuseRules, BeketEvent, SubjectKey } from "@beket/domain";
import { formatUuid } from "@beket/replication";
import type { Follower, ReadRow, StoredEvent } from "../ingest/event-feed.ts";
import { doubleEntry, farthestM, impossibleTravel, travelMs, type PostPlaces } from "./contradictions.ts";
import type { SightingRow, SightingStore, SubjectMark } from "./ports.ts";
import { sightedIn } from "./sight.ts";

export type SightingFollowerDeps = {
  readonly store: SightingStore;
  readonly markOf: (key: SubjectKey) => SubjectMark;
  readonly places: PostPlaces;
  readonly rules: () => AbuseRules;
  /** After each commit. */
  readonly onCommitted: () => void;
};

/** A clock that was stepped further than posts may be apart makes the hour before and after it doubtful. */
const doubtMs = 3_600_000;
/** Exits that a post must have recorded in a day before one that is missing means anything. */
const exitsFrom = 10;
const dayMs = 86_400_000;

/** Who was seen where, by keyed hash, and what of it cannot be: a batch, what contradicts in it, and the cursor are one transaction. */
export function createSightingFollower(deps: SightingFollowerDeps): Follower {
  const { store } = deps;
  const desk = { ...deps, mostM: farthestM(deps.places) };
  return {
    cursor: store.cursor,
    apply: (rows, cursor) => {
      store.write(() => {
        for (const row of rows) take(desk, row);
      }, cursor);
      deps.onCommitted();
    },
  };
}

type Desk = SightingFollowerDeps & { readonly mostM: number };

function take(deps: Desk, { row, read }: ReadRow): void {
  if ("code" in read) return;
  const { event } = read;
  if (event.kind === "clock") return takeClock(deps, row, event);
  if (event.kind === "refusal") return takeRefusal(deps, row, event);
  if (event.kind === "passage" && event.direction === "out") deps.store.addExit(event.post, event.occurredAt);
  const { source, position, receivedAt } = row;
  const name = formatUuid(row.id);
  // Nothing can have happened after it came.
  const isAhead = event.occurredAt > receivedAt + deps.rules().skewMs;
  const isDoubtful = isAhead || deps.store.isDoubted(source, event.occurredAt - doubtMs, event.occurredAt + doubtMs);
  const rows = sightedIn(event).map(({ key, ...sighted }): SightingRow => ({
    ...sighted,
    subject: deps.markOf(key),
    event: name,
    position,
    source,
    weight: isDoubtful ? 1 : sighted.weight,
  }));
  for (const sighting of rows) if (deps.store.add(sighting)) weigh(deps, sighting);
  if (event.kind !== "lookup") return;
  for (const { lookup: _, ...refusal } of deps.store.waitedFor(name))
    for (const { subject } of rows) deps.store.add({ ...refused(refusal), subject });
}

function weigh(deps: Desk, added: SightingRow): void {
  if (added.weight < 2) return;
  const { store, places, mostM } = deps;
  const rules = deps.rules();
  const reachMs = Math.max(travelMs(mostM, rules) + rules.skewMs, rules.doubleEntryToMs);
  const near = store.between(added.subject, added.occurredAt - reachMs, added.occurredAt + reachMs);
  const travel = impossibleTravel(added, near, places, rules);
  if (travel !== null) return store.contradict(travel);
  if (store.exits(added.post, added.occurredAt - dayMs) < exitsFrom) return;
  const entries = doubleEntry(added, near, rules);
  if (entries !== null) store.contradict(entries);
}

function takeRefusal({ store }: SightingFollowerDeps, row: StoredEvent, event: Extract<BeketEvent, { kind: "refusal" }>): void {
  if (event.lookup === null) return;
  const { occurredAt, post, lane, officer } = event;
  const refusal = { event: formatUuid(row.id), position: row.position, source: row.source, occurredAt, post, lane, officer };
  const looked = store.byEvent(event.lookup);
  if (looked.length === 0) return store.wait({ ...refusal, lookup: event.lookup });
  for (const { subject } of looked) store.add({ ...refused(refusal), subject });
}
type RefusedAt = Pick<SightingRow, "event" | "position" | "source" | "occurredAt" | "post" | "lane" | "officer">;
const refused = (at: RefusedAt): Omit<SightingRow, "subject"> => ({
  ...at,
  kind: "refusal",
  direction: null,
  outcome: "DENY",
  purpose: null,
  weight: 1,
});

function takeClock({ store, rules }: SightingFollowerDeps, row: StoredEvent, event: Extract<BeketEvent, { kind: "clock" }>): void {
  const stepMs = Math.abs(event.offsetAfterMs - event.offsetBeforeMs);
  if (event.cause === "distrusted" || stepMs > rules().skewMs) store.addDoubt(row.source, event.occurredAt);
}
