import { say } from "../../i18n/index.ts";
import { Button } from "../../ui/index.ts";
import { currentSubject, type SecondReading } from "../check/second-reading.ts";
import { currentReading } from "../compose/stop-draft.ts";
import { verdictWords } from "../words/verdict.ts";
import { roleText, useApp } from "./context.ts";
import { EntryKeypad, EntryPanel } from "./entry-panel.tsx";
import "./reread.css";

/** "Read again and type": an empty field, the role of the subject, and nothing of what was typed before. */
export function RereadView({ reading }: { readonly reading: SecondReading }) {
  const { screen, checks } = useApp();
  const index = currentSubject(reading);
  const subject = index === null ? undefined : reading.stop.subjects[index];
  if (subject === undefined) return null;
  const isReady = currentReading(screen.draft.value).kind === "valid";
  const confirm = () => checks.readAgain();
  return (
    <div class="reread" data-testid="reread">
      <div class="composer-what">
        <div class="reread-head" role="status">
          <p class="reread-role">{roleText(subject.role, reading.stop.subjects)}</p>
          <h1 class="reread-title">{say(verdictWords.again.title)}</h1>
          <p>{say(verdictWords.again.why)}</p>
          {reading.open.length > 1 ? <p class="small">{say(verdictWords.again.left(reading.open.length))}</p> : null}
        </div>
        <EntryPanel label={say(verdictWords.again.title)} onEnter={confirm} />
      </div>
      <div class="composer-keys">
        <EntryKeypad />
        <Button kind="primary" size="main" wide disabled={!isReady} onClick={confirm} testId="confirm-reading">
          {say(verdictWords.again.go)}
        </Button>
        <Button kind="quiet" onClick={() => checks.close()}>
          {say(verdictWords.leave)}
        </Button>
      </div>
    </div>
  );
}
