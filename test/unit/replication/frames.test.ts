import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildTopic,
  createFrameSigner,
  createRecordSealer,
  createSubjectHash,
  decodeAck,
  decodeDelta,
  decodeEventBatch,
  decodeHead,
  decodeHello,
  decodeHelloReply,
  decodeKeySet,
  decodeLane,
  decodeRequestPayload,
  encodeDelta,
  encodeHead,
  expandPayload,
  isKind,
  lanePriority,
  limits,
  parseFrame,
  parseTopic,
  verifyFrame,
} from "@beket/replication";
import type { FrameType } from "@beket/replication";
import { bytesFrom, crypto, deflateCodec, registryKey, seeds, unhex } from "./support/world.ts";
import { buildVectors } from "./support/vectors.ts";

const sign = createFrameSigner(crypto, deflateCodec, seeds.registry);
const publicKey = crypto.ed25519.publicKey(seeds.registry);
const { frames } = buildVectors();

/** Every decoder there is, on bytes of any origin. */
function decodeAnything(bytes: Uint8Array): void {
  for (const decode of [decodeAck, decodeDelta, decodeHead, decodeHello, decodeHelloReply, decodeLane, decodeRequestPayload]) decode(bytes);
  decodeEventBatch(crypto, bytes);
  decodeKeySet(crypto, bytes);
}

describe("frames", () => {
  it("[FM7] what was signed is what is read, compressed when that helps", () => {
    const payload = new Uint8Array(Buffer.from(JSON.stringify(Array.from({ length: 300 }, () => "roadblock"))));
    const bytes = sign("hello-reply", payload);
    expect(bytes.length).toBeLessThan(payload.length / 4);
    const frame = parseFrame(bytes);
    expect(frame.ok && verifyFrame(crypto, publicKey, frame.value)).toBe(true);
    expect(frame.ok && expandPayload(deflateCodec, frame.value)).toEqual(payload);
  });

  it("[FM11] a flipped bit anywhere is refused: by the shape or by the signature", () => {
    const bytes = sign("head", encodeHead({ scope: "s", version: 1, time: 5, digest: "00".repeat(32) }));
    for (let at = 0; at < bytes.length * 8; at++) {
      const bent = bytes.slice();
      bent[at >> 3] = (bent[at >> 3] ?? 0) ^ (1 << (at & 7));
      const frame = parseFrame(bent);
      expect(frame.ok && verifyFrame(crypto, publicKey, frame.value)).toBe(false);
    }
  });

  it("[FM11] cut, lengthened and padded frames are refused", () => {
    const bytes = unhex(frames.ack);
    for (let length = 0; length < bytes.length; length++) expect(parseFrame(bytes.slice(0, length)).ok).toBe(false);
    expect(parseFrame(Uint8Array.from([...bytes, 0])).ok).toBe(false);
  });

  it("[FM11] no decoder throws on bytes of strangers", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        parseFrame(bytes);
        decodeAnything(bytes);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(frames)),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        fc.nat({ max: 40 }),
        (frame, at, mask, cut) => {
          const payload = unhex(frame).slice(18, -64);
          const index = at % payload.length;
          payload[index] = (payload[index] ?? 0) ^ mask;
          decodeAnything(payload);
          decodeAnything(payload.slice(0, payload.length - cut));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("[FM11] a payload that would expand beyond its bound is not expanded", () => {
    const bomb = sign("hello", new Uint8Array(limits.payloadBytesMax + 1));
    const frame = parseFrame(bomb);
    expect(frame.ok && expandPayload(deflateCodec, frame.value)).toBe(null);
  });

  it("[FM11] a number has one spelling: padded varints are refused", () => {
    const good = encodeDelta({
      scope: "s",
      from: 0,
      to: 1,
      digest: null,
      rows: [{ key: bytesFrom(1, 8), row: 1, version: 1, sealed: bytesFrom(1, 20) }],
    });
    expect(decodeDelta(good).ok).toBe(true);
    const padded = Uint8Array.from([...good.slice(0, 2), 0x80, 0x00, ...good.slice(3)]);
    expect(decodeDelta(padded).ok).toBe(false);
  });

  it("[FM9] a delta's rows are within its range, ascending, each row number once", () => {
    const row = (number: number, version: number) => ({ key: bytesFrom(1, 8), row: number, version, sealed: new Uint8Array(0) });
    const of = (from: number, to: number, rows: readonly ReturnType<typeof row>[]) =>
      decodeDelta(encodeDelta({ scope: "s", from, to, digest: null, rows })).ok;
    expect(of(4, 9, [row(1, 5), row(2, 9)])).toBe(true);
    expect(of(4, 9, [row(1, 5), row(1, 9)])).toBe(false);
    expect(of(4, 8, [row(1, 5), row(2, 9)])).toBe(false);
    expect(of(4, 4, [row(1, 5)])).toBe(false);
    expect(of(4, 9, [])).toBe(false);
  });

  it("[FM13] topics have at most six levels of harmless characters and are read back", () => {
    const topics = [
      { kind: "up", shard: "s0", source: "post-01", channel: "req" },
      { kind: "dn", source: "post-01", channel: "chunk" },
      { kind: "reg", scope: "city_g2", channel: "delta" },
      { kind: "pres", source: "post-01" },
    ] as const;
    for (const topic of topics) {
      expect(parseTopic(buildTopic(topic))).toEqual(topic);
      expect(buildTopic(topic).split("/").length).toBeLessThanOrEqual(6);
    }
    for (const bad of [
      "beket/2/pres/a",
      "beket/1/up/a/b",
      "beket/1/up/a/b.c/ev",
      "beket/1/reg/a/ev",
      "beket/1/pres/a/b",
      "beket/1/pres/",
      "$SYS/x",
    ]) {
      expect(parseTopic(bad)).toBe(null);
    }
    expect(() => buildTopic({ kind: "pres", source: "a/b" })).toThrow("topic levels");
  });

  it("[FM1] kinds that could make a subject hash equal a record key are refused", () => {
    expect(["iin", "plate", "doc", "regime", "officer", "post"].every(isKind)).toBe(true);
    expect(["rec", "record", "recall", "Iin", "", "a b", "a\0b"].some(isKind)).toBe(false);
    expect(() => createSubjectHash(crypto, registryKey)("rec", "1")).toThrow("kind");
  });

  it("[FM2] a sealed record opens in its own place only", () => {
    const place = { kind: "iin", value: "1", row: 3, version: 9 };
    const sealer = createRecordSealer(crypto, registryKey, "city");
    const sealed = sealer.seal(place, bytesFrom(1, 10));
    expect(sealer.open(place, sealed)).toEqual(bytesFrom(1, 10));
    for (const other of [{ kind: "doc" }, { value: "2" }, { row: 4 }, { version: 8 }])
      expect(sealer.open({ ...place, ...other }, sealed)).toBe(null);
    expect(createRecordSealer(crypto, registryKey, "road").open(place, sealed)).toBe(null);
    expect(createRecordSealer(crypto, bytesFrom(9, 32), "city").open(place, sealed)).toBe(null);
  });

  it("[FM14] revocations go before answers, answers before live events, and those before catch-up", () => {
    const order: readonly FrameType[] = ["lane", "ack", "ev", "delta"];
    const priorities = order.map(lanePriority);
    expect(priorities).toEqual(priorities.toSorted((a, b) => a - b));
    expect(new Set(priorities).size).toBe(4);
  });
});
