import type { ImportFault, OrganisationRow } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import { baseLimits, readTable, type ByteSource, type TableLimits, type TableOptions } from "@beket/tables";
import { readCells, readColumns, readRow, type CellFault, type Columns } from "./columns.ts";

export type ReadOptions = Pick<TableOptions, "between" | "isStopped"> & {
  readonly onRow: (line: number, row: OrganisationRow) => void;
  readonly onFault: (fault: ImportFault) => void;
  readonly onBytes: (bytesRead: number, bytesTotal: number) => void;
  readonly limits?: TableLimits;
};
export type FileFormat = "csv" | "xlsx" | "ndjson";

/** Reads a base of any format: one JSON object a line where the file begins with one, else a table whose first row names its columns. */
export async function readBaseFile(source: ByteSource, options: ReadOptions): Promise<Result<FileFormat, ImportFault>> {
  const [first] = source.sizeBytes === 0 ? [] : skipMark(await source.read(0, Math.min(16, source.sizeBytes)));
  if (first === 0x7b) return readLines(source, options);
  let columns: Columns | null = null;
  let headFault: ImportFault | null = null;
  const read = await readTable(source, {
    limits: options.limits ?? baseLimits,
    ...(options.between === undefined ? {} : { between: options.between }),
    isStopped: () => headFault !== null || options.isStopped?.() === true,
    onProgress: ({ bytesRead, bytesTotal }) => options.onBytes(bytesRead, bytesTotal),
    onRow: ({ line, cells, fault }) => {
      if (columns === null) {
        const found = readColumns(cells);
        if (found.ok) columns = found.value;
        else headFault = { line, ...found.error };
      } else if (headFault === null) {
        if (fault === null) hand(options, line, readCells(columns, cells));
        else options.onFault({ line, column: null, code: fault });
      }
    },
  });
  if (headFault !== null) return err(headFault);
  return read.ok ? ok(read.value.kind) : err({ line: read.error.line, column: null, code: read.error.code });
}

function hand({ onRow, onFault }: ReadOptions, line: number, row: Result<OrganisationRow, CellFault>): void {
  if (row.ok) onRow(line, row.value);
  else onFault({ line, ...row.error });
}

const pieceBytes = 64 * 1024;
const lineBytesMax = 16 * 1024;

async function readLines(source: ByteSource, options: ReadOptions): Promise<Result<FileFormat, ImportFault>> {
  const limits = options.limits ?? baseLimits;
  if (source.sizeBytes > limits.fileBytesMax) return err({ line: null, column: null, code: "file-too-large" });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = new Uint8Array();
  let line = 0;
  let rows = 0;
  const take = (bytes: Uint8Array): void => {
    line += 1;
    if (bytes.length === 0 || (bytes.length === 1 && bytes[0] === 0x0d)) return;
    rows += 1;
    hand(options, line, parseLine(decoder, bytes));
  };
  for (let from = 0; from < source.sizeBytes; from += pieceBytes) {
    if (options.isStopped?.() === true) return err({ line, column: null, code: "stopped" });
    const to = Math.min(source.sizeBytes, from + pieceBytes);
    const piece = await source.read(from, to);
    if (piece.length !== to - from) return err({ line, column: null, code: "unreadable" });
    const bytes = joined(rest, from === 0 ? skipMark(piece) : piece);
    let begin = 0;
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, begin)) {
      take(bytes.subarray(begin, end));
      begin = end + 1;
    }
    rest = bytes.slice(begin);
    if (rest.length > lineBytesMax) return err({ line: line + 1, column: null, code: "cell-too-long" });
    if (rows > limits.rowsMax) return err({ line, column: null, code: "too-many-rows" });
    await options.between?.();
    options.onBytes(to, source.sizeBytes);
  }
  if (rest.length > 0) take(rest);
  return ok("ndjson");
}

function parseLine(decoder: TextDecoder, bytes: Uint8Array): Result<OrganisationRow, CellFault> {
  let json: unknown;
  try {
    json = JSON.parse(decoder.decode(bytes));
  } catch {
    return err({ column: null, code: "not-json" });
  }
  return readRow(json);
}

const skipMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
