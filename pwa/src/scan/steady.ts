import { parseSubject, type ParsedSubject } from "@beket/domain";
import type { Decoded } from "./decoder.ts";

/** A linear code carries almost no check of its own, so it counts only when two frames agree; the others correct themselves. */
const framesNeeded = { qr: 1, "data-matrix": 1, pdf417: 1, linear: 2 } as const;

export type Steady = { readonly last: string | null; readonly seen: number };
export const nothingSeen: Steady = { last: null, seen: 0 };

export type Steadied = {
  readonly state: Steady;
  /** A code that is not an identifier is told once, so that the officer stops holding it there. */
  readonly result:
    | { readonly kind: "waiting" }
    | { readonly kind: "read"; readonly parsed: ParsedSubject }
    | { readonly kind: "not-an-identifier"; readonly text: string };
};

/** Takes what one frame showed. Frames without a code change nothing: a hand shakes. */
export function steady(state: Steady, decoded: Decoded | null): Steadied {
  if (decoded === null) return { state, result: { kind: "waiting" } };
  const seen = state.last === decoded.text ? state.seen + 1 : 1;
  const next = { last: decoded.text, seen };
  if (seen < framesNeeded[decoded.format]) return { state: next, result: { kind: "waiting" } };
  const parsed = parseSubject(decoded.text.trim());
  return { state: next, result: parsed.ok ? { kind: "read", parsed: parsed.value } : { kind: "not-an-identifier", text: decoded.text } };
}
