import { say } from "../../i18n/index.ts";
import { Button, Card, Field } from "../../ui/index.ts";
import type { Draft } from "../model/draft.ts";
import { addGroup, changeGroup, groupFaults, removeGroup } from "../roster/groups.ts";
import { groupFaultWords, groupWords as w } from "../words/groups.ts";

/** Shift buses and groups that go together. */
export function GroupsCard({
  draft,
  shown,
  edit,
}: {
  readonly draft: Draft;
  readonly shown: boolean;
  readonly edit: (draft: Draft) => void;
}) {
  const faults = shown ? groupFaults(draft) : [];
  return (
    <Card title={say(w.heading)}>
      <p class="small soft">{say(w.lead)}</p>
      <ul class="groups">
        {draft.groups.map(({ group, binding, headcount }) => {
          const fault = faults.find((one) => one.group === group);
          const persons = draft.persons.filter((row) => row.group === group).length;
          const vehicles = draft.vehicles.filter((row) => row.group === group).length;
          return (
            <li key={group} class="group-line" data-testid={`group-${group}`}>
              <div>
                <p class="strong">{say(binding === "bus" ? w.bus(group) : w.together(group))}</p>
                <p class="small soft">{say(w.members(persons, vehicles))}</p>
                {fault === undefined ? null : (
                  <p class="field-error" role="alert">
                    {say(groupFaultWords[fault.code])}
                  </p>
                )}
              </div>
              {binding === "bus" ? (
                <Field
                  label={say(w.headcount)}
                  type="number"
                  inputMode="numeric"
                  min="1"
                  max="500"
                  value={headcount === null ? "" : String(headcount)}
                  onInput={(text) => edit(changeGroup(draft, group, { headcount: /^\d{1,3}$/.test(text) ? Number(text) : null }))}
                />
              ) : null}
              <Button kind="quiet" icon="trash" iconOnly onClick={() => edit(removeGroup(draft, group))}>
                {say(w.remove(group))}
              </Button>
            </li>
          );
        })}
      </ul>
      <div class="row">
        <Button size="small" icon="bus" onClick={() => edit(addGroup(draft, "bus"))} testId="add-bus">
          {say(w.addBus)}
        </Button>
        <Button size="small" icon="people" onClick={() => edit(addGroup(draft, "all"))} testId="add-together">
          {say(w.addTogether)}
        </Button>
      </div>
    </Card>
  );
}
