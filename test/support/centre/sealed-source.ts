import {
  chainHash,
  createFrameSigner,
  encodeEventBatch,
  sealEpochKey,
  sealEvent,
  zeroHash,
  type CodecPort,
  type CryptoPort,
  type EpochRow,
  type IngestBatch,
  type JournalRow,
} from "@beket/replication";
import type { Told } from "./random-life.ts";

export type SealDeps = {
  readonly crypto: CryptoPort;
  readonly codec: CodecPort;
  readonly random: (bytes: number) => Uint8Array;
  readonly eventPublicKey: Uint8Array;
  readonly openedAt: number;
};
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A journal of one epoch without its file: bodies become rows of a chain, rows become what a node sends. */
export function createSealedSource(deps: SealDeps, source: string) {
  const { crypto, codec, openedAt } = deps;
  const epoch = Buffer.from(deps.random(8)).toString("hex");
  const epochKey = deps.random(32);
  const opened: EpochRow = {
    epoch,
    openedAt,
    bootId: "00000000000000b1",
    sealedKey: sealEpochKey(deps, deps.eventPublicKey, { source, epoch }, epochKey),
    previousHash: zeroHash,
  };
  let seq = 0;
  let hash = zeroHash;
  return {
    /** `spoilt`: the body is sealed to another place, so that nobody opens it here; its row is a good one. */
    row: (told: Told, spoilt = false): JournalRow => {
      seq += 1;
      const body = utf8(typeof told.body === "string" ? told.body : JSON.stringify(told.body));
      const sealed = sealEvent(deps, epochKey, { source, epoch, seq: spoilt ? seq + 1_000_000 : seq }, body);
      const id = new Uint8Array(Buffer.from(told.id.replaceAll("-", ""), "hex"));
      const fields = { epoch, seq, id, recordedAt: openedAt + seq, monotonicMs: seq, sealed };
      hash = chainHash(crypto, hash, fields);
      return { ...fields, hash };
    },
    /** Rows that follow each other; `before` is the hash of the row before them. */
    frame: (signingSeed: Uint8Array, rows: readonly JournalRow[], before: Uint8Array): Uint8Array =>
      createFrameSigner(crypto, codec, signingSeed)("ev", encodeEventBatch({ source, epoch: opened, anchor: before, rows })),
    batch: (rows: readonly JournalRow[]): IngestBatch => ({ source, ...opened, rows, poisoned: [] }),
    lastHash: (): Uint8Array => hash,
  };
}
export type SealedSource = ReturnType<typeof createSealedSource>;
