import { parseTopic, type Ingest, type Received } from "@beket/replication";
import type { CentralLink } from "../link.ts";

/** Bytes of frames that may wait. Beyond it frames are dropped unacknowledged and their sources send them again. */
const queueBytesMax = 32 * 1024 * 1024;
/** Frames that share one durable commit. */
const groupFramesMax = 64;
const sourceWindowMax = 512 * 1024;

export type IntakeFault = "frame-refused" | "queue-full" | "publish-failed" | "source-mismatch" | "fork" | "chain-anchor" | "poison";
export type IntakeDeps = {
  readonly link: CentralLink;
  readonly ingest: Ingest;
  /** After the present tick, so that frames that came together share a commit. */
  readonly defer: (run: () => void) => void;
  /** Runs several frames in one transaction; throws when the disk refuses. */
  readonly group: <T>(work: () => T) => T;
  readonly onRequest: (request: Extract<Received, { kind: "request" }>) => void;
  /** Something was committed. */
  readonly onStored: (source: string) => void;
  readonly onHeard: (source: string) => void;
  readonly onFault: (code: IntakeFault, detail: string) => void;
};
export type Intake = {
  readonly start: () => void;
  readonly stop: () => void;
  readonly windowBytes: () => number;
  readonly status: () => { readonly queuedBytes: number; readonly dropped: number; readonly refused: number };
};
type Waiting = { readonly topic: string; readonly bytes: Uint8Array };

/** Frames from the sources, grouped into commits; a reply leaves only after its commit. */
export function createIntake(deps: IntakeDeps): Intake {
  let queue: Waiting[] = [];
  let queuedBytes = 0;
  let dropped = 0;
  let refused = 0;
  let scheduled = false;
  let running = false;
  const cancels: (() => void)[] = [];

  const windowBytes = (): number => Math.max(16 * 1024, Math.min(sourceWindowMax, Math.floor((queueBytesMax - queuedBytes) / 8)));
  const reply = async (topic: string, bytes: Uint8Array): Promise<void> => {
    try {
      await deps.link.publish(topic, bytes);
    } catch {
      // An ack that is lost costs a repetition: the source says hello again and learns what is held.
      deps.onFault("publish-failed", "ack");
    }
  };
  const settle = (received: Received): void => {
    deps.onHeard(received.source);
    if (received.kind === "request") return deps.onRequest(received);
    void reply(received.replyTopic, received.reply);
    if (received.kind !== "events") return;
    for (const alarm of received.alarms) deps.onFault(alarm.code, alarm.source);
    if (received.stored > 0) deps.onStored(received.source);
  };
  const drain = (): void => {
    scheduled = false;
    if (queue.length === 0) return;
    const frames = queue.slice(0, groupFramesMax);
    queue = queue.slice(groupFramesMax);
    for (const frame of frames) queuedBytes -= frame.bytes.length;
    try {
      for (const received of deps.group(() => receiveAll(frames))) settle(received);
    } catch {
      // Nothing of the group was committed and nothing is acknowledged: the sources send again.
      deps.onFault("frame-refused", "store-failed");
    }
    if (queue.length > 0) wake();
  };
  const receiveAll = (frames: readonly Waiting[]): readonly Received[] => {
    const done: Received[] = [];
    for (const frame of frames) {
      const received = deps.ingest.receive(frame.bytes);
      const topic = parseTopic(frame.topic);
      if (!received.ok) {
        refused++;
        // A failed commit must undo the group, or its neighbours would be acknowledged on a broken transaction.
        if (received.error.code === "store-failed") throw new Error("store-failed");
        deps.onFault("frame-refused", received.error.code);
      } else if (topic?.kind !== "up" || topic.source !== received.value.source) deps.onFault("source-mismatch", received.value.source);
      else done.push(received.value);
    }
    return done;
  };
  const wake = (): void => {
    if (scheduled || !running) return;
    scheduled = true;
    deps.defer(drain);
  };

  return {
    start: () => {
      running = true;
      cancels.push(
        deps.link.onMessage((topic, bytes) => {
          if (!running || parseTopic(topic)?.kind !== "up") return;
          if (queuedBytes + bytes.length > queueBytesMax) {
            dropped++;
            return deps.onFault("queue-full", String(dropped));
          }
          queue.push({ topic, bytes });
          queuedBytes += bytes.length;
          wake();
        }),
      );
    },
    stop: () => {
      for (const cancel of cancels) cancel();
      running = false;
      while (queue.length > 0) drain();
    },
    windowBytes,
    status: () => ({ queuedBytes, dropped, refused }),
  };
}
