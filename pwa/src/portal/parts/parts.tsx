import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { say, type Words } from "../../i18n/index.ts";
import { Button, Icon, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/central.ts";
import { calls, frame } from "../words/frame.ts";

/** The page's heading. It takes the focus when a step or section opens, so that a screen reader starts there. */
export function Heading({ children, lead }: { readonly children: ComponentChildren; readonly lead?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <header class="heading">
      <h1 tabIndex={-1} ref={heading}>
        {children}
      </h1>
      {lead === undefined ? null : <p class="soft">{lead}</p>}
    </header>
  );
}

/** Something takes a while: words and a moving bar, announced once. */
export function Working({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="working" role="status">
      <span class="working-bar" aria-hidden="true" />
      <span>{children}</span>
    </div>
  );
}

export const callText = (failure: CallFailure): string => (failure.kind === "problem" ? failure.title : say(calls[failure.kind]));

export function CallFailed({ failure, onRetry }: { readonly failure: CallFailure; readonly onRetry: () => void }) {
  return (
    <Notice tone="bad" live="assertive" testId="call-failed">
      <p>{callText(failure)}</p>
      <div class="row">
        <Button size="small" icon="refresh" onClick={onRetry}>
          {say(frame.retry)}
        </Button>
      </div>
    </Notice>
  );
}

export type RadioItem<T extends string> = {
  readonly value: T;
  readonly name: string;
  readonly text?: string;
  readonly disabled?: boolean;
};

/** Choices as cards around native radio buttons, so that arrow keys and screen readers work by themselves. */
export function RadioCards<T extends string>(props: {
  readonly legend: string;
  readonly hint?: string;
  readonly items: readonly RadioItem<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly error?: string | null;
  readonly testId?: string;
}) {
  const name = useId();
  const { error = null } = props;
  return (
    <fieldset
      class={error === null ? "radio-cards" : "radio-cards radio-cards-wrong"}
      aria-describedby={`${name}-note`}
      data-testid={props.testId}
    >
      <legend class="field-label">{props.legend}</legend>
      <div class="radio-cards-items">
        {props.items.map((item) => (
          <label key={item.value} class="radio-card">
            <input
              type="radio"
              name={name}
              value={item.value}
              checked={item.value === props.value}
              disabled={item.disabled}
              onChange={() => props.onChange(item.value)}
            />
            <span>
              <span class="radio-card-name">{item.name}</span>
              {item.text === undefined ? null : <span class="radio-card-text">{item.text}</span>}
            </span>
          </label>
        ))}
      </div>
      <p id={`${name}-note`} class={error === null ? "field-hint" : "field-error"} aria-live="polite">
        {error === null ? null : <Icon name="alert" />}
        {error ?? props.hint ?? ""}
      </p>
    </fieldset>
  );
}

/** Check boxes that look like a row of switches. */
export function CheckChips(props: {
  readonly legend: string;
  readonly items: readonly { readonly value: string; readonly name: string; readonly short: string }[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (value: string, on: boolean) => void;
  readonly error?: string | null;
  readonly legendUnseen?: boolean;
  readonly testId?: string;
}) {
  const id = useId();
  const { error = null } = props;
  return (
    <fieldset class="check-chips" aria-describedby={`${id}-note`} data-testid={props.testId}>
      <legend class={props.legendUnseen ? "unseen" : "field-label"}>{props.legend}</legend>
      <div class="check-chips-items">
        {props.items.map((item) => (
          <label key={item.value} class="check-chip">
            <input
              type="checkbox"
              value={item.value}
              aria-label={item.name}
              checked={props.chosen.has(item.value)}
              onChange={(event) => props.onToggle(item.value, event.currentTarget.checked)}
            />
            <span aria-hidden="true">{item.short}</span>
          </label>
        ))}
      </div>
      <p id={`${id}-note`} class={error === null ? "field-hint" : "field-error"} aria-live="polite">
        {error === null ? null : <Icon name="alert" />}
        {error ?? ""}
      </p>
    </fieldset>
  );
}

/** Several lines of text with a label, a hint and an error tied to it. */
export function TextArea(props: {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  readonly value: string;
  readonly rows: number;
  readonly maxLength: number;
  readonly onInput: (value: string) => void;
}) {
  const id = useId();
  const { error = null } = props;
  return (
    <div class={error === null ? "field" : "field field-wrong"}>
      <label class="field-label" for={id}>
        {props.label}
      </label>
      <textarea
        id={id}
        class="field-input field-area"
        rows={props.rows}
        maxLength={props.maxLength}
        spellcheck={false}
        autoComplete="off"
        value={props.value}
        aria-invalid={error === null ? undefined : true}
        aria-describedby={`${id}-note`}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      <p id={`${id}-note`} class={error === null ? "field-hint" : "field-error"} aria-live="polite">
        {error === null ? null : <Icon name="alert" />}
        {error ?? props.hint ?? ""}
      </p>
    </div>
  );
}

/** Copies a text and says whether it worked. */
export function CopyButton({ text, label }: { readonly text: () => string; readonly label: Words }) {
  const [told, setTold] = useState<"none" | "copied" | "failed">("none");
  const copy = (): void => {
    navigator.clipboard.writeText(text()).then(
      () => setTold("copied"),
      () => setTold("failed"),
    );
  };
  return (
    <span class="row">
      <Button size="small" icon="copy" onClick={copy}>
        {say(label)}
      </Button>
      <span class="small soft" role="status">
        {told === "none" ? "" : say(told === "copied" ? frame.copied : frame.copyFailed)}
      </span>
    </span>
  );
}

/** Hands a text to the person as a file; nothing leaves the computer. */
export function saveAsFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own reference once the click is over.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
