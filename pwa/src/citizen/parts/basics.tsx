import type { Sentences, ToldReason } from "@beket/api";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { language, say, type Words } from "../../i18n/index.ts";
import type { Failure } from "../adapters/central.ts";
import { failureWords, frame } from "../words/frame.ts";

/** In the person's language. */
export const told = (sentences: Sentences): string => sentences[language.value];

/** The screen's heading takes the focus, so that a screen reader starts there. */
export function Heading({ children }: { readonly children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 tabIndex={-1} ref={heading}>
      {children}
    </h1>
  );
}

export function Field(props: {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly maxLength: number;
  readonly rows?: number;
  readonly inputMode?: "text" | "tel";
  readonly capitals?: boolean;
  readonly testId: string;
}) {
  const id = useId();
  const error = props.error ?? null;
  const shared = {
    id,
    class: props.capitals === true ? "input capitals" : "input",
    value: props.value,
    maxLength: props.maxLength,
    autoComplete: "off",
    autoCapitalize: "off",
    spellcheck: false,
    "aria-invalid": error === null ? undefined : true,
    "aria-describedby": `${id}-note`,
    "data-testid": props.testId,
  } as const;
  return (
    <p class={error === null ? "field" : "field field-wrong"}>
      <label for={id}>{props.label}</label>
      {props.rows === undefined ? (
        <input
          {...shared}
          type="text"
          inputMode={props.inputMode ?? "text"}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      ) : (
        <textarea {...shared} rows={props.rows} onInput={(event) => props.onInput(event.currentTarget.value)} />
      )}
      <span id={`${id}-note`} class="note" aria-live="polite">
        {error ?? props.hint ?? ""}
      </span>
    </p>
  );
}

export type Tone = "plain" | "good" | "warn" | "bad";
export function Box(props: {
  readonly tone: Tone;
  readonly title?: string;
  readonly children?: ComponentChildren;
  readonly testId?: string;
}) {
  return (
    <section class={`box box-${props.tone}`} role={props.tone === "bad" ? "alert" : "status"} data-testid={props.testId}>
      {props.title === undefined ? null : <h2>{props.title}</h2>}
      {props.children}
    </section>
  );
}

const failureText = (failure: Failure): string => (failure.kind === "problem" ? failure.title : say(failureWords[failure.kind]));

/** A form that asks central once at a time and shows why there is no answer. */
export function Form(props: {
  readonly go: Words;
  readonly onSubmit: () => Promise<Failure | null>;
  readonly children: ComponentChildren;
  readonly testId: string;
}) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tried, setTried] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  // What is wrong takes the focus: the error may stand above an old phone's screen.
  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tried]);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(null);
    setFailure(await props.onSubmit());
    setBusy(false);
    setTried((before) => before + 1);
  };
  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate data-testid={props.testId}>
      {props.children}
      <button type="submit" class="button" disabled={busy}>
        {say(busy ? frame.waiting : props.go)}
      </button>
      {failure === null ? null : (
        <Box tone="bad" testId="failure">
          <p>{failureText(failure)}</p>
        </Box>
      )}
    </form>
  );
}

export function Reasons({ reasons }: { readonly reasons: readonly ToldReason[] }) {
  return (
    <ul class="reasons">
      {reasons.map(({ code, cause, remedy }) => (
        <li key={`${code} ${cause.en}`} data-reason={code}>
          <p>
            <strong>{told(cause)}</strong>
          </p>
          <p>{told(remedy)}</p>
        </li>
      ))}
    </ul>
  );
}
