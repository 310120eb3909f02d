import { say } from "../../i18n/index.ts";
import { type Timer } from "../model/timers.ts";
import { clockText } from "../model/timers.ts";
import { testWords } from "../words/test.ts";
import { useApp } from "./context.ts";
import { PageHead, Ring, ScanButton } from "./parts.tsx";
import "./timers.css";

/** Every running cassette by what is due: fifty at once, each a ring that empties. */
export function Timers() {
  const app = useApp();
  const timers = app.timers.value;
  return (
    <div class="page page-wide">
      <PageHead title={say(testWords.timersTitle)} note={say(timers.length === 0 ? testWords.noTimers : testWords.timersHint)}>
        <ScanButton />
      </PageHead>
      <ul class="timers">
        {timers.map((timer) => (
          <TimerCard key={timer.test.test} timer={timer} />
        ))}
      </ul>
    </div>
  );
}

const tones = { open: "warn", late: "bad", waiting: "plain" } as const;

function TimerCard({ timer }: { readonly timer: Timer }) {
  const app = useApp();
  const { test, state, left, leftMs } = timer;
  const person = app.border.value.person(test.person);
  const label = state === "late" ? testWords.tooLate : state === "open" ? testWords.readWithin : testWords.readIn;
  return (
    <li>
      <button
        type="button"
        class={`timer timer-${state}`}
        data-testid="timer"
        data-state={state}
        data-cassette={test.started?.cassette}
        onClick={() => app.go({ kind: "reading", test: test.test, cassette: null })}
      >
        <Ring left={left} tone={tones[state]}>
          {state === "late" ? "!" : null}
        </Ring>
        <span class="timer-what">
          <span class="timer-clock">
            <span class="unseen">{say(label)} </span>
            {state === "late" ? say(testWords.tooLate) : clockText(leftMs)}
          </span>
          <span class="code-text">{test.started?.cassette}</span>
          <span class="small timer-who">{[person?.seat, person?.profile.name].filter(Boolean).join(" · ")}</span>
        </span>
        {state === "open" ? <span class="timer-word">{say(testWords.readingTitle)}</span> : null}
      </button>
    </li>
  );
}
