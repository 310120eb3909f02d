import { type Answers, type Form, type Person, type Question, textOf, type Uuid } from "@beket/domain";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Button, Card } from "../../ui/index.ts";
import { answerQuestion, type Asking, currentQuestion, isComplete, keptAnswers, progressOf, startAsking, stepBack } from "../model/ask.ts";
import type { MedicApp } from "../state/app.ts";
import { askedWords } from "../words/asked.ts";
import { deskWords } from "../words/desk.ts";
import "./ask.css";
import { LanguageTiles, spokenWith } from "./confirm-panel.tsx";
import { useApp, useWork } from "./context.ts";
import { ActBar, PageHead, RefusalNotice, Tiles } from "./parts.tsx";
import { TypedAnswer } from "./typed-answer.tsx";

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
  const { asking: kept, typed } = app.draft.value;
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
        app.set({ asking: null, typed: null });
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
          typed={typed?.person === person.person && typed.question === question.linkId ? typed.text : null}
          onType={(text) => app.set({ typed: { person: person.person, question: question.linkId, text } })}
          likely={question.type === "string" ? likelyAnswers(app, person, question.linkId) : []}
          onAnswer={answer}
        />
      )}
      {done === 0 ? null : (
        <ActBar>
          <Button icon="back" wide onClick={() => keep(stepBack(form, asking))} testId="question-back">
            {askedWords[spoken].back}
          </Button>
        </ActBar>
      )}
    </div>
  );
}

const likelyMax = 4;
/** Texts that the last people of this arrival gave to the same question, newest first. */
function likelyAnswers(app: MedicApp, person: Person, linkId: string): readonly string[] {
  const aboard = person.arrival === null ? [] : (app.border.value.arrival(person.arrival)?.persons ?? []);
  const answered = aboard
    .flatMap((id) => app.border.value.person(id)?.questionnaire ?? [])
    .toSorted((left, right) => right.occurredAt - left.occurredAt)
    .flatMap(({ answers }) => (typeof answers[linkId] === "string" ? [answers[linkId]] : []));
  return [...new Set([...(person.profile.onwardAddress === null ? [] : [person.profile.onwardAddress]), ...answered])].slice(0, likelyMax);
}

type CardProps = {
  readonly question: Question;
  readonly spoken: keyof typeof askedWords;
  readonly plain: Form["questionnaire"]["language"];
  readonly current: Answers[string];
  /** What is typed so far; null where nobody has begun. */
  readonly typed: string | null;
  readonly onType: (text: string) => void;
  /** What others of the same arrival answered: families go to one address. */
  readonly likely: readonly string[];
  readonly onAnswer: (value: Answers[string]) => void;
};

function QuestionCard(props: CardProps) {
  const { question, spoken, plain } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Where something is typed, its field has the focus.
    if (["display", "boolean", "choice"].includes(question.type)) heading.current?.focus({ preventScroll: true });
  }, []);
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

function AnswerField(props: CardProps) {
  const { question, spoken, plain, current, onAnswer } = props;
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
      return (
        <TypedAnswer
          type={question.type}
          label={textOf(question, spoken, plain)}
          next={words.next}
          text={props.typed ?? (current === null || typeof current === "boolean" ? "" : String(current))}
          onText={props.onType}
          likely={props.likely}
          onAnswer={onAnswer}
        />
      );
  }
}
