import type { ImportReply } from "@beket/api";

/** What central takes; a city of 30,000 sites is about 12 MB. */
export const planBytesMax = 32 * 1024 * 1024;

export type PlanFile = { readonly name: string; readonly text: string; readonly features: number };
export type FileFault = "too-large" | "not-json" | "not-features";

/** What this page can tell of a file before it is sent; all else central checks. */
export function readPlanFile(name: string, content: string): PlanFile | FileFault {
  const text = content.replace(/^\uFEFF/, "");
  if (text.length > planBytesMax) return "too-large";
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "not-json";
  }
  if (typeof json !== "object" || json === null) return "not-features";
  const features: unknown = Reflect.get(json, "features");
  if (Reflect.get(json, "type") !== "FeatureCollection" || !Array.isArray(features) || features.length === 0) return "not-features";
  return { name, text, features: features.length };
}

/*
 * none ─► checking ─► checked ─► applying ─► applied
 *            └─► failed   └ faults: only another file goes on
 */
export type ImportState =
  | { readonly kind: "none"; readonly fault: FileFault | null }
  | { readonly kind: "checking"; readonly file: PlanFile }
  | { readonly kind: "checked"; readonly file: PlanFile; readonly reply: ImportReply }
  | { readonly kind: "applying"; readonly file: PlanFile; readonly reply: ImportReply }
  | { readonly kind: "applied"; readonly file: PlanFile; readonly reply: ImportReply };

/** A plan with a fault is never applied in part. */
export const mayApply = (state: ImportState): boolean => state.kind === "checked" && state.reply.faultCount === 0;
