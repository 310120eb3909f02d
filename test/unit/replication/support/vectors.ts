import {
  buildTopic,
  chainHash,
  createBucketSums,
  createFrameSigner,
  createRecordSealer,
  createSubjectHash,
  encodeAck,
  encodeDelta,
  encodeEventBatch,
  encodeHead,
  encodeHello,
  encodeHelloReply,
  encodeLane,
  encodeRequest,
  formatUuid,
  keyIdOf,
  plainCodec,
  rowTerm,
  sealEpochKey,
  sealEvent,
  signKeySet,
  sumsDigest,
  uuidv7,
  zeroHash,
} from "@beket/replication";
import type { EpochRow, JournalRow, ScopeRow } from "@beket/replication";
import { bytesFrom, crypto, hex, keyOf, registryKey, seeds } from "./world.ts";

// What goes in is fixed here; what comes out is kept in test/golden/formats.json.
const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, "utf8"));
const subjects = [
  { kind: "plate", value: "123ABC02" },
  { kind: "iin", value: "000000000000" },
  { kind: "doc", value: "N0000000" },
  { kind: "regime", value: "current" },
] as const;
const scope = "roadblock-almaty-g1";
const source = "post-01";
const epoch = "0102030405060708";
const epochKey = bytesFrom(90, 32);
const ephemeralSecret = bytesFrom(33, 32);
const bodies = ['{"kind":"passage","lane":"a"}', '{"kind":"refusal","lane":"b"}'] as const;

function epochRow(): EpochRow {
  const sealedKey = sealEpochKey(
    { crypto, random: () => ephemeralSecret },
    crypto.x25519.publicKey(seeds.event),
    { source, epoch },
    epochKey,
  );
  return { epoch, openedAt: 1_790_000_000_000, bootId: "00000000000000b1", sealedKey, previousHash: zeroHash };
}

function journalRows(): readonly JournalRow[] {
  let previous = zeroHash;
  return bodies.map((body, index) => {
    const seq = index + 1;
    const sealed = sealEvent({ crypto, codec: plainCodec }, epochKey, { source, epoch, seq }, text(body));
    const id = uuidv7({ now: () => 1_790_000_000_100 + index }, () => bytesFrom(10 + index, 10));
    const fields = { epoch, seq, id, recordedAt: 1_790_000_000_100 + index * 7, monotonicMs: 5_000 + index * 7, sealed };
    const hash = chainHash(crypto, previous, fields);
    previous = hash;
    return { ...fields, hash };
  });
}

function scopeRows(): readonly ScopeRow[] {
  const hash = createSubjectHash(crypto, registryKey);
  const sealer = createRecordSealer(crypto, registryKey, scope);
  return subjects.map(({ kind, value }, index) => {
    const place = { kind, value, row: index + 1, version: index + 1 };
    const isDeleted = index === subjects.length - 1;
    const sealed = isDeleted ? new Uint8Array(0) : sealer.seal(place, bytesFrom(index, 24));
    return { key: hash(kind, value), row: place.row, version: place.version, sealed };
  });
}

export function buildVectors() {
  const rows = scopeRows();
  const sums = createBucketSums(crypto, new Uint8Array(2_048));
  for (const row of rows) sums.add(row);
  const digest = sumsDigest(crypto, sums.bytes());
  const opened = epochRow();
  const events = journalRows();
  const [first] = rows;
  if (first === undefined) throw new Error("no rows");
  const signer = (seed: Uint8Array) => createFrameSigner(crypto, plainCodec, seed);
  const nonce = hex(bytesFrom(50, 16));
  const tip = hex(events[1]?.hash ?? zeroHash).slice(0, 16);
  const held = { epoch, backedUpTo: 1, ranges: [[1, 2]] as const, tips: [[tip]] };
  const rootDeps = { crypto, codec: plainCodec, rootSeed: seeds.root };
  return {
    keys: Object.fromEntries(
      Object.entries(seeds).map(([name, seed]) => [
        name,
        name === "event"
          ? { secret: hex(seed), publicKey: hex(crypto.x25519.publicKey(seed)) }
          : { seed: hex(seed), publicKey: hex(crypto.ed25519.publicKey(seed)), keyId: keyIdOf(crypto, crypto.ed25519.publicKey(seed)) },
      ]),
    ),
    registryKey: hex(registryKey),
    scope,
    rows: rows.map((row, index) => ({
      kind: subjects[index]?.kind ?? "",
      value: subjects[index]?.value ?? "",
      record: row.sealed.length === 0 ? null : hex(bytesFrom(index, 24)),
      key: hex(row.key),
      row: row.row,
      version: row.version,
      sealed: hex(row.sealed),
      term: hex(rowTerm(crypto, row)),
    })),
    sumsDigest: hex(digest),
    source,
    epoch: {
      epoch,
      epochKey: hex(epochKey),
      ephemeralSecret: hex(ephemeralSecret),
      sealedKey: hex(opened.sealedKey),
      openedAt: opened.openedAt,
      bootId: opened.bootId,
      previousHash: hex(opened.previousHash),
    },
    events: events.map((row, index) => ({
      seq: row.seq,
      id: formatUuid(row.id),
      body: bodies[index] ?? "",
      recordedAt: row.recordedAt,
      monotonicMs: row.monotonicMs,
      sealed: hex(row.sealed),
      hash: hex(row.hash),
    })),
    topics: [
      buildTopic({ kind: "up", shard: "s0", source, channel: "ev" }),
      buildTopic({ kind: "dn", source, channel: "ack" }),
      buildTopic({ kind: "reg", scope, channel: "lane" }),
      buildTopic({ kind: "pres", source }),
    ],
    frames: {
      ev: hex(signer(seeds.source)("ev", encodeEventBatch({ source, epoch: opened, anchor: zeroHash, rows: events }))),
      hello: hex(
        signer(seeds.source)(
          "hello",
          encodeHello({ source, nonce, time: 1_790_000_000_200, epochs: [{ epoch, lastSeq: 2, prunedTo: 0 }] }),
        ),
      ),
      "hello-reply": hex(
        signer(seeds.ack)("hello-reply", encodeHelloReply({ source, nonce, time: 1_790_000_000_210, windowBytes: 524_288, held: [held] })),
      ),
      ack: hex(
        signer(seeds.ack)(
          "ack",
          encodeAck({ source, time: 1_790_000_000_220, windowBytes: 524_288, ...held, echo: [1, 2, tip], poison: [[2, "size"]] }),
        ),
      ),
      request: hex(
        encodeRequest({ crypto, codec: plainCodec, signingSeed: seeds.source }, { source, scope, from: 3, time: 1_790_000_000_230 }),
      ),
      head: hex(signer(seeds.registry)("head", encodeHead({ scope, version: 4, time: 1_790_000_000_240, digest: hex(digest) }))),
      delta: hex(signer(seeds.registry)("delta", encodeDelta({ scope, from: 0, to: 4, digest, rows }))),
      "delta-more": hex(signer(seeds.registry)("delta", encodeDelta({ scope, from: 0, to: 2, digest: null, rows: rows.slice(0, 2) }))),
      lane: hex(signer(seeds.registry)("lane", encodeLane({ scope, row: first }))),
      keyset: hex(
        signKeySet(rootDeps, {
          version: 3,
          issuedAt: 1_780_000_000_000,
          keys: [keyOf(seeds.registry, "registry", { scopes: [scope] }), keyOf(seeds.source, "source", { source })],
          revoked: [keyOf(seeds.stranger, "ack").id],
        }),
      ),
    },
  };
}
export type Vectors = ReturnType<typeof buildVectors>;
