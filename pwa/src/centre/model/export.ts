import type { ExportRequest } from "@beket/api";
import { civilDate, civilTime } from "@beket/domain";

const dayMs = 86_400_000;

/** The midnight of a city's date (`YYYY-MM-DD`) in Unix ms, or null for a date that does not exist. */
export function midnightOf(date: string, timeZone: string): number | null {
  const utc = Date.parse(`${date}T00:00:00Z`);
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(date) || Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 10) !== date) return null;
  // The zone's offset at that midnight: found from the civil time at the same UTC moment, and once more beside a change of it.
  let at = utc;
  for (let round = 0; round < 2; round++) {
    const { year, month, day } = civilDate(at, timeZone);
    const local = Date.UTC(year, month - 1, day) + civilTime(at, timeZone).minute * 60_000;
    at += utc - local;
  }
  return at;
}

/** Both days count. Null: no such days, or the wrong way round. */
export function exportRange(first: string, last: string, timeZone: string): Pick<ExportRequest, "from" | "to"> | null {
  const from = midnightOf(first, timeZone);
  const end = midnightOf(last, timeZone);
  if (from === null || end === null || end < from) return null;
  const after = midnightOf(new Date(Date.parse(`${last}T00:00:00Z`) + dayMs).toISOString().slice(0, 10), timeZone);
  return { from, to: after ?? end + dayMs };
}

/** Names no person and no post: `beket-health-2020-04-16-2020-04-17.json`. */
export const exportName = (format: ExportRequest["format"], first: string, last: string): string =>
  `beket-health-${first}-${last}.${format === "fhir" ? "json" : "csv"}`;
