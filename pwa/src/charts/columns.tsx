import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { ChartFrame, type ChartTable } from "./frame.tsx";
import { columnsOver, labelEvery, linePath, stacked, ticksTo } from "./geometry.ts";
import { PatternTile } from "./pattern.tsx";
import type { Series } from "./series.ts";
import { useWidth } from "./width.ts";

export type Column = { readonly key: string; readonly label: string; readonly values: readonly number[]; readonly line: number | null };

const [height, left, below, above] = [290, 44, 28, 10];

/** Stacked columns over time with a line across them. `count` writes the numbers of the axis. */
export function Columns(props: {
  readonly title: string;
  readonly summary: string;
  readonly table: ChartTable;
  readonly series: readonly Series[];
  readonly line: Series;
  readonly columns: readonly Column[];
  readonly count: (value: number) => string;
  readonly aside?: ComponentChildren;
  readonly testId?: string;
}) {
  const id = useId();
  const [box, width] = useWidth<HTMLDivElement>(640);
  const { series, columns } = props;
  const highest = columns.map(({ values, line }) =>
    Math.max(
      line ?? 0,
      values.reduce((sum, value) => sum + value, 0),
    ),
  );
  const ticks = ticksTo(Math.max(1, ...highest), 4);
  const top = ticks.at(-1) ?? 1;
  const plot = { width: Math.max(1, width - left), height: height - below - above };
  const places = columnsOver(columns.length, plot.width, columns.length > 30 ? 0.15 : 0.3);
  const every = labelEvery(columns.length, plot.width, 46);
  const y = (value: number): number => above + plot.height * (1 - value / top);
  const half = (places[0]?.width ?? 0) / 2 + (places[0]?.x ?? 0);
  return (
    <ChartFrame
      title={props.title}
      summary={props.summary}
      table={props.table}
      legend={[...series, props.line]}
      aside={props.aside}
      {...(props.testId === undefined ? {} : { testId: props.testId })}
    >
      <div ref={box}>
        <svg class="columns" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
          <defs>
            {series.map((one, index) => (
              <PatternTile key={one.key} id={`${id}-${index}`} pattern={one.pattern} colour={one.colour} />
            ))}
          </defs>
          {ticks.map((tick) => (
            <g key={tick}>
              <path class="chart-grid" d={`M${left} ${y(tick)}H${width}`} />
              <text class="chart-label" x={left - 8} y={y(tick)} text-anchor="end" dominant-baseline="central">
                {props.count(tick)}
              </text>
            </g>
          ))}
          {columns.map((column, index) => {
            const place = places[index] ?? { x: 0, width: 0 };
            return (
              <g key={column.key}>
                {stacked(column.values).map((piece) => (
                  <rect
                    key={piece.index}
                    x={left + place.x}
                    width={place.width}
                    y={y(piece.to)}
                    height={Math.max(1, y(piece.from) - y(piece.to))}
                    fill={`url(#${id}-${piece.index})`}
                    stroke={series[piece.index]?.colour}
                    stroke-width="1"
                  />
                ))}
                {index % every === 0 ? (
                  <text class="chart-label" x={left + place.x + place.width / 2} y={height - 8} text-anchor="middle">
                    {column.label}
                  </text>
                ) : null}
              </g>
            );
          })}
          <g transform={`translate(${left} ${above})`}>
            <path
              class="chart-line-halo"
              d={linePath(
                columns.map(({ line }) => line),
                plot.width,
                plot.height,
                top,
                half,
              )}
            />
            <path
              class="chart-line"
              stroke={props.line.colour}
              d={linePath(
                columns.map(({ line }) => line),
                plot.width,
                plot.height,
                top,
                half,
              )}
            />
          </g>
        </svg>
      </div>
    </ChartFrame>
  );
}
