import { say } from "../../i18n/index.ts";
import { Button, Card } from "../../ui/index.ts";
import type { ApplyStore } from "../adapters/apply-store.ts";
import type { ApplyState } from "../model/apply.ts";
import { statusCode } from "../../text/status-code.ts";
import { ApplicationAnswer } from "../parts/application-view.tsx";
import { KeyAdvice } from "../parts/key-advice.tsx";
import { CopyButton, Heading, saveAsFile } from "../parts/parts.tsx";
import { passWords } from "../passes/words.ts";
import { frame } from "../words/frame.ts";
import { result as w } from "../words/result.ts";

/** The code that opens this application later, shown once. */
function StatusCodeCard({ id, secret }: { readonly id: string; readonly secret: string }) {
  const code = statusCode({ id, secret });
  return (
    <Card title={say(w.codeTitle)} quiet>
      <p>{say(w.codeText)}</p>
      <code class="status-code" data-testid="status-code">
        {code}
      </code>
      <div class="row no-print">
        <CopyButton label={frame.copy} text={() => code} />
        <Button size="small" icon="file" onClick={() => saveAsFile("beket-status-code.txt", `${code}\n`, "text/plain")}>
          {say(frame.save)}
        </Button>
      </div>
    </Card>
  );
}

export function ResultScreen(props: {
  readonly state: ApplyState;
  readonly store: ApplyStore;
  readonly timeZone: string;
  readonly onRefresh: () => void;
  readonly onRevoke: () => void;
  readonly onPasses: () => void;
}) {
  const { state, store, timeZone } = props;
  const { view, draft } = state;
  if (view === null) return null;
  const refusedBySignature = view.state === "refused" && view.reasons.some(({ code }) => code.startsWith("eds."));
  return (
    <div class="stack">
      <Heading>{say(w.heading[view.state])}</Heading>
      <ApplicationAnswer
        view={view}
        timeZone={timeZone}
        nameOf={({ list, index }) => (list === "persons" ? draft.persons[index]?.name : draft.vehicles[index]?.plate) ?? null}
        onRefresh={props.onRefresh}
      />
      <KeyAdvice codes={view.reasons.map(({ code }) => code)} />
      {view.secret === undefined ? null : <StatusCodeCard id={view.id} secret={view.secret} />}
      <div class="row actions no-print">
        {refusedBySignature ? (
          <Button kind="primary" icon="sign" onClick={() => store.send({ kind: "sign-with-another-key" })} testId="other-key">
            {say(w.otherKey)}
          </Button>
        ) : null}
        <Button icon="plus" onClick={() => store.send({ kind: "start-over" })} testId="start-over">
          {say(w.startOver)}
        </Button>
        {view.secret !== undefined && view.permits.some((permit) => permit.state === "active") ? (
          <Button icon="qr" onClick={props.onPasses} testId="to-passes">
            {say(passWords.open)}
          </Button>
        ) : null}
        {view.permits.some((permit) => permit.state === "active") ? (
          <Button kind="quiet" icon="minus" onClick={props.onRevoke}>
            {say(w.toRevoke)}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
