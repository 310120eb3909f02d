import { ok, type Result } from "@beket/domain";
import { createCsvParser, detectDelimiter } from "./csv-parser.ts";
import { createFaultKeeper, failed } from "./fault.ts";
import { createTextReader } from "./text.ts";
import type { ByteSource, TableFault, TableOptions, TableSummary } from "./types.ts";

const pieceBytes = 64 * 1024;
/** So many characters are looked at to tell the delimiter. */
const sampleChars = 16 * 1024;

/** RFC 4180 in pieces; the delimiter and the encoding are found out. */
export async function readCsv(source: ByteSource, options: TableOptions): Promise<Result<TableSummary, TableFault>> {
  const text = createTextReader();
  const faults = createFaultKeeper();
  let parser: ReturnType<typeof createCsvParser> | null = null;
  let delimiter: TableSummary["delimiter"] = null;
  let sample = "";
  for (let from = 0; from < source.sizeBytes; from += pieceBytes) {
    if (options.isStopped?.() === true) return failed("stopped");
    const to = Math.min(source.sizeBytes, from + pieceBytes);
    const bytes = await source.read(from, to);
    if (bytes.length !== to - from) return failed("unreadable");
    const isLast = to === source.sizeBytes;
    const more = text.read(bytes, isLast);
    if (more === null) return failed("encoding-invalid", parser?.line() ?? 1);
    if (more.includes("\0")) return failed("not-a-table");
    if (parser === null) {
      sample += more;
      if (sample.length < sampleChars && !isLast) continue;
      const found = detectDelimiter(sample);
      delimiter = found.delimiter;
      parser = createCsvParser(found.delimiter, options, faults);
      parser.push(sample, found.from);
      sample = "";
    } else parser.push(more, 0);
    if (isLast) parser.end();
    const fault = faults.found();
    if (fault !== null) return failed(fault.code, fault.line, fault.column);
    await options.between?.();
    options.onProgress?.({ bytesRead: to, bytesTotal: source.sizeBytes, rows: parser.rows() });
  }
  const rows = parser?.rows() ?? 0;
  if (rows === 0) return failed("empty");
  return ok({
    kind: "csv",
    rows,
    bytes: source.sizeBytes,
    encoding: text.encoding,
    delimiter,
    sheets: [],
    sheet: null,
    formulasWithoutValue: 0,
  });
}
