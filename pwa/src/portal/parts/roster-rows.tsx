import { parsePlate, type ApplicationGroup } from "@beket/domain";
import { language, say } from "../../i18n/index.ts";
import { Button, Field, SelectField, type Option } from "../../ui/index.ts";
import type { PersonRow, VehicleRow } from "../model/draft.ts";
import type { RowProblem } from "../roster/check.ts";
import { countries, countryName } from "../roster/countries.ts";
import { problemText, roster as w } from "../words/roster.ts";
import { RowDetails } from "./row-details.tsx";

const digitsIn = (text: string): number => text.replaceAll(/\D/g, "").length;

/** The countries, with whatever was pasted in front when it is none of them. */
function countryOptions(chosen: string, foreignOnly: boolean): readonly Option<string>[] {
  const known = countries
    .filter(({ code }) => !foreignOnly || code !== "KAZ")
    .map(({ code }) => ({ value: code, name: countryName(code, language.value) }));
  if (chosen !== "" && known.some(({ value }) => value === chosen)) return known;
  return [{ value: chosen, name: chosen === "" ? say(w.chooseCountry) : chosen }, ...known];
}

/** What the page knows of another firm's consent; null where nobody signed in. */
export type ConsentOf = (firm: string) => boolean | null;

type RowProps = {
  readonly groups: readonly ApplicationGroup[];
  readonly consentOf: ConsentOf;
  readonly number: number;
  readonly problems: readonly RowProblem[];
  readonly onLeave: () => void;
  readonly onRemove: () => void;
  readonly onTake: (problem: RowProblem) => void;
};

const errorOf = (problems: readonly RowProblem[], field: RowProblem["field"]): string | null => {
  const found = problems.find((problem) => problem.field === field);
  return found === undefined ? null : problemText(found, language.value);
};

function suggestionWords(problem: RowProblem): string | null {
  const { suggestion, list } = problem;
  if (suggestion === null) return null;
  const moves = (list === "persons") === (suggestion.scheme === "plate");
  if (!moves) return say(w.use(suggestion.identifier));
  return say(list === "persons" ? w.movePlate(suggestion.identifier) : w.movePerson(suggestion.identifier));
}

const consentNote = (consent: boolean | null): string =>
  say(consent === null ? w.consentUnknown : consent ? w.consentKnown : w.consentMissing);

/** The plate as the permit will have it, where that is not what was typed: look-alikes, blanks, the order of two lines. */
function recordedAs({ plate, country }: VehicleRow): string {
  const parsed = plate.trim() === "" ? null : parsePlate(plate, country);
  return parsed !== null && parsed.ok && parsed.value.normalised !== plate.trim() ? say(w.recordedAs(parsed.value.normalised)) : "";
}

function Suggestions({ problems, onTake }: Pick<RowProps, "problems" | "onTake">) {
  const offered = problems.flatMap((problem) => {
    const words = suggestionWords(problem);
    return words === null ? [] : [{ problem, words }];
  });
  if (offered.length === 0) return null;
  return (
    <div class="roster-suggestions">
      {offered.map(({ problem, words }) => (
        <Button key={problem.code} size="small" icon="repeat" onClick={() => onTake(problem)}>
          {words}
        </Button>
      ))}
    </div>
  );
}

const leaves = (onLeave: () => void) => (event: FocusEvent & { readonly currentTarget: HTMLElement }) => {
  if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) onLeave();
};

export function PersonFields(props: RowProps & { readonly row: PersonRow; readonly onChange: (change: Partial<PersonRow>) => void }) {
  const { row, number, problems, onChange } = props;
  const isIin = row.scheme === "iin";
  const error = errorOf(problems, "identifier");
  const typed = digitsIn(row.value);
  const label = say(w.personRow(number));
  return (
    <li>
      <div class="roster-row roster-person" role="group" aria-label={label} data-row={row.id} onFocusOut={leaves(props.onLeave)}>
        <span class="roster-number" aria-hidden="true">
          {number}
        </span>
        <div class="roster-name">
          <Field
            label={say(w.name)}
            value={row.name}
            error={errorOf(problems, "name")}
            maxLength={200}
            onInput={(name) => onChange({ name })}
          />
        </div>
        <div class="roster-scheme">
          <SelectField
            label={say(w.identity)}
            value={row.scheme}
            options={[
              { value: "iin", name: say(w.iin) },
              { value: "doc", name: say(w.doc) },
            ]}
            onChange={(scheme) => onChange({ scheme, country: scheme === "iin" ? "KAZ" : row.country === "KAZ" ? "" : row.country })}
          />
        </div>
        <div class="roster-value">
          <Field
            label={say(isIin ? w.iin : w.docNumber)}
            value={row.value}
            hint={isIin && typed > 0 && typed < 12 ? say(w.digits(typed)) : ""}
            error={error}
            inputMode={isIin ? "numeric" : "text"}
            maxLength={40}
            onInput={(value) => onChange({ value })}
          />
        </div>
        {isIin ? null : (
          <div class="roster-country">
            <SelectField
              label={say(w.country)}
              value={row.country}
              options={countryOptions(row.country, false)}
              error={errorOf(problems, "country")}
              onChange={(country) => onChange({ country })}
            />
          </div>
        )}
        <div class="roster-remove">
          <Button kind="quiet" icon="trash" iconOnly onClick={props.onRemove}>
            {say(w.removeRow(label))}
          </Button>
        </div>
        <Suggestions problems={problems} onTake={props.onTake} />
        <RowDetails
          list="persons"
          details={{ text: row.job ?? "", group: row.group ?? "", firm: row.employer ?? "" }}
          groups={props.groups}
          firmError={errorOf(problems, "firm")}
          firmNote={consentNote(props.consentOf(row.employer ?? ""))}
          onChange={({ text, group, firm }) =>
            onChange({
              ...(text === undefined ? {} : { job: text }),
              ...(group === undefined ? {} : { group }),
              ...(firm === undefined ? {} : { employer: firm }),
            })
          }
        />
      </div>
    </li>
  );
}

export function VehicleFields(props: RowProps & { readonly row: VehicleRow; readonly onChange: (change: Partial<VehicleRow>) => void }) {
  const { row, number, problems, onChange } = props;
  const label = say(w.vehicleRow(number));
  return (
    <li>
      <div class="roster-row roster-vehicle" role="group" aria-label={label} data-row={row.id} onFocusOut={leaves(props.onLeave)}>
        <span class="roster-number" aria-hidden="true">
          {number}
        </span>
        <div class="roster-value">
          <Field
            label={say(w.plate)}
            value={row.plate}
            hint={recordedAs(row)}
            error={errorOf(problems, "identifier")}
            maxLength={40}
            onInput={(plate) => onChange({ plate })}
          />
        </div>
        <div class="roster-country">
          <SelectField
            label={say(w.country)}
            value={row.country}
            options={countryOptions(row.country, false)}
            error={errorOf(problems, "country")}
            onChange={(country) => onChange({ country })}
          />
        </div>
        <div class="roster-remove">
          <Button kind="quiet" icon="trash" iconOnly onClick={props.onRemove}>
            {say(w.removeRow(label))}
          </Button>
        </div>
        <Suggestions problems={problems} onTake={props.onTake} />
        <RowDetails
          list="vehicles"
          details={{ text: row.description ?? "", group: row.group ?? "", firm: row.owner ?? "" }}
          groups={props.groups}
          firmError={errorOf(problems, "firm")}
          firmNote={consentNote(props.consentOf(row.owner ?? ""))}
          onChange={({ text, group, firm }) =>
            onChange({
              ...(text === undefined ? {} : { description: text }),
              ...(group === undefined ? {} : { group }),
              ...(firm === undefined ? {} : { owner: firm }),
            })
          }
        />
      </div>
    </li>
  );
}

export function Pager(props: {
  readonly from: number;
  readonly size: number;
  readonly all: number;
  readonly onMove: (from: number) => void;
}) {
  const { from, size, all } = props;
  if (all <= size) return null;
  return (
    <div class="row pager">
      <Button size="small" icon="back" disabled={from === 0} onClick={() => props.onMove(Math.max(0, from - size))}>
        {say(w.earlier)}
      </Button>
      <span role="status">{say(w.page(from + 1, Math.min(all, from + size), all))}</span>
      <Button size="small" icon="forward" disabled={from + size >= all} onClick={() => props.onMove(from + size)}>
        {say(w.later)}
      </Button>
    </div>
  );
}
