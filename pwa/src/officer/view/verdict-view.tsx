import {
  instructionText,
  type Outcome,
  outcomeWord,
  type Reason,
  type ReasonContext,
  reasonSentence,
  type Regime,
  type Verdict,
} from "@beket/domain";
import { useEffect, useRef } from "preact/hooks";
import { fieldWords } from "../../field/words/field.ts";
import { age, language, say } from "../../i18n/index.ts";
import { Badge, Button, Icon } from "../../ui/index.ts";
import type { Act, Card } from "../check/flow.ts";
import { orderOf, saysNext } from "../check/instruction.ts";
import { verdictWords } from "../words/verdict.ts";
import { keyText, roleText, useApp } from "./context.ts";
import { PassBeside } from "./pass-note.tsx";
import "./verdict.css";
import { VerdictShape } from "./verdict-shape.tsx";

const mainAct = { ALLOW: "passage", REFER: "referral", DENY: "refusal" } as const satisfies Record<string, Act>;

/** The verdict: shape, word and colour first, then why and what to do, then one big action. */
export function VerdictView({ card, isActing }: { readonly card: Card; readonly isActing: boolean }) {
  const { acts, checks } = useApp();
  const { outcome } = card.verdict;
  const title = useRef<HTMLHeadingElement>(null);
  // The heading takes the focus, not the action: a key pressed twice must not let anybody pass.
  useEffect(() => title.current?.focus({ preventScroll: true }), [card]);
  return (
    <article class="verdict" data-testid="verdict" data-outcome={outcome}>
      <div class={`verdict-head verdict-${outcome.toLowerCase()}`}>
        <VerdictShape outcome={outcome} />
        <div class="verdict-words">
          <h1 ref={title} tabIndex={-1} class="verdict-word">
            {outcomeWord(outcome, language.value)}
          </h1>
          <p class="verdict-order">{orderText(card.verdict)}</p>
          <p class="verdict-who">{card.stop.subjects.map((subject) => keyText(subject.key)).join(" · ")}</p>
        </div>
      </div>
      <div class="verdict-body">
        <Reasons reasons={card.verdict.reasons} outcome={outcome} />
        {card.pass === null ? null : <PassBeside finding={card.pass} />}
        <EachSubject card={card} />
        <Source card={card} />
      </div>
      <div class="verdict-acts">
        <Button
          kind="primary"
          size="main"
          wide
          busy={isActing}
          onClick={() => void acts.act(mainAct[outcome])}
          testId={`act-${mainAct[outcome]}`}
        >
          {say(isActing ? verdictWords.recording : verdictWords.mainAct[outcome])}
        </Button>
        <div class="verdict-more">
          {outcome === "REFER" ? null : (
            <Button busy={isActing} onClick={() => void acts.act("referral")} testId="act-referral">
              {say(verdictWords.referInstead)}
            </Button>
          )}
          <Button busy={isActing} icon="plus" onClick={() => checks.change(card.stop)}>
            {say(verdictWords.addPeople)}
          </Button>
          <Button kind="quiet" busy={isActing} onClick={() => checks.close()} testId="leave">
            {say(verdictWords.leave)}
          </Button>
        </div>
      </div>
    </article>
  );
}

/** The order under the verdict word, and what the announcer says after it. */
export function orderText(verdict: Verdict): string {
  const order = orderOf(verdict);
  switch (order.kind) {
    case "hold":
      return instructionText(order.instruction, language.value).replace(/\.$/, "");
    case "ask-again":
      return say(verdictWords.mendFirst);
    case "outcome":
      return say(verdictWords.orders[verdict.outcome]);
  }
}

/** Why, and what to do next, gravest first; the same words once. `outcome` is that of the card they stand on. */
export function Reasons({ reasons, outcome }: { readonly reasons: readonly Reason[]; readonly outcome: Outcome }) {
  const { screen } = useApp();
  const regime = screen.post.value?.regime ?? null;
  const sentences = reasons.map((reason) => ({
    code: reason.code,
    isNextSaid: saysNext(reason, outcome),
    ...reasonSentence(reason, language.value, reasonContext(reason, regime)),
  }));
  const unique = sentences.filter((sentence, at) => sentences.findIndex((other) => other.cause === sentence.cause) === at);
  return (
    <ol class="reasons">
      {unique.map(({ code, cause, next, isNextSaid }) => (
        <li key={cause} data-reason={code}>
          <p class="reason-cause">{cause}</p>
          {isNextSaid ? (
            <p class="reason-next">
              <Icon name="forward" />
              <span>{next}</span>
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function reasonContext(reason: Reason, regime: Regime | null): ReasonContext {
  if (regime === null) return {};
  const rule = regime.categories.find((candidate) => candidate.category === reason.category);
  return rule === undefined ? { timeZone: regime.timeZone } : { timeZone: regime.timeZone, categoryName: say(rule.name) };
}

function EachSubject({ card }: { readonly card: Card }) {
  const { subjects } = card.stop;
  if (subjects.length < 2) return null;
  return (
    <section class="each">
      <h2 class="each-title">{say(verdictWords.eachSubject)}</h2>
      <ul>
        {card.verdict.subjects.map((verdict) => {
          const subject = subjects[verdict.subject];
          return subject === undefined ? null : (
            <li key={verdict.subject} class="each-row">
              <VerdictShape outcome={verdict.outcome} />
              <span class="each-who">
                <strong>{keyText(subject.key)}</strong>
                <span class="soft small">{roleText(subject.role, subjects)}</span>
              </span>
              <span class="push">{outcomeWord(verdict.outcome, language.value)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const freshMs = 60_000;

/** Who decided, and how old the data was. */
function Source({ card }: { readonly card: Card }) {
  if (card.age === null) {
    return (
      <p class="source">
        <Badge tone="warn" icon="unlink">
          {say(verdictWords.alone)}
        </Badge>
      </p>
    );
  }
  const { ledgerAgeMs, complete } = card.age;
  const ageText =
    ledgerAgeMs === null
      ? say(fieldWords.dataNever)
      : ledgerAgeMs < freshMs
        ? say(verdictWords.dataFresh)
        : say(verdictWords.dataAge(age(ledgerAgeMs)));
  return (
    <p class="source">
      <Icon name="clock" />
      <span data-testid="data-age">{ageText}</span>
      {complete ? null : <Badge tone="warn">{say(verdictWords.dataIncomplete)}</Badge>}
      {card.source === "camera" ? <Badge icon="camera">{say(verdictWords.byCamera)}</Badge> : null}
    </p>
  );
}
