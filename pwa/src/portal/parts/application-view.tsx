import type { ApplicationView } from "@beket/api";
import { ledgerName, type Language } from "@beket/domain";
import { csvText } from "@beket/tables";
import { useState } from "preact/hooks";
import { dateTime, language, say } from "../../i18n/index.ts";
import { Badge, Button, Card, Choice, Notice, type Tone } from "../../ui/index.ts";
import { decisionTable } from "../model/decision-table.ts";
import { frame } from "../words/frame.ts";
import { result as w, rowCodeWords } from "../words/result.ts";
import { roster } from "../words/roster.ts";
import { CopyButton, saveAsFile } from "./parts.tsx";
import { LooksAgain, WaitingFor } from "./waiting-view.tsx";

type Permit = ApplicationView["permits"][number];
const tones = { issued: "good", "partly-issued": "warn", refused: "bad", waiting: "warn", pending: "warn" } as const satisfies Record<
  ApplicationView["state"],
  Tone
>;
const stateTones = { active: "good", revoked: "bad", expired: "plain", refused: "bad" } as const satisfies Record<Permit["state"], Tone>;
const rowsShown = 50;

const rowName = (permit: Permit): string =>
  say(permit.list === "persons" ? roster.personRow(permit.index + 1) : roster.vehicleRow(permit.index + 1));

const reasonText = (reason: ApplicationView["reasons"][number], wanted: Language): string => reason[wanted];

type Filter = "all" | "issued" | "refused";
const passes = (filter: Filter, permit: Permit): boolean => filter === "all" || permit.outcome === filter;

function PermitTable({ view, nameOf }: { readonly view: ApplicationView; readonly nameOf: (permit: Permit) => string | null }) {
  const [shown, setShown] = useState(rowsShown);
  const [filter, setFilter] = useState<Filter>("all");
  const rows = view.permits.filter((permit) => passes(filter, permit));
  const refused = view.permits.length - view.permits.filter(({ outcome }) => outcome === "issued").length;
  const save = (): void => {
    const table = decisionTable(rows, (permit) => nameOf(permit) ?? rowName(permit), language.value);
    saveAsFile("beket-decision.csv", csvText(table.head, table.rows), "text/csv;charset=utf-8");
  };
  const numbers = (): string => view.permits.flatMap(({ number }) => (number === null ? [] : [number])).join("\n");
  return (
    <Card title={say(w.permits)}>
      {refused === 0 || refused === view.permits.length ? null : (
        <Choice
          label={say(w.filter)}
          value={filter}
          items={[
            { value: "all", name: say(w.filters.all) },
            { value: "issued", name: say(w.filters.issued) },
            { value: "refused", name: say(w.filters.refused(refused)) },
          ]}
          onChange={setFilter}
        />
      )}
      <table class="permits" data-testid="permits">
        <thead>
          <tr>
            <th scope="col">{say(w.row)}</th>
            <th scope="col">{say(w.number)}</th>
            <th scope="col">{say(w.outcome)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((permit) => (
            <tr key={`${permit.list}-${permit.index}`}>
              <th scope="row">{nameOf(permit) ?? rowName(permit)}</th>
              <td data-label={say(w.number)}>{permit.number === null ? "–" : <span class="permit-number">{permit.number}</span>}</td>
              <td data-label={say(w.outcome)}>
                <Badge tone={stateTones[permit.state]}>{say(w.state[permit.state])}</Badge>
                {permit.code === null ? null : <span class="permit-why">{say(rowCodeWords(permit.code))}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown ? (
        <Button size="small" icon="down" onClick={() => setShown(shown + 500)}>
          {say(roster.later)}
        </Button>
      ) : null}
      <div class="row no-print">
        <CopyButton label={w.copyNumbers} text={numbers} />
        <Button size="small" icon="outbox" onClick={save} testId="export-decision">
          {say(w.exportDecision)}
        </Button>
        <Button size="small" icon="file" onClick={() => window.print()}>
          {say(frame.print)}
        </Button>
      </div>
    </Card>
  );
}

/** Central's answer about one application: the outcome, its reasons in words, and every row. */
export function ApplicationAnswer(props: {
  readonly view: ApplicationView;
  readonly timeZone: string;
  /** Names stay in this page's memory; a status opened later shows row numbers. */
  readonly nameOf: (permit: Permit) => string | null;
  readonly onRefresh?: () => void;
}) {
  const { view, timeZone } = props;
  const issued = view.permits.filter(({ outcome }) => outcome === "issued").length;
  return (
    <>
      <Notice tone={tones[view.state]} live="polite" testId={`outcome-${view.state}`}>
        <p>{say(w.lead[view.state])}</p>
        {view.permits.length === 0 ? null : <p>{say(w.issuedCount(issued, view.permits.length))}</p>}
        {view.change === undefined ? null : <p data-testid="changed">{say(w.changed(view.change.revoked, view.change.amended))}</p>}
        {view.retryUntil === null ? null : <p>{say(w.until(dateTime(view.retryUntil, timeZone)))}</p>}
        {view.wait === undefined ? null : <WaitingFor wait={view.wait} timeZone={timeZone} onRefresh={props.onRefresh} />}
        {view.state === "pending" && props.onRefresh !== undefined ? <LooksAgain onRefresh={props.onRefresh} /> : null}
        {(view.state === "waiting" || view.state === "pending") && props.onRefresh !== undefined ? (
          <div class="row">
            <Button size="small" icon="refresh" onClick={props.onRefresh}>
              {say(w.refresh)}
            </Button>
          </div>
        ) : null}
      </Notice>
      {view.reasons.length === 0 ? null : (
        <Card title={say(w.reasons)}>
          <ul class="reasons" data-testid="reasons">
            {view.reasons.map((reason) => (
              <li key={reason.code}>
                <p>{reasonText(reason, language.value)}</p>
                <code class="small soft">{reason.code}</code>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <p class="small soft">
        {ledgerName(view.ledger, language.value)} · {say(w.received)}: {dateTime(view.receivedAt, timeZone)}
      </p>
      {view.permits.length === 0 ? null : <PermitTable view={view} nameOf={props.nameOf} />}
    </>
  );
}
