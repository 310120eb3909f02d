import { Spark } from "../../charts/index.ts";
import { count, say } from "../../i18n/index.ts";
import { Card } from "../../ui/index.ts";
import { useCentre, usePanel } from "../context.ts";
import { flowTotals, holdTotals, hourColumns, openReferrals, queueByPost, siteTotals, testTotals } from "../model/overview.ts";
import { FreshMark, Heading, RangeChoice, StaleBand, useFreshness, Working } from "../parts/basics.tsx";
import { HoursChart, QueueChart, ReasonsChart, SitesRing, TestsChart } from "../parts/charts.tsx";
import { share, span } from "../parts/format.ts";
import { Tile } from "../parts/tile.tsx";
import { overview as w } from "../words/panels.ts";

const panelsShown = ["flow", "hours", "reasons", "referrals", "queue", "tests", "holds", "sites"] as const;

/** The city on one page: what a mayor reads in half a minute. */
export function Overview() {
  const centre = useCentre();
  const range = centre.range.value;
  const [flow, hours, reasons, referrals] = [usePanel("flow"), usePanel("hours"), usePanel("reasons"), usePanel("referrals")];
  const [queue, tests, holds, sites] = [usePanel("queue"), usePanel("tests"), usePanel("holds"), usePanel("sites")];
  const freshness = useFreshness([flow, hours, reasons, referrals, queue, tests, holds, sites].map(({ polled }) => polled));
  const refresh = (): void => {
    for (const name of panelsShown) void centre.panel(name, range).refresh();
  };
  return (
    <>
      <Heading
        aside={
          <div class="heading-aside">
            <FreshMark state={freshness} />
            <RangeChoice />
          </div>
        }
      >
        {say(w.heading)}
      </Heading>
      <StaleBand state={freshness} onRetry={refresh} />
      <div class={freshness.kind === "stale" ? "board board-stale" : "board"}>
        <dl class="tiles">
          <FlowTiles flow={flow} hours={hours} />
          <ReferralTile referrals={referrals} />
          <QueueTile queue={queue} />
          <TestTile tests={tests} />
          <HoldTile holds={holds} />
          <SiteTile sites={sites} />
        </dl>
        <div class="board-charts">
          <Card>
            {hours.rows === null || hours.polled.value === null ? (
              <Working />
            ) : (
              <HoursChart rows={hours.rows} from={hours.polled.value.from} to={hours.polled.value.to} />
            )}
          </Card>
          <Card>{reasons.rows === null ? <Working /> : <ReasonsChart rows={reasons.rows} most={6} />}</Card>
          <Card>{queue.rows === null ? <Working /> : <QueueChart rows={queue.rows} most={6} />}</Card>
          <Card>{tests.rows === null ? <Working /> : <TestsChart rows={tests.rows} by="country" most={6} />}</Card>
          <Card>{sites.rows === null ? <Working /> : <SitesRing rows={sites.rows} />}</Card>
        </div>
      </div>
    </>
  );
}

type Shown<P extends Parameters<typeof usePanel>[0]> = ReturnType<typeof usePanel<P>>;
const unknown = "–";

function FlowTiles({ flow, hours }: { readonly flow: Shown<"flow">; readonly hours: Shown<"hours"> }) {
  const totals = flow.rows === null ? null : flowTotals(flow.rows);
  const reply = hours.polled.value;
  const columns = hours.rows === null || reply === null ? [] : hourColumns(hours.rows, reply.from, reply.to, 1);
  const number = (value: number | undefined): string => (value === undefined ? unknown : count(value));
  return (
    <>
      <Tile
        testId="lookups"
        name={say(w.lookups)}
        icon="search"
        value={number(totals?.lookups)}
        note={totals === null ? null : verdictShares(totals)}
      >
        <Spark values={columns.map((one) => one.allow + one.refer + one.deny)} />
      </Tile>
      <Tile
        testId="passages"
        name={say(w.passages)}
        icon="car"
        value={totals === null ? unknown : count(totals.in + totals.out)}
        note={totals === null ? null : say(w.inOut(count(totals.in), count(totals.out)))}
      >
        <Spark values={columns.map((one) => one.passages)} />
      </Tile>
      <Tile
        testId="refusals"
        name={say(w.refusals)}
        icon="cross"
        value={number(totals?.refusals)}
        note={totals === null ? null : say(w.ofLookups(share(totals.refusals, totals.lookups)))}
      >
        <Spark values={columns.map((one) => one.deny)} />
      </Tile>
    </>
  );
}

const verdictShares = ({ allow, refer, deny }: { readonly allow: number; readonly refer: number; readonly deny: number }): string => {
  const all = allow + refer + deny;
  return say(w.verdicts(share(allow, all), share(refer, all), share(deny, all)));
};

function ReferralTile({ referrals }: { readonly referrals: Shown<"referrals"> }) {
  const open = referrals.rows === null ? null : openReferrals(referrals.rows);
  // Half an hour beside the road is long; two hours are somebody's failure.
  const oldest = open?.oldestMs ?? 0;
  return (
    <Tile
      testId="referrals"
      name={say(w.referrals)}
      icon="people"
      tone={oldest > 7_200_000 ? "bad" : oldest > 1_800_000 ? "warn" : "plain"}
      value={open === null ? unknown : count(open.open)}
      note={open === null ? null : open.oldestMs === null ? say(w.noneOpen) : say(w.oldest(span(open.oldestMs)))}
    />
  );
}

function QueueTile({ queue }: { readonly queue: Shown<"queue"> }) {
  const centre = useCentre();
  const posts = queue.rows === null ? null : queueByPost(queue.rows);
  const [longest] = posts ?? [];
  return (
    <Tile
      testId="waiting"
      name={say(w.waiting)}
      icon="clock"
      tone={(longest?.waiting ?? 0) >= 60 ? "bad" : (longest?.waiting ?? 0) >= 30 ? "warn" : "plain"}
      value={posts === null ? unknown : count(posts.reduce((sum, { waiting }) => sum + waiting, 0))}
      note={longest === undefined ? say(w.noQueue) : say(w.longest(centre.postName(longest.post), count(longest.waiting)))}
    />
  );
}

function TestTile({ tests }: { readonly tests: Shown<"tests"> }) {
  const totals = tests.rows === null ? null : testTotals(tests.rows);
  const read = totals === null ? 0 : totals.tested - totals.pending;
  return (
    <Tile
      testId="tests"
      name={say(w.tests)}
      icon="category"
      value={totals === null ? unknown : count(totals.tested)}
      note={totals === null ? null : say(w.positives(count(totals.acute), share(totals.acute, Math.max(read, totals.acute))))}
    />
  );
}

function HoldTile({ holds }: { readonly holds: Shown<"holds"> }) {
  const totals = holds.rows === null ? null : holdTotals(holds.rows);
  const isLate = (totals?.overdue ?? 0) > 0;
  return (
    <Tile
      testId="holds"
      name={say(w.holds)}
      icon="lock"
      tone={isLate ? "bad" : "plain"}
      value={totals === null ? unknown : count(totals.provisional + totals.confirmed + totals.contested)}
      note={
        totals === null
          ? null
          : isLate
            ? say(w.overdue(count(totals.overdue)))
            : say(w.holdStates(count(totals.provisional), count(totals.confirmed), count(totals.contested)))
      }
    />
  );
}

function SiteTile({ sites }: { readonly sites: Shown<"sites"> }) {
  const totals = sites.rows === null ? null : siteTotals(sites.rows);
  const clean = totals === null ? 0 : totals.looks.clean + totals.looks.expiring;
  return (
    <Tile
      testId="sites"
      name={say(w.clean)}
      icon="check"
      value={totals === null || totals.cleanShare === null ? unknown : share(clean, totals.sites)}
      note={totals === null || totals.sites === 0 ? say(w.noSites) : say(w.ofSites(count(clean), count(totals.sites)))}
    />
  );
}
