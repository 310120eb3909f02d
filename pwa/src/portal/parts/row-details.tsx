import type { ApplicationGroup } from "@beket/domain";
import { useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Field, SelectField } from "../../ui/index.ts";
import { roster as w } from "../words/roster.ts";
import { groupWords as g } from "../words/groups.ts";

type Details = { readonly text: string; readonly group: string; readonly firm: string };

type Props = {
  readonly list: "persons" | "vehicles";
  readonly details: Details;
  readonly groups: readonly ApplicationGroup[];
  readonly firmError: string | null;
  readonly firmNote: string;
  readonly onChange: (change: Partial<Details>) => void;
};

/** What most rows do not need: the job or make, the group, and another firm's BIN. Closed it says what is in it; open where something is wrong. */
export function RowDetails(props: Props) {
  const { list, details, firmError } = props;
  const [wanted, setWanted] = useState(false);
  const open = wanted || firmError !== null;
  const filled = [details.text, details.group, details.firm].filter((text) => text !== "").join(" · ");
  const isPerson = list === "persons";
  return (
    <details class="row-details" open={open} onToggle={(event) => setWanted(event.currentTarget.open)}>
      <summary>{filled === "" ? say(isPerson ? w.morePerson : w.moreVehicle) : filled}</summary>
      {open ? <Fields {...props} /> : null}
    </details>
  );
}

function Fields({ list, details, groups, firmError, firmNote, onChange }: Props) {
  const isPerson = list === "persons";
  return (
    <div class="row-details-fields">
      <Field label={say(isPerson ? w.job : w.description)} value={details.text} maxLength={200} onInput={(text) => onChange({ text })} />
      {groups.length === 0 ? null : (
        <SelectField
          label={say(g.group)}
          value={details.group}
          options={[{ value: "", name: say(g.alone) }, ...groups.map(({ group }) => ({ value: group, name: group }))]}
          onChange={(group) => onChange({ group })}
        />
      )}
      <Field
        label={say(isPerson ? w.employer : w.owner)}
        value={details.firm}
        hint={details.firm === "" ? say(isPerson ? w.employerHint : w.ownerHint) : firmNote}
        error={firmError}
        inputMode="numeric"
        maxLength={20}
        code
        onInput={(firm) => onChange({ firm })}
      />
    </div>
  );
}
