import { ImportView, organisationRoutes } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import { count, say } from "../../i18n/index.ts";
import { Button, Card, Icon, Notice } from "../../ui/index.ts";
import { useAuthority } from "../context.ts";
import { CallFailed, Working } from "../parts/basics.tsx";
import { importStateNames, organisationWords as w } from "../words/organisations.ts";
import { ImportFacts, ImportFaults } from "./import-facts.tsx";
import { flowOf, percentOf, sendFile, type ImportFlow } from "./import-flow.ts";

const pollMs = 1_000;

/** A file is checked before it may become the base; both go on at central whatever this page does. */
export function ImportPanel({ running, onEnded }: { readonly running: ImportView | null; readonly onEnded: () => void }) {
  const { api, timers } = useAuthority();
  const [flow, setFlow] = useState<ImportFlow>(running === null ? { kind: "none" } : flowOf(running, null));
  const send = async (file: File, isDryRun: boolean): Promise<void> => {
    setFlow({ kind: "sending", file, isDryRun });
    setFlow(await sendFile(api, file, isDryRun));
  };
  useEffect(() => {
    if (flow.kind !== "running") return undefined;
    const look = async (): Promise<void> => {
      const answer = await api.call(organisationRoutes.import(flow.view.id), ImportView);
      // An answer that did not come is asked for again; what central does goes on.
      const next = answer.ok ? flowOf(answer.value, flow.file) : { ...flow };
      setFlow(next);
      if (next.kind === "ended" || next.kind === "checked") onEnded();
    };
    return timers.after(pollMs, () => void look());
  }, [flow]);
  const isBusy = flow.kind === "sending" || flow.kind === "running";
  return (
    <Card title={say(w.importTitle)}>
      <p class="soft">{say(w.importHint)}</p>
      <div class="row">
        <label class={`button button-secondary file-button${isBusy ? " button-disabled" : ""}`}>
          <Icon name="file" />
          {say(w.choose)}
          <input
            class="unseen"
            type="file"
            accept=".csv,.xlsx,.ndjson,.jsonl,.txt"
            disabled={isBusy}
            data-testid="base-file"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              // The same file may be chosen again after it was mended.
              event.currentTarget.value = "";
              if (file !== undefined) void send(file, true);
            }}
          />
        </label>
        {flow.kind === "sending" || flow.kind === "checked" ? <span class="soft base-file-name">{flow.file.name}</span> : null}
      </div>
      {flow.kind === "sending" ? <Working>{say(w.sending)}</Working> : null}
      {flow.kind === "running" ? <Running view={flow.view} /> : null}
      {flow.kind === "failed" ? <CallFailed failure={flow.failure} /> : null}
      {flow.kind === "checked" ? (
        <Notice
          tone={(flow.view.difference?.livePermits ?? 0) > 0 ? "warn" : "plain"}
          title={say(w.checked)}
          live="polite"
          testId="import-checked"
        >
          <ImportFacts view={flow.view} />
          <ImportFaults view={flow.view} />
          <div class="row">
            <Button kind="primary" onClick={() => void send(flow.file, false)} testId="import-apply">
              {say(w.apply)}
            </Button>
            <Button kind="quiet" onClick={() => setFlow({ kind: "none" })}>
              {say(w.cancel)}
            </Button>
          </div>
        </Notice>
      ) : null}
      {flow.kind === "ended" ? <Ended view={flow.view} /> : null}
    </Card>
  );
}

function Running({ view }: { readonly view: ImportView }) {
  const { api } = useAuthority();
  const percent = percentOf(view);
  const name = say(importStateNames[view.state]);
  return (
    <div class="stack" data-testid="import-running">
      <label class="base-progress">
        <span>
          {name}: {percent} %, {count(view.rows)}
        </span>
        <progress max={100} value={view.state === "comparing" ? undefined : percent} />
      </label>
      <div class="row">
        <Button size="small" onClick={() => void api.done(organisationRoutes.import(view.id), { method: "DELETE" })} testId="import-stop">
          {say(w.stop)}
        </Button>
      </div>
    </div>
  );
}

function Ended({ view }: { readonly view: ImportView }) {
  const isDone = view.state === "present" || view.state === "unchanged" || view.state === "dry-run";
  const title = view.state === "present" ? w.done : view.state === "refused" ? w.refused : importStateNames[view.state];
  return (
    <Notice tone={isDone ? "good" : "bad"} title={say(title)} live="polite" testId="import-ended">
      {view.rows > 0 ? <ImportFacts view={view} /> : null}
      <ImportFaults view={view} />
    </Notice>
  );
}
