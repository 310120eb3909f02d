import { type PanelRow, sum } from "./panel.ts";

export type CardDay = {
  readonly date: string;
  readonly capacity: number;
  readonly tested: number;
  readonly positive: number;
  /** How much of `tested` went beyond the capacity of its own laboratory. */
  readonly over: number;
};

/** The laboratories of each day together, oldest day first. */
export const cardDays = (rows: readonly PanelRow<"daily-card">[]): readonly CardDay[] =>
  [...Map.groupBy(rows, (row) => row.date ?? "")]
    .map(([date, group]) => ({
      date,
      capacity: sum(group, (row) => row.capacity),
      tested: sum(group, (row) => row.tested),
      positive: sum(group, (row) => row.positive),
      over: sum(group, (row) => Math.max(0, (row.tested ?? 0) - (row.capacity ?? 0))),
    }))
    .toSorted((one, other) => (one.date < other.date ? -1 : 1));

/** `2020-04-16` → `16.04`. */
export const shortDate = (date: string): string => `${date.slice(8, 10)}.${date.slice(5, 7)}`;

/** The laboratories of the newest card and their capacity: most days have the same. */
export function laboratoriesOf(
  rows: readonly PanelRow<"daily-card">[],
): readonly { readonly laboratory: string; readonly capacity: number | null }[] {
  const newest = rows.reduce((latest, row) => ((row.date ?? "") > latest ? (row.date ?? "") : latest), "");
  return rows.filter((row) => row.date === newest).map((row) => ({ laboratory: row.laboratory ?? "", capacity: row.capacity }));
}
