import {
  bytesSource,
  readTable,
  rosterLimits,
  type ByteSource,
  type TableFault,
  type TableOptions,
  type TableRow,
  type TableSummary,
} from "@beket/tables";
import type { Result } from "@beket/domain";

export type Read = { readonly result: Result<TableSummary, TableFault>; readonly rows: readonly TableRow[] };

/** Reads a whole file in memory; limits of a roster unless told. */
export async function read(bytes: Uint8Array | ByteSource, options: Partial<TableOptions> = {}): Promise<Read> {
  const rows: TableRow[] = [];
  const source = bytes instanceof Uint8Array ? bytesSource(bytes) : bytes;
  const result = await readTable(source, { limits: rosterLimits, onRow: (row) => rows.push(row), ...options });
  return { result, rows };
}
export const cellsOf = ({ rows }: Read): readonly (readonly string[])[] => rows.map(({ cells }) => cells);
export const faultOf = ({ result }: Read): TableFault | null => (result.ok ? null : result.error);
export const text = (value: string): Uint8Array => new TextEncoder().encode(value);
