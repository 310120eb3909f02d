import { useId } from "preact/hooks";
import { ChartFrame, type ChartTable } from "./frame.tsx";
import { arcPath, stacked } from "./geometry.ts";
import { PatternTile } from "./pattern.tsx";
import type { Series } from "./series.ts";

/** Shares of a whole around one number that matters. */
export function Ring(props: {
  readonly title: string;
  readonly summary: string;
  readonly table: ChartTable;
  readonly series: readonly Series[];
  readonly values: readonly number[];
  readonly middle: string;
  readonly under: string;
  readonly texts: readonly string[];
  readonly testId?: string;
}) {
  const id = useId();
  const { series, values } = props;
  const whole = Math.max(
    1,
    values.reduce((sum, value) => sum + value, 0),
  );
  return (
    <ChartFrame
      title={props.title}
      summary={props.summary}
      table={props.table}
      {...(props.testId === undefined ? {} : { testId: props.testId })}
    >
      <div class="ring">
        <svg class="ring-picture" viewBox="-60 -60 120 120" aria-hidden="true" focusable="false">
          <defs>
            {series.map((one, index) => (
              <PatternTile key={one.key} id={`${id}-${index}`} pattern={one.pattern} colour={one.colour} />
            ))}
          </defs>
          <circle class="ring-ground" r="48" />
          {stacked(values).map(({ index, from, to }) => (
            <g key={series[index]?.key ?? index}>
              <path class="ring-piece" d={arcPath(from / whole, to / whole, 48)} stroke={`url(#${id}-${index})`} />
              <path class="ring-edge" d={arcPath(from / whole, to / whole, 56)} stroke={series[index]?.colour} />
            </g>
          ))}
          <text class="ring-middle" y="-2" text-anchor="middle">
            {props.middle}
          </text>
          <text class="ring-under" y="16" text-anchor="middle">
            {props.under}
          </text>
        </svg>
        <ul class="ring-legend">
          {series.map((one, index) => (
            <li key={one.key}>
              <svg class="series-sign" viewBox="0 0 20 20">
                <rect x="1" y="1" width="18" height="18" rx="3" fill={`url(#${id}-${index})`} stroke={one.colour} stroke-width="2" />
              </svg>
              <span>{one.name}</span>
              <span class="ring-value">{props.texts[index]}</span>
            </li>
          ))}
        </ul>
      </div>
    </ChartFrame>
  );
}
