import { ok, type Result } from "@beket/domain";
import { createFaultKeeper, failed } from "./fault.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { createSheetReader } from "./sheet.ts";
import type { ByteSource, TableFault, TableOptions, TableSummary } from "./types.ts";
import { unpackEntry } from "./unpack-entry.ts";
import { readFormats, readWorkbook, type Archive } from "./workbook.ts";
import { createXmlReader } from "./xml.ts";
import { readZipDirectory, type ZipEntry } from "./zip-directory.ts";

const namedMax = 100;

/** One sheet of a workbook, read from the directory at the file's end: first what it refers to, then its rows. */
export async function readXlsx(source: ByteSource, options: TableOptions): Promise<Result<TableSummary, TableFault>> {
  const { limits, onProgress } = options;
  const entries = await readZipDirectory(source, limits);
  if (!entries.ok) return entries;
  const other = otherFormat(entries.value);
  if (other !== null) return failed(other);
  const archive: Archive = { source, entries: entries.value, limits };
  const workbook = await readWorkbook(archive);
  if (!workbook.ok) return workbook;
  const { sheets, strings, styles, is1904 } = workbook.value;
  const sheet = options.sheet === undefined ? sheets[0] : sheets.find(({ name }) => name === options.sheet);
  if (sheet === undefined) return failed("sheet-not-found");
  const formats = await readFormats(archive, styles);
  if (!formats.ok) return formats;
  const bytesTotal = (strings?.packedBytes ?? 0) + sheet.entry.packedBytes;
  const isStopped = (): boolean => options.isStopped?.() === true;
  let bytesRead = 0;
  let rows = (): number => 0;
  const onPacked = (bytes: number): void => {
    bytesRead += bytes;
    onProgress?.({ bytesRead, bytesTotal, rows: rows() });
  };
  const shared = await readSharedStrings(archive, strings, onPacked, isStopped);
  if (!shared.ok) return shared;
  const faults = createFaultKeeper();
  const reader = createSheetReader({ strings: shared.value, formats: formats.value, is1904, options, faults });
  rows = reader.rows;
  const read = await unpackEntry(source, sheet.entry, {
    limits,
    onBytes: createXmlReader(limits, faults, reader.handlers),
    onPacked,
    between: options.between,
    isStopped,
  });
  if (!read.ok) return read;
  if (rows() === 0) return failed("empty");
  return ok({
    kind: "xlsx",
    rows: rows(),
    bytes: source.sizeBytes,
    encoding: null,
    delimiter: null,
    sheets: sheets.slice(0, namedMax).map(({ name }) => name),
    sheet: sheet.name,
    formulasWithoutValue: reader.formulasWithoutValue(),
  });
}

/** Names the formats that people take for an Excel workbook. */
function otherFormat(entries: ReadonlyMap<string, ZipEntry>): "ods" | "xlsb" | null {
  if (entries.has("content.xml") && entries.has("meta-inf/manifest.xml")) return "ods";
  return entries.has("xl/workbook.bin") ? "xlsb" : null;
}
