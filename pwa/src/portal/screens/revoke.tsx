import type { ApplicationView } from "@beket/api";
import type { Regime } from "@beket/domain";
import { language, say } from "../../i18n/index.ts";
import { Button, Card, Choice, Field, Notice } from "../../ui/index.ts";
import type { RevokeStore } from "../adapters/revoke-store.ts";
import { permitNumbers, revocationReasons, revokeFaults, type RevokeFault, type RevokeForm, type RevokeState } from "../model/revoke.ts";
import { isBusy } from "../model/signing.ts";
import { CheckChips, Heading, RadioCards, TextArea, Working } from "../parts/parts.tsx";
import { WaitingFor } from "../parts/waiting-view.tsx";
import { SignPanel, type SignActions } from "../parts/sign-panel.tsx";
import { organisation } from "../words/organisation.ts";
import { reasonWords, revoke as w, revokeFaultWords } from "../words/revoke.ts";
import { roster } from "../words/roster.ts";
import { ReviewScreen } from "./review.tsx";

type Props = {
  readonly store: RevokeStore;
  readonly regime: Regime;
  readonly now: () => number;
  /** The application opened last in this page: its permits can be ticked instead of typed. */
  readonly opened: ApplicationView | null;
};

function Done({ state, store, timeZone }: { readonly state: RevokeState; readonly store: RevokeStore; readonly timeZone: string }) {
  const { reply } = state;
  if (reply === null) return null;
  const tone = reply.state === "done" ? "good" : reply.state === "waiting" ? "warn" : "bad";
  const title = reply.state === "done" ? w.done(reply.revoked) : reply.state === "waiting" ? w.waiting : w.refused;
  return (
    <div class="stack">
      <Heading>{say(title)}</Heading>
      <Notice tone={tone} live="polite" testId={`revocation-${reply.state}`}>
        {reply.state === "done" ? <p>{say(w.doneText)}</p> : null}
        {reply.state === "waiting" ? <p>{say(w.waitingText)}</p> : null}
        {reply.reasons.map((reason) => (
          <p key={reason.code}>{reason[language.value]}</p>
        ))}
        {reply.wait === undefined ? null : (
          <WaitingFor wait={reply.wait} timeZone={timeZone} onRefresh={() => store.send({ kind: "ask-again" })} />
        )}
      </Notice>
      <div class="row">
        {reply.state === "refused" ? (
          <Button icon="back" onClick={() => store.send({ kind: "change-form" })}>
            {say(w.change)}
          </Button>
        ) : null}
        <Button onClick={() => store.send({ kind: "start-over" })}>{say(w.again)}</Button>
      </div>
    </div>
  );
}

function Opened({
  opened,
  form,
  edit,
}: {
  readonly opened: ApplicationView;
  readonly form: RevokeForm;
  readonly edit: (change: Partial<RevokeForm>) => void;
}) {
  const active = opened.permits
    .flatMap(({ number, state, list, index }) => (number !== null && state === "active" ? [{ number, list, index }] : []))
    .slice(0, 200);
  const chosen = new Set(permitNumbers(form.numbers));
  if (active.length === 0) return null;
  return (
    <CheckChips
      legend={say(w.fromLast)}
      items={active.map(({ number, list, index }) => ({
        value: number,
        name: `${number}, ${say(list === "persons" ? roster.personRow(index + 1) : roster.vehicleRow(index + 1))}`,
        short: number,
      }))}
      chosen={chosen}
      onToggle={(number, on) => edit({ numbers: (on ? [...chosen, number] : [...chosen].filter((other) => other !== number)).join("\n") })}
    />
  );
}

export function RevokeSection({ store, regime, now, opened }: Props) {
  const state = store.state.value;
  const { form, signing } = state;
  const actions: SignActions = {
    onSign: () => store.send({ kind: "signing", round: null, event: { kind: "sign-pressed" } }),
    onStop: () => store.send({ kind: "stop-pressed" }),
    onSendAnyway: () => store.send({ kind: "signing", round: null, event: { kind: "send-anyway" } }),
    onSendAgain: () => store.send({ kind: "signing", round: null, event: { kind: "send-again" } }),
    onPrepareAgain: () => store.send({ kind: "prepare", nowMs: now(), timeZone: regime.timeZone }),
  };
  if (state.reply !== null) return <Done state={state} store={store} timeZone={regime.timeZone} />;
  if (signing.kind !== "idle" && signing.kind !== "preparing" && signing.kind !== "not-prepared")
    return (
      <ReviewScreen
        signing={signing}
        regime={regime}
        actions={actions}
        backName={say(w.change)}
        onBack={() => store.send({ kind: "change-form" })}
      />
    );

  const faults = state.shown ? revokeFaults(form, now(), regime.timeZone) : [];
  const fault = (...codes: readonly RevokeFault[]): string | null => {
    const found = codes.find((code) => faults.includes(code));
    return found === undefined ? null : say(revokeFaultWords[found]);
  };
  const edit = (change: Partial<RevokeForm>): void => store.send({ kind: "edited", form: { ...form, ...change } });
  const count = permitNumbers(form.numbers).length;
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        store.send({ kind: "prepare", nowMs: now(), timeZone: regime.timeZone });
      }}
    >
      <Heading lead={say(w.lead)}>{say(w.heading)}</Heading>
      <Card>
        <div class="bin-field">
          <Field
            label={say(organisation.bin)}
            hint={say(organisation.binHint)}
            error={fault("bin-missing")}
            value={form.bin}
            inputMode="numeric"
            maxLength={20}
            code
            onInput={(bin) => edit({ bin })}
          />
        </div>
        {opened === null ? null : <Opened opened={opened} form={form} edit={edit} />}
        <TextArea
          label={say(w.numbers)}
          hint={count > 0 ? say(w.numbersSeen(count)) : say(w.numbersHint)}
          error={fault("numbers-missing", "number-invalid", "two-ledgers")}
          value={form.numbers}
          rows={4}
          maxLength={200_000}
          onInput={(numbers) => edit({ numbers })}
        />
        <RadioCards
          legend={say(w.reason)}
          error={fault("reason-missing")}
          value={form.reason}
          items={revocationReasons.map((reason) => ({ value: reason, name: say(reasonWords[reason]) }))}
          onChange={(reason) => edit({ reason })}
          testId="revocation-reason"
        />
        <div class="stack-small">
          <p class="field-label">{say(w.moment)}</p>
          <Choice
            label={say(w.moment)}
            value={form.moment}
            items={[
              { value: "now", name: say(w.now) },
              { value: "later", name: say(w.later) },
            ]}
            onChange={(moment) => edit({ moment })}
          />
        </div>
        {form.moment === "now" ? null : (
          <div class="pair">
            <Field
              label={say(w.day)}
              type="date"
              value={form.day}
              error={fault("moment-invalid", "moment-past")}
              onInput={(day) => edit({ day })}
            />
            <Field label={say(w.time)} type="time" value={form.time} onInput={(time) => edit({ time })} />
          </div>
        )}
      </Card>
      {signing.kind === "not-prepared" ? <SignPanel state={signing} actions={actions} /> : null}
      {signing.kind === "preparing" ? <Working>{say(roster.preparing)}</Working> : null}
      <div class="row actions">
        <Button kind="primary" size="main" type="submit" icon="file" busy={isBusy(signing)} testId="prepare-revocation">
          {say(w.prepare)}
        </Button>
      </div>
    </form>
  );
}
