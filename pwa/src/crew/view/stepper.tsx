import { useId } from "preact/hooks";
import { language, say } from "../../i18n/index.ts";
import { Icon } from "../../ui/index.ts";
import { amountOf, decimalText, stepped } from "../model/number.ts";
import { workWords } from "../words/work.ts";
import "./stepper.css";

/** An amount that a glove can change: two wide keys and a field that takes digits and a comma. */
export function Stepper(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly max: number;
  readonly onChange: (value: string) => void;
  readonly testId: string;
}) {
  const id = useId();
  const amount = amountOf(props.value, props.max);
  const step = (direction: 1 | -1) => props.onChange(decimalText(stepped(amount ?? 0, direction, props.max), language.value));
  const isWrong = amount === null && props.value.trim() !== "";
  return (
    <div class={isWrong ? "field field-wrong" : "field"}>
      <label class="field-label" for={id}>
        {props.label}
      </label>
      <div class="stepper">
        <button type="button" class="stepper-key" aria-label={say(workWords.less(props.label))} onClick={() => step(-1)}>
          <Icon name="minus" />
        </button>
        <input
          id={id}
          class="field-input field-code stepper-input"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          value={props.value}
          data-testid={props.testId}
          aria-invalid={isWrong ? true : undefined}
          aria-describedby={`${id}-note`}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
        <button type="button" class="stepper-key" aria-label={say(workWords.more(props.label))} onClick={() => step(1)}>
          <Icon name="plus" />
        </button>
      </div>
      <p id={`${id}-note`} class={isWrong ? "field-error" : "field-hint"} aria-live="polite">
        {isWrong ? <Icon name="alert" /> : null}
        {isWrong ? say(workWords.notAmount) : props.hint}
      </p>
    </div>
  );
}
