import { describe, expect, it } from "vitest";
import {
  chainHash,
  createFrameSigner,
  createIngest,
  decodeAck,
  decodeHelloReply,
  encodeEventBatch,
  encodeHello,
  encodeRequest,
  expandPayload,
  limits,
  parseFrame,
  sealEvent,
  uuidv7,
  verifyFrame,
  zeroHash,
} from "@beket/replication";
import type { EpochRow, FrameType, IngestStore, JournalRow, Received } from "@beket/replication";
import { createMemoryIngestStore } from "@beket/replication/memory";
import { bytesFrom, crypto, deflateCodec, keyOf, manualClock, ringWith, seeded, seeds } from "./support/world.ts";

const source = "post-01";
const epoch: EpochRow = {
  epoch: "00000000000000aa",
  openedAt: 5_000,
  bootId: "00000000000000b1",
  sealedKey: bytesFrom(0, 80),
  previousHash: zeroHash,
};
const { random } = seeded(5);

/** Rows from `from` on that chain from `anchor`. */
function rowsFrom(from: number, count: number, anchor: Uint8Array, label = "a"): readonly JournalRow[] {
  let previous = anchor;
  return Array.from({ length: count }, (_, index) => {
    const seq = from + index;
    const body = new Uint8Array(Buffer.from(`{"n":"${label}${seq}"}`));
    const sealed = sealEvent({ crypto, codec: deflateCodec }, bytesFrom(1, 32), { source, epoch: epoch.epoch, seq }, body);
    const fields = { epoch: epoch.epoch, seq, id: uuidv7({ now: () => seq }, random), recordedAt: 5_000 + seq, monotonicMs: seq, sealed };
    previous = chainHash(crypto, previous, fields);
    return { ...fields, hash: previous };
  });
}
const ten = rowsFrom(1, 10, zeroHash);
const hashAt = (rows: readonly JournalRow[], seq: number): Uint8Array => rows.find((row) => row.seq === seq)?.hash ?? zeroHash;

function batch(rows: readonly JournalRow[], anchor: Uint8Array, seed = seeds.source, name = source): Uint8Array {
  return createFrameSigner(crypto, deflateCodec, seed)("ev", encodeEventBatch({ source: name, epoch, anchor, rows }));
}
const slice = (from: number, to: number): Uint8Array => batch(ten.slice(from - 1, to), hashAt(ten, from - 1));

function world(store: IngestStore = createMemoryIngestStore()) {
  const clock = manualClock();
  const ingest = createIngest({
    store,
    crypto,
    codec: deflateCodec,
    keys: ringWith(),
    ackSigningSeed: seeds.ack,
    clock,
    windowBytes: () => 99_000,
  });
  const events = (bytes: Uint8Array): Extract<Received, { readonly kind: "events" }> => {
    const received = ingest.receive(bytes);
    if (!received.ok || received.value.kind !== "events") throw new Error(received.ok ? received.value.kind : received.error.code);
    return received.value;
  };
  return { clock, ingest, events, store };
}
function payloadOf(bytes: Uint8Array, type: FrameType): Uint8Array {
  const frame = parseFrame(bytes);
  if (!frame.ok || frame.value.type !== type) throw new Error("another frame");
  expect(verifyFrame(crypto, crypto.ed25519.publicKey(seeds.ack), frame.value)).toBe(true);
  return expandPayload(deflateCodec, frame.value) ?? new Uint8Array(0);
}
const ackOf = (bytes: Uint8Array) => {
  const ack = decodeAck(payloadOf(bytes, "ack"));
  if (!ack.ok) throw new Error(ack.error.code);
  return ack.value;
};

describe("ingest", () => {
  it("[SY19] answers with a signed ack of ranges, after the commit", () => {
    const inner = createMemoryIngestStore();
    const order: string[] = [];
    const { events, clock } = world({
      ...inner,
      store: (one, at) => {
        order.push("commit");
        return inner.store(one, at);
      },
      held: (name, id) => {
        order.push("ack");
        return inner.held(name, id);
      },
    });
    const first = events(slice(1, 3));
    expect(order).toEqual(["commit", "ack"]);
    expect(first).toMatchObject({ stored: 3, duplicates: 0, alarms: [], replyTopic: "beket/1/dn/post-01/ack" });
    const second = ackOf(events(slice(6, 7)).reply);
    expect(second).toMatchObject({
      source,
      epoch: epoch.epoch,
      time: clock.now(),
      windowBytes: 99_000,
      backedUpTo: 3,
      ranges: [
        [1, 3],
        [6, 7],
      ],
      poison: [],
    });
    expect(second.echo.slice(0, 2)).toEqual([6, 7]);
    expect(second.tips).toEqual([
      [Buffer.from(hashAt(ten, 3)).toString("hex").slice(0, 16)],
      [Buffer.from(hashAt(ten, 7)).toString("hex").slice(0, 16)],
    ]);
  });

  it("[SY19] gives no ack when the store fails", () => {
    const inner = createMemoryIngestStore();
    const { ingest } = world({
      ...inner,
      store: () => {
        throw new RangeError("no space");
      },
    });
    expect(ingest.receive(slice(1, 3))).toEqual({ ok: false, error: { code: "store-failed", detail: "RangeError" } });
  });

  it("[SY18] refuses what is not signed by the key of that source", () => {
    const { ingest, store } = world();
    const code = (bytes: Uint8Array): string => {
      const received = ingest.receive(bytes);
      return received.ok ? "ok" : received.error.code;
    };
    expect(code(batch(ten, zeroHash, seeds.stranger))).toBe("key-unknown");
    expect(code(batch(ten, zeroHash, seeds.ack))).toBe("key-role");
    expect(code(batch(ten, zeroHash, seeds.source, "post-02"))).toBe("key-source");
    expect(code(createFrameSigner(crypto, deflateCodec, seeds.source)("ev", bytesFrom(0, 9)))).toBe("payload-invalid");
    expect(code(createFrameSigner(crypto, deflateCodec, seeds.source)("head", bytesFrom(0, 9)))).toBe("frame-type");
    expect(code(bytesFrom(0, 200))).toBe("frame-invalid");
    const good = slice(1, 3);
    for (let at = 18; at < good.length; at += 7)
      expect(code(Uint8Array.from(good, (byte, index) => (index === at ? byte ^ 2 : byte)))).toBe("signature-invalid");
    expect(store.held(source)).toEqual([]);
  });

  it("[SY20] the same rows again change nothing and are acknowledged again", () => {
    const { events } = world();
    events(slice(1, 5));
    const again = events(slice(3, 8));
    expect(again).toMatchObject({ stored: 3, duplicates: 3, alarms: [] });
    expect(ackOf(again.reply).ranges).toEqual([[1, 8]]);
  });

  it("[SY21] two branches of one epoch are both kept, with an alarm for each row that has a double", () => {
    const store = createMemoryIngestStore();
    const { events } = world(store);
    events(slice(1, 10));
    const twin = rowsFrom(6, 3, hashAt(ten, 5), "twin");
    const received = events(batch(twin, hashAt(ten, 5)));
    expect(received.stored).toBe(3);
    expect(received.alarms.map(({ code, seq }) => `${code} ${seq}`)).toEqual(["fork 6", "fork 7", "fork 8"]);
    expect(store.rowsOf(source).length).toBe(13);
    expect(ackOf(received.reply).echo).toEqual([6, 8, Buffer.from(hashAt(twin, 8)).toString("hex").slice(0, 16)]);
    expect(store.hashesAt(source, epoch.epoch, 7).length).toBe(2);
  });

  it("[SY21] rows that build on another row than the one held raise an alarm and are kept", () => {
    const { events } = world();
    events(slice(1, 4));
    const received = events(batch(rowsFrom(5, 2, bytesFrom(9, 32)), bytesFrom(9, 32)));
    expect(received.alarms.map(({ code, seq }) => `${code} ${seq}`)).toEqual(["chain-anchor 5"]);
    expect(received.stored).toBe(2);
  });

  it("[SY22] a poison row is set aside with its reason, counts as held, and holds up nothing", () => {
    const store = createMemoryIngestStore();
    const { events } = world(store);
    let previous = zeroHash;
    const rows = ten.map((row) => {
      const fields = { ...row, ...(row.seq === 4 ? { id: bytesFrom(0, 16) } : {}), ...(row.seq === 6 ? { sealed: bytesFrom(0, 5) } : {}) };
      previous = chainHash(crypto, previous, fields);
      return { ...fields, hash: previous };
    });
    const received = events(batch(rows, zeroHash));
    expect(received.stored).toBe(8);
    const ack = ackOf(received.reply);
    expect(ack.poison).toEqual([
      [4, "id"],
      [6, "size"],
    ]);
    expect(ack.ranges).toEqual([[1, 10]]);
    expect(store.poisonedOf(source).map(({ row, reason }) => [row.seq, reason])).toEqual([
      [4, "id"],
      [6, "size"],
    ]);
  });

  it("[SY22] a row whose chain hash is not the one of its content is set aside, and the rows after it anchor on it", () => {
    const store = createMemoryIngestStore();
    const { events } = world(store);
    events(slice(1, 4));
    const broken = ten.slice(4, 5).map((row) => ({ ...row, recordedAt: row.recordedAt + 1 }));
    const received = events(batch(broken, hashAt(ten, 4)));
    expect(ackOf(received.reply).poison).toEqual([[5, "chain"]]);
    expect(events(slice(6, 10))).toMatchObject({ stored: 5, alarms: [] });
    expect(store.rowsOf(source).map((row) => row.seq)).toEqual([1, 2, 3, 4, 6, 7, 8, 9, 10]);
  });

  it("[SY23] a hello is answered with what is held of the epochs that it names, and with its nonce", () => {
    const { events, ingest, clock } = world();
    events(slice(1, 2));
    events(slice(5, 6));
    const nonce = "0f".repeat(16);
    const hello = (epochs: readonly string[]): Uint8Array =>
      createFrameSigner(
        crypto,
        deflateCodec,
        seeds.source,
      )("hello", encodeHello({ source, nonce, time: 1, epochs: epochs.map((id) => ({ epoch: id, lastSeq: 10, prunedTo: 0 })) }));
    const replyTo = (epochs: readonly string[]) => {
      const received = ingest.receive(hello(epochs));
      if (!received.ok || received.value.kind !== "hello") throw new Error("no reply");
      return decodeHelloReply(payloadOf(received.value.reply, "hello-reply"));
    };
    expect(replyTo([epoch.epoch, "00000000000000bb"])).toMatchObject({
      ok: true,
      value: {
        source,
        nonce,
        time: clock.now(),
        windowBytes: 99_000,
        held: [
          {
            epoch: epoch.epoch,
            backedUpTo: 2,
            ranges: [
              [1, 2],
              [5, 6],
            ],
          },
        ],
      },
    });
    expect(replyTo(["00000000000000bb"])).toMatchObject({ ok: true, value: { held: [] } });
  });

  it("[SY23] more ranges than a reply can carry are left out, never made up", () => {
    const inner = createMemoryIngestStore();
    const ranges = Array.from({ length: 3_000 }, (_, index) => [index * 2 + 1, index * 2 + 1] as const);
    const { events } = world({
      ...inner,
      held: (_name, id) => [{ epoch: id ?? epoch.epoch, ranges, backedUpTo: 1 }],
      hashesAt: () => [zeroHash],
    });
    const { reply } = events(slice(9, 9));
    expect(reply.length).toBeLessThanOrEqual(limits.frameBytesMax);
    const ack = ackOf(reply);
    expect(ack.ranges.length).toBe(limits.rangesPerReplyMax);
    expect(ack.ranges.some(([from]) => from === 9)).toBe(true);
  });

  it("[SY26] a request is handed on only for a scope that the source's key may ask for", () => {
    const ring = (scopes: readonly string[]) =>
      ringWith({ version: 1, issuedAt: 0, keys: [keyOf(seeds.source, "source", { source, scopes })], revoked: [] });
    const ask = (scopes: readonly string[]) =>
      createIngest({
        store: createMemoryIngestStore(),
        crypto,
        codec: deflateCodec,
        keys: ring(scopes),
        ackSigningSeed: seeds.ack,
        clock: manualClock(),
      }).receive(encodeRequest({ crypto, codec: deflateCodec, signingSeed: seeds.source }, { source, scope: "city-g1", from: 7, time: 3 }));
    expect(ask(["city-g1"])).toEqual({
      ok: true,
      value: { kind: "request", source, scope: "city-g1", from: 7, replyTopic: "beket/1/dn/post-01/chunk" },
    });
    expect(ask(["road-g1"])).toMatchObject({ ok: false, error: { code: "key-scope" } });
  });
});
