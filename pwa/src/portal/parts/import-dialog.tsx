import { tableFaultCodes, tableFaultWords } from "@beket/tables";
import { useEffect, useRef, useState } from "preact/hooks";
import { language, say } from "../../i18n/index.ts";
import { Button, Dialog, Notice } from "../../ui/index.ts";
import { rememberColumns, rememberedColumns } from "../adapters/columns-memory.ts";
import type { ReadEvent, ReadJob, RosterDesk } from "../adapters/roster-desk.ts";
import type { ColumnRole } from "../roster/file/roles.ts";
import { frame } from "../words/frame.ts";
import { importing as w } from "../words/import.ts";
import { ColumnChoice } from "./column-choice.tsx";
import { saveAsFile } from "./parts.tsx";
import { templateCsv } from "../roster/file/template.ts";

export type Imported = Pick<Extract<ReadEvent, { kind: "done" }>, "persons" | "vehicles">;
type State = { readonly kind: "choose" } | ReadEvent;

function faultText(code: string): string {
  if (code === "too-many-rows") return say(w.tooManyRows);
  const known = tableFaultCodes.find((one) => one === code);
  return known === undefined ? say(w.threadEnded) : tableFaultWords[known][language.value];
}

function Progress({ event, onStop }: { readonly event: Extract<ReadEvent, { kind: "progress" }>; readonly onStop: () => void }) {
  const percent = event.bytesTotal === 0 ? 0 : Math.min(100, Math.floor((100 * event.bytesRead) / event.bytesTotal));
  return (
    <div class="stack-small">
      <label class="stack-small">
        <span>{say(w.reading)}</span>
        <progress class="progress" max={100} value={percent} />
      </label>
      <p class="small soft" role="status">
        {say(w.progress(percent - (percent % 10), event.rows - (event.rows % 1_000)))}
      </p>
      <div class="row">
        <Button onClick={onStop} testId="import-stop">
          {say(w.stop)}
        </Button>
      </div>
    </div>
  );
}

function Found(props: {
  readonly event: Extract<ReadEvent, { kind: "done" }>;
  readonly room: number;
  readonly rowsMax: number;
  readonly onTake: (replace: boolean) => void;
}) {
  const { persons, vehicles, strange, swapped, formulasWithoutValue } = props.event.counts;
  const count = persons + vehicles;
  return (
    <div class="stack-small" role="status" data-testid="import-found">
      <p class="strong">{say(w.found(persons, vehicles))}</p>
      {swapped.length === 0 ? null : <p class="warn-text">{say(w.swapped(swapped.join(", ")))}</p>}
      {strange === 0 ? null : <p class="warn-text">{say(w.strange(strange))}</p>}
      {formulasWithoutValue === 0 ? null : <p class="warn-text">{say(w.formulas(formulasWithoutValue))}</p>}
      {count > props.room ? <p class="warn-text">{say(w.tooMany(props.room))}</p> : null}
      <div class="row">
        <Button
          kind="primary"
          icon="plus"
          disabled={count === 0 || count > props.room}
          onClick={() => props.onTake(false)}
          testId="import-add"
        >
          {say(w.add)}
        </Button>
        {props.room === props.rowsMax ? null : (
          <Button icon="repeat" disabled={count === 0} onClick={() => props.onTake(true)} testId="import-replace">
            {say(w.replace)}
          </Button>
        )}
      </div>
    </div>
  );
}

/** A list from a file: chosen, read with its progress on a thread of its own, its columns told where they are unknown, then taken. */
export function ImportDialog(props: {
  readonly desk: RosterDesk;
  /** Rows that still fit, and that fit an empty list. */
  readonly room: number;
  readonly rowsMax: number;
  readonly onTake: (rows: Imported, replace: boolean) => void;
  readonly onClose: () => void;
}) {
  const [state, setState] = useState<State>({ kind: "choose" });
  const job = useRef<ReadJob | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const stop = (): void => {
    job.current?.cancel();
    job.current = null;
    setState({ kind: "choose" });
  };
  useEffect(() => () => job.current?.cancel(), []);
  const read = (file: File): void => {
    job.current?.cancel();
    setState({ kind: "progress", bytesRead: 0, bytesTotal: file.size, rows: 0 });
    job.current = props.desk.read(file, rememberedColumns(localStorage), setState);
  };
  const choose = (roles: readonly ColumnRole[], hasHead: boolean): void => {
    if (state.kind !== "columns") return;
    if (hasHead) rememberColumns(localStorage, state.sign, roles);
    job.current?.choose(roles, hasHead);
  };
  return (
    <Dialog title={say(w.title)} onClose={props.onClose} testId="import-dialog">
      {state.kind === "choose" || state.kind === "failed" ? (
        <div class="stack-small">
          {state.kind === "failed" ? (
            <Notice tone="bad" title={say(w.failed)} live="assertive" testId={`import-failed-${state.code}`}>
              <p>{faultText(state.code)}</p>
              {state.line === null ? null : <p class="small">{say(w.line(state.line))}</p>}
            </Notice>
          ) : null}
          <label class="field">
            <span class="field-label">{say(w.choose)}</span>
            <input
              ref={input}
              class="file-input"
              type="file"
              accept=".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              data-testid="import-file"
              onChange={(event) => {
                const file = event.currentTarget.files?.[0];
                // The same file may be chosen again after it was mended.
                event.currentTarget.value = "";
                if (file !== undefined) read(file);
              }}
            />
          </label>
          <p class="small soft">{say(w.chooseHint)}</p>
          <div class="row">
            <Button
              size="small"
              icon="file"
              onClick={() => saveAsFile("beket-roster.csv", templateCsv(language.value), "text/csv;charset=utf-8")}
              testId="import-template"
            >
              {say(w.template)}
            </Button>
            <Button kind="quiet" size="small" onClick={props.onClose}>
              {say(frame.cancel)}
            </Button>
          </div>
        </div>
      ) : null}
      {state.kind === "progress" ? <Progress event={state} onStop={stop} /> : null}
      {state.kind === "columns" ? <ColumnChoice {...state} onRead={choose} onCancel={stop} /> : null}
      {state.kind === "done" ? (
        <Found event={state} room={props.room} rowsMax={props.rowsMax} onTake={(replace) => props.onTake(state, replace)} />
      ) : null}
    </Dialog>
  );
}
