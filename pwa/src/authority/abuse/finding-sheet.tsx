import { abuseRoutes, Finding, FindingDetail, findingStates, type FindingState } from "@beket/api";
import { ledgerName, schemeName } from "@beket/domain";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { TextArea } from "../../centre/parts/basics.tsx";
import { dateTime, language, say } from "../../i18n/index.ts";
import { Badge, Button, Dialog, Notice, SelectField } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority, useSession } from "../context.ts";
import { CallFailed } from "../parts/basics.tsx";
import { abuse as w } from "../words/oversight.ts";
import { measureText, severityTones } from "./finding-words.ts";
import { ReasonForm } from "./reason-form.tsx";
import { SightingMap } from "./sighting-map.tsx";

type Props = { readonly finding: Finding; readonly onClose: () => void; readonly onChanged: () => void };

/** One finding with its evidence. Opening it names people, so it asks why first. */
export function FindingSheet({ finding, onClose, onChanged }: Props) {
  const { api } = useAuthority();
  const [detail, setDetail] = useState<FindingDetail | null>(null);
  const [reason, setReason] = useState("");
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const open = async (why: string): Promise<void> => {
    setBusy(true);
    const answer = await api.call(abuseRoutes.finding, FindingDetail, { body: { finding: finding.finding, reason: why } });
    setBusy(false);
    setReason(why);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setDetail(answer.value);
  };
  const changed = (): void => {
    onChanged();
    void open(reason);
  };
  return (
    <Dialog title={say(w.kinds[finding.kind])} side onClose={onClose} testId="finding-sheet">
      <div class="stack">
        <p>
          <Badge tone={severityTones[finding.severity]}>{say(w.severities[finding.severity])}</Badge> {measureText(finding.measured)}
        </p>
        {failure === null ? null : <CallFailed failure={failure} />}
        {detail === null ? (
          <ReasonForm busy={busy} action={say(w.open)} onSend={(why) => void open(why)} />
        ) : (
          <Detail detail={detail} onChanged={changed} />
        )}
      </div>
    </Dialog>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="stack-small">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Detail({ detail, onChanged }: { readonly detail: FindingDetail; readonly onChanged: () => void }) {
  const { subject, finding, permits, sightings, history } = detail;
  const { timeZone } = useAuthority();
  return (
    <>
      {subject === null ? null : (
        <Part title={say(w.subject)}>
          <p class="finding-subject" data-testid="finding-subject">
            {schemeName(subject.scheme, language.value)} <strong>{subject.value}</strong>
          </p>
        </Part>
      )}
      {sightings.length === 0 ? null : (
        <Part title={say(w.sightings)}>
          <SightingMap detail={detail} />
        </Part>
      )}
      <FlagPart finding={finding} onChanged={onChanged} />
      {permits.length === 0 ? null : (
        <Part title={say(w.permits)}>
          <ul class="evidence-list">
            {permits.map(({ number, ledger, holder, signer, state, validFrom, validTo, application }) => (
              <li key={`${ledger} ${number} ${application}`}>
                <strong>{number}</strong> · {ledgerName(ledger, language.value)} · {say(w.permitStates[state])}
                <br />
                {holder.name ?? holder.bin ?? say(w.proprietor)}
                <br />
                <span class="soft small">
                  {say(w.signer)}: {signer ?? "—"} · {dateTime(validFrom, timeZone.value)} – {dateTime(validTo, timeZone.value)}
                  <br />
                  {say(w.application)}: <code class="id">{application}</code>
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {history.length === 0 ? null : (
        <Part title={say(w.history)}>
          <ul class="evidence-list">
            {history.map(({ at, by, state, note }) => (
              <li key={`${at} ${state}`}>
                {dateTime(at, timeZone.value)} · {by} · {state === "flag-released" ? say(w.historyFlag) : say(w.states[state])}
                {note === null ? null : <p class="soft">{note}</p>}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <ActForm finding={finding} onChanged={onChanged} />
    </>
  );
}

function FlagPart({ finding, onChanged }: { readonly finding: Finding; readonly onChanged: () => void }) {
  const { api, now, timeZone, newId } = useAuthority();
  const { roles } = useSession();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const { flag } = finding;
  if (flag === null) return null;
  const isInForce = !flag.released && flag.until > now.value;
  const release = async (reason: string): Promise<void> => {
    setBusy(true);
    const answer = await api.call(abuseRoutes.releaseFlag, Finding, { body: { id: newId(), finding: finding.finding, reason } });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) onChanged();
  };
  const title = isInForce ? w.flagUntil(dateTime(flag.until, timeZone.value)) : flag.released ? w.flagReleased : w.flagOver;
  return (
    <Part title={say(w.flag)}>
      <Notice tone={isInForce ? "warn" : "plain"} title={say(title)} testId="finding-flag">
        <p class="soft small">{flag.number}</p>
      </Notice>
      {failure === null ? null : <CallFailed failure={failure} />}
      {isInForce && roles.includes("registrar") ? (
        <ReasonForm busy={busy} action={say(w.release)} onSend={(reason) => void release(reason)} />
      ) : null}
    </Part>
  );
}

function ActForm({ finding, onChanged }: { readonly finding: Finding; readonly onChanged: () => void }) {
  const { api, newId } = useAuthority();
  const [state, setState] = useState<FindingState>(finding.state);
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const isShort = note.trim().length < 3;
  const send = async (): Promise<void> => {
    setTried(true);
    if (isShort) return;
    const answer = await api.call(abuseRoutes.act, Finding, { body: { id: newId(), finding: finding.finding, state, note: note.trim() } });
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) onChanged();
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <SelectField
        label={say(w.next)}
        value={state}
        options={findingStates.map((value) => ({ value, name: say(w.states[value]) }))}
        onChange={setState}
      />
      <TextArea
        label={say(w.note)}
        error={tried && isShort ? say(w.whyShort) : null}
        value={note}
        rows={2}
        maxLength={500}
        onInput={setNote}
      />
      {failure === null ? null : <CallFailed failure={failure} />}
      <div class="row">
        <Button kind="primary" type="submit" testId="finding-save">
          {say(w.save)}
        </Button>
      </div>
    </form>
  );
}
