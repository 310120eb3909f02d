import { ageYears, type Arrival, type Person, type Uuid } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { say } from "../../i18n/index.ts";
import { Button, Choice, Icon, Notice } from "../../ui/index.ts";
import { boardFilters, type BoardFilter, filtered, nextRow, personsOf, type Row, rowsOf } from "../model/board.ts";
import { isTodo } from "../model/standing.ts";
import { emptyPerson } from "../model/person-draft.ts";
import { deskWords } from "../words/desk.ts";
import { personWords } from "../words/person.ts";
import { arrivalName, Summary, walkIns } from "./arrivals.tsx";
import "./board.css";
import { countryText, useApp, useWork } from "./context.ts";
import { ActBar, Chip, PageHead, RefusalNotice } from "./parts.tsx";
import { personOfFact, Troubles } from "./troubles.tsx";

/** Everybody of one arrival by seat, where each stands, and who is next. */
export function ArrivalBoard({ id }: { readonly id: Uuid | null }) {
  const app = useApp();
  const border = app.border.value;
  const arrival = id === null ? null : border.arrival(id);
  const filter = useSignal<BoardFilter>("all");
  const search = useSignal("");
  const persons = arrival === null ? (id === null ? walkIns(app) : []) : personsOf(border, arrival);
  const rows = rowsOf(border, persons, app.clock.value, app.rules.value?.rules.consentVersion ?? 0);
  const shown = filtered(border, rows, filter.value, search.value);
  const back = () => app.go({ kind: "arrivals" });
  if (id !== null && arrival === null) return <PageHead title={say(deskWords.nobodyHere)} onBack={back} />;
  const mine = new Set<string>(persons.map(({ person }) => person));
  return (
    <div class="page page-wide">
      <PageHead title={arrival === null ? say(deskWords.withoutArrival) : arrivalName(arrival)} onBack={back}>
        {arrival === null || arrival.closedAt !== null ? null : <AddButtons arrival={arrival.arrival} isEmpty={persons.length === 0} />}
        {arrival === null ? <AddButtons arrival={null} isEmpty={persons.length === 0} /> : null}
      </PageHead>
      <Summary persons={persons} expected={arrival?.opened.expected ?? null} />
      <Troubles
        of={(fact) => (fact.kind === "person" ? fact.arrival === id : mine.has(personOfFact(app, fact) ?? "") && fact.kind !== "kit-stock")}
      />
      {persons.length === 0 ? <FirstPeople arrival={id} /> : <BoardTools filter={filter} search={search} />}
      <ul class="rows" aria-label={arrival === null ? say(deskWords.withoutArrival) : arrivalName(arrival)}>
        {shown.map((row) => (
          <PersonRow key={row.person.person} row={row} now={app.clock.value} />
        ))}
      </ul>
      {persons.length > 0 && shown.length === 0 ? <p class="soft">{say(deskWords.nobodyHere)}</p> : null}
      {persons.length === 0 ? null : <NextBar rows={rows} arrival={arrival} />}
    </div>
  );
}

function useNewPerson(arrival: Uuid | null): () => void {
  const app = useApp();
  return () => {
    const from = arrival === null ? "" : (app.border.value.arrival(arrival)?.opened.countryFrom ?? "");
    const { person, like } = app.draft.value;
    // What was begun for this arrival is taken up again.
    if (person === null || person.arrival !== arrival || person.form.person !== null)
      app.set({ person: { arrival, form: emptyPerson({ category: like.category, countryFrom: from }) } });
    app.go({ kind: "person-form", arrival, person: null });
  };
}

function AddButtons({ arrival, isEmpty }: { readonly arrival: Uuid | null; readonly isEmpty: boolean }) {
  const app = useApp();
  const add = useNewPerson(arrival);
  if (isEmpty) return null;
  return (
    <div class="row">
      <Button icon="plus" iconOnly onClick={add} testId="add-person">
        {say(deskWords.addPerson)}
      </Button>
      <Button icon="file" iconOnly onClick={() => app.go({ kind: "manifest", arrival })} testId="paste-manifest">
        {say(deskWords.pasteManifest)}
      </Button>
    </div>
  );
}

function FirstPeople({ arrival }: { readonly arrival: Uuid | null }) {
  const app = useApp();
  const add = useNewPerson(arrival);
  return (
    <div class="stack">
      <p class="soft">{say(deskWords.firstPeople)}</p>
      <Button kind="primary" size="main" icon="file" wide onClick={() => app.go({ kind: "manifest", arrival })} testId="paste-manifest">
        {say(deskWords.pasteManifest)}
      </Button>
      <Button size="main" icon="person" wide onClick={add} testId="add-person">
        {say(deskWords.addPerson)}
      </Button>
    </div>
  );
}

function BoardTools(props: { readonly filter: { value: BoardFilter }; readonly search: { value: string } }) {
  const { filter, search } = props;
  return (
    <div class="board-tools">
      <Choice
        label={say(deskWords.filter)}
        value={filter.value}
        items={boardFilters.map((value) => ({ value, name: say(deskWords.filters[value]) }))}
        onChange={(value) => (filter.value = value)}
      />
      <input
        class="field-input board-search"
        type="search"
        aria-label={say(deskWords.search)}
        placeholder={say(deskWords.search)}
        autoComplete="off"
        spellcheck={false}
        maxLength={60}
        value={search.value}
        onInput={(event) => (search.value = event.currentTarget.value)}
      />
    </div>
  );
}

/** Age, country and the last of the document: enough to know the person by, little enough to read over a shoulder. */
export function personNote(person: Person, now: number): string {
  const years = ageYears(person.profile, now);
  const { citizenship, subjects } = person.profile;
  return [
    years === null ? null : say(personWords.years(years)),
    citizenship === null ? null : countryText(citizenship),
    subjects.length === 0 ? say(personWords.noDocument) : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

function PersonRow({ row, now }: { readonly row: Row; readonly now: number }) {
  const app = useApp();
  const { person, standing } = row;
  return (
    <li>
      <button
        type="button"
        class={isTodo(standing.code) ? "person-row person-todo" : "person-row"}
        data-testid="person"
        data-person={person.person}
        data-seat={person.seat ?? ""}
        data-standing={standing.code}
        onClick={() => app.go({ kind: "person", person: person.person })}
      >
        <span class="seat">{person.seat ?? "–"}</span>
        <span class="person-who">
          <span class="person-name">{person.profile.name}</span>
          <span class="soft small">{personNote(person, now)}</span>
        </span>
        <Chip standing={standing} now={now} />
        <Icon name="forward" />
      </button>
    </li>
  );
}

/** The one next step for the whole arrival; when nobody is left, closing it. */
function NextBar({ rows, arrival }: { readonly rows: readonly Row[]; readonly arrival: Arrival | null }) {
  const app = useApp();
  const work = useWork();
  const sure = useSignal(false);
  const next = nextRow(rows, null);
  const left = rows.filter(({ standing }) => isTodo(standing.code) || standing.code === "waiting").length;
  const close = () => {
    if (arrival === null) return;
    if (left > 0 && !sure.value) sure.value = true;
    else
      void work.run(
        () => app.acts.closeArrival(arrival.arrival),
        () => app.go({ kind: "arrivals" }),
      );
  };
  return (
    <ActBar>
      <RefusalNotice refusal={work.refusal.value} />
      {sure.value ? <Notice tone="warn" title={say(deskWords.closeLeft(left))} live="polite" /> : null}
      {next === null || sure.value ? null : (
        <Button
          kind="primary"
          size="main"
          icon="forward"
          wide
          onClick={() => app.go({ kind: "person", person: next.person.person })}
          testId="next-person"
        >
          {say(deskWords.nextUp([next.person.seat, next.person.profile.name].filter(Boolean).join(" · ")))}
        </Button>
      )}
      {arrival !== null && arrival.closedAt === null && (next === null || sure.value) ? (
        <Button
          size="main"
          kind={sure.value ? "danger" : "secondary"}
          icon="check"
          wide
          busy={work.busy.value}
          onClick={close}
          testId="close-arrival"
        >
          {say(deskWords.close)}
        </Button>
      ) : null}
    </ActBar>
  );
}
