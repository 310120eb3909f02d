import { say } from "../../i18n/index.ts";
import { Icon } from "../../ui/index.ts";
import { stepsOf, type ApplyMode, type ApplyStep } from "../model/apply-state.ts";
import { steps as stepWords } from "../words/frame.ts";

/** Where the person stands; finished steps can be opened again unless something is under way. */
export function Steps(props: {
  readonly mode: ApplyMode;
  readonly current: ApplyStep;
  readonly locked: boolean;
  readonly onOpen: (step: ApplyStep) => void;
}) {
  const steps = stepsOf(props.mode);
  const at = steps.indexOf(props.current);
  const nameOf = (step: ApplyStep) => (step === "review" && props.mode.kind === "office" ? stepWords.handOver : stepWords[step]);
  return (
    <nav class="steps" aria-label={say(stepWords.label)}>
      <p class="steps-short" aria-hidden="true">
        <b>{say(nameOf(props.current))}</b> · {say(stepWords.of(at + 1, steps.length))}
      </p>
      <ol class="steps-list">
        {steps.map((step, index) => {
          const done = index < at;
          const opens = done && !props.locked && props.current !== "result";
          const inside = (
            <>
              <span class="steps-mark" aria-hidden="true">
                {done ? <Icon name="check" /> : index + 1}
              </span>
              <span class="steps-name">{say(nameOf(step))}</span>
            </>
          );
          return (
            <li
              key={step}
              class={index === at ? "steps-item steps-now" : done ? "steps-item steps-done" : "steps-item"}
              aria-current={index === at ? "step" : undefined}
            >
              {opens ? (
                <button type="button" class="steps-open" onClick={() => props.onOpen(step)}>
                  {inside}
                </button>
              ) : (
                <span class="steps-open">{inside}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
