import { caseRoutes, LegalHold, LegalHoldsReply } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import { count, dateTime, say } from "../../i18n/index.ts";
import { Badge, Button, Card, Dialog, Field, SelectField } from "../../ui/index.ts";
import { ReasonForm } from "../abuse/reason-form.tsx";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority, useSession } from "../context.ts";
import { CallFailed, Working } from "../parts/basics.tsx";
import { cases as w } from "../words/oversight.ts";

const schemes = ["iin", "plate", "doc"] as const;
const tones = { "in-force": "warn", "end-asked": "warn", ended: "plain" } as const;

/** What is kept from the purge; its end needs two. */
export function LegalHolds() {
  const { api } = useAuthority();
  const [holds, setHolds] = useState<readonly LegalHold[] | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [ending, setEnding] = useState<LegalHold | null>(null);
  const [adding, setAdding] = useState(false);
  const load = async (): Promise<void> => {
    const answer = await api.call(caseRoutes.holds, LegalHoldsReply);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setHolds(answer.value.holds);
  };
  useEffect(() => void load(), []);
  const done = (): void => {
    setEnding(null);
    setAdding(false);
    void load();
  };
  return (
    <Card title={say(w.holds)}>
      <div class="stack">
        {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load()} />}
        {holds === null && failure === null ? <Working /> : null}
        {holds?.length === 0 ? <p class="soft">{say(w.noHolds)}</p> : null}
        <ul class="evidence-list" data-testid="legal-holds">
          {(holds ?? []).map((hold) => (
            <li key={hold.hold}>
              <HoldLine hold={hold} onEnd={() => setEnding(hold)} />
            </li>
          ))}
        </ul>
        <div class="row">
          <Button icon="plus" onClick={() => setAdding(true)} testId="hold-subject">
            {say(w.holdSubject)}
          </Button>
        </div>
      </div>
      {ending === null ? null : <EndDialog hold={ending} onClose={() => setEnding(null)} onDone={done} />}
      {adding ? <SubjectDialog onClose={() => setAdding(false)} onDone={done} /> : null}
    </Card>
  );
}

function HoldLine({ hold, onEnd }: { readonly hold: LegalHold; readonly onEnd: () => void }) {
  const { timeZone } = useAuthority();
  const { staff } = useSession();
  const { target, about, state, ground, by, at, endAskedBy, submissions } = hold;
  return (
    <div class="hold-line">
      <div>
        <Badge tone={tones[state]}>{say(w.holdStates[state])}</Badge> {say(w.targets[target])}{" "}
        {about === null ? null : <code class="id">{about}</code>} {submissions > 1 ? count(submissions) : ""}
        <p>{ground}</p>
        <p class="soft small">
          {by} · {dateTime(at, timeZone.value)}
          {endAskedBy === null ? "" : ` · ${say(w.holdEnd)}: ${endAskedBy}`}
        </p>
      </div>
      {state === "ended" || endAskedBy === staff ? null : (
        <Button size="small" onClick={onEnd}>
          {say(state === "end-asked" ? w.holdAgree : w.holdEnd)}
        </Button>
      )}
    </div>
  );
}

type DialogProps = { readonly onClose: () => void; readonly onDone: () => void };

function EndDialog({ hold, onClose, onDone }: DialogProps & { readonly hold: LegalHold }) {
  const { api, newId } = useAuthority();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const end = async (ground: string): Promise<void> => {
    const answer = await api.call(caseRoutes.release, LegalHold, { body: { id: newId(), hold: hold.hold, ground } });
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) onDone();
  };
  return (
    <Dialog title={say(hold.state === "end-asked" ? w.holdAgree : w.holdEnd)} onClose={onClose}>
      <div class="stack">
        {failure === null ? null : <CallFailed failure={failure} />}
        <ReasonForm
          busy={false}
          action={say(hold.state === "end-asked" ? w.holdAgree : w.holdEnd)}
          label={say(w.ground)}
          onSend={(why) => void end(why)}
        />
      </div>
    </Dialog>
  );
}

function SubjectDialog({ onClose, onDone }: DialogProps) {
  const { api, newId } = useAuthority();
  const [scheme, setScheme] = useState<(typeof schemes)[number]>("iin");
  const [value, setValue] = useState("");
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const hold = async (ground: string): Promise<void> => {
    const target = { kind: "subject", scheme, country: "KAZ", value: value.trim() };
    const answer = await api.call(caseRoutes.hold, LegalHold, { body: { id: newId(), target, ground } });
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) onDone();
  };
  return (
    <Dialog title={say(w.holdSubject)} onClose={onClose}>
      <div class="stack">
        <SelectField
          label={say(w.scheme)}
          value={scheme}
          options={schemes.map((one) => ({ value: one, name: say(w.schemes[one]) }))}
          onChange={setScheme}
        />
        <Field label={say(w.subjectValue)} value={value} code autoComplete="off" maxLength={40} onInput={setValue} />
        {failure === null ? null : <CallFailed failure={failure} />}
        <ReasonForm busy={false} action={say(w.hold)} label={say(w.ground)} onSend={(ground) => void hold(ground)} />
      </div>
    </Dialog>
  );
}
