import { useMemo, useState } from "preact/hooks";
import { count, say } from "../../i18n/index.ts";
import { CityMap, type MapData, siteLookNames, siteLookOrder, siteLookStyles } from "../../map/index.ts";
import { Button, Card, Notice, SelectField } from "../../ui/index.ts";
import { createPoll } from "../adapters/poll.ts";
import { useCentre, usePoll } from "../context.ts";
import { lateAfterMs, mapRefreshMs } from "../model/freshness.ts";
import { crewStates } from "../model/map-data.ts";
import { csvName } from "../model/range.ts";
import { CallFailed, FreshMark, Heading, StaleBand, useFreshness } from "../parts/basics.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { SiteList } from "../parts/site-list.tsx";
import { type City, useCity } from "../parts/use-city.ts";
import { useSend } from "../parts/use-send.ts";
import { map as mapWords, planner as w } from "../words/plan.ts";
import { ImportPanel } from "./import-panel.tsx";

const noneHidden: ReadonlySet<string> = new Set();
/** What central takes in one request. */
const sitesMost = 5_000;

/** Import, assignment, and how each crew stands. */
export function PlannerScreen() {
  const centre = useCentre();
  const city = useCity();
  const planPoll = useMemo(() => createPoll({ load: centre.central.plan, everyMs: mapRefreshMs, timers: centre.timers }), [centre]);
  const plan = usePoll(planPoll);
  const freshness = useFreshness([city.polled], mapRefreshMs + lateAfterMs);
  const refresh = (): void => {
    void city.poll.refresh();
    void planPoll.refresh();
  };
  const crews = plan.value?.crews ?? [];
  const version = plan.value?.plan?.version;
  return (
    <>
      <Heading
        aside={
          <div class="heading-aside">
            <FreshMark state={freshness} />
            {version === undefined ? null : <span class="soft small">{say(w.version(count(version)))}</span>}
          </div>
        }
      >
        {say(w.heading)}
      </Heading>
      <StaleBand state={freshness} onRetry={refresh} />
      {plan.failure === null ? null : <CallFailed failure={plan.failure} onRetry={refresh} />}
      <div class="board">
        <ImportPanel onApplied={refresh} />
        <AssignPanel city={city} crews={crews} onAssigned={() => void city.poll.refresh()} />
        <CrewTable city={city} crews={crews} />
      </div>
    </>
  );
}

function AssignPanel(props: { readonly city: City; readonly crews: readonly string[]; readonly onAssigned: () => void }) {
  const { city, crews } = props;
  const { central } = useCentre();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [sectors, setSectors] = useState<readonly string[]>([]);
  const [sector, setSector] = useState("");
  const [crew, setCrew] = useState("");
  const [tried, setTried] = useState(false);
  const { state, go, reset } = useSend(
    (id, input: { readonly crew: string | null; readonly sites: string[]; readonly sectors: string[] }) => central.assign({ id, ...input }),
  );
  const toggle = (site: string | null): void => {
    if (site === null) return;
    const next = new Set(picked);
    if (!next.delete(site)) next.add(site);
    setPicked(next);
    reset();
  };
  const clear = (): void => {
    setPicked(new Set());
    setSectors([]);
  };
  const { features, outlines } = city;
  const data: MapData = useMemo(
    () => ({ features, outlines, points: [], looks: siteLookStyles, hidden: noneHidden, picked, own: null }),
    [features, outlines, picked],
  );
  const isNothing = picked.size === 0 && sectors.length === 0;
  const send = async (to: string | null): Promise<void> => {
    setTried(true);
    if (isNothing || to === "" || picked.size > sitesMost) return;
    const done = await go({ crew: to, sites: [...picked], sectors: [...sectors] });
    if (done === null) return;
    clear();
    setTried(false);
    props.onAssigned();
  };
  return (
    <Card title={say(w.assign)}>
      <p class="soft">{say(w.assignLead)}</p>
      <div class="map-screen map-screen-low">
        <div class="map-stage">
          <CityMap label={say(mapWords.label)} data={data} pick={{ onPick: toggle, onPickPoint: () => undefined }} />
        </div>
        <div class="map-side">
          <div class="assign" data-testid="assign">
            <p class="assign-picked" role="status">
              <strong>{say(w.pickedSites(picked.size, count(picked.size)))}</strong>
              {sectors.length === 0 ? null : <span>, {say(w.pickedSectors(sectors.join(", ")))}</span>}
            </p>
            {picked.size > sitesMost ? <Notice tone="warn">{say(w.tooMany(count(sitesMost)))}</Notice> : null}
            <div class="assign-row">
              <SelectField
                label={say(w.wholeSector)}
                value={sector}
                options={[{ value: "", name: "–" }, ...city.sectors.map((one) => ({ value: one.sector, name: one.name }))]}
                onChange={setSector}
              />
              <Button
                size="small"
                icon="plus"
                disabled={sector === "" || sectors.includes(sector)}
                onClick={() => {
                  setSectors([...sectors, sector]);
                  reset();
                }}
              >
                {say(w.addSector)}
              </Button>
            </div>
            <SelectField
              label={say(w.crew)}
              value={crew}
              options={[{ value: "", name: say(w.chooseCrew) }, ...crews.map((value) => ({ value, name: value }))]}
              error={tried && crew === "" && !isNothing ? say(w.chooseCrew) : null}
              onChange={setCrew}
            />
            {state.kind === "failed" ? <CallFailed failure={state.failure} /> : null}
            {state.kind === "done" ? (
              <Notice tone="good" live="polite" testId="assigned">
                {say(w.assigned(state.value.changed, count(state.value.changed)))}
              </Notice>
            ) : null}
            <div class="row">
              <Button
                kind="primary"
                busy={state.kind === "sending"}
                disabled={isNothing}
                onClick={() => void send(crew)}
                testId="assign-give"
              >
                {say(w.give)}
              </Button>
              <Button busy={state.kind === "sending"} disabled={isNothing} onClick={() => void send(null)} testId="assign-take">
                {say(w.takeBack)}
              </Button>
              <Button kind="quiet" size="small" disabled={isNothing} onClick={clear}>
                {say(w.clear)}
              </Button>
            </div>
          </div>
          {city.sites.length === 0 ? null : <SiteList sites={city.sites} hidden={noneHidden} picked={picked} onPick={toggle} />}
        </div>
      </div>
    </Card>
  );
}

function CrewTable({ city, crews }: { readonly city: City; readonly crews: readonly string[] }) {
  const centre = useCentre();
  const rows = useMemo(() => crewStates(city.sites, crews), [city.sites, crews]);
  return (
    <DataTable
      caption={say(w.crews)}
      columns={[
        { key: "crew", name: say(w.crew), value: ({ crew }) => crew, show: ({ crew }) => crew },
        { key: "sites", name: say(w.sites), isNumber: true, value: ({ sites }) => sites, show: ({ sites }) => count(sites) },
        ...siteLookOrder.map((look) => ({
          key: look,
          name: say(siteLookNames[look]),
          isNumber: true,
          value: (row: (typeof rows)[number]) => row.looks[look],
          show: (row: (typeof rows)[number]) => count(row.looks[look]),
        })),
      ]}
      rows={rows}
      rowKey={({ crew }) => crew}
      file={{ kind: "rows", name: csvName("crews", centre.now.value, centre.timeZone.value) }}
      empty={say(w.noCrews)}
      testId="crews"
    />
  );
}
