import { addRange, buildTopic, createFrameSigner, encodeEventBatch } from "@beket/replication";
import type { IngestStore, SeqRange, Uplink, UplinkDeps } from "@beket/replication";

/** A central that is wrong in one way. The simulation is worth something only if it notices. */
export function mutateStore(
  store: IngestStore,
  mutant: "acks-before-commit" | "max-seq-cursor" | undefined,
  later: (run: () => void) => void,
): IngestStore {
  if (mutant === "max-seq-cursor") {
    return {
      ...store,
      held: (source, epoch) =>
        store
          .held(source, epoch)
          .map((held) => ({ ...held, ranges: [[1, held.ranges.at(-1)?.[1] ?? 1]], backedUpTo: held.ranges.at(-1)?.[1] ?? 0 })),
    };
  }
  if (mutant === undefined) return store;
  const promised = new Map<string, SeqRange>();
  return {
    ...store,
    // Says that it is stored, and even backed up; stores it a moment later if it is still alive.
    held: (source, epoch) =>
      store.held(source, epoch).map((held) => {
        const ranges = addRange(held.ranges, promised.get(`${source} ${held.epoch}`) ?? held.ranges[0] ?? [1, 1]);
        return { ...held, ranges, backedUpTo: ranges[0]?.[1] ?? 0 };
      }),
    store: (batch, receivedAt) => {
      const [first] = batch.rows;
      promised.set(`${batch.source} ${batch.epoch}`, [first?.seq ?? 1, batch.rows.at(-1)?.seq ?? 1]);
      later(() => store.store(batch, receivedAt));
      return { stored: batch.rows.length, duplicates: 0, forks: [] };
    },
  };
}

/** What a plain MQTT publisher does: sends each row once, in order, and forgets it when the broker has taken it. */
export function createNaiveUplink(deps: UplinkDeps): Uplink {
  const sign = createFrameSigner(deps.crypto, deps.codec, deps.signingSeed);
  const topic = buildTopic({ kind: "up", shard: deps.shard, source: deps.source, channel: "ev" });
  let isUp = false;
  let isSending = false;

  const sendNext = (): void => {
    const epoch = deps.store.epochs().find((one) => one.prunedTo < one.lastSeq);
    if (!isUp || isSending || epoch === undefined) return;
    const from = epoch.prunedTo + 1;
    const rows = deps.store.read(epoch.epoch, from, epoch.lastSeq, 60_000);
    const last = rows.at(-1);
    if (last === undefined) return;
    isSending = true;
    // The chain's anchor is gone with the rows before it, so it is sent as it would be after a restart.
    const bytes = sign(
      "ev",
      encodeEventBatch({ source: deps.source, epoch, anchor: lastHash.get(epoch.epoch) ?? epoch.previousHash, rows }),
    );
    deps.link.publish(topic, bytes).then(
      () => {
        isSending = false;
        lastHash.set(epoch.epoch, last.hash);
        deps.store.recordAck(epoch.epoch, [[1, last.seq]], last.seq);
        deps.store.prune(epoch.epoch, last.seq);
        sendNext();
      },
      () => {
        isSending = false;
      },
    );
  };
  const lastHash = new Map<string, Uint8Array>();
  return {
    start: () => {
      deps.link.onState((up) => {
        isUp = up;
        sendNext();
      });
    },
    stop: () => {
      isUp = false;
    },
    appended: sendNext,
    status: () => ({
      phase: isUp ? "live" : "offline",
      inFlight: 0,
      waiting: 0,
      lastAckAt: null,
      roundTripMs: null,
      refusedFrames: 0,
      poisoned: 0,
    }),
  };
}
