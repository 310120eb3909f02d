import type { ReadingReply, ReadingRequest } from "@beket/api";
import { err, ok, type ReadingEvent, type Result, type StopSubject, type SubjectKey } from "@beket/domain";
import { fault, type EdgeFault } from "../faults.ts";
import type { WorkKeys } from "../keyed/work-keys.ts";
import type { LaneHub } from "../lanes/lane-hub.ts";
import type { Now, WorkTable } from "../ports.ts";
import type { Post } from "../post-context.ts";
import type { Passages } from "../passages/passages.ts";
import type { Checks } from "../checks/checks.ts";
import { idBytes, type Recorder } from "../recording/recorder.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { keyOf, observationOf } from "./observation.ts";

/** A camera resends after an outage; a car of more than a minute ago is no longer at the barrier. */
const freshMs = 60_000;
/** A scan that had to wait is of somebody who has gone on. */
const scanFreshMs = 15_000;
const deviceKeyCharsMax = 80;

export type ReadingsDeps = {
  readonly post: Post;
  readonly recorder: Recorder;
  readonly checks: Checks;
  readonly passages: Passages;
  readonly sessions: Sessions;
  readonly work: Pick<WorkTable, "plates" | "deviceKeys">;
  readonly keys: WorkKeys;
  readonly lanes: LaneHub;
  readonly now: Now;
};
type Device = { readonly device: string; readonly lane: string };
type PlateReading = ReadingRequest & { readonly reading: Extract<ReadingRequest["reading"], { kind: "plate" }> };
const isPlate = (request: ReadingRequest): request is PlateReading => request.reading.kind === "plate";

/**
 * Observations of devices: written once per device key. Then a plate at the barrier now is looked up for the lane's officer, and a
 * scan of now is shown to whoever is signed in there.
 */
export function createReadings(deps: ReadingsDeps) {
  /** Work that goes on after the device was answered. */
  const following = new Set<Promise<void>>();
  const underway = new Map<string, Promise<Result<ReadingReply, EdgeFault>>>();

  const eventOf = (request: ReadingRequest, key: SubjectKey | null, seenAt: number): ReadingEvent => ({
    kind: "reading",
    occurredAt: seenAt,
    post: deps.post.post,
    lane: request.lane,
    officer: null,
    tablet: null,
    paper: null,
    device: request.device,
    deviceKey:
      request.deviceKey.length <= deviceKeyCharsMax ? request.deviceKey : hexOf(deps.keys.hash("device-key-name", request.deviceKey)),
    deviceTime: request.occurredAt,
    retransmitted: request.retransmission,
    observation: observationOf(request.reading, key),
  });

  const follow = async (request: PlateReading, key: SubjectKey, seenAt: number): Promise<void> => {
    const laneDirection = deps.post.lanes.find(({ lane }) => lane === request.lane)?.direction ?? "in";
    const subject: StopSubject = { role: "vehicle", key, readBy: ["camera"] };
    const seen = { reading: request.id, device: request.device, at: seenAt };
    await deps.passages.observed(request.lane, subject, seen, request.reading.direction ?? laneDirection);
    const session = deps.sessions.ofLane(request.lane);
    if (session === null || deps.now() - seenAt > freshMs) return;
    const checked = await deps.checks.camera(session, { direction: request.reading.direction, subject, laneDirection });
    if (checked.ok) deps.lanes.publish(request.lane, { kind: "camera-check", reading: request.id, ...checked.value });
  };

  const show = (request: ReadingRequest, seenAt: number): void => {
    const { device, lane, reading } = request;
    if (reading.kind === "scan" && deps.now() - seenAt <= scanFreshMs)
      deps.lanes.publish(lane, { kind: "scan", device, text: reading.text, at: seenAt });
  };
  const record = async (request: ReadingRequest, deviceKey: Uint8Array): Promise<Result<ReadingReply, EdgeFault>> => {
    const key = keyOf(request.reading);
    deps.work.deviceKeys.put(deviceKey, request.id, deps.now());
    // A live reading happened now, whatever the camera's clock says; only of a resend the camera's time is all that is known.
    const seenAt = request.retransmission ? Math.min(request.occurredAt, deps.now()) : deps.now();
    const saved = await deps.recorder.append(idBytes(request.id), eventOf(request, key, seenAt));
    if (!saved.ok) {
      deps.work.deviceKeys.remove(deviceKey);
      return saved;
    }
    if (saved.value.duplicate) return ok({ id: request.id, status: "duplicate" });
    if (!isPlate(request)) show(request, seenAt);
    else if (key !== null) {
      deps.work.plates.put(deps.keys.atLane(request.lane, key), { reading: request.id, device: request.device, at: seenAt });
      const task = follow(request, key, seenAt).finally(() => following.delete(task));
      following.add(task);
    }
    return ok({ id: request.id, status: "recorded" });
  };

  return {
    take: async (from: Device, request: ReadingRequest): Promise<Result<ReadingReply, EdgeFault>> => {
      if (request.device !== from.device || request.lane !== from.lane) return err(fault("wrong-device"));
      const deviceKey = deps.keys.hash("device-key", request.device, request.deviceKey);
      const name = hexOf(deviceKey);
      const same = underway.get(name);
      if (same !== undefined) {
        const first = await same;
        return first.ok ? ok({ id: first.value.id, status: "duplicate" }) : first;
      }
      const known = deps.work.deviceKeys.find(deviceKey);
      if (known !== null && deps.recorder.holds(known)) return ok({ id: known, status: "duplicate" });
      const result = record(request, deviceKey);
      underway.set(name, result);
      try {
        return await result;
      } finally {
        underway.delete(name);
      }
    },
    /** Resolves when the look-ups that readings began are written. */
    settle: async (): Promise<void> => {
      await Promise.all(following);
    },
  };
}
export type Readings = ReturnType<typeof createReadings>;

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
