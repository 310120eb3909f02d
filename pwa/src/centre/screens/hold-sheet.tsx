import type { HoldView, PersonReply } from "@beket/api";
import { type HoldAction, instructionText } from "@beket/domain";
import { useState } from "preact/hooks";
import { language, say } from "../../i18n/index.ts";
import { Button, Card, Choice, Dialog, Notice } from "../../ui/index.ts";
import { useCentre } from "../context.ts";
import { actionsOf, isReason, reasonMax } from "../model/holds.ts";
import { CallFailed, TextArea } from "../parts/basics.tsx";
import { moment } from "../parts/format.ts";
import { PcrClock } from "../parts/pcr-clock.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { useSend } from "../parts/use-send.ts";
import { actionExplained, actionNames, causeNames, holds as w, person as p, placeNames, stateNames } from "../words/health.ts";
import { PersonView } from "./person-view.tsx";

/** One case: its facts, its history, what can be done, and behind a reason the person. */
export function HoldSheet(props: { readonly hold: HoldView; readonly onClose: () => void; readonly onChanged: () => void }) {
  const { hold } = props;
  const [person, setPerson] = useState<PersonReply | null>(null);
  return (
    <Dialog title={hold.holds.join(" · ")} side onClose={props.onClose} testId="hold-sheet">
      <HoldFacts hold={hold} />
      {actionsOf(hold.state).length === 0 ? <Notice>{say(w.closed)}</Notice> : <ActForm hold={hold} onChanged={props.onChanged} />}
      {person === null ? (
        <OpenPerson person={hold.person} onOpened={setPerson} />
      ) : (
        <PersonView reply={person} onClose={() => setPerson(null)} />
      )}
      <History hold={hold} />
    </Dialog>
  );
}

function HoldFacts({ hold }: { readonly hold: HoldView }) {
  const centre = useCentre();
  return (
    <dl class="facts">
      <div>
        <dt>{say(w.state)}</dt>
        <dd data-testid="hold-state" data-state={hold.state}>
          <StateBadge state={hold.state} />
        </dd>
      </div>
      <div>
        <dt>{say(w.pcr)}</dt>
        <dd>
          <PcrClock pcr={hold.pcr} exact />
          {hold.pcr === null ? null : (
            <span class="soft small">
              {" "}
              <span class="code">{hold.pcr.specimen}</span> · {hold.pcr.laboratory}
            </span>
          )}
        </dd>
      </div>
      <div>
        <dt>{say(w.opened)}</dt>
        <dd>{moment(hold.openedAt, centre)}</dd>
      </div>
      <div>
        <dt>{say(w.published)}</dt>
        <dd>{moment(hold.publishedAt, centre)}</dd>
      </div>
      <div>
        <dt>{say(w.until)}</dt>
        <dd>{moment(hold.expiresAt, centre)}</dd>
      </div>
      <div>
        <dt>{say(w.where)}</dt>
        <dd>
          {centre.postName(hold.post)}, {say(placeNames[hold.place])}
        </dd>
      </div>
      <div class="facts-wide">
        <dt>{say(w.instruction)}</dt>
        <dd>{instructionText(hold.instruction, language.value)}</dd>
      </div>
    </dl>
  );
}

/** A decision takes three things: what, why, and a second press that names both. */
function ActForm({ hold, onChanged }: { readonly hold: HoldView; readonly onChanged: () => void }) {
  const { central } = useCentre();
  const actions = actionsOf(hold.state);
  const [action, setAction] = useState<HoldAction>(actions[0] ?? "release");
  const [reason, setReason] = useState("");
  const [step, setStep] = useState<"typing" | "wrong" | "sure">("typing");
  const { state, go } = useSend((id, input: { readonly action: HoldAction; readonly reason: string }) =>
    central.actOnHold({ id, case: hold.case, ...input }),
  );
  const chosen = actions.includes(action) ? action : (actions[0] ?? "release");
  const act = async (): Promise<void> => {
    const done = await go({ action: chosen, reason: reason.trim() });
    if (done === null) return;
    setReason("");
    setStep("typing");
    onChanged();
  };
  return (
    <Card quiet title={say(w.act)}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setStep(isReason(reason) ? "sure" : "wrong");
        }}
      >
        <Choice
          label={say(w.act)}
          value={chosen}
          items={actions.map((value) => ({ value, name: say(actionNames[value]) }))}
          onChange={(next) => {
            setAction(next);
            setStep("typing");
          }}
        />
        <p class="small soft">{say(actionExplained[chosen])}</p>
        <TextArea
          label={say(w.reason)}
          hint={say(w.reasonHint)}
          error={step === "wrong" && !isReason(reason) ? say(w.reasonWrong) : null}
          value={reason}
          rows={2}
          maxLength={reasonMax}
          onInput={setReason}
          testId="act-reason"
        />
        {state.kind === "failed" ? <CallFailed failure={state.failure} /> : null}
        {state.kind === "failed" && state.failure.kind !== "problem" ? <p class="small">{say(w.unsure)}</p> : null}
        {state.kind === "done" && step === "typing" ? (
          <Notice tone="good" live="polite" testId="act-done">
            {say(w.done)}: {say(stateNames[state.value.state])}
          </Notice>
        ) : null}
        {step === "sure" && isReason(reason) ? (
          <div class="row">
            <p class="sure">{say(w.sure(say(actionNames[chosen]), hold.holds.join(", ")))}</p>
            <Button kind="primary" busy={state.kind === "sending"} onClick={() => void act()} testId="act-sure">
              {say(w.yes)}
            </Button>
          </div>
        ) : (
          <div class="row">
            <Button kind={chosen === "release" ? "secondary" : "primary"} type="submit" testId="act">
              {say(actionNames[chosen])}
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}

function OpenPerson({ person, onOpened }: { readonly person: string; readonly onOpened: (reply: PersonReply) => void }) {
  const { central } = useCentre();
  const [reason, setReason] = useState("");
  const [isWrong, setWrong] = useState(false);
  const { state, go } = useSend((_id, input: { readonly reason: string }) => central.openPerson({ person, ...input }));
  const open = async (): Promise<void> => {
    setWrong(!isReason(reason));
    if (!isReason(reason)) return;
    const reply = await go({ reason: reason.trim() });
    if (reply !== null) onOpened(reply);
  };
  return (
    <Card quiet title={say(p.open)}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <p class="small soft">{say(p.audited)}</p>
        <TextArea
          label={say(w.reason)}
          hint={say(w.reasonHint)}
          error={isWrong && !isReason(reason) ? say(w.reasonWrong) : null}
          value={reason}
          rows={2}
          maxLength={reasonMax}
          onInput={setReason}
          testId="person-reason"
        />
        {state.kind === "failed" ? <CallFailed failure={state.failure} /> : null}
        <div class="row">
          <Button type="submit" icon="person" busy={state.kind === "sending"} testId="open-person">
            {say(p.open)}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function History({ hold }: { readonly hold: HoldView }) {
  const centre = useCentre();
  return (
    <section class="stack">
      <h3>{say(w.history)}</h3>
      <ol class="timeline">
        {hold.history.map((entry, index) => (
          <li key={`${entry.at}-${index}`}>
            <p>
              <StateBadge state={entry.state} /> <span>{say(causeNames[entry.cause])}</span>
            </p>
            <p class="small soft">
              {moment(entry.at, centre)}
              {entry.by === null ? "" : ` · ${entry.by}`}
            </p>
            {entry.reason === null ? null : <p class="small">«{entry.reason}»</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
