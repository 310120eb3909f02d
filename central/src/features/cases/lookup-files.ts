import type { BeketEvent, Regime } from "@beket/domain";
import type { CryptoPort } from "@beket/replication";
import { formatUuid } from "@beket/replication";
import { hex } from "../bytes.ts";
import { jsonFile, type CaseFile } from "./seal.ts";

/** One event as its source chained it. */
export type ChainedRow = {
  readonly source: string;
  readonly epoch: string;
  readonly seq: number;
  readonly id: Uint8Array;
  readonly recordedAt: number;
  readonly monotonicMs: number;
  readonly receivedAt: number;
  readonly sealed: Uint8Array;
  readonly hash: Uint8Array;
};
export type LookupFacts = {
  readonly row: ChainedRow;
  readonly event: Extract<BeketEvent, { kind: "lookup" }>;
  readonly refusal: { readonly id: string; readonly number: string; readonly occurredAt: number } | null;
  readonly regime: Regime | null;
  readonly again: "agreed" | "differing" | "not-replayable";
  /** Chain hash of the row before, or where the epoch began; null where it is not held. */
  readonly before: Uint8Array | null;
  /** Up to which event of its epoch central holds and has acknowledged an unbroken range, and the chain hash there. */
  readonly held: { readonly from: number; readonly to: number; readonly tip: string } | null;
};

/** A look-up: what its event stored, what central computes from it today, and where it stands in its source's chain. */
export function lookupFiles(crypto: Pick<CryptoPort, "sha256">, facts: LookupFacts): readonly CaseFile[] {
  const { row, event, refusal, regime, again, before, held } = facts;
  const { source, epoch, seq, recordedAt, monotonicMs, receivedAt, sealed, hash } = row;
  const place = { source, epoch, seq, id: formatUuid(row.id), recordedAt, monotonicMs, receivedAt };
  const link = before === null ? null : linkBytes(crypto, before, row);
  const chain = (path: string, bytes: Uint8Array): CaseFile => ({ path: `chain/${path}`, role: "chain", bytes });
  return [
    jsonFile("verdict.json", "verdict", { decision: event.trace.decision, again, refusal }),
    jsonFile("inputs/event.json", "input", event),
    ...(regime === null ? [] : [jsonFile("inputs/regime.json", "input", regime)]),
    jsonFile("chain/row.json", "chain", {
      ...place,
      sealedSha256: hex(crypto.sha256(sealed)),
      before: before === null ? null : hex(before),
      hash: hex(hash),
      acknowledged: held,
    }),
    chain("sealed.bin", sealed),
    ...(link === null ? [] : [chain("link.bin", link)]),
  ];
}

/** The octets whose SHA-256 is the row's chain hash (FM5). */
function linkBytes(crypto: Pick<CryptoPort, "sha256">, before: Uint8Array, row: ChainedRow): Uint8Array {
  const out = new Uint8Array(32 + 8 + 8 + 16 + 8 + 8 + 32);
  const view = new DataView(out.buffer);
  out.set(before, 0);
  for (let at = 0; at < 8; at += 1) out[32 + at] = Number.parseInt(row.epoch.slice(2 * at, 2 * at + 2), 16);
  view.setBigUint64(40, BigInt(row.seq));
  out.set(row.id, 48);
  view.setBigUint64(64, BigInt(row.recordedAt));
  view.setBigUint64(72, BigInt(row.monotonicMs));
  out.set(crypto.sha256(row.sealed), 80);
  return out;
}
