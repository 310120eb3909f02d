import type { DraftPrepared, OwnRoster } from "@beket/api";
import type { SignedDocument } from "@beket/domain";
import { useMemo, useState } from "preact/hooks";
import { count, say } from "../../../i18n/index.ts";
import { Badge, Card, Field, Notice } from "../../../ui/index.ts";
import { differenceRows } from "../../model/difference.ts";
import { isMeant } from "../../model/find-rows.ts";
import { VirtualList } from "../../parts/virtual-list.tsx";
import { drafting, headWords as w } from "../../words/office.ts";
import { roster as r } from "../../words/roster.ts";

type Difference = NonNullable<DraftPrepared["difference"]>;
const rowPx = 44;

/** What the signature does, in numbers, and to whom by name. */
export function DifferenceCard(props: {
  readonly difference: Difference;
  readonly document: SignedDocument;
  readonly roster: OwnRoster | null;
}) {
  const { difference } = props;
  const [search, setSearch] = useState("");
  const all = useMemo(() => differenceRows(props.document, props.roster), [props.document, props.roster]);
  const rows = useMemo(() => all.filter(({ name, value }) => isMeant(search, [name, value])), [all, search]);
  const line = (list: "persons" | "vehicles", title: string) => (
    <tr>
      <th scope="row">{title}</th>
      <td class="plus">+{count(difference.add[list])}</td>
      <td class="minus">−{count(difference.remove[list])}</td>
      <td>{count(difference.before[list])}</td>
      <td class="strong">{count(difference.after[list])}</td>
    </tr>
  );
  const isOver = difference.cap !== null && difference.taken > difference.cap;
  return (
    <Card title={say(w.difference)}>
      <table class="difference" data-testid="difference">
        <thead>
          <tr>
            <td />
            <th scope="col">{say(w.add)}</th>
            <th scope="col">{say(w.remove)}</th>
            <th scope="col">{say(w.before)}</th>
            <th scope="col">{say(w.after)}</th>
          </tr>
        </thead>
        <tbody>
          {line("persons", say(r.persons))}
          {line("vehicles", say(r.vehicles))}
        </tbody>
      </table>
      {difference.cap === null ? (
        <p class="small soft">{say(w.noCap)}</p>
      ) : (
        <p data-testid="cap">{say(w.cap(difference.taken, difference.cap))}</p>
      )}
      {isOver ? (
        <Notice tone="warn" live="polite">
          {say(w.overCap)}
        </Notice>
      ) : null}
      <details class="who" open={all.length <= 20}>
        <summary>{say(w.who)}</summary>
        <Field label={say(drafting.search)} type="search" inputMode="search" value={search} onInput={setSearch} />
        <p class="small soft" role="status">
          {say(drafting.shown(rows.length, all.length))}
        </p>
        <VirtualList
          label={say(w.who)}
          rows={rows}
          rowPx={rowPx}
          keyOf={({ key }) => key}
          testId="difference-rows"
          render={({ way, name, value }) => (
            <span class="present-row">
              <Badge tone={way === "comes" ? "good" : "warn"}>{say(way === "comes" ? w.comes : w.goes)}</Badge>
              <span class="present-name">{name}</span>
              <span class="present-value small soft">{value}</span>
            </span>
          )}
        />
      </details>
    </Card>
  );
}
