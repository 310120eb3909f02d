import { describe, expect, it } from "vitest";
import {
  chainHash,
  createCentralTime,
  createFrameSigner,
  createIngest,
  createJournal,
  createUplink,
  decodeEventBatch,
  encodeAck,
  parseFrame,
  uuidv7,
} from "@beket/replication";
import type { JournalRow, JournalStore, Link, UplinkAlarm } from "@beket/replication";
import { createMemoryIngestStore, createMemoryJournalStore } from "@beket/replication/memory";
import type { MemoryIngestStore } from "@beket/replication/memory";
import { bytesFrom, crypto, deflateCodec, manualClock, ringWith, seeded, seeds } from "./support/world.ts";

const source = "post-01";

/** Backed up once, when it was empty, and can go back to that. */
function forgetfulIngestStore(backsUp: boolean) {
  let inner = createMemoryIngestStore();
  const store: MemoryIngestStore = {
    held: (name, epoch) => inner.held(name, epoch).map((held) => (backsUp ? held : { ...held, backedUpTo: 0 })),
    hashesAt: (name, epoch, seq) => inner.hashesAt(name, epoch, seq),
    store: (batch, at) => inner.store(batch, at),
    rowsOf: (name) => inner.rowsOf(name),
    poisonedOf: (name) => inner.poisonedOf(name),
  };
  return {
    ...store,
    forget: (): void => {
      inner = createMemoryIngestStore();
    },
  };
}
const downTopic = "beket/1/dn/post-01/ack";

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

/** A source and a central on a link that hands everything over at once, or holds it back. */
function world(store: JournalStore = createMemoryJournalStore(), options: { readonly backsUp?: boolean } = {}) {
  const clock = manualClock();
  const { random } = seeded(3);
  const keys = ringWith();
  const centralStore = forgetfulIngestStore(options.backsUp ?? true);
  const centralClock = manualClock(1_790_000_500_000);
  const ingest = createIngest({ store: centralStore, crypto, codec: deflateCodec, keys, ackSigningSeed: seeds.ack, clock: centralClock });
  const published: { readonly topic: string; readonly bytes: Uint8Array }[] = [];
  const subscribed: string[] = [];
  const reconnects: string[] = [];
  const alarms: UplinkAlarm[] = [];
  const ticks: (() => void)[] = [];
  let isAnswering = true;
  let isFailing = false;
  let onMessage: (topic: string, bytes: Uint8Array) => void = () => undefined;
  let onState: (up: boolean) => void = () => undefined;
  const link: Link = {
    publish: (topic, bytes) => {
      published.push({ topic, bytes });
      if (isFailing) return Promise.reject(new TypeError("the socket is closed"));
      if (!isAnswering) return Promise.resolve();
      const received = ingest.receive(bytes);
      if (received.ok && received.value.kind !== "request") onMessage(received.value.replyTopic, received.value.reply);
      return Promise.resolve();
    },
    subscribe: (topic) => {
      subscribed.push(topic);
      return Promise.resolve();
    },
    onMessage: (handler) => {
      onMessage = handler;
      return () => undefined;
    },
    onState: (handler) => {
      onState = handler;
      handler(false);
      return () => undefined;
    },
    reconnect: (why) => reconnects.push(why),
  };
  const time = createCentralTime({ clock });
  const uplink = createUplink({
    store,
    crypto,
    clock,
    random,
    codec: deflateCodec,
    source,
    shard: "s0",
    signingSeed: seeds.source,
    keys,
    link,
    time,
    schedule: (_delayMs, run) => {
      ticks.push(run);
      return () => undefined;
    },
    onAlarm: (alarm) => alarms.push(alarm),
  });
  const deferred: (() => void)[] = [];
  const journal = createJournal({
    store,
    crypto,
    clock,
    random,
    codec: deflateCodec,
    source,
    eventPublicKey: crypto.x25519.publicKey(seeds.event),
    defer: (run) => deferred.push(run),
    onSaved: uplink.appended,
  });
  const save = async (count: number): Promise<void> => {
    const saves = Array.from({ length: count }, (_, index) =>
      journal.append({ id: uuidv7(clock, random), body: new Uint8Array(Buffer.from(`{"n":${index}}`)) }),
    );
    for (const run of deferred.splice(0)) run();
    await Promise.all(saves);
    await settle();
  };
  return {
    clock,
    centralStore,
    centralClock,
    published,
    subscribed,
    reconnects,
    alarms,
    uplink,
    journal,
    store,
    time,
    save,
    tick: (): void => ticks.splice(0).forEach((run) => run()),
    deliver: (bytes: Uint8Array, topic = downTopic): void => onMessage(topic, bytes),
    fail: (): void => {
      isFailing = true;
    },
    setAnswering: (answering: boolean): void => {
      isAnswering = answering;
    },
    up: async (): Promise<void> => {
      onState(true);
      await settle();
    },
    down: (): void => onState(false),
    batches: () =>
      published.flatMap(({ bytes }) => {
        const frame = parseFrame(bytes);
        if (!frame.ok || frame.value.type !== "ev") return [];
        const batch = decodeEventBatch(crypto, frame.value.payload);
        return batch.ok ? [batch.value] : [];
      }),
  };
}
const seqs = (rows: readonly JournalRow[]): readonly number[] => rows.map((row) => row.seq);

describe("uplink on its ports", () => {
  it("[SY9] listens first, greets, sends the gaps, records the signed ack and prunes what is backed up", async () => {
    const it = world();
    it.uplink.start();
    await it.save(700);
    expect(it.published).toEqual([]);
    await it.up();
    expect(it.subscribed).toEqual([downTopic]);
    expect(it.published.map(({ topic }) => topic)).toEqual([
      "beket/1/up/s0/post-01/req",
      "beket/1/up/s0/post-01/ev",
      "beket/1/up/s0/post-01/ev",
    ]);
    expect(it.batches().map((batch) => batch.rows.length)).toEqual([500, 200]);
    expect(it.centralStore.rowsOf(source).length).toBe(700);
    expect(it.uplink.status()).toMatchObject({ phase: "live", inFlight: 0, waiting: 0, refusedFrames: 0 });
    expect(it.store.epochs()[0]).toMatchObject({ prunedTo: 699, acked: [[1, 700]] });
    await it.save(3);
    expect(it.batches().at(-1)?.rows.length).toBe(3);
    expect(it.alarms).toEqual([]);
  });

  it("[SY8] saves go on while the link is down, and only what is missing goes out afterwards", async () => {
    const it = world();
    it.uplink.start();
    await it.up();
    await it.save(5);
    it.down();
    await it.save(4);
    it.clock.advance(3_600_000);
    it.tick();
    const before = it.published.length;
    expect(it.uplink.status()).toMatchObject({ phase: "offline", waiting: 4 });
    await it.up();
    expect(it.published.length).toBe(before + 2);
    expect(seqs(it.batches().at(-1)?.rows ?? [])).toEqual([6, 7, 8, 9]);
    expect(it.journal.status()).toMatchObject({ unacked: 0, oldestUnackedAt: null });
  });

  it("[SY14] forged, foreign, bent and misused answers are refused, counted and without effect", async () => {
    const it = world();
    it.setAnswering(false);
    it.uplink.start();
    await it.save(5);
    await it.up();
    const ack = (seed: Uint8Array, name = source, epoch = it.journal.epoch): Uint8Array =>
      createFrameSigner(
        crypto,
        deflateCodec,
        seed,
      )(
        "ack",
        encodeAck({
          source: name,
          epoch,
          time: it.clock.now(),
          windowBytes: 1,
          backedUpTo: 5,
          ranges: [[1, 5]],
          tips: [["00".repeat(8)]],
          echo: [1, 5, "00".repeat(8)],
          poison: [],
        }),
      );
    const bent = ack(seeds.ack);
    bent[30] = (bent[30] ?? 0) ^ 1;
    for (const bytes of [
      ack(seeds.stranger),
      ack(seeds.source),
      ack(seeds.registry),
      ack(seeds.ack, "post-02"),
      ack(seeds.ack, source, "00000000000000ff"),
      bent,
      bytesFrom(0, 90),
    ]) {
      it.deliver(bytes);
    }
    expect(it.alarms.map((alarm) => alarm.detail)).toEqual([
      "key-unknown",
      "key-role",
      "key-role",
      "source-wrong",
      "epoch-unknown",
      "signature-invalid",
      "frame-magic",
    ]);
    expect(it.uplink.status()).toMatchObject({ refusedFrames: 7, waiting: 5 });
    expect(it.store.epochs()[0]).toMatchObject({ prunedTo: 0, acked: [] });
    it.deliver(ack(seeds.stranger), "beket/1/dn/post-02/ack");
    expect(it.uplink.status().refusedFrames).toBe(7);
  });

  it("[SY16] a signed range that ends in another's hash is not taken for our rows", async () => {
    const it = world();
    it.uplink.start();
    await it.save(5);
    const [row] = it.store.read(it.journal.epoch, 1, 1, 1);
    const [epoch] = it.store.epochs();
    if (row === undefined || epoch === undefined) throw new Error("nothing saved");
    let previous = epoch.previousHash;
    const twin = Array.from({ length: 8 }, (_, index) => {
      const fields = { ...row, seq: index + 1, recordedAt: row.recordedAt + 1 };
      previous = chainHash(crypto, previous, fields);
      return { ...fields, hash: previous };
    });
    it.centralStore.store({ source, ...epoch, rows: twin, poisoned: [] }, 1);
    await it.up();
    expect(it.centralStore.rowsOf(source).length).toBe(13);
    expect(it.alarms.map((alarm) => alarm.code)).toContain("epoch-cloned");
    expect(it.store.epochs()[0]).toMatchObject({ prunedTo: 0, acked: [[1, 5]] });
    expect(it.uplink.status()).toMatchObject({ phase: "live", waiting: 0, inFlight: 0 });
  });

  it("[SY15] a row that no longer matches its hash goes alone, is set aside, and the rest arrives", async () => {
    const inner = createMemoryJournalStore();
    const bend = (row: JournalRow): JournalRow =>
      row.seq === 4 ? { ...row, sealed: Uint8Array.from(row.sealed, (byte, index) => (index === 0 ? byte ^ 1 : byte)) } : row;
    const it = world({ ...inner, read: (epoch, from, to, bytesMax) => inner.read(epoch, from, to, bytesMax).map(bend) });
    it.uplink.start();
    await it.save(9);
    await it.up();
    expect(it.batches().map((batch) => seqs(batch.rows))).toEqual([[1, 2, 3], [4], [5, 6, 7, 8, 9]]);
    expect(seqs(it.centralStore.rowsOf(source))).toEqual([1, 2, 3, 5, 6, 7, 8, 9]);
    expect(it.centralStore.poisonedOf(source).map(({ row, reason }) => [row.seq, reason])).toEqual([[4, "chain"]]);
    expect(it.alarms.map((alarm) => alarm.code)).toEqual(["chain-broken", "poison"]);
    expect(it.uplink.status()).toMatchObject({ waiting: 0, poisoned: 1 });
  });

  it("[SY15] rows that vanished from the file are told of and do not stop the others", async () => {
    const inner = createMemoryJournalStore();
    const it = world({
      ...inner,
      read: (epoch, from, to, bytesMax) => inner.read(epoch, from, to, bytesMax).filter((row) => row.seq < 3 || row.seq > 5),
    });
    it.uplink.start();
    await it.save(8);
    await it.up();
    expect(seqs(it.centralStore.rowsOf(source))).toEqual([1, 2, 7, 8]);
    expect(it.alarms.map((alarm) => alarm.code)).toEqual(["rows-missing", "chain-broken", "poison"]);
  });

  it("[SY15] a file that refuses acks, pruning or a read is told of, and what it can give still arrives once it can", async () => {
    const store = createMemoryJournalStore();
    const whole = { ...store };
    const it = world(store);
    const refuse = (): never => {
      throw new Error("database or disk is full");
    };
    Object.assign(store, { recordAck: refuse, prune: refuse });
    it.uplink.start();
    await it.save(5);
    await it.up();
    expect(it.centralStore.rowsOf(source)).toHaveLength(5);
    Object.assign(store, { read: refuse });
    await it.save(2);
    expect(new Set(it.alarms.map(({ code }) => code))).toEqual(new Set(["store-failed", "rows-missing"]));
    Object.assign(store, whole);
    it.down();
    await it.up();
    expect(seqs(it.centralStore.rowsOf(source))).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(it.uplink.status().waiting).toBe(0);
  });

  it("[SY11] a publish that fails or a central that is silent ends in a fresh connection", async () => {
    const it = world();
    it.setAnswering(false);
    it.uplink.start();
    await it.up();
    it.clock.advance(20_001);
    it.tick();
    expect(it.reconnects).toEqual(["no reply to the greeting"]);
    it.fail();
    await it.up();
    expect(it.reconnects.at(-1)).toBe("publish failed");
    expect(it.alarms.at(-1)).toEqual({ code: "publish-failed", detail: "TypeError" });
  });

  it("[SY14] a quiet link greets again and finds what a restored central has forgotten", async () => {
    const it = world(createMemoryJournalStore(), { backsUp: false });
    it.uplink.start();
    await it.up();
    await it.save(3);
    it.centralStore.forget();
    it.clock.advance(300_001);
    it.tick();
    expect(seqs(it.centralStore.rowsOf(source))).toEqual([1, 2, 3]);
    expect(it.alarms).toEqual([]);
  });

  it("[SY36] replies set the corrected time", async () => {
    const it = world();
    it.uplink.start();
    await it.up();
    expect(it.time.state().basis).toBe("signed");
    expect(it.time.corrected()).toBe(it.centralClock.now());
  });
});
