import type { Outcome } from "@beket/domain";
import { verdictSignals } from "../signals/verdict-signal.ts";

const outlines = {
  circle: { shape: "M50 4a46 46 0 1 1 0 92 46 46 0 0 1 0-92Z", mark: "M27 52 43 68 74 34" },
  triangle: { shape: "M50 6 97 90H3Z", mark: "M50 38v24M50 76v.010" },
  octagon: { shape: "M31 4h38l27 27v38L69 96H31L4 69V31Z", mark: "M28 50h44" },
} as const;

/** Circle with a check, triangle with a mark, octagon with a bar: told apart without colour. */
export function VerdictShape({ outcome }: { readonly outcome: Outcome }) {
  const { shape, mark } = outlines[verdictSignals[outcome].shape];
  return (
    <svg class={`verdict-shape verdict-shape-${outcome.toLowerCase()}`} viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      <path class="verdict-shape-ground" d={shape} />
      <path class="verdict-shape-mark" d={mark} />
    </svg>
  );
}
