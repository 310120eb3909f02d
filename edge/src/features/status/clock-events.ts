import type { ClockEvent } from "@beket/domain";
import { uuidv7, type CentralTime, type ClockPort, type RandomPort } from "@beket/replication";
import type { WorkTable } from "../ports.ts";
import type { Recorder } from "../recording/recorder.ts";

/** A correction below this is drift of no consequence. */
const stepMs = 2_000;

/** Tells central of the node's clock: at the start, and whenever the corrected time moves against the wall clock. */
export function createClockEvents(deps: {
  readonly post: string;
  readonly clock: ClockPort;
  readonly time: CentralTime;
  readonly recorder: Recorder;
  readonly random: RandomPort;
  readonly work: Pick<WorkTable, "settings">;
}) {
  let told = 0;
  const write = async (cause: ClockEvent["cause"]): Promise<void> => {
    const { offsetMs, floor, basis } = deps.time.state();
    const wallMs = deps.clock.now();
    const offset = Math.round(deps.time.corrected() - wallMs);
    const event: ClockEvent = {
      kind: "clock",
      occurredAt: Math.round(deps.time.corrected()),
      post: deps.post,
      lane: null,
      officer: null,
      tablet: null,
      paper: null,
      cause,
      source: cause === "started" ? "edge" : "central",
      device: null,
      bootId: deps.clock.bootId,
      wallMs,
      monotonicMs: Math.max(0, Math.round(deps.clock.monotonic())),
      offsetBeforeMs: told,
      offsetAfterMs: offset,
    };
    told = offset;
    deps.work.settings.put("time-floor", floor);
    // The wall clock alone is no knowledge worth keeping.
    if (basis === "signed") deps.work.settings.put("time-offset", Math.round(offsetMs));
    await deps.recorder.append(uuidv7(deps.clock, deps.random), event);
  };
  return {
    started: (): Promise<void> => write("started"),
    /** To be called now and then. */
    look: async (): Promise<void> => {
      const offset = deps.time.corrected() - deps.clock.now();
      if (Math.abs(offset - told) >= stepMs) await write("corrected");
      else deps.work.settings.put("time-floor", deps.time.state().floor);
    },
  };
}
export type ClockEvents = ReturnType<typeof createClockEvents>;
