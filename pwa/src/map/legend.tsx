import { useId } from "preact/hooks";
import { count } from "../i18n/index.ts";
import { isDark } from "./dark.ts";
import type { LookStyle, Pattern } from "./types.ts";

/** The sign of a look as the map draws it. Decorative: its name stands beside it. */
export function LookSign({ style }: { readonly style: LookStyle }) {
  const id = useId();
  const colour = isDark.value ? style.dark : style.light;
  return (
    <svg class="look-sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <defs>
        <PatternTile id={id} pattern={style.pattern} colour={colour} />
      </defs>
      <rect x="2" y="2" width="20" height="20" rx="4" fill={`url(#${id})`} stroke={colour} stroke-width="3" />
    </svg>
  );
}

const tiles: Readonly<Record<Pattern, string>> = {
  solid: "M0 0h8v8H0Z",
  stripes: "M-2 2 2-2M-2 10 10-2M6 10l4-4",
  "back-stripes": "M-2 6l4 4M-2-2l12 12M6-2l4 4",
  cross: "M-2 2 2-2M-2 10 10-2M6 10l4-4M-2 6l4 4M-2-2l12 12M6-2l4 4",
  dots: "M4 2.500a1.500 1.500 0 1 0 .010 0Z",
  grid: "M4 0v8M0 4h8",
  bars: "M4 0v8",
  empty: "",
};

/** An SVG pattern of 8 units; charts use the same. Goes inside `defs`. */
export function PatternTile({ id, pattern, colour }: { readonly id: string; readonly pattern: Pattern; readonly colour: string }) {
  const filled = pattern === "solid" || pattern === "dots";
  return (
    <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse">
      <path d={tiles[pattern]} fill={filled ? colour : "none"} stroke={filled ? "none" : colour} stroke-width="2" />
    </pattern>
  );
}

/** Counts each look and switches it on and off. */
export function Legend(props: {
  readonly label: string;
  readonly looks: readonly (LookStyle & { readonly name: string; readonly count: number })[];
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (look: string) => void;
}) {
  return (
    <ul class="legend" aria-label={props.label}>
      {props.looks.map((style) => (
        <li key={style.look}>
          <button
            type="button"
            class="legend-item"
            aria-pressed={!props.hidden.has(style.look)}
            data-look={style.look}
            onClick={() => props.onToggle(style.look)}
          >
            <LookSign style={style} />
            <span class="legend-name">{style.name}</span>
            <span class="legend-count">{count(style.count)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
