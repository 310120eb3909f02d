import { csvText } from "@beket/tables";
import { parseSubject } from "@beket/domain";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { language, say } from "../../i18n/index.ts";
import { listenWedge } from "../../scan/wedge.ts";
import { Button, Card, Notice } from "../../ui/index.ts";
import type { ApplyStore } from "../adapters/apply-store.ts";
import { isEmptyRoster } from "../model/apply-prepare.ts";
import type { ApplyState } from "../model/apply.ts";
import type { Draft } from "../model/draft.ts";
import { GroupsCard } from "../parts/groups-card.tsx";
import type { Imported } from "../parts/import-dialog.tsx";
import { lazyPart } from "../parts/lazy.tsx";
import { Heading, saveAsFile, Working } from "../parts/parts.tsx";
import { PasteDialog } from "../parts/paste-dialog.tsx";
import { ProblemsCard } from "../parts/problems-card.tsx";
import { pageRows, RosterList, type List } from "../parts/roster-list.tsx";
import type { ConsentOf } from "../parts/roster-rows.tsx";
import { SignPanel, type SignActions } from "../parts/sign-panel.tsx";
import { useRosterProblems } from "../parts/use-roster-problems.ts";
import { problemsByRow, stopping, type RowProblem } from "../roster/check.ts";
import { addPerson, addVehicle, appendRows, rosterRowsMax, rowsOf, takeSuggestions, withoutRows } from "../roster/edit.ts";
import { rosterTable } from "../roster/export.ts";
import { pastedPersons, pastedVehicles } from "../roster/paste.ts";
import { nextProblem, rowIdOf, shownProblems } from "../roster/problems.ts";
import { scanInto } from "../roster/scan.ts";
import { frame } from "../words/frame.ts";
import { importing } from "../words/import.ts";
import { roster as w } from "../words/roster.ts";

const ImportDialog = lazyPart(() => import("../parts/import-dialog.tsx").then((part) => part.ImportDialog));

export type RosterScreenProps = {
  readonly state: ApplyState;
  readonly store: ApplyStore;
  readonly now: () => number;
  readonly actions: SignActions;
  readonly consentOf?: ConsentOf;
};

export function RosterScreen({ state, store, now, actions, consentOf = () => null }: RosterScreenProps) {
  const { draft, signing, mode } = state;
  const isChange = mode.kind === "office" && mode.change !== null;
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [from, setFrom] = useState<Readonly<Record<List, number>>>({ persons: 0, vehicles: 0 });
  const [dialog, setDialog] = useState<List | "import" | null>(null);
  const [focusRow, setFocusRow] = useState<number | null>(null);
  const [isStrange, setStrange] = useState(false);
  const screen = useRef<HTMLFormElement>(null);
  const last = useRef<RowProblem | null>(null);
  const { problems: found, checking } = useRosterProblems(store, draft);
  const busy = signing.kind === "preparing";
  const problems = useMemo(
    () => shownProblems(draft, { found, central: state.central }, state.shown, left),
    [draft, found, state.central, state.shown, left],
  );
  const byRow = useMemo(() => ({ persons: problemsByRow(problems, "persons"), vehicles: problemsByRow(problems, "vehicles") }), [problems]);

  const edit = (next: Draft): void => store.send({ kind: "edited", draft: next });
  const leave = (id: number): void => setLeft((before) => (before.has(id) ? before : new Set([...before, id])));
  const show = (list: List, index: number, id: number): void => {
    setFrom({ ...from, [list]: Math.floor(index / pageRows) * pageRows });
    setFocusRow(id);
  };
  // The row to go to may be on another page: it takes the focus once it is there.
  useEffect(() => {
    if (focusRow === null) return;
    const row = screen.current?.querySelector(`[data-row="${focusRow}"]`);
    const target = row?.querySelector<HTMLElement>("[aria-invalid=true]") ?? row?.querySelector<HTMLElement>("input");
    target?.focus();
    setFocusRow(null);
  }, [focusRow, from, draft]);

  const goToNext = (): void => {
    const problem = nextProblem(stopping(problems), last.current);
    last.current = problem;
    if (problem !== null) show(problem.list, problem.index, rowIdOf(draft, problem));
  };
  const add = (list: List): void => {
    const next = list === "persons" ? addPerson(draft) : addVehicle(draft);
    if (next === draft) return;
    edit(next);
    show(list, next[list].length - 1, draft.nextId);
  };
  /** Whatever came in one piece is judged at once. */
  const append = (next: Draft): void => {
    edit(next);
    setLeft(new Set([...left, ...next.persons.map(({ id }) => id), ...next.vehicles.map(({ id }) => id)]));
    setDialog(null);
  };
  const paste = (list: List, text: string): void => {
    const room = rosterRowsMax - rowsOf(draft);
    append(
      appendRows(draft, list === "persons" ? { persons: pastedPersons(text, room).rows } : { vehicles: pastedVehicles(text, room).rows }),
    );
  };
  const take = (rows: Imported, replace: boolean): void =>
    append(appendRows(replace ? { ...draft, persons: [], vehicles: [], groups: [] } : draft, rows));
  const takeScan = (text: string): void => {
    const parsed = parseSubject(text.trim());
    const focus = document.activeElement?.closest("[data-row]")?.getAttribute("data-row") ?? null;
    const into = parsed.ok ? scanInto(draft, parsed.value, focus === null ? null : Number(focus)) : null;
    setStrange(into === null || into.row === null);
    if (into === null || into.row === null) return;
    edit(into.draft);
    const list = into.draft.persons.some(({ id }) => id === into.row) ? "persons" : "vehicles";
    show(
      list,
      into.draft[list].findIndex(({ id }) => id === into.row),
      into.row,
    );
  };
  const scanner = useRef({ takeScan, isOn: true });
  scanner.current = { takeScan, isOn: !busy && dialog === null };
  useEffect(() => listenWedge(window, { onScan: ({ text }) => scanner.current.takeScan(text), isOn: () => scanner.current.isOn }), []);

  const listProps = (list: List) => ({
    list,
    draft,
    from: from[list],
    problems: byRow[list],
    consentOf,
    edit,
    onLeave: leave,
    onTake: (problem: RowProblem) => edit(takeSuggestions(draft, [problem])),
    onMove: (start: number) => setFrom({ ...from, [list]: start }),
    onAdd: () => add(list),
    onPaste: () => setDialog(list),
  });
  return (
    <form
      class="stack"
      noValidate
      ref={screen}
      onSubmit={(event) => {
        event.preventDefault();
        store.send({ kind: "next", nowMs: now() });
        const wrong = stopping(found)[0];
        if (wrong !== undefined && problems.includes(wrong)) goToNext();
      }}
    >
      {isChange ? null : <Heading lead={say(w.lead)}>{say(w.heading)}</Heading>}
      <Card quiet>
        <div class="row">
          <Button icon="file" onClick={() => setDialog("import")} testId="import">
            {say(importing.open)}
          </Button>
          {rowsOf(draft) === 0 ? null : (
            <Button
              kind="quiet"
              icon="outbox"
              onClick={() => {
                const { head, rows } = rosterTable(draft, language.value);
                saveAsFile("beket-roster.csv", csvText(head, rows), "text/csv;charset=utf-8");
              }}
              testId="export-roster"
            >
              {say(w.exportList)}
            </Button>
          )}
        </div>
      </Card>
      <RosterList {...listProps("persons")} title={say(w.persons)} />
      <RosterList {...listProps("vehicles")} title={say(w.vehicles)} />
      <GroupsCard draft={draft} shown={state.shown === "all"} edit={edit} />
      <ProblemsCard
        problems={problems}
        checking={checking}
        onNext={goToNext}
        onTake={(chosen) => edit(takeSuggestions(draft, chosen))}
        onDrop={(chosen) => edit(withoutRows(draft, chosen))}
      />
      {isStrange ? <Notice tone="warn" title={say(w.strangeScan)} live="polite" testId="roster-scan" /> : null}
      {state.shown === "all" && isEmptyRoster(state, draft) ? (
        <Notice tone="bad" live="assertive">
          <p>{say(w.empty)}</p>
        </Notice>
      ) : null}
      {signing.kind === "not-prepared" ? <SignPanel state={signing} actions={actions} /> : null}
      {busy ? <Working>{say(w.preparing)}</Working> : null}
      <div class="row actions">
        {isChange ? null : (
          <Button size="main" icon="back" disabled={busy} onClick={() => store.send({ kind: "back", to: "terms" })}>
            {say(frame.back)}
          </Button>
        )}
        <Button kind="primary" size="main" type="submit" icon="file" busy={busy} testId="next">
          {say(mode.kind === "direct" ? w.check : frame.next)}
        </Button>
      </div>
      {dialog === "persons" || dialog === "vehicles" ? (
        <PasteDialog
          list={dialog}
          rowsMax={rosterRowsMax - rowsOf(draft)}
          onAdd={(text) => paste(dialog, text)}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === "import" ? (
        <ImportDialog
          desk={store.roster}
          room={rosterRowsMax - rowsOf(draft)}
          rowsMax={rosterRowsMax}
          onTake={take}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </form>
  );
}
