import { subjectErrorText } from "@beket/domain";
import { useEffect, useRef } from "preact/hooks";
import { fieldWords } from "../../field/words/field.ts";
import { language, say } from "../../i18n/index.ts";
import { Button, Icon, type IconName } from "../../ui/index.ts";
import type { EntryNote, Reading } from "../compose/entry.ts";
import { append, countryOf, currentReading, type Draft, erase, isEmpty, type as typeText, withCountry } from "../compose/stop-draft.ts";
import { grouped, keypadFor } from "../../field/entry/typing.ts";
import { countryName, keypadCountries } from "../../field/words/countries.ts";
import type { Screen } from "../state/screen.ts";
import { lineWords } from "../words/line.ts";
import { isNarrow, keyText, useApp } from "./context.ts";
import "./entry-panel.css";
import { Keypad } from "../../field/view/keypad.tsx";

const shortCountries: Readonly<Record<string, string>> = { KAZ: "KZ" };

/** The big field with its hint and countries. It takes the focus, so a hardware keyboard types into it at once. */
export function EntryPanel({ label, onEnter }: { readonly label: string; readonly onEnter: () => void }) {
  const { screen } = useApp();
  const draft = screen.draft.value;
  const { mode } = draft;
  const input = useRef<HTMLInputElement>(null);
  const reading = currentReading(draft);
  useEffect(() => input.current?.focus({ preventScroll: true }), [mode]);
  useTypingAnywhere(input);
  const change = (next: Draft) => (screen.draft.value = next);
  return (
    <div class="entry">
      <div class={`entry-frame entry-${mode} entry-is-${reading.kind}`}>
        <Band draft={draft} />
        <input
          ref={input}
          class="entry-input"
          type="text"
          inputMode="none"
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
          aria-label={label}
          aria-describedby="entry-hint"
          aria-invalid={reading.kind === "wrong" ? true : undefined}
          data-testid="entry"
          value={grouped(mode, draft.texts[mode])}
          onInput={(event) => {
            const next = typeText(draft, event.currentTarget.value);
            change(next);
            // What had no place is taken back out of the control, even where the text itself did not change.
            event.currentTarget.value = grouped(mode, next.texts[mode]);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") onEnter();
          }}
        />
        <Button kind="quiet" icon="erase" iconOnly onClick={() => change(erase(draft))} disabled={draft.texts[mode] === ""}>
          {say(fieldWords.erase)}
        </Button>
        <Button kind="secondary" icon="scan" iconOnly onClick={() => (screen.sheet.value = "scan")} testId="scan">
          {say(lineWords.scan)}
        </Button>
      </div>
      <Hint draft={draft} reading={reading} toast={screen.toast.value} />
      {mode === "iin" || isNarrow.value ? null : <Countries draft={draft} change={change} />}
    </div>
  );
}

/** Says what is being read, as the band of a plate does; for a plate or a document it also changes the country. */
function Band({ draft }: { readonly draft: Draft }) {
  const { screen } = useApp();
  if (draft.mode === "iin") {
    return (
      <span class="entry-band" aria-hidden="true">
        {say(lineWords.tabs.iin)}
      </span>
    );
  }
  const code = countryOf(draft, draft.mode);
  return (
    <button type="button" class="entry-band" data-testid="country" onClick={() => (screen.sheet.value = "country")}>
      <span aria-hidden="true">{shortCountries[code] ?? code}</span>
      <span class="unseen">{`${say(lineWords.country)}: ${say(countryName(code))}`}</span>
      <Icon name="down" />
    </button>
  );
}

/** Keys typed while nothing that takes text has the focus go to the field: a wedge scanner types wherever the last tap was. */
function useTypingAnywhere(input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isFree = (document.activeElement?.closest("input, select, textarea, dialog") ?? null) === null;
      if (isFree && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey)
        input.current?.focus({ preventScroll: true });
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

type HintText = { readonly icon: IconName; readonly tone: "soft" | "good" | "bad"; readonly text: string };

type Toast = Screen["toast"]["value"];

function Hint({ draft, reading, toast }: { readonly draft: Draft; readonly reading: Reading; readonly toast: Toast }) {
  // What became of the last car stands in the hint's own line, so that no key moves when it comes and goes.
  if (toast !== null && isEmpty(draft)) {
    return (
      <p id="entry-hint" class={`entry-hint entry-hint-${toast.tone}`} role="status" data-testid="toast">
        <Icon name={toast.tone === "good" ? "check" : "outbox"} />
        <span>{say(toast.text)}</span>
      </p>
    );
  }
  const { icon, tone, text } = hintOf(draft, reading);
  return (
    <p id="entry-hint" class={`entry-hint entry-hint-${tone}`} aria-live="polite" data-testid="entry-hint">
      <Icon name={icon} />
      <span>{text}</span>
    </p>
  );
}

function hintOf(draft: Draft, reading: Reading): HintText {
  if (draft.ignored) return { icon: "alert", tone: "bad", text: say(lineWords.ignored) };
  switch (reading.kind) {
    case "empty":
      return { icon: "info", tone: "soft", text: say(draft.claim === null ? lineWords.start : lineWords.needsSubject) };
    case "partial":
      return { icon: "info", tone: "soft", text: say(lineWords.characters(reading.typed, reading.expected)) };
    case "wrong":
      return { icon: "alert", tone: "bad", text: subjectErrorText(reading.error, language.value) };
    case "valid": {
      const changed = keyText(reading.parsed.key).replaceAll(" ", "") !== draft.texts[draft.mode] && reading.parsed.adjusted.length > 0;
      return { icon: "check", tone: "good", text: changed ? say(lineWords.readAs(keyText(reading.parsed.key))) : noteText(reading.note) };
    }
  }
}

function noteText(note: EntryNote): string {
  switch (note.kind) {
    case "document":
      return say(lineWords.documentReady);
    case "person":
      return [
        note.birthDate === null ? null : say(lineWords.born(note.birthDate.split("-").toReversed().join("."))),
        say(lineWords.sexes[note.sex]),
      ]
        .filter((part) => part !== null)
        .join(" · ");
    case "plate": {
      const kind = say(lineWords.plateKinds[note.plate.kind]);
      return note.plate.region === null ? kind : `${kind} · ${say(lineWords.region(note.plate.region))}`;
    }
  }
}

function Countries({ draft, change }: { readonly draft: Draft; readonly change: (draft: Draft) => void }) {
  const { screen } = useApp();
  const chosen = countryOf(draft, draft.mode);
  const isOther = !keypadCountries.some((country) => country.code === chosen);
  return (
    <div class="countries" role="group" aria-label={say(lineWords.country)}>
      {keypadCountries.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          class="country"
          aria-pressed={code === chosen}
          aria-label={`${code} ${say(name)}`}
          onClick={() => change(withCountry(draft, code))}
        >
          {code}
        </button>
      ))}
      <button
        type="button"
        class="country"
        aria-pressed={isOther}
        aria-label={isOther ? `${chosen} ${say(lineWords.otherCountry)}` : say(lineWords.otherCountry)}
        onClick={() => (screen.sheet.value = "country")}
      >
        {isOther ? chosen : "…"}
      </button>
      <span class="country-name">{say(countryName(chosen))}</span>
    </div>
  );
}

/** The keypad of the open tab, typing into the draft. */
export function EntryKeypad() {
  const { screen } = useApp();
  const draft = screen.draft.value;
  return (
    <Keypad
      layout={keypadFor(draft.mode, isNarrow.value)}
      onChar={(char) => (screen.draft.value = append(screen.draft.value, char))}
      onErase={() => (screen.draft.value = erase(screen.draft.value))}
    />
  );
}
