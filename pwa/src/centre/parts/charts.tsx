import { Bars, Columns, Ring } from "../../charts/index.ts";
import { count, language, say } from "../../i18n/index.ts";
import { siteLookOrder } from "../../map/index.ts";
import { countryName } from "../../field/words/countries.ts";
import { type Centre, useCentre } from "../context.ts";
import {
  busiest,
  type HourColumn,
  hourColumns,
  type Hours,
  queueByPost,
  reasonTotals,
  siteTotals,
  testsBy,
  testTotals,
} from "../model/overview.ts";
import type { PanelRow } from "../model/panel.ts";
import { dayOfMonth, timeOfDay } from "../model/show.ts";
import { columnNames, overview as w } from "../words/panels.ts";
import { reasonText, share, span } from "./format.ts";
import { lookSeries, passageLine, queueSeries, testSeries, turnedAway, verdictSeries } from "./series.ts";

const column = (name: string): string => columnNames[name]?.[language.value] ?? name;

/** A week has too many hours for a picture: six of them are one column. */
const hoursEach = (from: number, to: number): number => (to - from > 49 * 3_600_000 ? 6 : 1);

function hourName({ hour }: HourColumn, size: number, centre: Centre): string {
  const zone = centre.timeZone.value;
  return size === 1 ? timeOfDay(hour, zone) : `${dayOfMonth(hour, zone)} ${timeOfDay(hour, zone).slice(0, 2)}`;
}

export function HoursChart({ rows, from, to }: { readonly rows: Hours; readonly from: number; readonly to: number }) {
  const centre = useCentre();
  const size = hoursEach(from, to);
  const columns = hourColumns(rows, from, to, size);
  const top = busiest(columns);
  const total = columns.reduce((sum, one) => sum + one.allow + one.refer + one.deny, 0);
  return (
    <Columns
      title={say(w.hours)}
      summary={say(w.hoursSummary(count(total), top === null ? "–" : hourName(top, size, centre), count(top?.passages ?? 0)))}
      table={{
        head: [column("hour"), column("allow"), column("refer"), column("deny"), column("passages")],
        rows: columns.map((one) => [hourName(one, size, centre), count(one.allow), count(one.refer), count(one.deny), count(one.passages)]),
      }}
      series={verdictSeries()}
      line={passageLine()}
      columns={columns.map((one) => ({
        key: String(one.hour),
        label: size === 1 ? timeOfDay(one.hour, centre.timeZone.value) : dayOfMonth(one.hour, centre.timeZone.value),
        values: [one.allow, one.refer, one.deny],
        line: one.passages,
      }))}
      count={count}
      testId="chart-hours"
    />
  );
}

export function ReasonsChart({ rows, most }: { readonly rows: readonly PanelRow<"reasons">[]; readonly most: number }) {
  const reasons = reasonTotals(rows).slice(0, most);
  const [first] = reasons;
  return (
    <Bars
      title={say(w.reasons)}
      summary={
        first === undefined ? say(w.nothing) : say(w.reasonsSummary(reasonText(first.reason), count(first.refusals + first.referrals)))
      }
      table={{
        head: [column("reason"), column("refusals"), column("referrals")],
        rows: reasons.map((one) => [reasonText(one.reason), count(one.refusals), count(one.referrals)]),
      }}
      series={turnedAway()}
      bars={reasons.map((one) => ({
        key: one.reason,
        name: reasonText(one.reason),
        values: [one.refusals, one.referrals],
        text: count(one.refusals + one.referrals),
      }))}
      empty={say(w.nothing)}
      testId="chart-reasons"
    />
  );
}

export function QueueChart({ rows, most }: { readonly rows: readonly PanelRow<"queue">[]; readonly most: number }) {
  const centre = useCentre();
  const posts = queueByPost(rows);
  const [first] = posts;
  const all = posts.reduce((sum, { waiting }) => sum + waiting, 0);
  const perCar = (ms: number | null): string => (ms === null ? "–" : span(ms));
  return (
    <Bars
      title={say(w.queue)}
      summary={first === undefined ? say(w.noQueue) : say(w.queueSummary(count(all), centre.postName(first.post), count(first.waiting)))}
      table={{
        head: [column("post"), column("vehicles-waiting"), column("seconds-per-car")],
        rows: posts.map((one) => [centre.postName(one.post), count(one.waiting), perCar(one.perCarMs)]),
      }}
      series={queueSeries}
      bars={posts.slice(0, most).map((one) => ({
        key: one.post,
        name: centre.postName(one.post),
        values: [one.waiting],
        text: count(one.waiting),
        ...(one.perCarMs === null ? {} : { note: `· ${say(w.perCar(span(one.perCarMs)))}` }),
      }))}
      empty={say(w.noQueue)}
      testId="chart-queue"
    />
  );
}

export function TestsChart({
  rows,
  by,
  most,
}: {
  readonly rows: readonly PanelRow<"tests">[];
  readonly by: "country" | "post";
  readonly most: number;
}) {
  const centre = useCentre();
  const totals = testTotals(rows);
  const groups = testsBy(rows, by).slice(0, most);
  const nameOf = (key: string): string => (by === "post" ? centre.postName(key) : say(countryName(key === "" ? "XXX" : key)));
  const values = (one: (typeof groups)[number]): readonly number[] => [one.negative, one.acute, one.past, one.invalid, one.pending];
  return (
    <Bars
      title={say(by === "country" ? w.testsBy : w.testsByPost)}
      summary={say(w.testsSummary(count(totals.tested), count(totals.acute)))}
      table={{
        head: [column(by), ...testSeries().map(({ name }) => name)],
        rows: groups.map((one) => [nameOf(one.key), ...values(one).map(count)]),
      }}
      series={testSeries()}
      bars={groups.map((one) => ({
        key: one.key,
        name: nameOf(one.key),
        values: values(one),
        text: count(one.tested),
        ...(one.acute === 0 ? {} : { note: `· ${column("positive")} ${count(one.acute)}` }),
      }))}
      empty={say(w.nothing)}
      testId={`chart-tests-${by}`}
    />
  );
}

export function SitesRing({ rows }: { readonly rows: readonly PanelRow<"sites">[] }) {
  const { sites, looks, cleanShare } = siteTotals(rows);
  const values = siteLookOrder.map((look) => looks[look]);
  const series = lookSeries();
  const percent = cleanShare === null ? "–" : share(looks.clean + looks.expiring, sites);
  return (
    <Ring
      title={say(w.sitesBy)}
      summary={cleanShare === null ? say(w.noSites) : say(w.sitesSummary(percent, count(sites)))}
      table={{
        head: [column("state"), column("sites")],
        rows: series.map((one, index) => [one.name, count(values[index] ?? 0)]),
      }}
      series={series}
      values={values}
      middle={percent}
      under={say(w.cleanUnder)}
      texts={values.map(count)}
      testId="chart-sites"
    />
  );
}
