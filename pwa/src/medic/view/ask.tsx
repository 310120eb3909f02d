import { type Answers, type Form, type Person, type Question, textOf, type Uuid } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Button, Card, Field } from "../../ui/index.ts";
import { answerQuestion, type Asking, currentQuestion, isComplete, keptAnswers, progressOf, startAsking, stepBack } from "../model/ask.ts";
import type { MedicApp } from "../state/app.ts";
import { askedWords } from "../words/asked.ts";
import { deskWords } from "../words/desk.ts";
import "./ask.css";
import { LanguageTiles, spokenWith } from "./confirm-panel.tsx";
import { useApp, useWork } from "./context.ts";
import { PageHead, RefusalNotice, Tiles } from "./parts.tsx";

/** The form that is in force: the first that the rules name. */
function formInForce(app: MedicApp): Form | null {
  const rules = app.rules.value;
  const named = rules?.rules.forms[0];
  return rules?.forms.find(({ form, questionnaire }) => form === named?.form && questionnaire.version === String(named.version)) ?? null;
}

/** The questions, one at a time and in the person's language; the last answer states them all. */
export function Ask({ id }: { readonly id: Uuid }) {
  const app = useApp();
  const person = app.border.value.person(id);
  const form = formInForce(app);
  if (person === null || form === null)
    return (
      <div class="page page-narrow">
        <PageHead title={say(person === null ? deskWords.nobodyHere : deskWords.noRules)} onBack={() => app.go({ kind: "arrivals" })} />
      </div>
    );
  return <Asked person={person} form={form} />;
}

function Asked({ person, form }: { readonly person: Person; readonly form: Form }) {
  const app = useApp();
  const work = useWork();
  const kept = app.draft.value.asking;
  const asking: Asking = kept !== null && kept.person === person.person && kept.form === form.form ? kept : startAsking(form, {});
  const spoken = spokenWith(app, person);
  const question = currentQuestion(form, asking);
  const { done, of } = progressOf(form, asking);
  const back = () => app.go({ kind: "person", person: person.person });
  const keep = (next: Asking) => app.set({ asking: { person: person.person, form: form.form, ...next, seen: [...next.seen] } });
  const finish = (answers: Answers) =>
    void work.run(
      () => app.acts.answer(person, form, keptAnswers(form, answers), spoken),
      () => {
        app.set({ asking: null });
        back();
      },
    );
  const answer = (value: Answers[string]) => {
    const next = answerQuestion(form, asking, value);
    keep(next);
    if (isComplete(next)) finish(next.answers);
  };
  return (
    <div class="page page-narrow">
      <PageHead title={[person.seat, person.profile.name].filter(Boolean).join(" · ")} onBack={back} />
      <LanguageTiles person={person} />
      <progress class="progress" max={of} value={done} aria-label={`${done} / ${of}`} />
      <RefusalNotice refusal={work.refusal.value} />
      {question === null ? (
        <Button kind="primary" size="main" wide busy={work.busy.value} onClick={() => finish(asking.answers)} testId="finish-asking">
          {say(deskWords.save)}
        </Button>
      ) : (
        <QuestionCard
          key={question.linkId}
          question={question}
          spoken={spoken}
          plain={form.questionnaire.language}
          current={asking.answers[question.linkId] ?? null}
          onAnswer={answer}
        />
      )}
      <div class="act-bar">
        {done === 0 ? null : (
          <Button icon="back" wide onClick={() => keep(stepBack(form, asking))} testId="question-back">
            {askedWords[spoken].back}
          </Button>
        )}
      </div>
    </div>
  );
}

type CardProps = {
  readonly question: Question;
  readonly spoken: keyof typeof askedWords;
  readonly plain: Form["questionnaire"]["language"];
  readonly current: Answers[string];
  readonly onAnswer: (value: Answers[string]) => void;
};

function QuestionCard(props: CardProps) {
  const { question, spoken, plain } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <Card>
      <h2 class="question" tabIndex={-1} ref={heading} lang={spoken} data-testid="question" data-link={question.linkId}>
        {textOf(question, spoken, plain)}
      </h2>
      <AnswerField {...props} />
      {question.required === true || question.type === "display" ? null : (
        <Button kind="quiet" onClick={() => props.onAnswer(null)} testId="answer-skip">
          {askedWords[spoken].skip}
        </Button>
      )}
    </Card>
  );
}

function AnswerField({ question, spoken, plain, current, onAnswer }: CardProps) {
  const words = askedWords[spoken];
  switch (question.type) {
    case "display":
      return (
        <Button kind="primary" size="main" wide onClick={() => onAnswer(null)} testId="answer-next">
          {words.next}
        </Button>
      );
    case "boolean":
      return (
        <div class="answers">
          <Tiles
            label={textOf(question, spoken, plain)}
            value={current === null ? null : String(current)}
            items={[
              { value: "false", name: words.no, icon: "cross", lang: spoken },
              { value: "true", name: words.yes, icon: "check", lang: spoken },
            ]}
            onChoose={(value) => onAnswer(value === "true")}
          />
        </div>
      );
    case "choice":
      return (
        <div class="answers">
          <Tiles
            label={textOf(question, spoken, plain)}
            wide
            value={typeof current === "string" ? current : null}
            items={(question.answerOption ?? []).map(({ valueCoding }) => ({
              value: valueCoding.code,
              name: textOf(valueCoding, spoken, plain),
              lang: spoken,
            }))}
            onChoose={onAnswer}
          />
        </div>
      );
    case "integer":
    case "decimal":
    case "date":
    case "string":
      return <TypedAnswer question={question} spoken={spoken} plain={plain} current={current} onAnswer={onAnswer} />;
  }
}

/** What was typed as an answer of the question's type, or null while it is none. */
function typedAnswer(type: Question["type"], text: string): string | number | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (type === "integer") return /^-?[0-9]{1,9}$/.test(trimmed) ? Number(trimmed) : null;
  if (type === "decimal") return /^-?[0-9]{1,9}([.,][0-9]{1,3})?$/.test(trimmed) ? Number(trimmed.replace(",", ".")) : null;
  if (type === "date") return /^[12]\d{3}-\d{2}-\d{2}$/.test(trimmed) ? trimmed : null;
  return trimmed.slice(0, 200);
}

function TypedAnswer({ question, spoken, plain, current, onAnswer }: CardProps) {
  const text = useSignal(current === null || typeof current === "boolean" ? "" : String(current));
  const value = typedAnswer(question.type, text.value);
  const isNumber = question.type === "integer" || question.type === "decimal";
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== null) onAnswer(value);
      }}
    >
      <Field
        label={textOf(question, spoken, plain)}
        type={question.type === "date" ? "date" : "text"}
        inputMode={isNumber ? "numeric" : "text"}
        value={text.value}
        maxLength={200}
        onInput={(typed) => (text.value = typed)}
      />
      <Button type="submit" kind="primary" size="main" wide disabled={value === null} testId="answer-next">
        {askedWords[spoken].next}
      </Button>
    </form>
  );
}
