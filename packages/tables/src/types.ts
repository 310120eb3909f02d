import type { TableLimits } from "./limits.ts";

/**
 * A file that can be read from any place: `File.slice` in a browser, a descriptor on a server, or bytes in memory. An XLSX file says only at
 * its end what is in it, so a reader that sees each byte once would have to keep the whole or to believe what comes before the end.
 */
export type ByteSource = {
  readonly sizeBytes: number;
  /** The bytes of `[from, to)`; fewer only when the file has shrunk, which is a fault. */
  readonly read: (from: number, to: number) => Promise<Uint8Array>;
};

export const tableKinds = ["csv", "xlsx"] as const;
export type TableKind = (typeof tableKinds)[number];

export type TableRow = {
  /** Of the file: the line a CSV record begins on, the row number of a sheet. From 1. */
  readonly line: number;
  /** As text, trimmed. Dates are `2020-04-16` or `2020-04-16T08:00:00`, numbers plain decimals without an exponent. */
  readonly cells: readonly string[];
  /** The record has text after a closing quote, which Excel and RFC 4180 read differently. */
  readonly fault: "quote-misplaced" | null;
};

export type TableProgress = { readonly bytesRead: number; readonly bytesTotal: number; readonly rows: number };

export type TableOptions = {
  /** Absent: by the first bytes. */
  readonly kind?: TableKind;
  /** Name of a sheet; absent: the first that is not hidden. */
  readonly sheet?: string;
  readonly limits: TableLimits;
  /** Rows with nothing in them are left out. Rows come before the checksum of their sheet is known: after a fault none of them counts. */
  readonly onRow: (row: TableRow) => void;
  /** After each piece that was read, about every 64 kB. */
  readonly onProgress?: (progress: TableProgress) => void;
  /** Waited for between two pieces, of a workbook about every 16 kB of the file: who takes the rows catches up here, and a server does its other work. */
  readonly between?: () => Promise<void>;
  /** Asked before each row; true ends the reading with the fault `stopped`. */
  readonly isStopped?: () => boolean;
};

export type TableEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1251";
export type TableSummary = {
  readonly kind: TableKind;
  readonly rows: number;
  readonly bytes: number;
  /** Of CSV. */
  readonly encoding: TableEncoding | null;
  readonly delimiter: "," | ";" | "\t" | null;
  /** Of XLSX: the sheets that are not hidden, at most 100; the one that was read. */
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  /** Cells with a formula that nobody has computed yet: they came as empty. */
  readonly formulasWithoutValue: number;
};

export type TableFault = {
  readonly code: TableFaultCode;
  /** Where it is known; the content is never told. */
  readonly line: number | null;
  /** From 1. */
  readonly column: number | null;
};

export const tableFaultCodes = [
  "empty",
  "file-too-large",
  "unreadable",
  "stopped",
  "xls",
  "xlsb",
  "ods",
  "encrypted",
  "not-a-table",
  "not-a-workbook",
  "zip-malformed",
  "zip-truncated",
  "zip-checksum",
  "zip-bomb",
  "too-many-entries",
  "xml-malformed",
  "xml-doctype",
  "xml-too-deep",
  "sheet-not-found",
  "sheet-malformed",
  "too-many-rows",
  "too-many-columns",
  "too-many-strings",
  "cell-too-long",
  "quote-unclosed",
  "encoding-invalid",
] as const;
export type TableFaultCode = (typeof tableFaultCodes)[number];
