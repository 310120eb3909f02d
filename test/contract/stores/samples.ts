import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EpochRow, JournalRow, ScopeRow } from "@beket/replication";

export const hashOf = (text: string): Uint8Array => new Uint8Array(createHash("sha256").update(text).digest());
export const bytesOf = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

export const epochRow = (epoch: string): EpochRow => ({
  epoch,
  openedAt: 1_790_000_000_000,
  bootId: "0123456789abcdef",
  sealedKey: hashOf(`key of ${epoch}`),
  previousHash: new Uint8Array(32),
});

export const journalRow = (epoch: string, seq: number, sizeBytes = 100, branch = ""): JournalRow => ({
  epoch,
  seq,
  id: hashOf(`${epoch} ${seq} ${branch}`).slice(0, 16),
  recordedAt: 1_790_000_000_000 + seq,
  monotonicMs: seq + 0.5,
  sealed: new Uint8Array(sizeBytes).fill(seq % 251),
  hash: hashOf(`hash ${epoch} ${seq} ${branch}`),
});
export const journalRows = (epoch: string, from: number, to: number, sizeBytes = 100): readonly JournalRow[] =>
  Array.from({ length: to - from + 1 }, (_, index) => journalRow(epoch, from + index, sizeBytes));

export const scopeRow = (row: number, version: number, key: Uint8Array, sealed: Uint8Array = hashOf(`${row} ${version}`)): ScopeRow => ({
  key,
  row,
  version,
  sealed,
});
export const keyNumbered = (number: number): Uint8Array => hashOf(`key ${number}`).slice(0, 8);
export const tombstone = new Uint8Array(0);

/** A folder that `remove` takes away again. */
export function temporaryFolder(): { readonly folder: string; readonly file: (name: string) => string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "beket-"));
  return { folder, file: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
