import type { Result } from "@beket/domain";
import { failed } from "./fault.ts";
import { readCsv } from "./read-csv.ts";
import { readXlsx } from "./read-xlsx.ts";
import type { ByteSource, TableFault, TableOptions, TableSummary } from "./types.ts";

/** Bytes in memory as a file. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  sizeBytes: bytes.length,
  read: (from, to) => Promise.resolve(bytes.subarray(from, to)),
});

/**
 * Reads the rows of a CSV or XLSX file piece by piece; memory does not grow with the file, only with the shared strings of a workbook, up
 * to their limit. Between the pieces it waits, so a page or a server goes on working. What `source.read` throws is thrown on.
 */
export async function readTable(source: ByteSource, options: TableOptions): Promise<Result<TableSummary, TableFault>> {
  if (source.sizeBytes === 0) return failed("empty");
  if (source.sizeBytes > options.limits.fileBytesMax) return failed("file-too-large");
  const head = await source.read(0, Math.min(source.sizeBytes, 512));
  if (isCompound(head)) return failed(await compoundKind(source, head));
  const isZip = begins(head, [0x50, 0x4b]) && (begins(head, [0x50, 0x4b, 3, 4]) || begins(head, [0x50, 0x4b, 5, 6]));
  if ((options.kind ?? (isZip ? "xlsx" : "csv")) === "csv") return isZip ? failed("not-a-table") : readCsv(source, options);
  return isZip ? readXlsx(source, options) : failed("not-a-workbook");
}

const begins = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, at) => bytes[at] === byte);
const isCompound = (bytes: Uint8Array): boolean => begins(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** A compound file is a workbook of before 2007, or a newer one behind a password: its first directory sector names the streams (MS-CFB 2.2, 2.6). */
async function compoundKind(source: ByteSource, head: Uint8Array): Promise<"xls" | "encrypted"> {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < 512) return "xls";
  const sectorBytes = view.getUint16(30, true) === 12 ? 4_096 : 512;
  const at = (view.getUint32(48, true) + 1) * sectorBytes;
  if (at + 128 > source.sizeBytes) return "xls";
  const directory = await source.read(at, Math.min(source.sizeBytes, at + sectorBytes));
  const names = Array.from(directory, (byte) => (byte === 0 ? "" : String.fromCharCode(byte))).join("");
  return names.includes("EncryptedPackage") || names.includes("EncryptionInfo") ? "encrypted" : "xls";
}
