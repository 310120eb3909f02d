import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  sign,
  verify,
} from "node:crypto";
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { decodeEventBatch, openEpochKey, openEvent, parseFrame, plainCodec, parseUuid, sealEvent } from "@beket/replication";
import { buildVectors } from "./support/vectors.ts";
import type { Vectors } from "./support/vectors.ts";
import { crypto, deflateCodec, hex, unhex } from "./support/world.ts";

const built = buildVectors();
const onDisk: unknown = JSON.parse(readFileSync(new URL("../../golden/formats.json", import.meta.url), "utf8"));
/** The first test makes this true; the others read what is kept, not what is built. */
const isKept = (value: unknown): value is Vectors => isDeepStrictEqual(value, built);
if (!isKept(onDisk)) throw new Error("the formats of the program are not those of test/golden/formats.json");
const kept = onDisk;

// The second opinion: node:crypto and the text of docs/spec/formats.md, none of the package's code.
const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash("sha256").update(Buffer.concat(parts)).digest();
const hmac = (key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer => createHmac("sha256", key).update(Buffer.concat(parts)).digest();
const utf8 = (text: string): Buffer => Buffer.from(text, "utf8");
const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
};
const gcm = (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, associated: Uint8Array): Buffer => {
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(associated);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};
const zero = Buffer.from([0]);
const pkcs8 = (oid: string, secret: Uint8Array) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from(`302e020100300506032b65${oid}04220420`, "hex"), secret]),
    format: "der",
    type: "pkcs8",
  });
const spki = (oid: string, key: Uint8Array) =>
  createPublicKey({ key: Buffer.concat([Buffer.from(`302a300506032b65${oid}032100`, "hex"), key]), format: "der", type: "spki" });

describe("golden vectors", () => {
  it("[FM0] the program writes exactly the bytes that are kept", () => {
    expect(onDisk).toEqual(built);
  });

  it("[FM1] a subject hash is eight bytes of HMAC over kind, zero and value", () => {
    for (const row of kept.rows) {
      expect(hmac(unhex(kept.registryKey), utf8(row.kind), zero, utf8(row.value)).subarray(0, 8).toString("hex")).toBe(row.key);
    }
  });

  it("[FM2] a sealed record is AES-GCM under its own key, bound to scope and row", () => {
    for (const row of kept.rows) {
      if (row.record === null) {
        expect(row.sealed).toBe("");
        continue;
      }
      const key = hmac(unhex(kept.registryKey), utf8("rec"), utf8(row.kind), zero, utf8(row.value), u64(row.version));
      const sealed = gcm(key, Buffer.alloc(12), unhex(row.record), Buffer.concat([utf8(kept.scope), u64(row.row)]));
      expect(sealed.toString("hex")).toBe(row.sealed);
    }
  });

  it("[FM3] an event body is a codec byte and JSON, sealed under the epoch's key with its seq as nonce", () => {
    for (const event of kept.events) {
      const associated = Buffer.concat([utf8(kept.source), zero, unhex(kept.epoch.epoch), u64(event.seq)]);
      const nonce = Buffer.concat([Buffer.alloc(4), u64(event.seq)]);
      const plain = Buffer.concat([Buffer.from([0]), utf8(event.body)]);
      expect(gcm(unhex(kept.epoch.epochKey), nonce, plain, associated).toString("hex")).toBe(event.sealed);
    }
  });

  it("[FM3] a compressed body opens to the same JSON and says its codec in the first byte", () => {
    const body = new Uint8Array(utf8(JSON.stringify({ kind: "passage", lanes: Array.from({ length: 40 }, () => "lane-a") })));
    const place = { source: kept.source, epoch: kept.epoch.epoch, seq: 9 };
    const sealed = sealEvent({ crypto, codec: deflateCodec }, unhex(kept.epoch.epochKey), place, body);
    expect(sealed.length).toBeLessThan(body.length);
    const decipher = createDecipheriv("aes-256-gcm", unhex(kept.epoch.epochKey), Buffer.concat([Buffer.alloc(4), u64(9)]));
    decipher.setAAD(Buffer.concat([utf8(kept.source), zero, unhex(kept.epoch.epoch), u64(9)])).setAuthTag(sealed.subarray(-16));
    expect(decipher.update(sealed.subarray(0, -16))[0]).toBe(2);
    expect(openEvent({ crypto, codec: deflateCodec }, unhex(kept.epoch.epochKey), place, sealed)).toEqual({ ok: true, value: body });
    expect(openEvent({ crypto, codec: plainCodec }, unhex(kept.epoch.epochKey), place, sealed).ok).toBe(false);
    expect(openEvent({ crypto, codec: deflateCodec }, unhex(kept.epoch.epochKey), { ...place, seq: 10 }, sealed).ok).toBe(false);
  });

  it("[FM4] an epoch key is wrapped by X25519, HKDF and AES-GCM and opens with central's secret alone", () => {
    const { event } = kept.keys;
    if (event === undefined || !("secret" in event)) throw new Error("no event key");
    const sealed = unhex(kept.epoch.sealedKey);
    const ephemeral = sealed.subarray(0, 32);
    const shared = diffieHellman({ privateKey: pkcs8("6e", unhex(event.secret)), publicKey: spki("6e", ephemeral) });
    const place = Buffer.concat([utf8(kept.source), zero, unhex(kept.epoch.epoch)]);
    const info = Buffer.concat([utf8("beket/1 epoch key"), zero, place]);
    const wrapping = new Uint8Array(hkdfSync("sha256", shared, Buffer.concat([ephemeral, unhex(event.publicKey)]), info, 32));
    expect(gcm(wrapping, Buffer.alloc(12), unhex(kept.epoch.epochKey), place).toString("hex")).toBe(hex(sealed.subarray(32)));
    const at = { source: kept.source, epoch: kept.epoch.epoch };
    expect(openEpochKey(crypto, unhex(event.secret), at, sealed)).toEqual({ ok: true, value: unhex(kept.epoch.epochKey) });
    expect(openEpochKey(crypto, unhex(event.secret), { ...at, source: "post-02" }, sealed).ok).toBe(false);
    expect(openEpochKey(crypto, unhex(kept.registryKey), at, sealed).ok).toBe(false);
    expect(openEpochKey(crypto, unhex(event.secret), at, new Uint8Array(80)).ok).toBe(false);
  });

  it("[FM5] the chain runs over the hash of the sealed body", () => {
    let previous: Uint8Array = unhex(kept.epoch.previousHash);
    for (const event of kept.events) {
      const id = unhex(event.id.replaceAll("-", ""));
      const content = sha256(unhex(event.sealed));
      previous = sha256(previous, unhex(kept.epoch.epoch), u64(event.seq), id, u64(event.recordedAt), u64(event.monotonicMs), content);
      expect(hex(previous)).toBe(event.hash);
    }
  });

  it("[FM6] bucket sums add eight little-endian bytes a row, tombstones nothing", () => {
    const sums = Array.from({ length: 256 }, () => 0n);
    for (const row of kept.rows) {
      const term = sha256(unhex(row.key), u64(row.row), u64(row.version), sha256(unhex(row.sealed))).subarray(0, 8);
      expect(term.toString("hex")).toBe(row.term);
      const bucket = unhex(row.key)[0] ?? 0;
      if (row.sealed !== "") sums[bucket] = ((sums[bucket] ?? 0n) + term.readBigUInt64LE()) % (1n << 64n);
    }
    const bytes = Buffer.alloc(2_048);
    for (const [bucket, sum] of sums.entries()) bytes.writeBigUInt64LE(sum, bucket * 8);
    expect(sha256(bytes).toString("hex")).toBe(kept.sumsDigest);
  });

  it("[FM7] every frame is header, payload and an Ed25519 signature over both", () => {
    const kinds: Readonly<Record<string, readonly [type: number, signer: string]>> = {
      ev: [1, "source"],
      hello: [2, "source"],
      "hello-reply": [3, "ack"],
      ack: [4, "ack"],
      request: [5, "source"],
      head: [16, "registry"],
      delta: [17, "registry"],
      "delta-more": [17, "registry"],
      lane: [18, "registry"],
      keyset: [32, "root"],
    };
    for (const [name, frameHex] of Object.entries(kept.frames)) {
      const frame = unhex(frameHex);
      const [type, signer] = kinds[name] ?? [0, ""];
      const owner = kept.keys[signer];
      if (owner === undefined || !("seed" in owner)) throw new Error(`no key for ${name}`);
      expect(hex(frame.subarray(0, 6))).toBe(`424b01${type.toString(16).padStart(2, "0")}0000`);
      expect(hex(frame.subarray(6, 14))).toBe(sha256(unhex(owner.publicKey)).subarray(0, 8).toString("hex"));
      expect(Buffer.from(frame).readUInt32BE(14)).toBe(frame.length - 82);
      expect(verify(null, frame.subarray(0, -64), spki("70", unhex(owner.publicKey)), frame.subarray(-64))).toBe(true);
      expect(hex(sign(null, frame.subarray(0, -64), pkcs8("70", unhex(owner.seed))))).toBe(hex(frame.subarray(-64)));
    }
  });

  it("[FM8] an event batch spells its rows with varints and carries one chain hash", () => {
    const payload = Buffer.from(unhex(kept.frames.ev).subarray(18, -64));
    const parts: Buffer[] = [Buffer.from([kept.source.length]), utf8(kept.source), Buffer.from(unhex(kept.epoch.epoch))];
    parts.push(leb(kept.epoch.openedAt), Buffer.from(unhex(kept.epoch.bootId)), Buffer.from(unhex(kept.epoch.sealedKey)));
    parts.push(Buffer.from(unhex(kept.epoch.previousHash)), leb(1), Buffer.from(unhex(kept.events.at(-1)?.hash ?? "")), leb(2));
    let before = { recordedAt: kept.epoch.openedAt, monotonicMs: 0 };
    for (const event of kept.events) {
      parts.push(Buffer.from(event.id.replaceAll("-", ""), "hex"), leb((event.recordedAt - before.recordedAt) * 2));
      parts.push(leb((event.monotonicMs - before.monotonicMs) * 2), leb(event.sealed.length / 2), Buffer.from(event.sealed, "hex"));
      before = event;
    }
    expect(payload.toString("hex")).toBe(Buffer.concat(parts).toString("hex"));
  });

  it("[FM9] registry rows travel as key, row, version step and sealed record", () => {
    const payload = Buffer.from(unhex(kept.frames.delta).subarray(18, -64));
    const parts: Buffer[] = [
      Buffer.from([kept.scope.length]),
      utf8(kept.scope),
      leb(0),
      leb(4),
      Buffer.from([0]),
      Buffer.from(kept.sumsDigest, "hex"),
      leb(4),
    ];
    for (const row of kept.rows)
      parts.push(Buffer.from(row.key, "hex"), leb(row.row), leb(1), leb(row.sealed.length / 2), Buffer.from(row.sealed, "hex"));
    expect(payload.toString("hex")).toBe(Buffer.concat(parts).toString("hex"));
    const cut = Buffer.from(unhex(kept.frames["delta-more"]).subarray(18, -64));
    expect(cut.subarray(kept.scope.length + 1, kept.scope.length + 5).toString("hex")).toBe("00020102");
  });

  it("[FM10] control payloads are compact JSON arrays", () => {
    const json = (frame: string): unknown => JSON.parse(Buffer.from(unhex(frame).subarray(18, -64)).toString("utf8"));
    const tip = (kept.events[1]?.hash ?? "").slice(0, 16);
    const nonce = "32333435363738393a3b3c3d3e3f4041";
    const { epoch } = kept.epoch;
    expect(json(kept.frames.hello)).toEqual([kept.source, nonce, 1_790_000_000_200, [[epoch, 2, 0]]]);
    expect(json(kept.frames["hello-reply"])).toEqual([kept.source, nonce, 1_790_000_000_210, 524_288, [[epoch, 1, [[1, 2]], [[tip]]]]]);
    expect(json(kept.frames.ack)).toEqual([
      kept.source,
      epoch,
      1_790_000_000_220,
      524_288,
      1,
      [[1, 2]],
      [[tip]],
      [1, 2, tip],
      [[2, "size"]],
    ]);
    expect(json(kept.frames.request)).toEqual([kept.source, kept.scope, 3, 1_790_000_000_230]);
    expect(json(kept.frames.head)).toEqual([kept.scope, 4, 1_790_000_000_240, kept.sumsDigest]);
    expect(json(kept.frames.keyset)).toMatchObject({
      version: 3,
      issuedAt: 1_780_000_000_000,
      keys: [{ role: "registry" }, { role: "source" }],
    });
  });

  it("[FM5] a batch whose content is not what its chain hash says is seen as such", () => {
    const payload = unhex(kept.frames.ev).slice(18, -64);
    expect(decodeEventBatch(crypto, payload)).toMatchObject({ ok: true, value: { chained: true } });
    const last = payload.length - 1;
    payload[last] = (payload[last] ?? 0) ^ 1;
    expect(decodeEventBatch(crypto, payload)).toMatchObject({ ok: true, value: { chained: false } });
  });

  it("[FM12] ids are UUIDv7 in lower case", () => {
    for (const event of kept.events) expect(parseUuid(event.id).ok).toBe(true);
    expect(parseUuid("00000000-0000-4000-8000-000000000000").ok).toBe(false);
    expect(parseUuid("01a0c8d0-0000-7000-8000-00000000000G").ok).toBe(false);
    expect(parseFrame(new Uint8Array(0)).ok).toBe(false);
  });
});

function leb(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  while (rest >= 128n) {
    bytes.push(Number(rest % 128n) + 128);
    rest /= 128n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
