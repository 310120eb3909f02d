import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { count, say } from "../../i18n/index.ts";
import { Icon } from "../../ui/index.ts";
import { csvText } from "../model/csv.ts";
import type { Cell } from "../model/panel.ts";
import { type Sorting, sortedBy, sortRows } from "../model/table.ts";
import { saveFile } from "../adapters/save-file.ts";
import { tables } from "../words/frame.ts";

export type TableColumn<T> = {
  readonly key: string;
  readonly name: string;
  /** What it is sorted by and what a file has. */
  readonly value: (row: T) => Cell;
  readonly show: (row: T) => ComponentChildren;
  readonly isNumber?: boolean;
};

/** Where the table's file comes from: central's own route, or the rows of this page under this name. */
export type TableFile = { readonly kind: "route"; readonly href: string } | { readonly kind: "rows"; readonly name: string };

const sortIcons = { ascending: "↑", descending: "↓" } as const;

/** A table with sorting headings. The first column names the row; on a narrow screen the table is scrolled sideways, not squeezed. */
export function DataTable<T>(props: {
  readonly caption: string;
  readonly columns: readonly TableColumn<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly file: TableFile;
  readonly tools?: ComponentChildren;
  readonly empty?: string;
  readonly of?: number;
  readonly rowClass?: (row: T) => string | undefined;
  readonly headingLevel?: "h2" | "none";
  readonly testId?: string;
}) {
  const [sorting, setSorting] = useState<Sorting>(null);
  const { columns, file } = props;
  const byKey = new Map(columns.map((column) => [column.key, column]));
  const rows = sortRows(props.rows, sorting, (row, key) => byKey.get(key)?.value(row) ?? null);
  const save = (name: string): void => {
    const text = csvText(
      columns.map((column) => column.key),
      rows.map((row) => columns.map((column) => column.value(row))),
    );
    saveFile(name, new Blob([text], { type: "text/csv" }));
  };
  return (
    <section class="panel" data-testid={props.testId}>
      <header class="panel-head">
        {props.headingLevel === "none" ? null : <h2 class="panel-title">{props.caption}</h2>}
        <div class="panel-tools">
          {props.tools}
          <span class="soft small">{say(tables.rows(count(rows.length), count(props.of ?? rows.length)))}</span>
          {file.kind === "route" ? (
            <a
              class="button button-secondary button-small"
              href={file.href}
              download
              data-testid="csv"
              aria-label={say(tables.csvOf(props.caption))}
            >
              <Icon name="file" />
              {say(tables.csv)}
            </a>
          ) : (
            <button
              type="button"
              class="button button-secondary button-small"
              data-testid="csv"
              aria-label={say(tables.csvOf(props.caption))}
              onClick={() => save(file.name)}
            >
              <Icon name="file" />
              {say(tables.csv)}
            </button>
          )}
        </div>
      </header>
      {rows.length === 0 ? (
        <p class="soft panel-empty">{props.empty ?? say(tables.none)}</p>
      ) : (
        <div class="scroll-x" tabIndex={0} role="region" aria-label={props.caption}>
          <table class="table">
            <caption class="unseen">{props.caption}</caption>
            <thead>
              <tr>
                {columns.map((column) => {
                  const direction = sorting?.column === column.key ? sorting.direction : null;
                  return (
                    <th key={column.key} scope="col" class={column.isNumber ? "number" : ""} aria-sort={direction ?? "none"}>
                      <button
                        type="button"
                        class="table-sort"
                        onClick={() => setSorting(sortedBy(sorting, column.key, column.isNumber === true))}
                      >
                        {column.name}
                        <span class="table-sort-mark" aria-hidden="true">
                          {direction === null ? "" : sortIcons[direction]}
                        </span>
                      </button>
                    </th>
                  );
                })}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={props.rowKey(row)} class={props.rowClass?.(row)}>
                  {columns.map((column, index) =>
                    index === 0 ? (
                      <th key={column.key} scope="row">
                        {column.show(row)}
                      </th>
                    ) : (
                      <td key={column.key} class={column.isNumber ? "number" : ""}>
                        {column.show(row)}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
