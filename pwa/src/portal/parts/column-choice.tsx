import { useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Button, SelectField } from "../../ui/index.ts";
import { isWhole } from "../roster/file/columns.ts";
import { columnRoles, type ColumnRole } from "../roster/file/roles.ts";
import { frame } from "../words/frame.ts";
import { importing as w, roleWords } from "../words/import.ts";

/** Which column is which, with the first rows to look at. */
export function ColumnChoice(props: {
  readonly sample: readonly (readonly string[])[];
  readonly roles: readonly ColumnRole[];
  readonly hasHead: boolean;
  readonly onRead: (roles: readonly ColumnRole[], hasHead: boolean) => void;
  readonly onCancel: () => void;
}) {
  const [roles, setRoles] = useState(props.roles);
  const [hasHead, setHead] = useState(props.hasHead);
  const options = columnRoles.map((value) => ({ value, name: say(roleWords[value]) }));
  return (
    <form
      class="stack-small"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole(roles)) props.onRead(roles, hasHead);
      }}
    >
      <h3>{say(w.columns)}</h3>
      <p class="small soft">{say(w.columnsText)}</p>
      <ul class="column-choice">
        {roles.map((role, column) => (
          <li key={column} class="column-choice-item">
            <SelectField
              label={say(w.column(column + 1))}
              value={role}
              options={options}
              onChange={(chosen) => setRoles(roles.map((one, index) => (index === column ? chosen : one)))}
            />
            <p class="small soft column-sample">
              {props.sample
                .map((cells) => cells[column] ?? "")
                .filter((cell) => cell !== "")
                .slice(0, 4)
                .join(" · ")}
            </p>
          </li>
        ))}
      </ul>
      <label class="check-line">
        <input type="checkbox" checked={hasHead} onChange={(event) => setHead(event.currentTarget.checked)} />
        <span>{say(w.firstIsHead)}</span>
      </label>
      {isWhole(roles) ? null : <p class="warn-text">{say(w.notWhole)}</p>}
      <div class="row">
        <Button kind="primary" type="submit" disabled={!isWhole(roles)} testId="import-read">
          {say(w.read)}
        </Button>
        <Button onClick={props.onCancel}>{say(frame.cancel)}</Button>
      </div>
    </form>
  );
}
