import type { ComponentChildren, Ref } from "preact";
import { useId } from "preact/hooks";
import "./field.css";
import { Icon } from "./icon.tsx";

type Common = {
  readonly label: string;
  readonly hint?: string;
  /** Shown instead of the hint, announced, and tied to the control. */
  readonly error?: string | null;
  readonly disabled?: boolean;
};
export type FieldProps = Common & {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: () => void;
  readonly type?: "text" | "password" | "date" | "time" | "number" | "search";
  readonly inputMode?: "text" | "numeric" | "none" | "search";
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly min?: string;
  readonly max?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  /** Wide letters for identifiers and numbers that are compared by eye. */
  readonly code?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
};

function Frame(props: Common & { readonly id: string; readonly children: ComponentChildren }) {
  const { id, label, hint, error, children } = props;
  return (
    <div class={error ? "field field-wrong" : "field"}>
      <label class="field-label" for={id}>
        {label}
      </label>
      {children}
      <p id={`${id}-note`} class={error ? "field-error" : "field-hint"} aria-live="polite">
        {error ? <Icon name="alert" /> : null}
        {error ?? hint ?? ""}
      </p>
    </div>
  );
}

// Preact's types tell inputs apart by a literal `type`.
const inputTypes = {
  text: { type: "text" },
  password: { type: "password" },
  date: { type: "date" },
  time: { type: "time" },
  number: { type: "number" },
  search: { type: "search" },
} as const;

/** A labelled one-line input. Identifiers in it are never offered for completion or spelling. */
export function Field(props: FieldProps) {
  const id = useId();
  return (
    <Frame id={id} {...props}>
      <input
        id={id}
        class={props.code ? "field-input field-code" : "field-input"}
        {...inputTypes[props.type ?? "text"]}
        inputMode={props.inputMode ?? "text"}
        autoComplete={props.autoComplete ?? "off"}
        autoCapitalize="off"
        spellcheck={false}
        maxLength={props.maxLength ?? 200}
        min={props.min}
        max={props.max}
        placeholder={props.placeholder}
        required={props.required}
        disabled={props.disabled}
        value={props.value}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={`${id}-note`}
        ref={props.inputRef ?? null}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onBlur={() => props.onBlur?.()}
      />
    </Frame>
  );
}

export type Option<T extends string> = { readonly value: T; readonly name: string };

export function SelectField<T extends string>(
  props: Common & { readonly value: T; readonly options: readonly Option<T>[]; readonly onChange: (value: T) => void },
) {
  const id = useId();
  return (
    <Frame id={id} {...props}>
      <select
        id={id}
        class="field-input"
        value={props.value}
        disabled={props.disabled}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => {
          const chosen = props.options[event.currentTarget.selectedIndex];
          if (chosen !== undefined) props.onChange(chosen.value);
        }}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </Frame>
  );
}
