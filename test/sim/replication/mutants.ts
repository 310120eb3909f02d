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
  const tips = new Map<string, readonly Uint8Array[]>();
  return {
    ...store,
    // Says that it is stored, and even backed up; stores it a moment later if it is still alive.
    held: (source, epoch) => {
      const real = new Map(store.held(source, epoch).map((held) => [held.epoch, held.ranges]));
      for (const [name, range] of promised) {
        const [owner = "", id = ""] = name.split(" ");
        if (owner === source && (epoch === undefined || epoch === id)) real.set(id, addRange(real.get(id) ?? [], range));
      }
      return [...real].map(([id, ranges]) => ({ epoch: id, ranges, backedUpTo: ranges[0]?.[1] ?? 0 }));
    },
    hashesAt: (source, epoch, seq) => [...store.hashesAt(source, epoch, seq), ...(tips.get(`${source} ${epoch} ${seq}`) ?? [])].slice(0, 1),
    store: (batch, receivedAt) => {
      const [first] = batch.rows;
      const last = batch.rows.at(-1);
      promised.set(`${batch.source} ${batch.epoch}`, [first?.seq ?? 1, last?.seq ?? 1]);
      if (last !== undefined) tips.set(`${batch.source} ${batch.epoch} ${last.seq}`, [last.hash]);
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
    const epoch = deps.store.epochs().find((one) => (one.acked[0]?.[1] ?? 0) < one.lastSeq);
    if (!isUp || isSending || epoch === undefined) return;
    const from = (epoch.acked[0]?.[1] ?? 0) + 1;
    const anchor = from === 1 ? epoch.previousHash : deps.store.read(epoch.epoch, from - 1, from - 1, 1)[0]?.hash;
    const rows = deps.store.read(epoch.epoch, from, epoch.lastSeq, 40_000);
    const last = rows.at(-1);
    if (last === undefined || anchor === undefined) return;
    isSending = true;
    deps.link.publish(topic, sign("ev", encodeEventBatch({ source: deps.source, epoch, anchor, rows }))).then(
      () => {
        isSending = false;
        deps.store.recordAck(epoch.epoch, [[1, last.seq]], last.seq);
        sendNext();
      },
      () => {
        isSending = false;
      },
    );
  };
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
