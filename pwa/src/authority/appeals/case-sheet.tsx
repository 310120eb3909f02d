import { AppealCase, appealRoutes, type AppealDecision } from "@beket/api";
import { ledgerName, outcomeWord, schemeName } from "@beket/domain";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { age, dateTime, language, say } from "../../i18n/index.ts";
import { Badge, Dialog, Notice, type Tone } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority, useSession } from "../context.ts";
import { CallFailed, Working } from "../parts/basics.tsx";
import { appealWords as w } from "../words/appeals.ts";
import { DecisionForm } from "./decision-form.tsx";

type Props = { readonly appeal: string; readonly onClose: () => void; readonly onDecided: () => void };
type Stop = NonNullable<AppealCase["stop"]>;
const replayTones = { agreed: "good", differing: "bad", "not-replayable": "warn" } as const satisfies Record<Stop["replay"], Tone>;

/** One appeal with all it is about. Opening it is a view on record, as it shows who stood at the post. */
export function CaseSheet({ appeal, onClose, onDecided }: Props) {
  const { api } = useAuthority();
  const { roles } = useSession();
  const [shown, setShown] = useState<AppealCase | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const load = async (): Promise<void> => {
    const answer = await api.call(appealRoutes.appeal(appeal), AppealCase);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setShown(answer.value);
  };
  useEffect(() => void load(), []);
  const decide = async (decision: AppealDecision): Promise<void> => {
    setBusy(true);
    const answer = await api.call(appealRoutes.decision(appeal), AppealCase, { body: decision });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setShown(answer.value);
    onDecided();
  };
  return (
    <Dialog title={shown?.number ?? say(w.title)} side onClose={onClose} testId="appeal-sheet">
      <div class="stack">
        {shown === null && failure === null ? <Working /> : null}
        {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load()} />}
        {shown === null ? null : (
          <>
            <Written shown={shown} />
            <Told shown={shown} />
            {shown.kind === "refusal" ? <StopFacts stop={shown.stop} /> : null}
            {shown.application === null ? null : <ApplicationFacts application={shown.application} />}
            {shown.state !== "open" ? (
              <Decided shown={shown} />
            ) : roles.includes("registrar") ? (
              <DecisionForm busy={busy} onSend={(decision) => void decide(decision)} />
            ) : (
              <Notice tone="plain" title={say(w.readOnly)} />
            )}
          </>
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

function Written({ shown }: { readonly shown: AppealCase }) {
  const { timeZone, places } = useAuthority();
  const post = places.value?.posts.find((one) => one.post === shown.post)?.name[language.value] ?? shown.post;
  return (
    <Part title={say(w.text)}>
      <p class="appeal-text">{shown.text}</p>
      <dl class="facts">
        <dt>{say(w.about)}</dt>
        <dd>
          {dateTime(shown.about, timeZone.value)}
          {post === null ? "" : ` · ${post}`}
        </dd>
        <dt>{say(w.received)}</dt>
        <dd>{dateTime(shown.receivedAt, timeZone.value)}</dd>
        <dt>{say(w.phone)}</dt>
        <dd>{shown.phone === null ? "—" : <a href={`tel:${shown.phone}`}>{shown.phone}</a>}</dd>
      </dl>
    </Part>
  );
}

function Told({ shown }: { readonly shown: AppealCase }) {
  if (shown.refusal === null) return null;
  return (
    <Part title={say(w.told)}>
      <ul class="appeal-list">
        {shown.refusal.reasons.map(({ code, cause }) => (
          <li key={`${code} ${cause.en}`}>{cause[language.value]}</li>
        ))}
      </ul>
    </Part>
  );
}

function StopFacts({ stop }: { readonly stop: AppealCase["stop"] }) {
  if (stop === null) return <Notice tone="warn" title={say(w.stopLate)} />;
  return (
    <Part title={say(w.stop)}>
      <ul class="appeal-list">
        {stop.subjects.map(({ role, key, readBy }) => (
          <li key={`${role} ${key.scheme} ${key.value}`}>
            {schemeName(key.scheme, language.value)} <strong>{key.value}</strong>
            {key.country === "KAZ" || key.country === "XXX" ? "" : ` ${key.country}`}{" "}
            <span class="soft">({readBy.map((way) => say(w.readBy[way])).join(", ")})</span>
          </li>
        ))}
      </ul>
      <dl class="facts">
        <dt>{say(w.verdict)}</dt>
        <dd>{stop.outcome === null ? "—" : outcomeWord(stop.outcome, language.value)}</dd>
        <dt>{say(w.officer)}</dt>
        <dd>
          {stop.officer ?? "—"}
          {stop.lane === null ? "" : ` · ${say(w.lane)} ${stop.lane}`}
        </dd>
      </dl>
      <p class="soft small">
        {say(w.rules(stop.regimeVersion, stop.registryVersion))}
        {stop.dataAgeMs === null ? "" : ` · ${say(w.dataAge(age(stop.dataAgeMs)))}`}
      </p>
      <Notice tone={replayTones[stop.replay]} title={say(w.replay[stop.replay])} testId={`replay-${stop.replay}`} />
    </Part>
  );
}

function ApplicationFacts({ application }: { readonly application: NonNullable<AppealCase["application"]> }) {
  return (
    <Part title={say(w.kinds.application)}>
      <dl class="facts">
        <dt>{say(w.organisation)}</dt>
        <dd>{application.organisation ?? "—"}</dd>
        <dt>{say(w.ledger)}</dt>
        <dd>{ledgerName(application.ledger, language.value)}</dd>
      </dl>
      <ul class="appeal-list">
        {application.reasons.map((reason) => (
          <li key={reason.code}>{reason[language.value]}</li>
        ))}
      </ul>
      {application.permits.length === 0 ? null : (
        <p>
          {say(w.rows)}: {application.permits.map(({ number, code }) => number ?? code ?? "—").join(", ")}
        </p>
      )}
    </Part>
  );
}

function Decided({ shown }: { readonly shown: AppealCase }) {
  const { timeZone } = useAuthority();
  return (
    <Notice tone={shown.state === "overturned" ? "good" : "plain"} title={say(w.states[shown.state])} live="polite" testId="appeal-decided">
      <p>{shown.answer}</p>
      <p class="soft small">
        {say(w.decidedBy)}: {shown.decidedBy} · {shown.decidedAt === null ? "" : dateTime(shown.decidedAt, timeZone.value)}
      </p>
      {shown.correction === null || shown.correction === "none" ? null : (
        <p>
          {say(w.correction)}: <Badge tone="warn">{say(w.corrections[shown.correction])}</Badge>
        </p>
      )}
      {shown.note === null ? null : <p class="soft">{shown.note}</p>}
    </Notice>
  );
}
