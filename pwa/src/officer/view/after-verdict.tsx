import { useEffect, useRef } from "preact/hooks";
import { fieldWords } from "../../field/words/field.ts";
import { say } from "../../i18n/index.ts";
import { Button, Card as Panel, Notice } from "../../ui/index.ts";
import type { Flow } from "../check/flow.ts";
import { verdictWords } from "../words/verdict.ts";
import { useApp } from "./context.ts";
import { orderText, Reasons } from "./verdict-view.tsx";

/** What was recorded: the number a person keeps, why, and where to ask. */
export function DoneView({ flow }: { readonly flow: Extract<Flow, { kind: "done" }> }) {
  const { acts, screen } = useApp();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  const { act, receipt, card } = flow;
  const isRefusal = act === "refusal";
  // A refusal that was referred instead must not go on saying "do not let pass".
  const shownAs = act === "referral" ? "REFER" : card.verdict.outcome;
  return (
    <article class="verdict" data-testid="done" data-act={act} data-state={receipt.state}>
      <Panel>
        <h1 ref={title} tabIndex={-1}>
          {say(verdictWords.done[act])}
        </h1>
        {receipt.state === "kept" ? <Notice tone="warn" title={say(verdictWords.kept)} live="polite" /> : null}
        {receipt.state === "rejected" ? (
          <Notice tone="bad" title={say(verdictWords.rejected)} live="assertive">
            <p>{receipt.code}</p>
          </Notice>
        ) : null}
        {act === "referral" ? <p class="slip-order">{orderText({ ...card.verdict, outcome: "REFER" })}</p> : null}
        {act === "passage" ? null : (
          <div>
            <p class="soft">{say(isRefusal ? verdictWords.refusalNumber : verdictWords.referralNumber)}</p>
            {receipt.number === null ? null : (
              <p class="slip-number" data-testid="number">
                {receipt.number}
              </p>
            )}
          </div>
        )}
        <Reasons reasons={card.verdict.reasons} outcome={shownAs} />
        {isRefusal ? <Notice title={say(verdictWords.hotline)} /> : null}
      </Panel>
      <div class="verdict-acts">
        {act === "passage" || receipt.number === null ? null : (
          <Button icon="people" wide onClick={() => (screen.sheet.value = "traveller")} testId="show-traveller">
            {say(verdictWords.showTraveller)}
          </Button>
        )}
        <Button kind="primary" size="main" wide onClick={() => acts.next()} testId="next">
          {say(verdictWords.next)}
        </Button>
      </div>
    </article>
  );
}

/** Nothing was recorded or decided, and the officer is told so in the largest words there are. */
export function StuckView({ flow }: { readonly flow: Extract<Flow, { kind: "stuck" }> }) {
  const { checks } = useApp();
  return (
    <article class="verdict" data-testid="stuck" data-why={flow.why}>
      <Panel>
        <Notice tone="bad" title={say(verdictWords.stuck[flow.why])} live="assertive">
          <p>{say(verdictWords.stuckNext[flow.why])}</p>
          {flow.code === null ? null : <p class="small">{flow.code}</p>}
        </Notice>
      </Panel>
      <div class="verdict-acts">
        <Button kind="primary" size="main" wide onClick={() => void checks.retry()} testId="retry">
          {say(flow.card === null ? fieldWords.tryAgain : verdictWords.back)}
        </Button>
        <Button kind="quiet" onClick={() => checks.close()}>
          {say(verdictWords.leave)}
        </Button>
      </div>
    </article>
  );
}
