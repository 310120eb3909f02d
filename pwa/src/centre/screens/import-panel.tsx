import type { ImportReply } from "@beket/api";
import { useState } from "preact/hooks";
import { count, say } from "../../i18n/index.ts";
import { Button, Card, Icon, Notice } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/central.ts";
import { useCentre } from "../context.ts";
import { type ImportState, mayApply, planBytesMax, type PlanFile, readPlanFile } from "../model/import.ts";
import { CallFailed, Working } from "../parts/basics.tsx";
import { importFaultName, planner as w } from "../words/plan.ts";

/** A plan is read, checked by central without any effect, and applied only when it has no fault. */
export function ImportPanel({ onApplied }: { readonly onApplied: () => void }) {
  const { central } = useCentre();
  const [state, setState] = useState<ImportState>({ kind: "none", fault: null });
  const [failure, setFailure] = useState<CallFailure | null>(null);

  const check = async (file: PlanFile): Promise<void> => {
    setFailure(null);
    setState({ kind: "checking", file });
    const answer = await central.importPlan(file.text, "dry-run");
    if (answer.ok) return setState({ kind: "checked", file, reply: answer.value });
    setFailure(answer.error);
    setState({ kind: "none", fault: null });
  };
  const choose = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return;
    setFailure(null);
    const read = chosen.size > planBytesMax ? "too-large" : readPlanFile(chosen.name, await chosen.text());
    if (typeof read === "string") setState({ kind: "none", fault: read });
    else await check(read);
  };
  const apply = async (): Promise<void> => {
    if (state.kind !== "checked") return;
    const { file, reply } = state;
    setFailure(null);
    setState({ kind: "applying", file, reply });
    const answer = await central.importPlan(file.text, "apply");
    if (!answer.ok) {
      setFailure(answer.error);
      // Applying the same file twice changes nothing more, so that a lost answer is asked for again.
      return setState({ kind: "checked", file, reply });
    }
    setState({ kind: answer.value.applied ? "applied" : "checked", file, reply: answer.value });
    onApplied();
  };
  return (
    <Card title={say(w.import)}>
      <p class="soft">{say(w.importLead)}</p>
      <div class="row">
        <label class="button button-secondary file-button">
          <Icon name="file" />
          {say(w.choose)}
          <input
            class="unseen"
            type="file"
            accept=".geojson,.json,application/geo+json,application/json"
            disabled={state.kind === "checking" || state.kind === "applying"}
            data-testid="import-file"
            onChange={(event) => {
              const input = event.currentTarget;
              // The same file, corrected, is chosen again.
              void choose(input.files?.[0]).finally(() => (input.value = ""));
            }}
          />
        </label>
        {state.kind === "none" ? null : <span class="soft">{state.file.name}</span>}
      </div>
      {failure === null ? null : <CallFailed failure={failure} />}
      {state.kind === "none" && state.fault !== null ? (
        <Notice tone="bad" live="polite">
          {say(w.faults[state.fault])}
        </Notice>
      ) : null}
      {state.kind === "checking" ? <Working>{say(w.checking)}</Working> : null}
      {state.kind === "applying" ? <Working>{say(w.applying)}</Working> : null}
      {state.kind === "checked" || state.kind === "applied" ? <Outcome state={state} /> : null}
      {state.kind === "checked" && mayApply(state) ? (
        <div class="row">
          <Button kind="primary" icon="check" onClick={() => void apply()} testId="import-apply">
            {say(w.apply)}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

function Outcome({ state }: { readonly state: Extract<ImportState, { kind: "checked" | "applied" }> }) {
  const { reply } = state;
  const hasFaults = reply.faultCount > 0;
  return (
    <div class="stack" data-testid={`import-${hasFaults ? "faults" : state.kind}`}>
      <Notice
        tone={hasFaults ? "bad" : "good"}
        live="polite"
        title={say(
          hasFaults ? w.checkedFaults(reply.faultCount, count(reply.faultCount)) : state.kind === "applied" ? w.applied : w.checkedOk,
        )}
      >
        <p>{say(w.counts(count(reply.sectors), count(reply.sites), count(reply.changed)))}</p>
      </Notice>
      {hasFaults ? <Faults reply={reply} /> : null}
    </div>
  );
}

function Faults({ reply }: { readonly reply: ImportReply }) {
  return (
    <>
      <div class="scroll-x scroll-low" tabIndex={0} role="region" aria-label={say(w.fault)}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col" class="number">
                {say(w.feature)}
              </th>
              <th scope="col">{say(w.fault)}</th>
              <th scope="col">{say(w.at)}</th>
            </tr>
          </thead>
          <tbody>
            {reply.faults.map((fault) => (
              <tr key={`${fault.feature} ${fault.code} ${fault.at}`}>
                <td class="number">{count(fault.feature + 1)}</td>
                <td>{say(importFaultName(fault.code))}</td>
                <td class="code">{fault.at}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {reply.faultCount > reply.faults.length ? <p class="small soft">{say(w.onlyFirst(count(reply.faults.length)))}</p> : null}
    </>
  );
}
