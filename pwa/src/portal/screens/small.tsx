import type { SmallExemptionReply } from "@beket/api";
import { ledgerName, ledgers, parseIin, type Ledger, type Regime } from "@beket/domain";
import { useState } from "preact/hooks";
import { dateTime, language, say } from "../../i18n/index.ts";
import { Button, Card, Field, Notice } from "../../ui/index.ts";
import type { CallFailure, Central } from "../adapters/central.ts";
import { binDigits, isWholeBin } from "../model/apply.ts";
import { rowsToRequest } from "../model/draft.ts";
import { namedLines } from "../model/lines.ts";
import { CallFailed, Heading, RadioCards, TextArea } from "../parts/parts.tsx";
import { organisation } from "../words/organisation.ts";
import { small as w } from "../words/small.ts";

const rowsMax = 10;

function Answer({
  reply,
  regime,
  onAgain,
}: {
  readonly reply: SmallExemptionReply;
  readonly regime: Regime;
  readonly onAgain: () => void;
}) {
  const title = reply.state === "issued" ? w.issued : reply.state === "waiting" ? w.waiting : w.refused;
  return (
    <div class="stack">
      <Heading key="answer">{say(title)}</Heading>
      <Notice
        tone={reply.state === "issued" ? "good" : reply.state === "waiting" ? "warn" : "bad"}
        live="polite"
        testId={`small-${reply.state}`}
      >
        {reply.validTo === null ? null : <p>{say(w.until(dateTime(reply.validTo, regime.timeZone)))}</p>}
        {reply.state === "waiting" ? <p>{say(w.waitingText)}</p> : null}
        {reply.state === "refused" ? <p>{say(w.refusedText)}</p> : null}
        {reply.code === null ? null : <code class="small soft">{reply.code}</code>}
      </Notice>
      {reply.numbers.length === 0 ? null : (
        <Card title={say(w.numbers)}>
          <ul class="number-list">
            {reply.numbers.map((number) => (
              <li key={number}>
                <span class="permit-number">{number}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <div class="row">
        <Button onClick={onAgain}>{say(w.again)}</Button>
      </div>
    </div>
  );
}

/** For organisations of two people or fewer: a form without a signature, answered at once. */
export function SmallSection({ central, regime }: { readonly central: Central; readonly regime: Regime }) {
  const [bin, setBin] = useState("");
  const [iin, setIin] = useState("");
  const [ledger, setLedger] = useState<Ledger>("city");
  const [text, setText] = useState("");
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<SmallExemptionReply | CallFailure | null>(null);
  const named = namedLines(text, rowsMax);
  const head = parseIin(iin);
  const ask = async (): Promise<void> => {
    setShown(true);
    if (!isWholeBin(bin) || !head.ok || !named.isWhole) return;
    setBusy(true);
    const reply = await central.exempt({ bin: binDigits(bin), headIin: head.value.value, ledger, ...rowsToRequest(named) });
    setBusy(false);
    setAnswer(reply.ok ? reply.value : reply.error);
  };
  if (answer !== null && "state" in answer) return <Answer reply={answer} regime={regime} onAgain={() => setAnswer(null)} />;
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <Heading lead={say(w.lead)}>{say(w.heading)}</Heading>
      <Card>
        <div class="pair">
          <Field
            label={say(organisation.bin)}
            value={bin}
            inputMode="numeric"
            maxLength={20}
            code
            error={shown && !isWholeBin(bin) ? say(w.binWrong) : null}
            onInput={setBin}
          />
          <Field
            label={say(w.headIin)}
            value={iin}
            inputMode="numeric"
            maxLength={20}
            code
            error={(shown || iin.length >= 12) && !head.ok ? say(w.iinWrong) : null}
            onInput={setIin}
          />
        </div>
        <RadioCards
          legend={say(w.ledger)}
          items={ledgers.map((value) => ({ value, name: ledgerName(value, language.value) }))}
          value={ledger}
          onChange={setLedger}
          testId="small-ledger"
        />
        <TextArea
          label={say(w.who)}
          hint={say(w.whoHint)}
          error={shown && !named.isWhole ? say(w.whoWrong) : null}
          value={text}
          rows={4}
          maxLength={4_000}
          onInput={setText}
        />
      </Card>
      {answer === null ? null : <CallFailed failure={answer} onRetry={() => void ask()} />}
      <div class="row actions">
        <Button kind="primary" size="main" type="submit" busy={busy} testId="small-ask">
          {say(w.ask)}
        </Button>
      </div>
    </form>
  );
}
