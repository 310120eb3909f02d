import { useId } from "preact/hooks";
import { ChartFrame, type ChartTable } from "./frame.tsx";
import { stacked } from "./geometry.ts";
import { PatternTile } from "./pattern.tsx";
import type { Series } from "./series.ts";

export type Bar = {
  readonly key: string;
  readonly name: string;
  /** One number for each series. */
  readonly values: readonly number[];
  /** What stands at the end of the bar. */
  readonly text: string;
  readonly note?: string;
};

/** Horizontal bars with their names above them, longest names included; the numbers stand beside, so no axis is needed. */
export function Bars(props: {
  readonly title: string;
  readonly summary: string;
  readonly table: ChartTable;
  readonly series: readonly Series[];
  readonly bars: readonly Bar[];
  readonly empty: string;
  readonly testId?: string;
}) {
  const id = useId();
  const { series, bars } = props;
  const max = Math.max(1, ...bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0)));
  return (
    <ChartFrame
      title={props.title}
      summary={props.summary}
      table={props.table}
      legend={series.length > 1 ? series : []}
      {...(props.testId === undefined ? {} : { testId: props.testId })}
    >
      {bars.length === 0 ? <p class="soft">{props.empty}</p> : null}
      <svg class="chart-defs" aria-hidden="true" focusable="false">
        <defs>
          {series.map((one, index) => (
            <PatternTile key={one.key} id={`${id}-${index}`} pattern={one.pattern} colour={one.colour} />
          ))}
        </defs>
      </svg>
      <ul class="bars">
        {bars.map((bar) => (
          <li key={bar.key} class="bar-row">
            <span class="bar-name">{bar.name}</span>
            <span class="bar-text">
              {bar.text}
              {bar.note === undefined ? null : <span class="soft small"> {bar.note}</span>}
            </span>
            <span class="bar-line" />
            <svg
              class="bar-fill"
              width={`${(bar.values.reduce((sum, value) => sum + value, 0) / max) * 100}%`}
              height="100%"
              aria-hidden="true"
              focusable="false"
            >
              {stacked(bar.values).map(({ index, from, to }) => {
                const whole = bar.values.reduce((sum, value) => sum + value, 0);
                return (
                  <rect
                    key={series[index]?.key ?? index}
                    x={`${(from / whole) * 100}%`}
                    width={`${((to - from) / whole) * 100}%`}
                    height="100%"
                    fill={`url(#${id}-${index})`}
                    stroke={series[index]?.colour}
                    stroke-width="2"
                  />
                );
              })}
            </svg>
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}
