import type { OwnRoster } from "@beket/api";
import { useMemo, useState } from "preact/hooks";
import { language, say } from "../../../i18n/index.ts";
import { Badge, Card, Field } from "../../../ui/index.ts";
import type { Draft } from "../../model/draft.ts";
import { shownName } from "../../model/difference.ts";
import { isMeant } from "../../model/find-rows.ts";
import { revocationReasons } from "../../model/revoke.ts";
import { RadioCards } from "../../parts/parts.tsx";
import { VirtualList } from "../../parts/virtual-list.tsx";
import { drafting as w } from "../../words/office.ts";
import { reasonWords } from "../../words/revoke.ts";
import { roster as r } from "../../words/roster.ts";

type Row = OwnRoster["rows"][number];
const rowPx = 56;

const rowTitle = (row: Row): string => (row.list === "vehicles" || row.name === "" ? row.value : shownName(row.name));

/** Who has a permit now; who is marked goes with the change. */
export function PresentRoster(props: {
  readonly roster: OwnRoster;
  readonly draft: Draft;
  readonly shown: boolean;
  readonly edit: (change: Partial<Draft>) => void;
}) {
  const { roster, draft, edit } = props;
  const [search, setSearch] = useState("");
  const active = useMemo(() => roster.rows.filter(({ state }) => state === "active"), [roster]);
  const rows = useMemo(
    () => (search.trim() === "" ? active : active.filter((row) => isMeant(search, [row.name, row.value, row.number]))),
    [active, search],
  );
  const going = useMemo(() => new Set<string>(draft.remove), [draft.remove]);
  const toggle = (number: string, on: boolean): void => {
    const remove = on ? [...draft.remove, number] : draft.remove.filter((other) => other !== number);
    edit({ remove, removeReason: remove.length === 0 ? null : draft.removeReason });
  };
  return (
    <>
      <Card title={say(w.present)}>
        <p class="small soft">{say(w.presentLead)}</p>
        <Field label={say(w.search)} type="search" inputMode="search" value={search} onInput={setSearch} />
        <p class="row">
          <span class="small soft" role="status">
            {say(w.shown(rows.length, active.length))}
          </span>
          <span class="push" role="status" data-testid="going">
            <Badge tone={going.size > 0 ? "warn" : "plain"}>{say(w.going(going.size))}</Badge>
          </span>
        </p>
        <VirtualList
          label={say(w.present)}
          rows={rows}
          rowPx={rowPx}
          keyOf={(row) => row.number}
          testId="present-roster"
          render={(row) => (
            <label class={going.has(row.number) ? "present-row present-going" : "present-row"}>
              <input
                type="checkbox"
                aria-label={say(w.goes(`${rowTitle(row)}, ${row.number}`))}
                checked={going.has(row.number)}
                onChange={(event) => toggle(row.number, event.currentTarget.checked)}
              />
              <span class="present-name">{rowTitle(row)}</span>
              <span class="present-value small soft">{row.list === "vehicles" ? say(r.plate) : row.value}</span>
              <code class="small">{row.number}</code>
            </label>
          )}
        />
        {going.size === 0 ? null : (
          <RadioCards
            legend={say(w.reason)}
            items={revocationReasons.map((value) => ({ value, name: reasonWords[value][language.value] }))}
            value={revocationReasons.find((reason) => reason === draft.removeReason) ?? null}
            error={props.shown && draft.removeReason === null ? say(w.reasonMissing) : null}
            onChange={(removeReason) => edit({ removeReason })}
            testId="change-reason"
          />
        )}
      </Card>
      <h2>{say(w.coming)}</h2>
    </>
  );
}
