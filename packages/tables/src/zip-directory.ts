import { ok, type Result } from "@beket/domain";
import { failed } from "./fault.ts";
import type { TableLimits } from "./limits.ts";
import type { ByteSource, TableFault } from "./types.ts";

/** One file of an archive, as the directory at the end of the archive names it; what stands before the file itself is not believed. */
export type ZipEntry = {
  readonly name: string;
  readonly method: "stored" | "deflated";
  readonly crc32: number;
  readonly packedBytes: number;
  readonly expandedBytes: number;
  readonly headerAt: number;
};

const endBytes = 22;
const commentBytesMax = 65_535;
const locatorBytes = 20;
const entryBytes = 46;
const wide = 0xffff_ffff;

/** Reads the directory of a ZIP archive (APPNOTE 6.3.10, 4.3.12 to 4.3.16) and refuses what claims more than the limits before anything is unpacked. */
export async function readZipDirectory(
  source: ByteSource,
  limits: TableLimits,
): Promise<Result<ReadonlyMap<string, ZipEntry>, TableFault>> {
  const tailFrom = Math.max(0, source.sizeBytes - endBytes - commentBytesMax - locatorBytes);
  const tail = await source.read(tailFrom, source.sizeBytes);
  const end = await findEnd(source, tail, tailFrom);
  if (end === null) return failed("zip-truncated");
  if (end.entries > limits.entriesMax) return failed("too-many-entries");
  if (end.at + end.bytes > source.sizeBytes || end.bytes > end.entries * (entryBytes + 3 * 65_535)) return failed("zip-malformed");
  // A directory is smaller than what it names, and that is limited.
  if (end.bytes > limits.entriesMax * 1_024) return failed("zip-malformed");
  const bytes = await source.read(end.at, end.at + end.bytes);
  return bytes.length === end.bytes ? readEntries(bytes, end, limits) : failed("unreadable");
}

type End = { readonly entries: number; readonly bytes: number; readonly at: number };

async function findEnd(source: ByteSource, tail: Uint8Array, tailFrom: number): Promise<End | null> {
  const view = viewOf(tail);
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== 0x0605_4b50 || at + endBytes + view.getUint16(at + 20, true) > tail.length) continue;
    const end = { entries: view.getUint16(at + 10, true), bytes: view.getUint32(at + 12, true), at: view.getUint32(at + 16, true) };
    const isWide = end.entries === 0xffff || end.bytes === wide || end.at === wide;
    if (!isWide) return end;
    const locator = at - locatorBytes;
    if (locator < 0 || view.getUint32(locator, true) !== 0x0706_4b50) return null;
    const recordAt = Number(view.getBigUint64(locator + 8, true));
    if (recordAt + 56 > tailFrom + at) return null;
    const record = await source.read(recordAt, recordAt + 56);
    if (record.length < 56 || viewOf(record).getUint32(0, true) !== 0x0606_4b50) return null;
    const wider = viewOf(record);
    return {
      entries: Number(wider.getBigUint64(32, true)),
      bytes: Number(wider.getBigUint64(40, true)),
      at: Number(wider.getBigUint64(48, true)),
    };
  }
  return null;
}

function readEntries(bytes: Uint8Array, end: End, limits: TableLimits): Result<ReadonlyMap<string, ZipEntry>, TableFault> {
  const view = viewOf(bytes);
  const entries = new Map<string, ZipEntry>();
  let claimed = 0;
  let at = 0;
  for (let index = 0; index < end.entries; index += 1) {
    if (at + entryBytes > bytes.length || view.getUint32(at, true) !== 0x0201_4b50) return failed("zip-malformed");
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const next = at + entryBytes + nameBytes + extraBytes + view.getUint16(at + 32, true);
    if (next > bytes.length) return failed("zip-malformed");
    // Bit 0: encrypted; bit 13: the directory itself is.
    if ((flags & 0x2001) !== 0) return failed("encrypted");
    const sizes = sizesOf(view, at, at + entryBytes + nameBytes, extraBytes);
    if (sizes === null) return failed("zip-malformed");
    claimed += sizes.expandedBytes;
    if (claimed > limits.expandedBytesMax) return failed("zip-bomb");
    if (sizes.headerAt + 30 + sizes.packedBytes > end.at) return failed("zip-malformed");
    const name = latin(bytes.subarray(at + entryBytes, at + entryBytes + nameBytes))
      .replaceAll("\\", "/")
      .toLowerCase();
    if (entries.has(name)) return failed("zip-malformed");
    if (method !== 0 && method !== 8) return failed("zip-malformed");
    entries.set(name, { name, method: method === 0 ? "stored" : "deflated", crc32: view.getUint32(at + 16, true), ...sizes });
    at = next;
  }
  return overlap([...entries.values()]) ? failed("zip-malformed") : ok(entries);
}

/** The extra field of ZIP64 holds, in this order, only those of the three that do not fit into 32 bits. */
function sizesOf(
  view: DataView,
  at: number,
  extraAt: number,
  extraBytes: number,
): Pick<ZipEntry, "packedBytes" | "expandedBytes" | "headerAt"> | null {
  const narrow = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  if (narrow.includes(wide)) {
    let from = extraAt;
    while (from + 4 <= extraAt + extraBytes && view.getUint16(from, true) !== 1) from += 4 + view.getUint16(from + 2, true);
    if (from + 4 > extraAt + extraBytes) return null;
    const to = from + 4 + view.getUint16(from + 2, true);
    if (to > extraAt + extraBytes) return null;
    from += 4;
    for (const [index, value] of narrow.entries()) {
      if (value !== wide) continue;
      if (from + 8 > to) return null;
      narrow[index] = Number(view.getBigUint64(from, true));
      from += 8;
    }
  }
  const [expandedBytes = 0, packedBytes = 0, headerAt = 0] = narrow;
  return { expandedBytes, packedBytes, headerAt };
}

/** Files that lie over each other unpack to many times what the archive holds. */
function overlap(entries: readonly ZipEntry[]): boolean {
  const inOrder = entries.toSorted((a, b) => a.headerAt - b.headerAt);
  return inOrder.some((entry, at) => {
    const next = inOrder[at + 1];
    return next !== undefined && entry.headerAt + 30 + entry.packedBytes > next.headerAt;
  });
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
/** Names of the parts of a workbook are ASCII; others only have to differ. */
const latin = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
