import { AuditPage, auditRoutes, AuditVerification, type AuditEntry } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import { DataTable } from "../../centre/parts/data-table.tsx";
import { count, dateTime, say } from "../../i18n/index.ts";
import { Button, Field, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed, Heading, Working } from "../parts/basics.tsx";
import { abuse, auditWords as w } from "../words/oversight.ts";
import { viewName } from "./view-names.ts";

/** The record of views, newest first; the chain is verified when the auditor asks. */
export function AuditScreen() {
  const { api } = useAuthority();
  const [by, setBy] = useState("");
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const load = async (before: number | null): Promise<void> => {
    const code = by.trim();
    const query = { before, by: code === "" ? null : code, what: null, from: null, to: null };
    const answer = await api.call(auditRoutes.views, AuditPage, { body: query });
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setEntries(before === null ? answer.value.entries : [...(entries ?? []), ...answer.value.entries]);
    setNext(answer.value.next);
  };
  useEffect(() => void load(null), []);
  return (
    <div class="stack">
      <Heading lead={say(w.lead)}>{say(w.title)}</Heading>
      <Verify />
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          void load(null);
        }}
      >
        <Field label={say(w.filterBy)} value={by} maxLength={80} autoComplete="off" type="search" onInput={setBy} />
      </form>
      {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load(null)} />}
      {entries === null ? failure === null ? <Working /> : null : <Views entries={entries} />}
      {next === null ? null : (
        <div class="row">
          <Button onClick={() => void load(next)}>{say(abuse.more)}</Button>
        </div>
      )}
    </div>
  );
}

function Verify() {
  const { api } = useAuthority();
  const [found, setFound] = useState<AuditVerification | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const verify = async (): Promise<void> => {
    setBusy(true);
    const answer = await api.call(auditRoutes.verify, AuditVerification, { limitMs: 300_000 });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setFound(answer.value);
  };
  return (
    <section class="stack-small">
      <div class="row">
        <Button icon="repeat" busy={busy} onClick={() => void verify()} testId="audit-verify">
          {say(w.verify)}
        </Button>
      </div>
      {failure === null ? null : <CallFailed failure={failure} />}
      {found === null ? null : found.brokenAt === null ? (
        <Notice tone="good" title={say(w.holds(count(found.entries), `${found.head.slice(0, 16)}…`))} live="polite" testId="audit-holds">
          <p class="soft small">
            <code class="id">{found.head}</code>
          </p>
        </Notice>
      ) : (
        <Notice tone="bad" title={say(w.broken(count(found.brokenAt)))} live="assertive" testId="audit-broken" />
      )}
    </section>
  );
}

function Views({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { timeZone } = useAuthority();
  const whoOf = ({ view }: AuditEntry): string => (view === null ? "—" : `${say(w[view.by.kind])} ${view.by.code}`);
  const whatOf = ({ view }: AuditEntry): string => (view === null ? say(w.erased) : viewName(view.what));
  return (
    <DataTable
      caption={say(w.title)}
      headingLevel="none"
      columns={[
        { key: "at", name: say(w.at), value: ({ at }) => at, show: ({ at }) => dateTime(at, timeZone.value) },
        { key: "by", name: say(w.by), value: whoOf, show: whoOf },
        { key: "what", name: say(w.what), value: whatOf, show: whatOf },
        {
          key: "subjects",
          name: say(w.subjects),
          value: ({ view }) => view?.subjects ?? 0,
          show: ({ view }) => count(view?.subjects ?? 0),
          isNumber: true,
        },
        { key: "about", name: say(w.about), value: ({ view }) => view?.about ?? "", show: ({ view }) => view?.about ?? "—" },
        { key: "reason", name: say(w.reason), value: ({ view }) => view?.reason ?? "", show: ({ view }) => view?.reason ?? "—" },
      ]}
      rows={entries}
      rowKey={({ position }) => String(position)}
      file={{ kind: "rows", name: "audit.csv" }}
      empty={say(w.none)}
      testId="audit"
    />
  );
}
