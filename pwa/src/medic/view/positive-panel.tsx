import { type BorderTest, contactsOf, type FollowUpEvent, followUps, type Person } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { say } from "../../i18n/index.ts";
import { Badge, Button, Card, Field, Icon, Notice } from "../../ui/index.ts";
import { kitCode } from "../model/cassette.ts";
import { isStepDone, type PositiveStep, positiveSteps } from "../model/desk-lists.ts";
import type { Standing } from "../model/standing.ts";
import { clockText } from "../model/timers.ts";
import { testWords } from "../words/test.ts";
import { useApp, useScan, useWork } from "./context.ts";
import { RefusalNotice, ScanButton, Tiles } from "./parts.tsx";

const contactsShown = 8;

/** What to do with a positive, step by step; each step is ticked when it is stated. */
export function PositivePanel({
  person,
  test,
  standing,
}: {
  readonly person: Person;
  readonly test: BorderTest;
  readonly standing: Standing;
}) {
  const app = useApp();
  const contacts = contactsOf(app.border.value, person).map((contact) => contact.person);
  return (
    <>
      <Notice
        tone="bad"
        title={standing.code === "pcr-positive" ? say(testWords.pcrResults.positive) : say(testWords.results["positive-acute"])}
        testId="positive"
      >
        <p>{say(testWords.positiveHold)}</p>
      </Notice>
      <Card title={say(testWords.positiveTitle)}>
        <ol class="steps">
          {positiveSteps.map((step) => (
            <li key={step} class="step" data-testid="positive-step" data-step={step} data-done={isStepDone(step, person, test, contacts)}>
              <StepHead step={step} done={isStepDone(step, person, test, contacts)} />
              <Step step={step} person={person} test={test} standing={standing} />
            </li>
          ))}
        </ol>
        <OtherSteps person={person} test={test} />
      </Card>
    </>
  );
}

function StepHead({ step, done }: { readonly step: PositiveStep; readonly done: boolean }) {
  return (
    <p class={done ? "step-head step-done" : "step-head"}>
      <Icon name={done ? "check" : "forward"} />
      <strong>{say(testWords.positiveSteps[step])}</strong>
      {done ? <span class="unseen">{say(testWords.noted)}</span> : null}
    </p>
  );
}

function Step(props: { readonly step: PositiveStep; readonly person: Person; readonly test: BorderTest; readonly standing: Standing }) {
  const { step, person, test, standing } = props;
  switch (step) {
    case "isolated":
    case "mobile-team-called":
      return <FollowUpButton person={person} test={test} action={step} />;
    case "pcr":
      return standing.code === "acute" || standing.code === "pcr-invalid" ? <OrderPcr test={test} /> : <PcrClock test={test} />;
    case "contacts":
      return <Contacts person={person} />;
  }
}

function FollowUpButton(props: { readonly person: Person; readonly test: BorderTest; readonly action: FollowUpEvent["action"] }) {
  const app = useApp();
  const work = useWork();
  const { person, test, action } = props;
  if (person.followUps.some((done) => done.action === action)) return null;
  return (
    <>
      <RefusalNotice refusal={work.refusal.value} />
      <Button
        size="main"
        wide
        busy={work.busy.value}
        onClick={() => void work.run(() => app.acts.followUp(person, test.test, action, ""))}
        testId={`follow-${action}`}
      >
        {say(testWords.followUps[action])}
      </Button>
    </>
  );
}

/** Laboratory chosen, specimen scanned. The six-hour clock starts here. */
function OrderPcr({ test }: { readonly test: BorderTest }) {
  const app = useApp();
  const work = useWork();
  const { pcr } = app.draft.value;
  const laboratories = app.rules.value?.rules.laboratories ?? [];
  const laboratory = laboratories.some((one) => one.laboratory === pcr.laboratory) ? pcr.laboratory : (laboratories[0]?.laboratory ?? "");
  const code = kitCode(pcr.specimen);
  const order = (specimen: string) =>
    void work.run(
      () => app.acts.orderPcr(test, laboratory, specimen),
      () => app.set({ pcr: { laboratory, specimen: "" } }),
    );
  useScan((_, meaning) => {
    if (meaning.kind !== "code") return false;
    app.set({ pcr: { laboratory, specimen: meaning.code } });
    return true;
  });
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (code !== null) order(code);
      }}
    >
      <RefusalNotice refusal={work.refusal.value} />
      <Tiles
        label={say(testWords.laboratory)}
        value={laboratory}
        items={laboratories.map((one) => ({ value: one.laboratory, name: say(one.name) }))}
        onChoose={(chosen) => app.set({ pcr: { ...pcr, laboratory: chosen } })}
      />
      <div class="with-button">
        <Field
          label={say(testWords.specimen)}
          hint={say(testWords.cassetteHint)}
          value={pcr.specimen}
          maxLength={40}
          code
          onInput={(text) => app.set({ pcr: { laboratory, specimen: text.toUpperCase() } })}
        />
        <ScanButton />
      </div>
      <Button type="submit" kind="primary" size="main" icon="flask" wide disabled={code === null} busy={work.busy.value} testId="order-pcr">
        {say(testWords.orderPcr)}
      </Button>
    </form>
  );
}

export function PcrClock({ test }: { readonly test: BorderTest }) {
  const app = useApp();
  const { pcr } = test;
  if (pcr === null) return null;
  if (pcr.result !== null)
    return (
      <p>
        <Badge tone={pcr.result === "negative" ? "good" : pcr.result === "positive" ? "bad" : "warn"}>
          {say(testWords.pcrResults[pcr.result])}
        </Badge>{" "}
        <span class="code-text">{pcr.specimen}</span>
      </p>
    );
  const left = pcr.dueAt - app.clock.value;
  return (
    <p class="row" data-testid="pcr-clock">
      <span class="code-text">{pcr.specimen}</span>
      <Badge tone={left <= 0 ? "bad" : "warn"} icon="clock">
        {left <= 0 ? say(testWords.pcrLate) : `${say(testWords.pcrDue)} ${clockText(left)}`}
      </Badge>
    </p>
  );
}

function Contacts({ person }: { readonly person: Person }) {
  const app = useApp();
  const all = useSignal(false);
  const contacts = contactsOf(app.border.value, person);
  const shown = all.value ? contacts : contacts.slice(0, contactsShown);
  return (
    <>
      <ul class="contacts">
        {shown.map((contact) => (
          <ContactRow key={contact.person.person} contact={contact.person} why={say(testWords.contactWhy[contact.why])} />
        ))}
      </ul>
      {contacts.length > shown.length ? (
        <Button onClick={() => (all.value = true)}>{say(testWords.allContacts(contacts.length))}</Button>
      ) : null}
    </>
  );
}

function ContactRow({ contact, why }: { readonly contact: Person; readonly why: string }) {
  const app = useApp();
  const work = useWork();
  const done = contact.followUps.some(({ action }) => action === "contact-traced");
  return (
    <li class="contact">
      <span class="seat">{contact.seat ?? "–"}</span>
      <button type="button" class="contact-who" onClick={() => app.go({ kind: "person", person: contact.person })}>
        <span class="person-name">{contact.profile.name}</span>
        <span class="soft small">{[why, contact.profile.phone].filter(Boolean).join(" · ")}</span>
      </button>
      {done ? (
        <Badge tone="good" icon="check">
          {say(testWords.contactDone)}
        </Badge>
      ) : (
        <Button
          size="small"
          icon="check"
          busy={work.busy.value}
          // The test is the other person's; a contact's own follow-up stands without one.
          onClick={() => void work.run(() => app.acts.followUp(contact, null, "contact-traced", ""))}
        >
          {say(testWords.contactDone)}
        </Button>
      )}
    </li>
  );
}

function OtherSteps({ person, test }: { readonly person: Person; readonly test: BorderTest }) {
  const app = useApp();
  const work = useWork();
  const others = followUps.filter((action) => action === "to-hospital" || action === "home-quarantine" || action === "released");
  return (
    <details class="fold">
      <summary>{say(testWords.otherSteps)}</summary>
      <RefusalNotice refusal={work.refusal.value} />
      <Tiles
        label={say(testWords.otherSteps)}
        value={null}
        items={others.map((action) => ({ value: action, name: say(testWords.followUps[action]) }))}
        onChoose={(action) =>
          void work.run(
            () => app.acts.followUp(person, test.test, action, ""),
            () => app.say(say(testWords.noted)),
          )
        }
      />
    </details>
  );
}
