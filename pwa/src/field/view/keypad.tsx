import { say } from "../../i18n/index.ts";
import { Icon } from "../../ui/index.ts";
import type { Key, KeypadLayout } from "../entry/typing.ts";
import { fieldWords } from "../words/field.ts";
import "./keypad.css";

type KeypadProps = { readonly layout: KeypadLayout; readonly onChar: (char: string) => void; readonly onErase: () => void };

/** Keys for a gloved finger. A tap leaves the focus where it is, so a hardware keyboard goes on working. */
export function Keypad({ layout, onChar, onErase }: KeypadProps) {
  return (
    <div class={`keypad keypad-${layout.name}`} role="group" aria-label={say(fieldWords.keys)}>
      {layout.rows.map((row, index) => (
        <div class="keypad-row" key={index}>
          {row.map((key, at) => (
            <KeyButton key={at} definition={key} onChar={onChar} onErase={onErase} />
          ))}
        </div>
      ))}
    </div>
  );
}

function KeyButton({ definition, onChar, onErase }: { readonly definition: Key } & Omit<KeypadProps, "layout">) {
  const keepFocus = (event: Event) => event.preventDefault();
  switch (definition.kind) {
    case "gap":
      return <span class="key key-gap" aria-hidden="true" />;
    case "erase":
      return (
        <button
          type="button"
          class="key key-erase"
          tabIndex={-1}
          aria-label={say(fieldWords.erase)}
          onPointerDown={keepFocus}
          onClick={onErase}
        >
          <Icon name="erase" />
        </button>
      );
    case "char":
      return (
        <button
          type="button"
          class={/[0-9]/.test(definition.char) ? "key key-digit" : "key"}
          tabIndex={-1}
          data-key={definition.char}
          onPointerDown={keepFocus}
          onClick={() => onChar(definition.char)}
        >
          {definition.char}
        </button>
      );
  }
}
