import type { EvidenceWait } from "@beket/api";
import { useEffect } from "preact/hooks";
import { dateTime, language, say } from "../../i18n/index.ts";
import { lookAgainInMs } from "../model/waiting.ts";
import { result as w } from "../words/result.ts";

/** Who did not answer, how often central asked and when it asks next. Looks again by itself. */
export function WaitingFor(props: {
  readonly wait: EvidenceWait;
  readonly timeZone: string;
  readonly onRefresh?: (() => void) | undefined;
}) {
  const { wait, timeZone, onRefresh } = props;
  useEffect(() => {
    if (onRefresh === undefined) return undefined;
    const timer = setInterval(onRefresh, lookAgainInMs(wait, Date.now()));
    return () => clearInterval(timer);
  }, [wait.attempts, wait.nextAttemptAt, onRefresh === undefined]);
  return (
    <div class="stack-small" data-testid="waiting-for">
      {wait.attempts === 0 ? null : <p>{say(w.attempts(wait.attempts, dateTime(wait.nextAttemptAt, timeZone)))}</p>}
      {wait.unreached.length === 0 ? null : (
        <ul class="reasons">
          {wait.unreached.map((one) => (
            <li key={`${one.kind} ${one.fault} ${one.en}`}>{one[language.value]}</li>
          ))}
        </ul>
      )}
      {wait.unreached.length === 0 ? null : <p>{say(w.notYetKnown)}</p>}
    </div>
  );
}

const pendingEveryMs = 15_000;

/** While a registrar has the next word, the page looks again by itself as long as somebody sees it. */
export function LooksAgain({ onRefresh }: { readonly onRefresh: () => void }) {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") onRefresh();
    }, pendingEveryMs);
    return () => clearInterval(timer);
  }, []);
  return null;
}
