import { type columnTypes, panels, type PanelName, type PanelReply } from "@beket/api";

export type ColumnType = (typeof columnTypes)[number];
export type Cell = string | number | boolean | null;
type CellOf<T extends ColumnType> = T extends "count" | "time" | "duration" | "percent" ? number : T extends "flag" ? boolean : string;
/** A row by the names of its columns. Any cell may be empty. */
export type PanelRow<P extends PanelName> = {
  readonly [C in (typeof panels)[P][number] as C[0]]: CellOf<C[1]> | null;
};

const kinds: Readonly<Record<ColumnType, "number" | "boolean" | "string">> = {
  post: "string",
  ledger: "string",
  outcome: "string",
  reason: "string",
  country: "string",
  code: "string",
  text: "string",
  count: "number",
  time: "number",
  duration: "number",
  percent: "number",
  flag: "boolean",
};

function isRow<P extends PanelName>(panel: P, row: Readonly<Record<string, Cell | undefined>>): row is PanelRow<P> {
  return panels[panel].every(([column, type]) => row[column] === null || typeof row[column] === kinds[type]);
}

/** The rows of a panel, or null when central answered another table than this page knows. Further columns are left out. */
export function rowsOf<P extends PanelName>(panel: P, reply: PanelReply): readonly PanelRow<P>[] | null {
  if (reply.panel !== panel) return null;
  const places = new Map(reply.columns.map(({ column }, index) => [column, index]));
  const rows: PanelRow<P>[] = [];
  for (const cells of reply.rows) {
    const row: Record<string, Cell | undefined> = {};
    for (const [column] of panels[panel]) row[column] = cells[places.get(column) ?? cells.length];
    if (!isRow(panel, row)) return null;
    rows.push(row);
  }
  return rows;
}

export const sum = <T>(rows: readonly T[], value: (row: T) => number | null): number =>
  rows.reduce((total, row) => total + (value(row) ?? 0), 0);
