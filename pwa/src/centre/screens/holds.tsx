import type { HoldView } from "@beket/api";
import { holdStates } from "@beket/domain";
import { useMemo, useState } from "preact/hooks";
import { age, count, say } from "../../i18n/index.ts";
import { Button, Choice, Notice } from "../../ui/index.ts";
import { createPoll } from "../adapters/poll.ts";
import { useCentre, usePoll } from "../context.ts";
import { refreshMs } from "../model/freshness.ts";
import { countStates, type HoldFilter, holdsOf } from "../model/holds.ts";
import { csvName } from "../model/range.ts";
import { FreshMark, Heading, StaleBand, useFreshness, Working } from "../parts/basics.tsx";
import { DataTable, type TableColumn } from "../parts/data-table.tsx";
import { shortMoment } from "../parts/format.ts";
import { PcrClock } from "../parts/pcr-clock.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { holds as w, exporting, placeNames, stateNames } from "../words/health.ts";
import { ExportSheet } from "./export-sheet.tsx";
import { HoldSheet } from "./hold-sheet.tsx";

/** The health officer's list: cases by state with the laboratory's clock. Nobody is named before a person is opened. */
export function HoldsScreen() {
  const centre = useCentre();
  const poll = useMemo(() => createPoll({ load: centre.central.holds, everyMs: refreshMs, timers: centre.timers }), [centre]);
  const polled = usePoll(poll);
  const freshness = useFreshness([polled]);
  const [filter, setFilter] = useState<HoldFilter>("open");
  const [opened, setOpened] = useState<string | null>(null);
  const [exports, setExports] = useState(false);
  const holds = polled.value?.holds ?? [];
  const counts = countStates(holds);
  const open = counts.provisional + counts.confirmed + counts.contested;
  const shown = holdsOf(holds, filter);
  const one = holds.find(({ case: id }) => id === opened);
  return (
    <>
      <Heading lead={say(w.lead)} aside={<FreshMark state={freshness} />}>
        {say(w.heading)}
      </Heading>
      <StaleBand state={freshness} onRetry={() => void poll.refresh()} />
      <div class="desk-tools">
        <div class="choice-scroll">
          <Choice<HoldFilter>
            label={say(w.filter)}
            value={filter}
            items={[
              { value: "open", name: `${say(w.open)} ${count(open)}` },
              ...holdStates.map((state) => ({ value: state, name: `${say(stateNames[state])} ${count(counts[state])}` })),
            ]}
            onChange={setFilter}
          />
        </div>
        <Button size="small" icon="file" onClick={() => setExports(true)} testId="open-export">
          {say(exporting.button)}
        </Button>
      </div>
      {polled.value === null ? (
        freshness.kind === "failed" ? null : (
          <Working />
        )
      ) : (
        <DataTable
          caption={say(w.heading)}
          headingLevel="none"
          columns={columnsOf(centre, setOpened)}
          rows={shown}
          of={holds.length}
          rowKey={(hold) => hold.case}
          file={{ kind: "rows", name: csvName("holds", centre.now.value, centre.timeZone.value) }}
          empty={say(w.none)}
          testId="holds"
        />
      )}
      {polled.value?.more === true ? <Notice>{say(w.more)}</Notice> : null}
      {one === undefined ? null : <HoldSheet hold={one} onClose={() => setOpened(null)} onChanged={() => void poll.refresh()} />}
      {exports ? <ExportSheet onClose={() => setExports(false)} /> : null}
    </>
  );
}

const columnsOf = (centre: ReturnType<typeof useCentre>, onOpen: (id: string) => void): readonly TableColumn<HoldView>[] => [
  {
    key: "number",
    name: say(w.number),
    value: ({ holds }) => holds.join(" "),
    show: (hold) => (
      <button type="button" class="link-button code" data-testid="open-hold" data-number={hold.holds[0]} onClick={() => onOpen(hold.case)}>
        {hold.holds[0] ?? "–"}
        {hold.holds.length > 1 ? ` +${hold.holds.length - 1}` : ""}
      </button>
    ),
  },
  { key: "state", name: say(w.state), value: ({ state }) => say(stateNames[state]), show: ({ state }) => <StateBadge state={state} /> },
  {
    key: "pcr-due",
    name: say(w.pcr),
    value: ({ pcr }) => (pcr === null ? null : pcr.dueAt),
    show: ({ pcr }) => <PcrClock pcr={pcr} />,
  },
  {
    key: "opened-at",
    name: say(w.age),
    isNumber: true,
    value: ({ openedAt }) => openedAt,
    show: ({ openedAt }) => (
      <>
        {shortMoment(openedAt, centre)} <span class="soft small">({age(centre.now.value - openedAt)})</span>
      </>
    ),
  },
  {
    key: "post",
    name: say(w.where),
    value: ({ post }) => centre.postName(post),
    show: ({ post, place }) => (
      <>
        {centre.postName(post)} <span class="soft small">· {say(placeNames[place])}</span>
      </>
    ),
  },
  { key: "contacts", name: say(w.contacts), isNumber: true, value: ({ contacts }) => contacts, show: ({ contacts }) => count(contacts) },
  {
    key: "expires-at",
    name: say(w.until),
    isNumber: true,
    value: ({ expiresAt }) => expiresAt,
    show: ({ expiresAt }) => shortMoment(expiresAt, centre),
  },
];
