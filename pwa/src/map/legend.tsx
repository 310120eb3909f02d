import { useId } from "preact/hooks";
import { PatternTile } from "../charts/pattern.tsx";
import { count } from "../i18n/index.ts";
import { isDark } from "./dark.ts";
import type { LookStyle } from "./types.ts";

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
