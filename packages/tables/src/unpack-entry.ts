import { ok, type Result } from "@beket/domain";
import { Inflate } from "fflate";
import { crc32 } from "./crc32.ts";
import { failed } from "./fault.ts";
import type { TableLimits } from "./limits.ts";
import type { ByteSource, TableFault } from "./types.ts";
import type { ZipEntry } from "./zip-directory.ts";

/** Read at once. */
const pieceBytes = 64 * 1024;
/** Given to the unpacker at once: deflate makes at most 1,032 bytes of one, so no more than 16 MB lie in memory before a limit is looked at. */
const sliceBytes = 16 * 1024;
const ratioFreeBytes = 1024 * 1024;

export type Unpacking = {
  readonly limits: TableLimits;
  /** Unpacked bytes in order; a fault ends the work. */
  readonly onBytes: (bytes: Uint8Array, isLast: boolean) => TableFault | null;
  readonly onPacked?: (bytes: number) => void;
  readonly between?: (() => Promise<void>) | undefined;
  readonly isStopped?: () => boolean;
};

/** Unpacks one file of the archive piece by piece, and proves length and checksum at its end. */
export async function unpackEntry(source: ByteSource, entry: ZipEntry, work: Unpacking): Promise<Result<null, TableFault>> {
  const header = await source.read(entry.headerAt, entry.headerAt + 30);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < 30 || view.getUint32(0, true) !== 0x0403_4b50) return failed("zip-malformed");
  const from = entry.headerAt + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  const to = from + entry.packedBytes;
  if (to > source.sizeBytes) return failed("zip-truncated");
  const unpacker = createUnpacker(entry, work);
  for (let at = from; at < to || at === from; at += pieceBytes) {
    if (work.isStopped?.() === true) return failed("stopped");
    const end = Math.min(to, at + pieceBytes);
    const piece = await source.read(at, end);
    if (piece.length !== end - at) return failed("unreadable");
    for (let slice = 0; slice < piece.length || slice === 0; slice += sliceBytes) {
      const isLast = end === to && slice + sliceBytes >= piece.length;
      const fault = unpacker(piece.subarray(slice, slice + sliceBytes), isLast);
      if (fault !== null) return { ok: false, error: fault };
      await work.between?.();
    }
    work.onPacked?.(end - at);
  }
  return ok(null);
}

function createUnpacker(entry: ZipEntry, { limits, onBytes }: Unpacking): (packed: Uint8Array, isLast: boolean) => TableFault | null {
  let expanded = 0;
  let packed = 0;
  let checksum = 0;
  let fault: TableFault | null = null;
  const take = (bytes: Uint8Array, isLast: boolean): void => {
    expanded += bytes.length;
    checksum = crc32(checksum, bytes);
    const isBomb = expanded > ratioFreeBytes && expanded > packed * limits.expansionRatioMax;
    if (isBomb || expanded > limits.expandedBytesMax) fault = { code: "zip-bomb", line: null, column: null };
    else if (expanded > entry.expandedBytes) fault = { code: "zip-malformed", line: null, column: null };
    else fault = onBytes(bytes, isLast);
    if (fault !== null || !isLast) return;
    if (expanded !== entry.expandedBytes) fault = { code: "zip-truncated", line: null, column: null };
    else if (checksum !== entry.crc32) fault = { code: "zip-checksum", line: null, column: null };
  };
  if (entry.method === "stored") {
    return (bytes, isLast) => {
      packed += bytes.length;
      take(bytes, isLast);
      return fault;
    };
  }
  const inflate = new Inflate((bytes, isLast) => {
    if (fault === null) take(bytes, isLast);
  });
  return (bytes, isLast) => {
    packed += bytes.length;
    try {
      inflate.push(bytes, isLast);
    } catch {
      // fflate throws for what is not deflate and for what ends too early.
      fault ??= { code: isLast ? "zip-truncated" : "zip-malformed", line: null, column: null };
    }
    return fault;
  };
}
