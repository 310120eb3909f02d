import { Columns, type Series } from "../../charts/index.ts";
import { count, language, say } from "../../i18n/index.ts";
import { Card } from "../../ui/index.ts";
import { usePanel } from "../context.ts";
import { cardDays, shortDate } from "../model/card-days.ts";
import { PanelTable } from "../parts/panel-table.tsx";
import { columnNames } from "../words/panels.ts";
import { card as w } from "../words/card.ts";

const name = (column: string): string => columnNames[column]?.[language.value] ?? column;

/** The week's cards: tests against capacity, and the table of every laboratory. */
export function LastDays() {
  const { rows } = usePanel("daily-card", "week");
  const days = cardDays(rows ?? []);
  const series: readonly Series[] = [
    { key: "within", name: say(w.within), colour: "var(--chart-plain)", pattern: "solid" },
    { key: "over", name: name("over-capacity"), colour: "var(--chart-refer)", pattern: "stripes" },
  ];
  const line: Series = { key: "capacity", name: name("capacity"), colour: "var(--chart-passages)", pattern: "solid", kind: "line" };
  return (
    <>
      {days.length === 0 ? null : (
        <Card>
          <Columns
            title={say(w.chart)}
            summary={say(w.chartSummary(count(days.length), count(days.filter(({ over }) => over > 0).length)))}
            table={{
              head: [name("date"), name("tested"), name("over-capacity"), name("capacity"), name("positive")],
              rows: days.map((day) => [shortDate(day.date), count(day.tested), count(day.over), count(day.capacity), count(day.positive)]),
            }}
            series={series}
            line={line}
            columns={days.map((day) => ({
              key: day.date,
              label: shortDate(day.date),
              values: [day.tested - day.over, day.over],
              line: day.capacity,
            }))}
            count={count}
            testId="chart-days"
          />
        </Card>
      )}
      <PanelTable panel="daily-card" range="week" />
    </>
  );
}
