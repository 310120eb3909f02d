import type { Arrival, Person } from "@beket/domain";
import { age, say } from "../../i18n/index.ts";
import { Badge, Button, Icon, type IconName } from "../../ui/index.ts";
import { personsOf, rowsOf, summaryOf } from "../model/board.ts";
import type { MedicApp } from "../state/app.ts";
import { deskWords } from "../words/desk.ts";
import "./board.css";
import { countryText, useApp } from "./context.ts";
import { ActBar, PageHead } from "./parts.tsx";
import { Troubles } from "./troubles.tsx";

export const conveyanceIcons = {
  bus: "bus",
  car: "car",
  truck: "truck",
  train: "train",
  flight: "flight",
  "on-foot": "walk",
} as const satisfies Record<Arrival["opened"]["conveyance"], IconName>;
const dayMs = 86_400_000;

export function arrivalName({ opened }: Arrival): string {
  const kind = say(deskWords.conveyances[opened.conveyance]);
  return [kind, opened.vehicle?.value ?? null, opened.number].filter((part) => part !== null).join(" · ");
}
/** Who came without an arrival: an ambulance's patient, somebody at a mobile point. */
export const walkIns = (app: MedicApp): readonly Person[] =>
  app.border.value.persons().filter(({ arrival, registeredAt }) => arrival === null && app.clock.value - registeredAt < dayMs);

export function Arrivals() {
  const app = useApp();
  const arrivals = app.border.value.arrivals().toReversed();
  const open = arrivals.filter(({ closedAt }) => closedAt === null);
  const closed = arrivals.filter(({ closedAt }) => closedAt !== null && app.clock.value - closedAt < dayMs);
  const without = walkIns(app);
  const isBorder = app.station.post.value?.place === "border";
  return (
    <div class="page">
      <PageHead title={say(deskWords.openArrivals)} />
      <Troubles of={(fact) => fact.kind === "arrival"} />
      {open.length === 0 && without.length === 0 ? <p class="soft">{say(deskWords.noArrivals)}</p> : null}
      <ul class="cards">
        {without.length > 0 || !isBorder ? <WalkInCard persons={without} /> : null}
        {open.map((arrival) => (
          <ArrivalCard key={arrival.arrival} arrival={arrival} />
        ))}
      </ul>
      {closed.length === 0 ? null : (
        <details class="fold">
          <summary>
            {say(deskWords.closedArrivals)} · {closed.length}
          </summary>
          <ul class="cards">
            {closed.map((arrival) => (
              <ArrivalCard key={arrival.arrival} arrival={arrival} />
            ))}
          </ul>
        </details>
      )}
      <ActBar>
        <Button kind="primary" size="main" icon="plus" wide onClick={() => app.go({ kind: "new-arrival" })} testId="new-arrival">
          {say(deskWords.newArrival)}
        </Button>
      </ActBar>
    </div>
  );
}

function WalkInCard({ persons }: { readonly persons: readonly Person[] }) {
  const app = useApp();
  return (
    <li>
      <button type="button" class="arrival" data-testid="walk-ins" onClick={() => app.go({ kind: "arrival", arrival: null })}>
        <Icon name="person" large />
        <span class="arrival-what">
          <strong>{say(deskWords.withoutArrival)}</strong>
          <Summary persons={persons} expected={null} />
        </span>
        <Icon name="forward" />
      </button>
    </li>
  );
}

function ArrivalCard({ arrival }: { readonly arrival: Arrival }) {
  const app = useApp();
  const { opened, openedAt } = arrival;
  return (
    <li>
      <button
        type="button"
        class="arrival"
        data-testid="arrival"
        data-arrival={arrival.arrival}
        onClick={() => app.go({ kind: "arrival", arrival: arrival.arrival })}
      >
        <Icon name={conveyanceIcons[opened.conveyance]} large />
        <span class="arrival-what">
          <strong>{arrivalName(arrival)}</strong>
          <span class="soft small">
            {countryText(opened.countryFrom)} · {age(app.clock.value - openedAt)}
          </span>
          <Summary persons={personsOf(app.border.value, arrival)} expected={opened.expected} />
        </span>
        <Icon name="forward" />
      </button>
    </li>
  );
}

/** How far everybody is: a bar by state and the counts that matter. */
export function Summary({ persons, expected }: { readonly persons: readonly Person[]; readonly expected: number | null }) {
  const app = useApp();
  const border = app.border.value;
  const rows = rowsOf(border, persons, app.clock.value, app.rules.value?.rules.consentVersion ?? 0);
  const { todo, running, positive, done } = summaryOf(border, rows);
  const whole = Math.max(rows.length, expected ?? 0, 1);
  return (
    <span class="summary">
      <svg class="summary-bar" viewBox={`0 0 ${whole} 1`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect class="bar-done" width={done} height="1" />
        <rect class="bar-running" x={done} width={running} height="1" />
      </svg>
      <span class="row summary-counts">
        <span>{say(expected === null ? deskWords.people(rows.length) : deskWords.peopleOf(rows.length, expected))}</span>
        {todo > 0 ? <Badge>{say(deskWords.todo(todo))}</Badge> : null}
        {running > 0 ? (
          <Badge tone="warn" icon="clock">
            {say(deskWords.running(running))}
          </Badge>
        ) : null}
        {positive > 0 ? (
          <Badge tone="bad" icon="plus">
            {say(deskWords.positive(positive))}
          </Badge>
        ) : null}
        {done > 0 ? (
          <Badge tone="good" icon="check">
            {say(deskWords.finished(done))}
          </Badge>
        ) : null}
      </span>
    </span>
  );
}
