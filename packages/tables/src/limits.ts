/** What a table may be at most; whatever is beyond is a fault with its own code, found before it costs more than the limit. */
export type TableLimits = {
  readonly fileBytesMax: number;
  /** Rows that are not empty, the header among them. */
  readonly rowsMax: number;
  readonly columnsMax: number;
  /** Characters (UTF-16) of a cell. */
  readonly cellCharsMax: number;
  /** Files inside an XLSX. */
  readonly entriesMax: number;
  /** What all of them claim to unpack to, and what those that are read really do. */
  readonly expandedBytesMax: number;
  /** Unpacked bytes for one packed, once more than a megabyte came. */
  readonly expansionRatioMax: number;
  readonly sharedStringsMax: number;
  /** Two bytes of memory each. */
  readonly sharedStringCharsMax: number;
  readonly xmlDepthMax: number;
};

const mb = 1024 * 1024;
const workbook = { columnsMax: 100, cellCharsMax: 2_000, entriesMax: 1_000, expansionRatioMax: 200, xmlDepthMax: 32 };

/** A roster of 10,000 rows with its header. */
export const rosterLimits: TableLimits = {
  ...workbook,
  fileBytesMax: 20 * mb,
  rowsMax: 10_001,
  expandedBytesMax: 200 * mb,
  sharedStringsMax: 200_000,
  sharedStringCharsMax: 8 * mb,
};

/** The tax authority's base: a sheet of Excel ends at 1,048,576 rows. */
export const baseLimits: TableLimits = {
  ...workbook,
  fileBytesMax: 512 * mb,
  rowsMax: 3_000_001,
  expandedBytesMax: 4_000 * mb,
  sharedStringsMax: 6_000_000,
  sharedStringCharsMax: 128 * mb,
};
