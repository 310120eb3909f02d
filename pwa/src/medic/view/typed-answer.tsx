import type { Question } from "@beket/domain";
import { useEffect, useRef } from "preact/hooks";
import type { KeypadLayout } from "../../field/entry/typing.ts";
import { Keypad } from "../../field/view/keypad.tsx";
import { Button } from "../../ui/index.ts";
import { typedAnswer } from "../model/ask.ts";
import { Tiles } from "./parts.tsx";

const key = (char: string) => ({ kind: "char", char }) as const;
/** Numbers are typed on a pad that no glove misses; the comma is there only where a fraction may be. */
const padOf = (withComma: boolean): KeypadLayout => ({
  name: "digits",
  rows: [
    ["1", "2", "3"].map(key),
    ["4", "5", "6"].map(key),
    ["7", "8", "9"].map(key),
    [withComma ? key(",") : { kind: "gap" }, key("0"), { kind: "erase" }],
  ],
});

/** An answer that has to be typed: a number, a date, a text. What others answered can be taken with one tap. */
export function TypedAnswer(props: {
  readonly type: Question["type"];
  readonly label: string;
  readonly next: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly likely: readonly string[];
  readonly onAnswer: (value: string | number) => void;
}) {
  const { type, label, likely, text, onAnswer } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  const value = typedAnswer(type, text);
  const isNumber = type === "integer" || type === "decimal";
  const onInput = (typed: string) => props.onText(typed.slice(0, 200));
  const shared = {
    ref: input,
    class: isNumber ? "field-input field-code typed-number" : "field-input",
    "aria-label": label,
    autoComplete: "off",
    maxLength: 200,
    value: text,
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => onInput(event.currentTarget.value),
  } as const;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== null) onAnswer(value);
      }}
    >
      {likely.length === 0 ? null : (
        <Tiles label={label} wide value={null} items={likely.map((one) => ({ value: one, name: one }))} onChoose={onAnswer} />
      )}
      {type === "date" ? <input {...shared} type="date" /> : <input {...shared} type="text" inputMode={isNumber ? "none" : "text"} />}
      {isNumber ? (
        <Keypad layout={padOf(type === "decimal")} onChar={(char) => onInput(text + char)} onErase={() => onInput(text.slice(0, -1))} />
      ) : null}
      <Button type="submit" kind="primary" size="main" wide disabled={value === null} testId="answer-next">
        {props.next}
      </Button>
    </form>
  );
}
