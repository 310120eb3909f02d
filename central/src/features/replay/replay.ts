import type { ReplayReply } from "@beket/api";
import {
  canonicalJson,
  decide,
  decodeRecord,
  neighbours,
  type Candidate,
  type DecideInput,
  type Decision,
  type DecisionTrace,
  type SubjectCandidates,
  type SubjectKey,
} from "@beket/domain";
import type { EventOpener, ScopeRecord, ScopeWriter } from "@beket/replication";
import { readEvent, type EventLog } from "../ingest/event-feed.ts";
import type { ProjectionStore } from "../projection/projection.ts";
import type { Regimes } from "../regime/regimes.ts";

export type ReplayDeps = {
  readonly log: EventLog;
  readonly store: ProjectionStore;
  readonly opener: EventOpener;
  readonly regimes: Regimes;
  readonly writers: readonly ScopeWriter[];
  readonly pause: () => Promise<void>;
};
export type ReplayOutcome = "agreed" | "differing" | "not-replayable";
const differingMax = 1_000;
const pauseEvery = 64;

/** Recomputes every stored look-up from what its event stored and central's row versions (I3). Names differing ones by event id only. */
export async function replayAll(deps: ReplayDeps): Promise<ReplayReply> {
  let replayed = 0;
  let agreed = 0;
  let notReplayable = 0;
  const differing: string[] = [];
  let after = 0;
  for (let rows = deps.store.lookupsAfter(after, 500); rows.length > 0; rows = deps.store.lookupsAfter(after, 500)) {
    for (const row of rows) {
      after = row.position;
      const outcome = replayOne(deps, row.position);
      if (outcome === "not-replayable") notReplayable++;
      else replayed++;
      if (outcome === "agreed") agreed++;
      if (outcome === "differing" && differing.length < differingMax) differing.push(row.event);
      if ((replayed + notReplayable) % pauseEvery === 0) await deps.pause();
    }
  }
  return { replayed, agreed, notReplayable, differing };
}

export function replayOne(deps: Pick<ReplayDeps, "log" | "opener" | "regimes" | "writers">, position: number): ReplayOutcome {
  const stored = deps.log.arrivals(position - 1, 1)[0];
  if (stored === undefined || stored.position !== position) return "not-replayable";
  const read = readEvent(deps.log, deps.opener, stored);
  if ("code" in read || read.event.kind !== "lookup") return "not-replayable";
  return replayTrace(deps, read.event.trace);
}

/** One decision again. A replica that was in the middle of a catch-up held no version that ever was; where it differs it is not replayable. */
export function replayTrace(deps: Pick<ReplayDeps, "regimes" | "writers">, trace: DecisionTrace): ReplayOutcome {
  const regime = deps.regimes.byVersion(trace.regimeVersion);
  if (regime === null) return "not-replayable";
  const lookups = trace.replica === null ? null : createLookups(deps.writers, trace);
  if (trace.replica !== null && lookups === null) return "not-replayable";
  const base = {
    stop: trace.stop,
    post: trace.post,
    confirmed: trace.confirmed,
    replica: trace.replica,
    regime,
    correctedTime: trace.correctedTime,
  };
  const exact = trace.stop.subjects.map((subject) => lookups?.exact(subject.key) ?? []);
  const decideBy = (when: NeighbourTime) =>
    decideWithNeighbours(base, exact, trace.unreadable ?? [], (key) => lookups?.near(key, when) ?? 0);
  if (isSameDecision(decideBy("stored"), trace.decision)) return "agreed";
  const isWhole = trace.replica === null || (trace.replica.ledger.complete && trace.replica.common.complete);
  // A neighbour that only the lane had brought is not in the trace: with it the decision may have been right, without proof.
  return isWhole && !isSameDecision(decideBy("latest"), trace.decision) ? "differing" : "not-replayable";
}
/** Neighbours at the versions that the trace names, or at the newest. */
type NeighbourTime = "stored" | "latest";

/** Neighbours cost hundreds of look-ups a subject, so they are counted only where they could change the decision. */
function decideWithNeighbours(
  base: Omit<DecideInput, "candidates">,
  exact: readonly (readonly Candidate[])[],
  /** Subjects with a row that the post could not read; what it is does not matter to the decision. */
  unreadable: readonly number[],
  near: (key: SubjectKey) => number,
): Decision {
  const decideAs = (nearMatches: (at: number) => number): Decision =>
    decide({
      ...base,
      candidates: exact.map((candidates, at): SubjectCandidates => ({
        exact: candidates,
        nearMatches: nearMatches(at),
        unreadable: unreadable.includes(at),
      })),
    });
  const withAll = decideAs(() => 1);
  if (withAll.kind !== "second-reading") return withAll;
  // Those that would be asked about if everybody had a neighbour; two that stand in each other's way are found only together.
  const doubtful = withAll.subjects;
  return decideAs((at) => {
    const subject = base.stop.subjects[at];
    return subject !== undefined && doubtful.includes(at) ? near(subject.key) : 0;
  });
}

function createLookups(writers: readonly ScopeWriter[], trace: DecisionTrace) {
  if (trace.replica === null) return null;
  const scopes = [trace.replica.ledger, trace.replica.common].map((state) => ({
    version: state.version,
    writer: writers.find((writer) => writer.scope === state.scope),
  }));
  if (scopes.some((scope) => scope.writer === undefined || scope.version > scope.writer.version())) return null;

  const exact = (key: SubjectKey): readonly Candidate[] =>
    scopes.flatMap(({ writer, version }) => {
      if (writer === undefined) return [];
      const rows = new Map(writer.lookupAt(key.scheme, key.value, version).map((row) => [row.row, row]));
      for (const ref of trace.overlay) {
        if (ref.scope !== writer.scope || ref.version <= version) continue;
        const newer = writer.lookupAt(key.scheme, key.value, ref.version).find((row) => String(row.row) === ref.row);
        if (newer !== undefined && newer.version === ref.version) rows.set(newer.row, newer);
      }
      return [...rows.values()].flatMap((row) => candidateOf(writer.scope, row));
    });
  const near = (key: SubjectKey, when: NeighbourTime): number => {
    const places = scopes.flatMap(({ writer, version }) =>
      writer === undefined ? [] : [{ writer, at: when === "stored" ? version : writer.version() }],
    );
    return neighbours(key).filter((value) => places.some(({ writer, at }) => writer.lookupAt(key.scheme, value, at).length > 0)).length;
  };
  return { exact, near };
}

function candidateOf(scope: string, row: ScopeRecord): readonly Candidate[] {
  const record = decodeRecord(row.record);
  return record.ok ? [{ ref: { scope, row: String(row.row), version: row.version }, record: record.value }] : [];
}

function isSameDecision(a: Decision, b: Decision): boolean {
  const [left, right] = [canonicalJson(a), canonicalJson(b)];
  return left.ok && right.ok && left.value === right.value;
}
