import { corrections, type AppealDecision } from "@beket/api";
import { useState } from "preact/hooks";
import { TextArea } from "../../centre/parts/basics.tsx";
import { say } from "../../i18n/index.ts";
import { Button, Choice, SelectField } from "../../ui/index.ts";
import { appealWords as w } from "../words/appeals.ts";

const wordsMin = 3;

/** The registrar's decision: an outcome, words to the person, and what is to be put right. */
export function DecisionForm({ busy, onSend }: { readonly busy: boolean; readonly onSend: (decision: AppealDecision) => void }) {
  const [outcome, setOutcome] = useState<AppealDecision["outcome"]>("upheld");
  const [answer, setAnswer] = useState("");
  const [correction, setCorrection] = useState<AppealDecision["correction"]>("none");
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const isShort = answer.trim().length < wordsMin;
  return (
    <form
      class="stack"
      noValidate
      data-testid="decision-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (busy || isShort) return;
        const colleagues = note.trim();
        const what = outcome === "upheld" ? "none" : correction;
        onSend({ outcome, answer: answer.trim(), correction: what, note: colleagues.length < wordsMin ? null : colleagues });
      }}
    >
      <h3>{say(w.decide)}</h3>
      <Choice
        label={say(w.outcome)}
        items={(["upheld", "overturned"] as const).map((value) => ({ value, name: say(w.outcomes[value]) }))}
        value={outcome}
        onChange={setOutcome}
      />
      <TextArea
        label={say(w.answer)}
        hint={say(w.answerHint)}
        error={tried && isShort ? say(w.answerShort) : null}
        value={answer}
        rows={4}
        maxLength={1_000}
        onInput={setAnswer}
      />
      {outcome === "upheld" ? null : (
        <SelectField
          label={say(w.correction)}
          value={correction}
          options={corrections.map((value) => ({ value, name: say(w.corrections[value]) }))}
          onChange={setCorrection}
        />
      )}
      <TextArea label={say(w.note)} value={note} rows={2} maxLength={1_000} onInput={setNote} />
      <div class="row">
        <Button kind="primary" busy={busy} type="submit" testId="decide">
          {say(w.send)}
        </Button>
      </div>
    </form>
  );
}
