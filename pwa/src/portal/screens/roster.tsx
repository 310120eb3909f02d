import { parseSubject } from "@beket/domain";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { listenWedge } from "../../scan/wedge.ts";
import { Badge, Button, Card, Notice } from "../../ui/index.ts";
import type { ApplyStore } from "../adapters/apply-store.ts";
import type { ApplyState } from "../model/apply.ts";
import type { Draft } from "../model/draft.ts";
import { Heading, Working } from "../parts/parts.tsx";
import { PasteDialog } from "../parts/paste-dialog.tsx";
import { Pager, PersonFields, VehicleFields } from "../parts/roster-rows.tsx";
import { SignPanel, type SignActions } from "../parts/sign-panel.tsx";
import { problemsByRow, rosterProblems, type RowProblem } from "../roster/check.ts";
import {
  addPerson,
  addVehicle,
  appendPersons,
  appendVehicles,
  changePerson,
  changeVehicle,
  removePerson,
  removeVehicle,
  rosterRowsMax,
  rowsOf,
  takeSuggestion,
} from "../roster/edit.ts";
import { pastedPersons, pastedVehicles } from "../roster/paste.ts";
import { scanInto } from "../roster/scan.ts";
import { frame } from "../words/frame.ts";
import { roster as w } from "../words/roster.ts";

type List = "persons" | "vehicles";
const pageRows = 25;
/** Beyond this the check waits for a pause in the typing. */
const checkAtOnceRows = 300;

/** All problems of the roster; of a long one, those of a moment ago while somebody types. */
function useProblems(draft: Draft): readonly RowProblem[] {
  const { persons, vehicles } = draft;
  const small = persons.length + vehicles.length <= checkAtOnceRows;
  const live = useMemo(() => (small ? rosterProblems(persons, vehicles) : []), [persons, vehicles, small]);
  const [late, setLate] = useState<readonly RowProblem[]>([]);
  useEffect(() => {
    if (small) return undefined;
    const timer = setTimeout(() => setLate(rosterProblems(persons, vehicles)), 250);
    return () => clearTimeout(timer);
  }, [persons, vehicles, small]);
  return small ? live : late;
}

const isFullIin = (draft: Draft, problem: RowProblem): boolean =>
  problem.list === "persons" &&
  problem.field === "identifier" &&
  draft.persons[problem.index]?.scheme === "iin" &&
  (draft.persons[problem.index]?.value.replaceAll(/\D/g, "").length ?? 0) >= 12;

export function RosterScreen({
  state,
  store,
  now,
  actions,
}: {
  readonly state: ApplyState;
  readonly store: ApplyStore;
  readonly now: () => number;
  readonly actions: SignActions;
}) {
  const { draft, signing } = state;
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [from, setFrom] = useState<Readonly<Record<List, number>>>({ persons: 0, vehicles: 0 });
  const [pasting, setPasting] = useState<List | null>(null);
  const [focusRow, setFocusRow] = useState<number | null>(null);
  const [isStrange, setStrange] = useState(false);
  const screen = useRef<HTMLFormElement>(null);
  const found = useProblems(draft);
  const busy = signing.kind === "preparing";

  const idOf = (problem: RowProblem): number =>
    (problem.list === "persons" ? draft.persons[problem.index]?.id : draft.vehicles[problem.index]?.id) ?? -1;
  const isBlank = (problem: RowProblem): boolean => {
    const person = draft.persons[problem.index];
    const vehicle = draft.vehicles[problem.index];
    return problem.list === "persons"
      ? person === undefined || (person.name.trim() === "" && person.value.trim() === "")
      : vehicle === undefined || vehicle.plate.trim() === "";
  };
  // A row is judged once the person has left it; a number as soon as it is whole; an empty row never.
  const local = found.filter(
    (problem) => !isBlank(problem) && (state.shown === "all" || left.has(idOf(problem)) || isFullIin(draft, problem)),
  );
  const problems = [
    ...local,
    ...state.central.filter(
      (one) => !local.some((other) => other.list === one.list && other.index === one.index && other.field === one.field),
    ),
  ];
  const byRow = { persons: problemsByRow(problems, "persons"), vehicles: problemsByRow(problems, "vehicles") };

  const edit = (next: Draft): void => store.send({ kind: "edited", draft: next });
  const leave = (id: number): void => setLeft((before) => (before.has(id) ? before : new Set([...before, id])));

  // The row to go to may be on another page: it takes the focus once it is there.
  useEffect(() => {
    if (focusRow === null) return;
    const row = screen.current?.querySelector(`[data-row="${focusRow}"]`);
    const target = row?.querySelector<HTMLElement>("[aria-invalid=true]") ?? row?.querySelector<HTMLElement>("input");
    target?.focus();
    setFocusRow(null);
  }, [focusRow, from, draft]);

  const goTo = (problem: RowProblem): void => {
    setFrom({ ...from, [problem.list]: Math.floor(problem.index / pageRows) * pageRows });
    setFocusRow(idOf(problem));
  };
  const add = (list: List): void => {
    const next = list === "persons" ? addPerson(draft) : addVehicle(draft);
    if (next === draft) return;
    edit(next);
    const count = list === "persons" ? next.persons.length : next.vehicles.length;
    setFrom({ ...from, [list]: Math.floor((count - 1) / pageRows) * pageRows });
    setFocusRow(draft.nextId);
  };
  const paste = (list: List, text: string): void => {
    const room = rosterRowsMax - rowsOf(draft);
    const next = list === "persons" ? appendPersons(draft, pastedPersons(text, room)) : appendVehicles(draft, pastedVehicles(text, room));
    edit(next);
    setLeft(new Set([...left, ...next.persons.map(({ id }) => id), ...next.vehicles.map(({ id }) => id)]));
    setPasting(null);
  };
  const takeScan = (text: string): void => {
    const parsed = parseSubject(text.trim());
    const focus = document.activeElement?.closest("[data-row]")?.getAttribute("data-row") ?? null;
    const into = parsed.ok ? scanInto(draft, parsed.value, focus === null ? null : Number(focus)) : null;
    setStrange(into === null || into.row === null);
    if (into === null || into.row === null) return;
    edit(into.draft);
    const list = into.draft.persons.some(({ id }) => id === into.row) ? "persons" : "vehicles";
    const index = into.draft[list].findIndex(({ id }) => id === into.row);
    setFrom({ ...from, [list]: Math.floor(index / pageRows) * pageRows });
    setFocusRow(into.row);
  };
  const scanner = useRef({ takeScan, isOn: true });
  scanner.current = { takeScan, isOn: !busy && pasting === null };
  useEffect(() => listenWedge(window, { onScan: ({ text }) => scanner.current.takeScan(text), isOn: () => scanner.current.isOn }), []);
  const common = (list: List, id: number, index: number) => ({
    number: index + 1,
    problems: byRow[list].get(index) ?? [],
    onLeave: () => leave(id),
    onTake: (problem: RowProblem) => edit(takeSuggestion(draft, problem)),
  });
  const pageOf = <T,>(list: List, rows: readonly T[]): readonly (readonly [T, number])[] => {
    const start = Math.min(from[list], Math.max(0, rows.length - 1));
    const first = Math.floor(start / pageRows) * pageRows;
    return rows.slice(first, first + pageRows).map((row, index) => [row, first + index] as const);
  };
  const firstProblem = problems[0];

  return (
    <form
      class="stack"
      noValidate
      ref={screen}
      onSubmit={(event) => {
        event.preventDefault();
        store.send({ kind: "next", nowMs: now() });
        const wrong = found[0];
        if (wrong !== undefined && !isBlank(wrong)) goTo(wrong);
      }}
    >
      <Heading lead={say(w.lead)}>{say(w.heading)}</Heading>
      <Card>
        <ListHead
          title={say(w.persons)}
          count={draft.persons.length === 0 ? say(w.noPersons) : say(w.personsCount(draft.persons.length))}
        />
        <ol class="roster">
          {pageOf("persons", draft.persons).map(([row, index]) => (
            <PersonFields
              key={row.id}
              row={row}
              {...common("persons", row.id, index)}
              onChange={(change) => edit(changePerson(draft, row.id, change))}
              onRemove={() => edit(removePerson(draft, row.id))}
            />
          ))}
        </ol>
        <Pager from={from.persons} size={pageRows} all={draft.persons.length} onMove={(start) => setFrom({ ...from, persons: start })} />
        <div class="row">
          <Button icon="plus" onClick={() => add("persons")} testId="add-person">
            {say(w.addPerson)}
          </Button>
          <Button kind="quiet" icon="copy" onClick={() => setPasting("persons")} testId="paste-persons">
            {say(w.paste)}
          </Button>
        </div>
      </Card>
      <Card>
        <ListHead
          title={say(w.vehicles)}
          count={draft.vehicles.length === 0 ? say(w.noVehicles) : say(w.vehiclesCount(draft.vehicles.length))}
        />
        <ol class="roster">
          {pageOf("vehicles", draft.vehicles).map(([row, index]) => (
            <VehicleFields
              key={row.id}
              row={row}
              {...common("vehicles", row.id, index)}
              onChange={(change) => edit(changeVehicle(draft, row.id, change))}
              onRemove={() => edit(removeVehicle(draft, row.id))}
            />
          ))}
        </ol>
        <Pager from={from.vehicles} size={pageRows} all={draft.vehicles.length} onMove={(start) => setFrom({ ...from, vehicles: start })} />
        <div class="row">
          <Button icon="plus" onClick={() => add("vehicles")} testId="add-vehicle">
            {say(w.addVehicle)}
          </Button>
          <Button kind="quiet" icon="copy" onClick={() => setPasting("vehicles")} testId="paste-vehicles">
            {say(w.paste)}
          </Button>
        </div>
      </Card>
      {firstProblem === undefined ? null : (
        <Notice tone="bad" title={say(w.problems(problems.length))} live="polite" testId="roster-problems">
          <div class="row">
            <Button size="small" icon="down" onClick={() => goTo(firstProblem)}>
              {say(w.showNext)}
            </Button>
          </div>
        </Notice>
      )}
      {isStrange ? <Notice tone="warn" title={say(w.strangeScan)} live="polite" testId="roster-scan" /> : null}
      {state.shown === "all" && rowsOf(draft) === 0 ? (
        <Notice tone="bad" live="assertive">
          <p>{say(w.empty)}</p>
        </Notice>
      ) : null}
      {signing.kind === "not-prepared" ? <SignPanel state={signing} actions={actions} /> : null}
      {busy ? <Working>{say(w.preparing)}</Working> : null}
      <div class="row actions">
        <Button size="main" icon="back" disabled={busy} onClick={() => store.send({ kind: "back", to: "terms" })}>
          {say(frame.back)}
        </Button>
        <Button kind="primary" size="main" type="submit" icon="file" busy={busy} testId="next">
          {say(w.check)}
        </Button>
      </div>
      {pasting === null ? null : (
        <PasteDialog
          list={pasting}
          rowsMax={rosterRowsMax - rowsOf(draft)}
          onAdd={(text) => paste(pasting, text)}
          onClose={() => setPasting(null)}
        />
      )}
    </form>
  );
}

function ListHead({ title, count }: { readonly title: string; readonly count: string }) {
  return (
    <header class="row">
      <h2>{title}</h2>
      <span class="push" role="status">
        <Badge>{count}</Badge>
      </span>
    </header>
  );
}
