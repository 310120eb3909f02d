import { BaseReply, organisationRoutes, type ImportView } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import { DataTable } from "../../centre/parts/data-table.tsx";
import { count, dateTime, say } from "../../i18n/index.ts";
import { Badge, Button, Card, Dialog, Field, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed, Working } from "../parts/basics.tsx";
import { importStateNames, organisationWords as w } from "../words/organisations.ts";
import { StateBadge } from "./import-facts.tsx";
import { ImportPanel } from "./import-panel.tsx";

const reasonMin = 3;

/** The base: which one is in force, a new one, those before. */
export function BasePanel() {
  const { api } = useAuthority();
  const [base, setBase] = useState<BaseReply | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [isAsking, setAsking] = useState(false);
  const load = async (): Promise<void> => {
    const answer = await api.call(organisationRoutes.base, BaseReply);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setBase(answer.value);
  };
  useEffect(() => void load(), []);
  if (base === null) return failure === null ? <Working /> : <CallFailed failure={failure} onRetry={() => void load()} />;
  return (
    <div class="stack">
      {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load()} />}
      <div class="base-cards">
        <Present base={base} onRollBack={() => setAsking(true)} />
        <ImportPanel running={base.running} onEnded={() => void load()} />
      </div>
      <History base={base} />
      {isAsking && base.present !== null && base.previous !== null ? (
        <RollBack
          present={base.present}
          previous={base.previous}
          onClose={() => setAsking(false)}
          onDone={(reply) => {
            setBase(reply);
            setAsking(false);
          }}
        />
      ) : null}
    </div>
  );
}

function Present({ base, onRollBack }: { readonly base: BaseReply; readonly onRollBack: () => void }) {
  const { timeZone } = useAuthority();
  const { present, previous, live, rollBacks } = base;
  const [last] = rollBacks;
  return (
    <Card title={say(w.present)}>
      {present === null ? (
        <Notice tone="warn">{say(w.noBase)}</Notice>
      ) : (
        <dl class="facts" data-testid="present-base">
          <dt>{say(w.file)}</dt>
          <dd class="base-file-name">{present.file}</dd>
          <dt>{say(w.at)}</dt>
          <dd>{dateTime(present.finishedAt ?? present.startedAt, timeZone.value)}</dd>
          <dt>{say(w.by)}</dt>
          <dd>{present.by}</dd>
          <dt>{say(w.rows)}</dt>
          <dd>
            {count(present.rows)}{" "}
            <span class="soft">
              ({say(w.branches)} {count(present.branches)})
            </span>
          </dd>
          <dt>{say(w.added)}</dt>
          <dd>{count(base.added)}</dd>
          {present.sha256 === null ? null : (
            <>
              <dt>{say(w.hash)}</dt>
              <dd class="base-hash">{present.sha256}</dd>
            </>
          )}
          {live === null ? null : (
            <>
              <dt>{say(w.live)}</dt>
              <dd>
                {live.host} <Badge tone={live.circuit === "closed" ? "good" : "warn"}>{say(w.liveStates[live.circuit])}</Badge>
              </dd>
            </>
          )}
        </dl>
      )}
      {last === undefined ? null : <p class="soft">{say(w.rolledBack(last.by, dateTime(last.at, timeZone.value), last.reason))}</p>}
      {previous === null ? null : (
        <div class="row">
          <Button icon="repeat" onClick={onRollBack} testId="roll-back">
            {say(w.rollBackTitle)}
          </Button>
        </div>
      )}
    </Card>
  );
}

function History({ base }: { readonly base: BaseReply }) {
  const { timeZone } = useAuthority();
  const faults = (view: ImportView): string => count(view.faults);
  return (
    <DataTable
      caption={say(w.history)}
      columns={[
        { key: "file", name: say(w.file), value: ({ file }) => file, show: ({ file }) => <span class="base-file-name">{file}</span> },
        { key: "at", name: say(w.at), value: ({ startedAt }) => startedAt, show: ({ startedAt }) => dateTime(startedAt, timeZone.value) },
        { key: "by", name: say(w.by), value: ({ by }) => by, show: ({ by }) => by },
        {
          key: "state",
          name: say(w.state),
          value: ({ state }) => say(importStateNames[state]),
          show: (view) => <StateBadge view={view} />,
        },
        { key: "rows", name: say(w.rows), value: ({ rows }) => rows, show: ({ rows }) => count(rows), isNumber: true },
        { key: "faults", name: say(w.faults), value: (view) => view.faults, show: faults, isNumber: true },
      ]}
      rows={base.history}
      rowKey={({ id }) => String(id)}
      file={{ kind: "rows", name: "imports.csv" }}
      empty={say(w.noHistory)}
      testId="imports"
    />
  );
}

function RollBack(props: {
  readonly present: ImportView;
  readonly previous: ImportView;
  readonly onClose: () => void;
  readonly onDone: (reply: BaseReply) => void;
}) {
  const { api } = useAuthority();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const isShort = reason.trim().length < reasonMin;
  const run = async (): Promise<void> => {
    setTried(true);
    if (isShort) return;
    setBusy(true);
    const answer = await api.call(organisationRoutes.rollBack, BaseReply, { body: { present: props.present.id, reason: reason.trim() } });
    setBusy(false);
    if (answer.ok) props.onDone(answer.value);
    else setFailure(answer.error);
  };
  return (
    <Dialog title={say(w.rollBackTitle)} onClose={props.onClose} testId="roll-back-sheet">
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void run();
        }}
      >
        <p>{say(w.rollBackLead(props.previous.file, count(props.previous.rows)))}</p>
        {failure === null ? null : <CallFailed failure={failure} />}
        <Field
          label={say(w.reason)}
          value={reason}
          maxLength={500}
          error={tried && isShort ? say(w.reasonWrong) : null}
          onInput={setReason}
        />
        <div class="row">
          <Button type="submit" kind="primary" busy={busy} testId="roll-back-sure">
            {say(w.rollBack)}
          </Button>
          <Button kind="quiet" onClick={props.onClose}>
            {say(w.cancel)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
