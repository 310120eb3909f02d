import { parseSubject, type ParsedSubject } from "@beket/domain";
import type { Decoded } from "./decoder.ts";

/** A linear code carries almost no check of its own, so it counts only when two frames agree; the others correct themselves. */
const framesNeeded = { qr: 1, "data-matrix": 1, pdf417: 1, linear: 2 } as const;

export type Steady = { readonly last: string | null; readonly seen: number };
export const nothingSeen: Steady = { last: null, seen: 0 };

/** The text of a code once enough frames showed it; null before. Frames without a code change nothing: a hand shakes. */
export function agree(state: Steady, decoded: Decoded | null): { readonly state: Steady; readonly text: string | null } {
  if (decoded === null) return { state, text: null };
  const seen = state.last === decoded.text ? state.seen + 1 : 1;
  return { state: { last: decoded.text, seen }, text: seen < framesNeeded[decoded.format] ? null : decoded.text };
}

export type Steadied = {
  readonly state: Steady;
  /** A code that is not an identifier is told once, so that the officer stops holding it there. */
  readonly result:
    | { readonly kind: "waiting" }
    | { readonly kind: "read"; readonly parsed: ParsedSubject }
    | { readonly kind: "not-an-identifier"; readonly text: string };
};

/** Takes what one frame showed. */
export function steady(before: Steady, decoded: Decoded | null): Steadied {
  const { state, text } = agree(before, decoded);
  return { state, result: text === null ? { kind: "waiting" } : readSteady(text) };
}

/** What a code that was read steadily is. */
export function readSteady(text: string): Exclude<Steadied["result"], { readonly kind: "waiting" }> {
  const parsed = parseSubject(text.trim());
  return parsed.ok ? { kind: "read", parsed: parsed.value } : { kind: "not-an-identifier", text };
}
