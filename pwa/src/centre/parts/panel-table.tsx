import { panels, type PanelName } from "@beket/api";
import { useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Badge, SelectField } from "../../ui/index.ts";
import { useCentre, usePanel } from "../context.ts";
import type { Cell, ColumnType } from "../model/panel.ts";
import { csvPath, type RangeName, rangeOf } from "../model/range.ts";
import { compareTexts, filterRows, knownFirst } from "../model/table.ts";
import { tables } from "../words/frame.ts";
import { columnNames, ledgerShort, panelNames } from "../words/panels.ts";
import { Working } from "./basics.tsx";
import { DataTable, type TableColumn } from "./data-table.tsx";
import { cellText } from "./format.ts";

const numberTypes: ReadonlySet<ColumnType> = new Set(["count", "time", "duration", "percent"]);
const all = "";

type Row = Readonly<Record<string, Cell>>;

/** Away and over capacity are what somebody looks for in such a column. */
function Flag({ column, row, children }: { readonly column: string; readonly row: Row; readonly children: string }) {
  // A node that was never heard is not set up yet: no alarm.
  const isBad = column === "present" ? row[column] === false && row["last-heard-at"] !== null : row[column] === true;
  if (isBad)
    return (
      <Badge tone="warn" icon="alert">
        {children}
      </Badge>
    );
  return <span class="soft">{children}</span>;
}

/** A panel of central as it is: every column, filters by ledger and post where it has them, and the same table as a file. */
export function PanelTable({ panel, range }: { readonly panel: PanelName; readonly range?: RangeName }) {
  const centre = useCentre();
  const asked = range ?? centre.range.value;
  const { rows } = usePanel(panel, asked);
  const [ledger, setLedger] = useState(all);
  const [post, setPost] = useState(all);
  if (rows === null) return <Working />;
  const known: readonly Row[] = rows;
  const has = (column: string): boolean => panels[panel].some(([name]) => name === column);
  const valuesOf = (column: string): readonly string[] => [
    ...new Set(known.map((row) => row[column]).filter((value) => typeof value === "string")),
  ];
  // A queue or a referral names its post, and the post its ledger.
  const ledgerOf = (row: Row): Cell => row["ledger"] ?? centre.ledgerOf(row["post"] ?? null);
  const shown = filterRows(known, { ...(has("post") && post !== all ? { post } : {}) }).filter(
    (row) => ledger === all || ledgerOf(row) === ledger,
  );
  const ledgers = [...new Set(known.map(ledgerOf).filter((value) => typeof value === "string"))];
  const columns = panels[panel].map(([key, type]): TableColumn<Row> => {
    const text = (row: Row): string => cellText(type, row[key] ?? null, centre);
    return {
      key,
      name: say(columnNames[key] ?? { kk: key, ru: key, en: key }),
      // Sorted as it is read: posts and reasons by their names.
      value: (row) => (numberTypes.has(type) || type === "flag" ? (row[key] ?? null) : text(row)),
      show:
        type === "flag"
          ? (row) => (
              <Flag column={key} row={row}>
                {text(row)}
              </Flag>
            )
          : text,
      isNumber: numberTypes.has(type),
    };
  });
  const posts = valuesOf("post").toSorted((one, other) => compareTexts(centre.postName(one), centre.postName(other)));
  const tools = (
    <>
      {ledgers.length > 1 ? (
        <div class="panel-filter">
          <SelectField
            label={say(tables.ledger)}
            value={ledger}
            options={[
              { value: all, name: say(tables.allLedgers) },
              ...ledgers.map((value) => ({ value, name: say(ledgerShort[value] ?? { kk: value, ru: value, en: value }) })),
            ]}
            onChange={setLedger}
          />
        </div>
      ) : null}
      {has("post") && posts.length > 1 ? (
        <div class="panel-filter">
          <SelectField
            label={say(tables.post)}
            value={post}
            options={[{ value: all, name: say(tables.allPosts) }, ...posts.map((value) => ({ value, name: centre.postName(value) }))]}
            onChange={setPost}
          />
        </div>
      ) : null}
    </>
  );
  return (
    <DataTable
      caption={say(panelNames[panel])}
      columns={columns}
      rows={knownFirst(panel, shown)}
      of={known.length}
      rowKey={(row) =>
        panels[panel].map(([key, type]) => (numberTypes.has(type) ? "" : String(row[key]))).join(" ") + String(row["hour"] ?? "")
      }
      file={{ kind: "route", href: csvPath(panel, rangeOf(asked, centre.timers.now(), centre.timeZone.value)) }}
      tools={tools}
      testId={`panel-${panel}`}
    />
  );
}
