import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { countries } from "../../field/words/countries.ts";
import { say } from "../../i18n/index.ts";
import { Badge, Button, Icon, Notice, SelectField, type IconName, type Tone } from "../../ui/index.ts";
import type { Standing, StandingCode } from "../model/standing.ts";
import { clockText } from "../model/timers.ts";
import type { Refusal } from "../state/facts.ts";
import { deskWords } from "../words/desk.ts";
import { personWords } from "../words/person.ts";
import { refusalText, useApp } from "./context.ts";
import "./parts.css";

/** The head of a page: back, and what this is. The title takes the focus, so that a screen reader says where one has come. */
export function PageHead(props: {
  readonly title: string;
  readonly onBack?: () => void;
  readonly note?: string;
  readonly children?: ComponentChildren;
}) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A field that takes the focus itself keeps it.
    const { activeElement } = document;
    if (!(activeElement instanceof HTMLInputElement) && !(activeElement instanceof HTMLTextAreaElement))
      title.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header class="page-head">
      {props.onBack === undefined ? null : (
        <Button kind="quiet" icon="back" iconOnly onClick={props.onBack} testId="back">
          {say(deskWords.back)}
        </Button>
      )}
      <div class="page-title">
        <h1 tabIndex={-1} ref={title}>
          {props.title}
        </h1>
        {props.note === undefined ? null : <p class="soft">{props.note}</p>}
      </div>
      {props.children}
    </header>
  );
}

export function RefusalNotice({ refusal }: { readonly refusal: Refusal | null }) {
  return refusal === null ? null : <Notice tone="bad" title={refusalText(refusal)} live="assertive" testId="refusal" />;
}

type Look = { readonly tone: Tone; readonly icon: IconName };
const looks: Readonly<Record<StandingCode, Look>> = {
  open: { tone: "warn", icon: "clock" },
  late: { tone: "bad", icon: "alert" },
  acute: { tone: "bad", icon: "plus" },
  invalid: { tone: "warn", icon: "repeat" },
  "pcr-invalid": { tone: "warn", icon: "repeat" },
  confirm: { tone: "plain", icon: "card" },
  ask: { tone: "plain", icon: "info" },
  start: { tone: "plain", icon: "plus" },
  specialist: { tone: "warn", icon: "people" },
  waiting: { tone: "plain", icon: "clock" },
  pcr: { tone: "bad", icon: "clock" },
  "consent-refused": { tone: "warn", icon: "cross" },
  "pcr-positive": { tone: "bad", icon: "plus" },
  "pcr-negative": { tone: "good", icon: "minus" },
  past: { tone: "good", icon: "minus" },
  negative: { tone: "good", icon: "minus" },
  free: { tone: "good", icon: "check" },
};

/** Where somebody stands: word, shape and colour; with a running clock where one runs. */
export function Chip({ standing, now }: { readonly standing: Standing; readonly now: number }) {
  const { code, at } = standing;
  const { tone, icon } = looks[code];
  return (
    <span data-standing={code}>
      <Badge tone={tone} icon={icon}>
        {say(personWords.standings[code])}
        {at === null || code === "pcr" ? null : <span class="chip-clock">{clockText(at - now)}</span>}
      </Badge>
    </span>
  );
}

/** What is left of a time as a ring that empties, and in words beside it. */
export function Ring({ left, tone, children }: { readonly left: number; readonly tone: Tone; readonly children?: ComponentChildren }) {
  const length = 2 * Math.PI * 20;
  return (
    <span class={`ring ring-${tone}`}>
      <svg viewBox="0 0 48 48" aria-hidden="true" focusable="false">
        <circle class="ring-ground" cx="24" cy="24" r="20" />
        <circle
          class="ring-left"
          cx="24"
          cy="24"
          r="20"
          stroke-dasharray={length.toFixed(2)}
          stroke-dashoffset={(length * (1 - left)).toFixed(2)}
        />
      </svg>
      {children === undefined ? null : <span class="ring-words">{children}</span>}
    </span>
  );
}

/** Any country in three letters; those that come here most stand first. `preferred` goes before them all. */
export function CountryField(props: {
  readonly label: string;
  readonly value: string;
  /** Empty: none is chosen. */
  readonly onChange: (code: string) => void;
  readonly error?: string | null;
}) {
  const known = countries.some(({ code }) => code === props.value) || props.value === "";
  const options = [
    { value: "", name: say(deskWords.chooseCountry) },
    ...countries.filter(({ code }) => code !== "XXX").map(({ code, name }) => ({ value: code, name: `${say(name)} · ${code}` })),
    // A passport may be of a country that the list does not have.
    ...(known ? [] : [{ value: props.value, name: props.value }]),
  ];
  return (
    <SelectField
      label={props.label}
      value={props.value}
      options={options}
      onChange={props.onChange}
      {...(props.error === undefined ? {} : { error: props.error })}
    />
  );
}

/** One of many, each a big target. */
export function Tiles<T extends string>(props: {
  readonly label: string;
  readonly items: readonly {
    readonly value: T;
    readonly name: string;
    readonly icon?: IconName;
    readonly note?: string;
    readonly lang?: string;
  }[];
  readonly value: T | null;
  readonly onChoose: (value: T) => void;
  readonly disabled?: boolean;
  readonly wide?: boolean;
  /** Two in a row and tall: what cannot be taken back is not tapped by mistake. */
  readonly large?: boolean;
}) {
  const shape = props.large ? "tiles-2 tiles-large" : props.wide ? "tiles-wide" : `tiles-${props.items.length}`;
  return (
    <div class={`tiles ${shape}`} role="group" aria-label={props.label}>
      {props.items.map(({ value, name, icon, note, lang }) => (
        <button
          key={value}
          type="button"
          class="tile"
          lang={lang}
          data-value={value}
          disabled={props.disabled}
          aria-pressed={value === props.value}
          onClick={() => props.onChoose(value)}
        >
          {icon === undefined ? null : <Icon name={icon} />}
          <span class="tile-name">{name}</span>
          {note === undefined ? null : <span class="tile-note">{note}</span>}
        </button>
      ))}
    </div>
  );
}

/** What is to be done next, fixed at the foot of the page; the page keeps as much room below its end. */
export function ActBar({ children }: { readonly children: ComponentChildren }) {
  const bar = useRef<HTMLDivElement>(null);
  const space = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const watcher = new ResizeObserver(() => {
      if (bar.current !== null && space.current !== null) space.current.style.blockSize = `${bar.current.offsetHeight}px`;
    });
    if (bar.current !== null) watcher.observe(bar.current);
    return () => watcher.disconnect();
  }, []);
  return (
    <>
      <div class="no-print" ref={space} />
      <div class="act-bar no-print" ref={bar}>
        <div class="act-inner">{children}</div>
      </div>
    </>
  );
}

/** A field for a code, with the camera beside it; a scanner types into it from anywhere. */
export function ScanButton() {
  const { sheet } = useApp();
  return (
    <span class="icon-when-narrow">
      <Button icon="camera" size="normal" onClick={() => (sheet.value = "camera")} testId="camera">
        {say(deskWords.scan)}
      </Button>
    </span>
  );
}
