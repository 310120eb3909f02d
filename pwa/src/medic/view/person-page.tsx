import { type BorderTest, formatMinute, civilTime, type Person, type Uuid } from "@beket/domain";
import { Fragment } from "preact";
import { say } from "../../i18n/index.ts";
import { Badge, Button, Card, Notice } from "../../ui/index.ts";
import { nextRow, personsOf, rowsOf } from "../model/board.ts";
import { type Standing, standingOf } from "../model/standing.ts";
import { clockText } from "../model/timers.ts";
import { deskWords } from "../words/desk.ts";
import { personWords } from "../words/person.ts";
import { testWords } from "../words/test.ts";
import { personNote } from "./arrival-board.tsx";
import { walkIns } from "./arrivals.tsx";
import { CancelTest } from "./cancel-test.tsx";
import { ConfirmPanel } from "./confirm-panel.tsx";
import { dateText, timeZoneOf, useApp } from "./context.ts";
import { ActBar, Chip, PageHead, Ring } from "./parts.tsx";
import "./person.css";
import { PositivePanel } from "./positive-panel.tsx";
import { SelectionNote } from "./selection-note.tsx";
import { StartPanel } from "./start-panel.tsx";
import { personOfFact, Troubles } from "./troubles.tsx";

/** One person: who they are, where they stand, and the next step as one panel. */
export function PersonPage({ id }: { readonly id: Uuid }) {
  const app = useApp();
  const person = app.border.value.person(id);
  if (person === null)
    return (
      <div class="page page-narrow">
        <PageHead title={say(deskWords.nobodyHere)} onBack={() => app.go({ kind: "arrivals" })} />
        <Troubles of={(fact) => personOfFact(app, fact) === id} />
      </div>
    );
  const standing = standingOf(app.border.value, person, app.clock.value, app.rules.value?.rules.consentVersion ?? 0);
  return (
    <div class="page page-narrow" data-testid="person-page" data-standing={standing.code}>
      <PageHead
        title={[person.seat, person.profile.name].filter(Boolean).join(" · ")}
        note={personNote(person, app.clock.value)}
        onBack={() => app.go({ kind: "arrival", arrival: person.arrival })}
      >
        <span class="icon-when-narrow">
          <Button
            icon="card"
            size="normal"
            onClick={() => app.go({ kind: "person-form", arrival: person.arrival, person: person.person })}
            testId="edit-person"
          >
            {say(personWords.edit)}
          </Button>
        </span>
      </PageHead>
      <div class="row">
        <Chip standing={standing} now={app.clock.value} />
      </div>
      <Troubles of={(fact) => personOfFact(app, fact) === id} />
      <Panel person={person} standing={standing} />
      <History person={person} />
      <NextPerson person={person} />
    </div>
  );
}

function Panel({ person, standing }: { readonly person: Person; readonly standing: Standing }) {
  const { code, test } = standing;
  switch (code) {
    case "confirm":
    case "consent-refused":
      return <ConfirmPanel person={person} />;
    case "ask":
      return <AskPanel person={person} />;
    case "start":
      return (
        <>
          <SelectionNote person={person} />
          <StartPanel person={person} repeats={null} />
        </>
      );
    case "invalid":
      return (
        <>
          <Notice tone="warn" title={say(testWords.results.invalid)}>
            {(test?.read?.reason ?? null) === null ? null : <p>{test?.read?.reason}</p>}
          </Notice>
          <StartPanel person={person} repeats={test} />
        </>
      );
    case "specialist":
    case "free":
      return (
        <>
          <SelectionNote person={person} />
          <AskPanel person={person} />
        </>
      );
    case "waiting":
    case "open":
    case "late":
      return test === null ? null : <RunningPanel test={test} standing={standing} />;
    case "acute":
    case "pcr":
    case "pcr-invalid":
    case "pcr-positive":
      return test === null ? null : <PositivePanel person={person} test={test} standing={standing} />;
    case "pcr-negative":
    case "past":
    case "negative":
      return test === null ? null : <DonePanel test={test} />;
  }
}

function AskPanel({ person }: { readonly person: Person }) {
  const app = useApp();
  const again = person.questionnaire !== null;
  return (
    <Button
      kind={again ? "secondary" : "primary"}
      size="main"
      icon="people"
      wide
      onClick={() => app.go({ kind: "ask", person: person.person })}
      testId="ask"
    >
      {say(again ? personWords.askAgain : personWords.ask)}
    </Button>
  );
}

function RunningPanel({ test, standing }: { readonly test: BorderTest; readonly standing: Standing }) {
  const app = useApp();
  const { started } = test;
  if (started === null) return null;
  const now = app.clock.value;
  const at = standing.at ?? now;
  const from = standing.code === "waiting" ? started.at : started.readFrom;
  const left = at <= from ? 0 : Math.min(1, Math.max(0, (at - now) / (at - from)));
  const isOpen = standing.code === "open";
  return (
    <Card>
      <div class="running">
        <Ring left={standing.code === "late" ? 0 : left} tone={standing.code === "late" ? "bad" : isOpen ? "warn" : "plain"}>
          {standing.code === "late" ? "!" : null}
        </Ring>
        <div class="grow">
          <p class="soft">{say(standing.code === "late" ? testWords.tooLate : isOpen ? testWords.readWithin : testWords.readIn)}</p>
          {standing.code === "late" ? null : <p class="running-clock">{clockText(at - now)}</p>}
          <p class="code-text">{started.cassette}</p>
        </div>
      </div>
      <Button
        kind={standing.code === "waiting" ? "secondary" : "primary"}
        size="main"
        wide
        onClick={() => app.go({ kind: "reading", test: test.test, cassette: null })}
        testId="enter-result"
      >
        {say(testWords.readingTitle)}
      </Button>
      <CancelTest test={test} />
    </Card>
  );
}

function DonePanel({ test }: { readonly test: BorderTest }) {
  const app = useApp();
  const result = test.pcr?.result === "negative" ? "negative" : (test.read?.result ?? "negative");
  return (
    <Card>
      <p class="done-result">
        {test.pcr?.result === "negative" ? say(personWords.standings["pcr-negative"]) : say(testWords.results[result])}
      </p>
      <Button kind="primary" size="main" icon="printer" wide onClick={() => app.go({ kind: "slip", test: test.test })} testId="slip">
        {say(testWords.slip)}
      </Button>
    </Card>
  );
}

/** What was done with this person so far, oldest first. */
function History({ person }: { readonly person: Person }) {
  const app = useApp();
  const zone = timeZoneOf(app);
  const time = (ms: number): string => formatMinute(civilTime(ms, zone).minute);
  const documents = app.rules.value?.rules.documents ?? [];
  const confirmedBy = documents.find(({ document }) => document === person.confirmed?.document);
  const tests = person.tests.flatMap((test) => app.border.value.test(test) ?? []);
  return (
    <details class="fold">
      <summary>{say(personWords.more)}</summary>
      <ul class="history">
        <li>
          {person.profile.subjects.map(({ value, country }) => `${value} ${country}`).join(", ") || say(personWords.noDocument)}
          {person.profile.birthDate === null ? "" : ` · ${dateText(person.profile.birthDate)}`}
        </li>
        {person.profile.phone === null ? null : <li>{person.profile.phone}</li>}
        {person.profile.onwardAddress === null ? null : <li>{person.profile.onwardAddress}</li>}
        {confirmedBy === undefined ? null : <li>{say(personWords.confirmed(say(confirmedBy.name)))}</li>}
        {tests.map((test) => (
          <li key={test.test} data-testid="history-test" data-state={test.state}>
            {time(test.started?.at ?? test.registeredAt)} · {test.started?.cassette ?? "–"}{" "}
            <Badge>{test.read === null ? test.state : say(testWords.results[test.read.result])}</Badge>
          </li>
        ))}
        {person.followUps.map(({ action, at, note }) => (
          <li key={`${action}${at}`}>
            {time(at)} · {say(testWords.followUps[action])}
            {note === null ? "" : ` · ${note}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** On to the next seat, so that a bus is gone through without its list. */
function NextPerson({ person }: { readonly person: Person }) {
  const app = useApp();
  const border = app.border.value;
  const arrival = person.arrival === null ? null : border.arrival(person.arrival);
  const persons = arrival === null ? walkIns(app) : personsOf(border, arrival);
  const rows = rowsOf(border, persons, app.clock.value, app.rules.value?.rules.consentVersion ?? 0);
  const next = nextRow(rows, person.person);
  const mine = rows.find((row) => row.person.person === person.person);
  const isBusy =
    mine !== undefined && ["confirm", "ask", "start", "open", "late", "acute", "invalid", "pcr-invalid"].includes(mine.standing.code);
  // While something is to be done here, going on is offered at the end of the page and does not cover it.
  const Frame = isBusy ? Fragment : ActBar;
  return (
    <Frame>
      {next === null ? (
        <Button
          kind={isBusy ? "quiet" : "secondary"}
          size={isBusy ? "normal" : "main"}
          icon="back"
          wide
          onClick={() => app.go({ kind: "arrival", arrival: person.arrival })}
          testId="to-board"
        >
          {say(isBusy ? deskWords.toList : deskWords.allSeen)}
        </Button>
      ) : (
        <Button
          kind={isBusy ? "quiet" : "primary"}
          size={isBusy ? "normal" : "main"}
          icon="forward"
          wide
          onClick={() => app.go({ kind: "person", person: next.person.person })}
          testId="next-person"
        >
          {say(deskWords.nextUp([next.person.seat, next.person.profile.name].filter(Boolean).join(" · ")))}
        </Button>
      )}
    </Frame>
  );
}
