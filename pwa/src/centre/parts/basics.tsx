import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { age, count, say } from "../../i18n/index.ts";
import { Button, Choice, Icon, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/central.ts";
import { useCentre } from "../context.ts";
import { type Freshness, freshnessOf, type Polled } from "../model/freshness.ts";
import { timeRanges } from "../model/range.ts";
import { timeOfDay } from "../model/show.ts";
import { calls, frame, fresh } from "../words/frame.ts";
import { span } from "./format.ts";

/** The page's heading takes the focus when a section opens, so that a screen reader starts there. */
export function Heading(props: { readonly children: ComponentChildren; readonly lead?: string; readonly aside?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <header class="heading">
      <div class="heading-words">
        <h1 tabIndex={-1} ref={heading}>
          {props.children}
        </h1>
        {props.lead === undefined ? null : <p class="soft">{props.lead}</p>}
      </div>
      {props.aside}
    </header>
  );
}

export function Working({ children }: { readonly children?: ComponentChildren }) {
  return (
    <div class="working" role="status">
      <span class="working-bar" aria-hidden="true" />
      <span>{children ?? say(frame.loading)}</span>
    </div>
  );
}

export const callText = (failure: CallFailure): string => (failure.kind === "problem" ? failure.title : say(calls[failure.kind]));

export function CallFailed({ failure, onRetry }: { readonly failure: CallFailure; readonly onRetry?: () => void }) {
  return (
    <Notice tone="bad" live="assertive" testId="call-failed">
      <p>{callText(failure)}</p>
      {onRetry === undefined ? null : (
        <div class="row">
          <Button size="small" icon="refresh" onClick={onRetry}>
            {say(frame.retry)}
          </Button>
        </div>
      )}
    </Notice>
  );
}

type Dated = { readonly asOf: number; readonly behind?: number };

/** Of when the numbers are. Old ones are said in a band that cannot be overlooked; a moment's age only beside the heading. */
export function FreshMark({ state }: { readonly state: Freshness }) {
  const centre = useCentre();
  if (state.kind === "loading") return <span class="soft small">{say(frame.loading)}</span>;
  if (state.kind === "failed") return null;
  const behind = state.behind === 0 ? null : say(fresh.behind(count(state.behind), state.behind));
  return (
    <span class="fresh small" data-testid="as-of" data-state={state.kind}>
      <Icon name={state.kind === "fresh" ? "clock" : "alert"} />
      <span>
        {say(fresh.asOf(timeOfDay(state.asOf, centre.timeZone.value, true)))}
        {behind === null ? null : ` · ${behind}`}
      </span>
    </span>
  );
}

export function StaleBand({ state, onRetry }: { readonly state: Freshness; readonly onRetry: () => void }) {
  const centre = useCentre();
  if (state.kind === "failed") return <CallFailed failure={state.failure} onRetry={onRetry} />;
  if (state.kind !== "stale") return null;
  const { asOf, ageMs, failure } = state;
  return (
    <Notice
      tone="warn"
      testId="stale"
      live="polite"
      title={say(fresh.stale(timeOfDay(asOf, centre.timeZone.value), ageMs < 60_000 ? span(ageMs) : age(ageMs)))}
    >
      {failure === null ? null : <p>{callText(failure)}</p>}
      <div class="row">
        <Button size="small" icon="refresh" onClick={onRetry}>
          {say(frame.retry)}
        </Button>
      </div>
    </Notice>
  );
}

/** How fresh several polls are together, by the clock that ticks. */
export const useFreshness = (polls: readonly Polled<Dated>[], lateMs?: number): Freshness =>
  freshnessOf(polls, useCentre().now.value, lateMs);

export function RangeChoice() {
  const { range } = useCentre();
  return (
    <Choice
      label={say(frame.range)}
      value={range.value}
      items={timeRanges.map((value) => ({ value, name: say(frame.ranges[value]) }))}
      onChange={(chosen) => (range.value = chosen)}
    />
  );
}

/** Several lines with a label, a hint and an error tied to it. */
export function TextArea(props: {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  readonly value: string;
  readonly rows: number;
  readonly maxLength: number;
  readonly onInput: (value: string) => void;
  readonly testId?: string;
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
        autoComplete="off"
        value={props.value}
        aria-invalid={error === null ? undefined : true}
        aria-describedby={`${id}-note`}
        data-testid={props.testId}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      <p id={`${id}-note`} class={error === null ? "field-hint" : "field-error"} aria-live="polite">
        {error === null ? null : <Icon name="alert" />}
        {error ?? props.hint ?? ""}
      </p>
    </div>
  );
}
