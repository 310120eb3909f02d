import { type Person, textOf } from "@beket/domain";
import { age, language, say } from "../../i18n/index.ts";
import { Button, Card, Field } from "../../ui/index.ts";
import { specialistQueue, type Waiting } from "../model/desk-lists.ts";
import { testWords } from "../words/test.ts";
import { personNote } from "./arrival-board.tsx";
import { useApp, useWork } from "./context.ts";
import { PageHead, RefusalNotice } from "./parts.tsx";
import { SelectionNote } from "./selection-note.tsx";

/** Whom the rules leave to a specialist, longest waiting first: what they answered, and two buttons. */
export function Queue() {
  const app = useApp();
  const waiting = specialistQueue(app.border.value);
  return (
    <div class="page">
      <PageHead title={say(testWords.queueTitle)} {...(waiting.length === 0 ? { note: say(testWords.noQueue) } : {})} />
      {waiting.map((one) => (
        <QueueCard key={one.person.person} waiting={one} />
      ))}
    </div>
  );
}

function QueueCard({ waiting }: { readonly waiting: Waiting }) {
  const app = useApp();
  const work = useWork();
  const { person, since } = waiting;
  const isSpecialist = app.role.value === "selection";
  const { note } = app.draft.value;
  const decide = (outcome: "test" | "no-test") =>
    void work.run(
      () => app.acts.decide(person, outcome, note),
      () => app.set({ note: "" }),
    );
  return (
    <Card title={[person.seat, person.profile.name].filter(Boolean).join(" · ")}>
      <p class="soft">
        {personNote(person, app.clock.value)} · {say(testWords.waitsSince(age(app.clock.value - since)))}
      </p>
      <SelectionNote person={person} />
      <AnswerList person={person} />
      <RefusalNotice refusal={work.refusal.value} />
      {isSpecialist ? (
        <>
          <Field
            label={say(testWords.reason)}
            hint={say(testWords.reasonOptional)}
            value={note}
            maxLength={200}
            onInput={(text) => app.set({ note: text })}
          />
          <div class="pair">
            <Button size="main" busy={work.busy.value} onClick={() => decide("no-test")} testId="decide-no-test">
              {say(testWords.decideNoTest)}
            </Button>
            <Button size="main" kind="primary" busy={work.busy.value} onClick={() => decide("test")} testId="decide-test">
              {say(testWords.decideTest)}
            </Button>
          </div>
        </>
      ) : null}
    </Card>
  );
}

/** The answers in the staff's language, whatever language they were given in. */
function AnswerList({ person }: { readonly person: Person }) {
  const app = useApp();
  const { questionnaire } = person;
  const form = app.rules.value?.forms.find((one) => one.form === questionnaire?.form);
  if (questionnaire === null || form === undefined) return null;
  const plain = form.questionnaire.language;
  return (
    <dl class="facts" aria-label={say(testWords.answers)}>
      {form.questionnaire.item.flatMap((question) => {
        const answer = questionnaire.answers[question.linkId] ?? null;
        if (answer === null) return [];
        const option = question.answerOption?.find(({ valueCoding }) => valueCoding.code === answer);
        const text =
          typeof answer === "boolean"
            ? say(answer ? testWords.yes : testWords.no)
            : option === undefined
              ? String(answer)
              : textOf(option.valueCoding, language.value, plain);
        return [
          <div key={question.linkId} class="fact">
            <dt>{textOf(question, language.value, plain)}</dt>
            <dd>{text}</dd>
          </div>,
        ];
      })}
    </dl>
  );
}
