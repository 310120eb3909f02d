import { say } from "../../i18n/index.ts";
import { Badge, Button, Card } from "../../ui/index.ts";
import type { Draft, PersonRow, VehicleRow } from "../model/draft.ts";
import type { RowProblem } from "../roster/check.ts";
import { changePerson, changeVehicle, removePerson, removeVehicle } from "../roster/edit.ts";
import { roster as w } from "../words/roster.ts";
import { Pager, PersonFields, VehicleFields, type ConsentOf } from "./roster-rows.tsx";

export type List = "persons" | "vehicles";
/** Only the rows of one page are fields: ten thousand of them would freeze it. */
export const pageRows = 25;

export type RosterListProps = {
  readonly list: List;
  readonly title: string;
  readonly draft: Draft;
  readonly from: number;
  readonly problems: ReadonlyMap<number, readonly RowProblem[]>;
  readonly consentOf: ConsentOf;
  readonly edit: (next: Draft) => void;
  readonly onLeave: (id: number) => void;
  readonly onTake: (problem: RowProblem) => void;
  readonly onMove: (from: number) => void;
  readonly onAdd: () => void;
  readonly onPaste: () => void;
};

const countWords = (list: List, count: number): string =>
  list === "persons" ? say(count === 0 ? w.noPersons : w.personsCount(count)) : say(count === 0 ? w.noVehicles : w.vehiclesCount(count));

/** One list of the roster: its count, the fields of a page of rows, and the ways to add to it. */
export function RosterList(props: RosterListProps) {
  const { list, draft, edit } = props;
  const rows: readonly (PersonRow | VehicleRow)[] = draft[list];
  const first = Math.floor(Math.min(props.from, Math.max(0, rows.length - 1)) / pageRows) * pageRows;
  const common = (id: number, index: number) => ({
    number: index + 1,
    groups: draft.groups,
    consentOf: props.consentOf,
    problems: props.problems.get(index) ?? [],
    onLeave: () => props.onLeave(id),
    onTake: props.onTake,
  });
  return (
    <Card>
      <header class="row">
        <h2>{props.title}</h2>
        <span class="push" role="status">
          <Badge>{countWords(list, rows.length)}</Badge>
        </span>
      </header>
      <ol class="roster">
        {list === "persons"
          ? draft.persons
              .slice(first, first + pageRows)
              .map((row, at) => (
                <PersonFields
                  key={row.id}
                  row={row}
                  {...common(row.id, first + at)}
                  onChange={(change) => edit(changePerson(draft, row.id, change))}
                  onRemove={() => edit(removePerson(draft, row.id))}
                />
              ))
          : draft.vehicles
              .slice(first, first + pageRows)
              .map((row, at) => (
                <VehicleFields
                  key={row.id}
                  row={row}
                  {...common(row.id, first + at)}
                  onChange={(change) => edit(changeVehicle(draft, row.id, change))}
                  onRemove={() => edit(removeVehicle(draft, row.id))}
                />
              ))}
      </ol>
      <Pager from={first} size={pageRows} all={rows.length} onMove={props.onMove} />
      <div class="row">
        <Button icon="plus" onClick={props.onAdd} testId={list === "persons" ? "add-person" : "add-vehicle"}>
          {say(list === "persons" ? w.addPerson : w.addVehicle)}
        </Button>
        <Button kind="quiet" icon="copy" onClick={props.onPaste} testId={`paste-${list}`}>
          {say(w.paste)}
        </Button>
      </div>
    </Card>
  );
}
