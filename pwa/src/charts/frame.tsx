import type { ComponentChildren } from "preact";
import { say, words } from "../i18n/index.ts";
import "./charts.css";
import { PatternTile } from "./pattern.tsx";
import type { Series } from "./series.ts";

export type ChartTable = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const frameWords = { table: words("Кесте түрінде", "Таблицей", "As a table") } as const;

/** A picture with what it says in words, and the same numbers as a table behind a switch. */
export function ChartFrame(props: {
  readonly title: string;
  /** What somebody who does not see the picture is told. */
  readonly summary: string;
  readonly table: ChartTable;
  readonly children: ComponentChildren;
  readonly legend?: readonly Series[];
  readonly aside?: ComponentChildren;
  readonly testId?: string;
}) {
  const { title, summary, table, legend = [] } = props;
  const [first = "", ...others] = table.head;
  return (
    <section class="chart" data-testid={props.testId}>
      <header class="chart-head">
        <h2>{title}</h2>
        {props.aside}
      </header>
      {legend.length === 0 ? null : (
        <ul class="chart-legend" aria-hidden="true">
          {legend.map((series) => (
            <li key={series.key}>
              <SeriesSign series={series} />
              {series.name}
            </li>
          ))}
        </ul>
      )}
      <div class="chart-picture" role="img" aria-label={`${title}. ${summary}`}>
        {props.children}
      </div>
      <details class="chart-table">
        <summary>{say(frameWords.table)}</summary>
        <div class="scroll-x" tabIndex={0} role="region" aria-label={title}>
          <table class="table table-small">
            <caption class="unseen">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{first}</th>
                {others.map((name) => (
                  <th key={name} scope="col" class="number">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map(([name = "", ...cells], row) => (
                <tr key={`${row}-${name}`}>
                  <th scope="row">{name}</th>
                  {cells.map((cell, column) => (
                    <td key={others[column] ?? column} class="number">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

function SeriesSign({ series }: { readonly series: Series }) {
  const id = `sign-${series.key}`;
  return (
    <svg class="series-sign" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {series.kind === "line" ? (
        <path class="chart-line" d="M0 10H20" stroke={series.colour} />
      ) : (
        <>
          <defs>
            <PatternTile id={id} pattern={series.pattern} colour={series.colour} />
          </defs>
          <rect x="1" y="1" width="18" height="18" rx="3" fill={`url(#${id})`} stroke={series.colour} stroke-width="2" />
        </>
      )}
    </svg>
  );
}
