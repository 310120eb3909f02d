import { fileNameHeader, ImportView, organisationRoutes } from "@beket/api";
import type { Api, CallFailure } from "../adapters/api.ts";

/*
 *   none ──file──► sending ──► running (check) ──► checked ──apply──► sending ──► running ──► ended
 *                     │             │                  └─cancel─► none                          │
 *                     └─────────────┴─► failed / ended (refused, stopped) ──file──► sending ◄───┘
 */
export type ImportFlow =
  | { readonly kind: "none" }
  | { readonly kind: "sending"; readonly file: File; readonly isDryRun: boolean }
  | { readonly kind: "running"; readonly file: File | null; readonly view: ImportView }
  | { readonly kind: "checked"; readonly file: File; readonly view: ImportView }
  | { readonly kind: "ended"; readonly view: ImportView }
  | { readonly kind: "failed"; readonly failure: CallFailure };

const isUnderWay = (view: ImportView): boolean => view.state === "reading" || view.state === "comparing";
/** Of the reading; the comparison has no measure. */
export const percentOf = ({ state, progress }: ImportView): number =>
  state === "comparing" ? 100 : Math.min(100, Math.floor((progress.bytesRead / Math.max(1, progress.bytesTotal)) * 100));

/** Half a gigabyte over a slow line. */
const sendLimitMs = 30 * 60_000;

/** Sends the file; central answers as soon as it has it, and reads it after that. */
export async function sendFile(api: Pick<Api, "call">, file: File, isDryRun: boolean): Promise<ImportFlow> {
  const answer = await api.call(`${organisationRoutes.imports}${isDryRun ? "?dry-run=1" : ""}`, ImportView, {
    file: { bytes: file, type: "application/octet-stream" },
    headers: { [fileNameHeader]: encodeURIComponent(file.name) },
    limitMs: sendLimitMs,
  });
  return answer.ok ? flowOf(answer.value, file) : { kind: "failed", failure: answer.error };
}

/** Where an import stands; a check that found a base can be applied while its file is at hand. */
export function flowOf(view: ImportView, file: File | null): ImportFlow {
  if (isUnderWay(view)) return { kind: "running", file, view };
  return view.state === "dry-run" && file !== null ? { kind: "checked", file, view } : { kind: "ended", view };
}
