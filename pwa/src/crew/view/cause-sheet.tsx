import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { say, type Words } from "../../i18n/index.ts";
import { Button, Dialog } from "../../ui/index.ts";
import { workWords } from "../words/work.ts";
import "./cause-sheet.css";

const noteChars = 300;

/** A cause by one tap, a note if there is more to say. `causes` in the order in which they are offered. */
export function CauseSheet<T extends string>(props: {
  readonly title: string;
  readonly causes: Readonly<Record<T, Words>>;
  readonly order: readonly T[];
  readonly onClose: () => void;
  readonly onChoose: (cause: T, note: string) => void;
  readonly testId: string;
}) {
  const cause = useSignal<T | null>(null);
  const note = useSignal("");
  const id = useId();
  return (
    <Dialog title={props.title} onClose={props.onClose} testId={props.testId}>
      <div class="causes" role="group" aria-label={props.title}>
        {props.order.map((each) => (
          <Button key={each} size="main" pressed={cause.value === each} onClick={() => (cause.value = each)} testId={`cause-${each}`}>
            {say(props.causes[each])}
          </Button>
        ))}
      </div>
      <div class="field">
        <label class="field-label" for={id}>
          {say(workWords.note)}
        </label>
        <textarea
          id={id}
          class="field-input"
          rows={3}
          maxLength={noteChars}
          value={note.value}
          aria-describedby={`${id}-note`}
          onInput={(event) => (note.value = event.currentTarget.value)}
        />
        <p id={`${id}-note`} class="field-hint">
          {say(workWords.noteHint)}
        </p>
      </div>
      <Button
        kind="primary"
        size="main"
        wide
        disabled={cause.value === null}
        onClick={() => cause.value !== null && props.onChoose(cause.value, note.value)}
        testId="record-cause"
      >
        {say(workWords.record)}
      </Button>
    </Dialog>
  );
}
