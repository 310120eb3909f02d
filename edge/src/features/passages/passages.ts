import type { PassageReply, PassageRequest } from "@beket/api";
import { err, ok, type Observer, type PassageEvent, type Result, type StopSubject } from "@beket/domain";
import { uuidv7, type RandomPort } from "@beket/replication";
import { fault, type EdgeFault } from "../faults.ts";
import { sameBytes, type WorkKeys } from "../keyed/work-keys.ts";
import type { LaneHub } from "../lanes/lane-hub.ts";
import type { Now, PassageRow, PlateRow, SessionRow, WorkTable } from "../ports.ts";
import { envelopeOf, type Post } from "../post-context.ts";
import { domainUuid } from "../recording/brands.ts";
import type { Entry, Recorder } from "../recording/recorder.ts";
import type { PostRegistry } from "../registry/post-registry.ts";

export type PassagesDeps = {
  readonly post: Post;
  readonly registry: PostRegistry;
  readonly recorder: Recorder;
  readonly work: WorkTable;
  readonly keys: WorkKeys;
  readonly lanes: LaneHub;
  readonly now: Now;
  readonly random: RandomPort;
};
/** Used only before the first rules arrive. */
const windowDefaultMs = 5 * 60_000;

/**
 * One passage per subject and lane within the regime's window, however many saw it: the first observer's event names the
 * passage, every further observer's event carries the same `passage` id.
 */
export function createPassages(deps: PassagesDeps) {
  const windowMs = (): number => deps.registry.regime(deps.now())?.passageWindowMs ?? windowDefaultMs;
  const keysOf = (lane: string, subjects: readonly StopSubject[]) => subjects.map(({ key }) => deps.keys.atLane(lane, key));

  const near = (subjects: readonly Uint8Array[], at: number): PassageRow | null => {
    const found = deps.work.passages.find(subjects, at - windowMs(), at + windowMs());
    if (found === null || deps.recorder.holds(found.passage)) return found;
    deps.work.passages.remove(found.passage);
    return null;
  };
  const camerasOf = (lane: string, subjects: readonly StopSubject[], at: number): readonly Observer[] =>
    subjects
      .filter(({ key }) => key.scheme === "plate")
      .flatMap(({ key }) => deps.work.plates.find(deps.keys.atLane(lane, key), at - windowMs(), at + windowMs()) ?? [])
      .map((seen) => ({ kind: "camera" as const, device: seen.device, reading: domainUuid(seen.reading) }));

  const prepare = (session: SessionRow, request: PassageRequest): Result<Entry, EdgeFault> => {
    const { stop, occurredAt: at } = request;
    const subjects = keysOf(stop.lane, stop.subjects);
    const known = near(subjects, at);
    const first = known === null || known.passage === request.id;
    const passage = first ? request.id : known.passage;
    const cameras = camerasOf(stop.lane, stop.subjects, at).filter(({ device }) => deps.work.passages.addObserver(passage, device, at));
    deps.work.passages.put(subjects, { passage, at });
    const looked = deps.recorder.lookup(request.lookup);
    const matches = looked !== null && sameBytes(looked.stop, deps.keys.stop(stop.lane, stop.subjects));
    const referral = deps.work.referrals.byLookup(request.lookup);
    const event: PassageEvent = {
      kind: "passage",
      ...envelopeOf(deps.post, session, at),
      lane: stop.lane,
      passage: domainUuid(passage),
      lookup: domainUuid(request.lookup),
      subjects: stop.subjects,
      observers: [{ kind: "tablet", device: session.tablet, reading: null }, ...cameras],
      direction: stop.direction,
      outcome: matches ? looked.outcome : null,
      purpose: null,
      referral: referral === null ? null : domainUuid(referral.id),
      override: null,
    };
    const reply: PassageReply = { passage, status: first ? "recorded" : "merged" };
    return ok({
      event,
      reply,
      undo: () => {
        if (first) deps.work.passages.remove(passage);
        else for (const { device } of cameras) deps.work.passages.removeObserver(passage, device);
      },
      saved: () => deps.lanes.publish(stop.lane, { kind: "passage", passage, lane: stop.lane, at }),
    });
  };

  return {
    pass: async (session: SessionRow, request: PassageRequest): Promise<Result<string, EdgeFault>> => {
      if (request.stop.post !== deps.post.post) return err(fault("wrong-post"));
      if (!deps.post.lanes.some(({ lane }) => lane === request.stop.lane)) return err(fault("no-such-lane"));
      return deps.recorder.once({ id: request.id, by: session.officer, content: request }, () => prepare(session, request));
    },
    /** A device saw a subject whose passage is already written: it adds itself, once. Resolves when that is durable. */
    observed: async (
      lane: string,
      subject: StopSubject,
      seen: PlateRow,
      direction: PassageEvent["direction"],
    ): Promise<Result<null, EdgeFault>> => {
      const known = near(keysOf(lane, [subject]), seen.at);
      if (known === null || !deps.work.passages.addObserver(known.passage, seen.device, seen.at)) return ok(null);
      const event: PassageEvent = {
        kind: "passage",
        occurredAt: seen.at,
        post: deps.post.post,
        lane,
        officer: null,
        tablet: null,
        paper: null,
        passage: domainUuid(known.passage),
        lookup: null,
        subjects: [subject],
        observers: [{ kind: "camera", device: seen.device, reading: domainUuid(seen.reading) }],
        direction,
        outcome: null,
        purpose: null,
        referral: null,
        override: null,
      };
      const saved = await deps.recorder.append(uuidv7(deps, deps.random), event);
      if (saved.ok) return ok(null);
      deps.work.passages.removeObserver(known.passage, seen.device);
      return saved;
    },
  };
}
export type Passages = ReturnType<typeof createPassages>;
