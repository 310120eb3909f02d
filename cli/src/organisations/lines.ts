import type { ImportView } from "@beket/api";

/** One import in one line; the file's name is the only thing in it that others chose. */
export function importLine({ id, state, file, rows, branches, faults, progress, refusal }: ImportView): string {
  const percent = Math.floor((progress.bytesRead / Math.max(1, progress.bytesTotal)) * 100);
  const name = file.replaceAll(/[\p{Cc}\p{Cf}]/gu, "?");
  const counts = `${rows} rows, ${branches} branches, ${faults} faulty`;
  const why =
    refusal === null
      ? ""
      : `, ${refusal.code}${refusal.line === null ? "" : ` at line ${refusal.line}`}${refusal.column === null ? "" : ` (${refusal.column})`}`;
  return `#${id} ${state}${state === "reading" ? ` ${percent} %` : ""}  ${name}  ${counts}${why}`;
}

/** What it does, or would do, to the base; empty where it was not compared. With its line end. */
export function differenceLine({ difference, isDryRun }: ImportView): string {
  if (difference === null) return "";
  const { new: added, gone, changed, livePermits } = difference;
  return `${isDryRun ? "would be" : "were"}: ${added} new, ${gone} gone, ${changed} changed; ${livePermits} permits in force of organisations gone or closed\n`;
}
