import type { PanelName } from "@beket/api";
import type { ComponentChildren } from "preact";
import { count, say } from "../../i18n/index.ts";
import { Card } from "../../ui/index.ts";
import { type Centre, useCentre, usePanel } from "../context.ts";
import { FreshMark, Heading, RangeChoice, StaleBand, useFreshness, Working } from "../parts/basics.tsx";
import { HoursChart, QueueChart, ReasonsChart, TestsChart } from "../parts/charts.tsx";
import { nodesByPresence } from "../model/overview.ts";
import { span } from "../parts/format.ts";
import { PanelTable } from "../parts/panel-table.tsx";
import { Tile } from "../parts/tile.tsx";
import { screens as w } from "../words/panels.ts";

const refreshAll = (centre: Centre, names: readonly PanelName[]): void => {
  for (const name of names) void centre.panel(name, centre.range.value).refresh();
};

function Screen(props: {
  readonly title: string;
  readonly polled: readonly ReturnType<typeof usePanel>["polled"][];
  readonly onRetry: () => void;
  readonly children: ComponentChildren;
  /** Of a moment, not of a span. */
  readonly isNow?: boolean;
}) {
  const freshness = useFreshness(props.polled);
  return (
    <>
      <Heading
        aside={
          <div class="heading-aside">
            <FreshMark state={freshness} />
            {props.isNow ? null : <RangeChoice />}
          </div>
        }
      >
        {props.title}
      </Heading>
      <StaleBand state={freshness} onRetry={props.onRetry} />
      <div class={freshness.kind === "stale" ? "board board-stale" : "board"}>{props.children}</div>
    </>
  );
}

/** Flow, reasons, open referrals and queues of every post. */
export function LineScreen() {
  const centre = useCentre();
  const [flow, hours, reasons] = [usePanel("flow"), usePanel("hours"), usePanel("reasons")];
  const [referrals, queue] = [usePanel("referrals"), usePanel("queue")];
  const shown = [flow, hours, reasons, referrals, queue].map(({ polled }) => polled);
  return (
    <Screen title={say(w.line)} polled={shown} onRetry={() => refreshAll(centre, ["flow", "hours", "reasons", "referrals", "queue"])}>
      <div class="board-charts board-wide">
        <Card>
          {hours.rows === null || hours.polled.value === null ? (
            <Working />
          ) : (
            <HoursChart rows={hours.rows} from={hours.polled.value.from} to={hours.polled.value.to} />
          )}
        </Card>
        <Card>{queue.rows === null ? <Working /> : <QueueChart rows={queue.rows} most={8} />}</Card>
        <Card>{reasons.rows === null ? <Working /> : <ReasonsChart rows={reasons.rows} most={8} />}</Card>
      </div>
      <PanelTable panel="flow" />
      <PanelTable panel="referrals" />
      <PanelTable panel="queue" />
      <PanelTable panel="reasons" />
    </Screen>
  );
}

/** Arrivals and rapid tests by post and country. */
export function BorderScreen() {
  const centre = useCentre();
  const tests = usePanel("tests");
  return (
    <Screen title={say(w.border)} polled={[tests.polled]} onRetry={() => refreshAll(centre, ["tests"])}>
      <div class="board-charts board-halves">
        <Card>{tests.rows === null ? <Working /> : <TestsChart rows={tests.rows} by="country" most={10} />}</Card>
        <Card>{tests.rows === null ? <Working /> : <TestsChart rows={tests.rows} by="post" most={10} />}</Card>
      </div>
      <PanelTable panel="tests" />
      <PanelTable panel="holds" />
    </Screen>
  );
}

/** Which nodes are heard, and how late their events come. */
export function NodesScreen() {
  const centre = useCentre();
  const nodes = usePanel("nodes");
  const rows = nodes.rows ?? [];
  // A node that was never heard is not set up yet; one that fell silent needs somebody.
  const { here, away, never } = nodesByPresence(rows);
  const lag = rows.reduce((most, row) => Math.max(most, row.lag ?? 0), 0);
  return (
    <Screen isNow title={say(w.nodes)} polled={[nodes.polled]} onRetry={() => refreshAll(centre, ["nodes"])}>
      {nodes.rows === null ? null : (
        <dl class="tiles tiles-few">
          <Tile
            testId="nodes-away"
            icon={away.length > 0 ? "unlink" : "link"}
            name={say(w.nodesAway)}
            value={count(away.length)}
            tone={away.length > 0 ? "warn" : "plain"}
            note={away.length + never.length === 0 ? say(w.allHere) : say(w.nodesHere(count(here.length), count(never.length)))}
          />
          <Tile testId="nodes-lag" icon="clock" name={say(w.nodesLag)} value={span(lag)} />
          <Tile
            testId="nodes-events"
            icon="file"
            name={say(w.nodesEvents)}
            value={count(rows.reduce((sum, row) => sum + (row.events ?? 0), 0))}
          />
        </dl>
      )}
      <PanelTable panel="nodes" />
    </Screen>
  );
}
