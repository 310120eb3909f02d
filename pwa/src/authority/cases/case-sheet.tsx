import { caseRoutes, CaseView, LegalHold, SignatureAgain, type LookupCase, type ReportLine, type SubmissionCase } from "@beket/api";
import { ledgerName, outcomeWord } from "@beket/domain";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { saveFile } from "../../centre/adapters/save-file.ts";
import { dateTime, language, say } from "../../i18n/index.ts";
import { Badge, Button, Dialog, Notice, type Tone } from "../../ui/index.ts";
import { ReasonForm } from "../abuse/reason-form.tsx";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed, Working } from "../parts/basics.tsx";
import { cases as w } from "../words/oversight.ts";
import type { Asked } from "./cases.tsx";

type Props = { readonly asked: Asked; readonly onClose: () => void; readonly onHeld: () => void };

/** One decision with what it rests on: as it was signed, answered and judged; to validate again and to take out under seal. */
export function CaseSheet({ asked, onClose, onHeld }: Props) {
  const { api } = useAuthority();
  const [shown, setShown] = useState<CaseView | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const load = async (): Promise<void> => {
    const answer = await api.call(caseRoutes.open, CaseView, { body: asked });
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setShown(answer.value);
  };
  useEffect(() => void load(), []);
  return (
    <Dialog title={shown?.kind === "lookup" ? say(w.lookup) : (shown?.name ?? say(w.title))} side onClose={onClose} testId="case-sheet">
      <div class="stack">
        {shown === null && failure === null ? <Working /> : null}
        {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load()} />}
        {shown === null ? null : (
          <>
            {shown.held ? <Badge tone="warn">{say(w.held)}</Badge> : null}
            {shown.kind === "submission" ? <SubmissionFacts shown={shown} asked={asked} /> : <LookupFacts shown={shown} />}
            <TakeOut asked={asked} shown={shown} />
            {shown.held ? null : (
              <HoldForm
                asked={asked}
                onHeld={() => {
                  onHeld();
                  void load();
                }}
              />
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

function SubmissionFacts({ shown, asked }: { readonly shown: SubmissionCase; readonly asked: Asked }) {
  const { timeZone } = useAuthority();
  const { id, bin, ledger, receivedAt, documentSha256, purgedAt, readable, reasons, rows } = shown;
  return (
    <>
      <dl class="facts">
        <dt>{say(w.applicant)}</dt>
        <dd>{bin ?? "—"}</dd>
        <dt>{say(w.received)}</dt>
        <dd>
          {dateTime(receivedAt, timeZone.value)}
          {ledger === null ? "" : ` · ${ledgerName(ledger, language.value)}`}
        </dd>
        <dt>{say(w.bys.submission)}</dt>
        <dd>
          <code class="id">{id}</code>
        </dd>
        <dt>{say(w.digest)}</dt>
        <dd>
          <code class="id">{documentSha256}</code>
        </dd>
      </dl>
      {purgedAt === null ? null : <Notice tone="warn" title={say(w.purged(dateTime(purgedAt, timeZone.value)))} />}
      {readable[language.value].length === 0 ? null : (
        <details class="case-document">
          <summary>{say(w.document)}</summary>
          <pre>{readable[language.value].join("\n")}</pre>
        </details>
      )}
      <Part title={say(w.answer)}>
        {reasons.map(({ code, words }) => (
          <p key={code}>{words[language.value]}</p>
        ))}
        <ul class="evidence-list">
          {rows.slice(0, 200).map(({ list, index, number, words }) => (
            <li key={`${list} ${index}`}>
              {say(w.row)} {index + 1}:{" "}
              {number === null ? `${say(w.refused)}: ${words?.[language.value] ?? ""}` : <strong>{number}</strong>}
            </li>
          ))}
        </ul>
      </Part>
      <SignaturePart shown={shown} asked={asked} />
    </>
  );
}

const lineTones = {
  verdict: "plain",
  reason: "bad",
  signer: "plain",
  time: "plain",
  status: "plain",
  evidence: "plain",
  warning: "warn",
  fault: "bad",
} as const satisfies Record<ReportLine["kind"], Tone>;

function SignaturePart({ shown, asked }: { readonly shown: SubmissionCase; readonly asked: Asked }) {
  const { api } = useAuthority();
  const [again, setAgain] = useState<SignatureAgain | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const validate = async (): Promise<void> => {
    setBusy(true);
    const answer = await api.call(caseRoutes.validate, SignatureAgain, { body: asked, limitMs: 60_000 });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setAgain(answer.value);
  };
  return (
    <Part title={say(w.signature)}>
      {shown.validates ? (
        <div class="row">
          <Button icon="repeat" busy={busy} onClick={() => void validate()} testId="case-validate">
            {say(w.again)}
          </Button>
        </div>
      ) : (
        <Notice tone="plain" title={say(w.noSignature)}>
          {shown.indication === null ? null : <p class="soft small">{shown.indication}</p>}
        </Notice>
      )}
      {failure === null ? null : <CallFailed failure={failure} />}
      {again === null ? null : (
        <>
          <Notice
            tone={again.same && again.indication === "TOTAL_PASSED" ? "good" : "bad"}
            title={say(again.same ? w.same : w.another)}
            live="polite"
            testId="case-again"
          />
          <ul class="report-lines">
            {again.lines.map(({ kind, words }, at) => (
              <li key={`${kind} ${at}`} class={`report-${lineTones[kind]}`}>
                <span class="soft small">{say(w.lines[kind])}</span>
                <span>{words[language.value]}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

const againTones = { agreed: "good", differing: "bad", "not-replayable": "warn" } as const satisfies Record<LookupCase["again"], Tone>;

function LookupFacts({ shown }: { readonly shown: LookupCase }) {
  const { timeZone, places } = useAuthority();
  const { sighting, outcome, reasons, again, source, epoch, seq } = shown;
  const post = places.value?.posts.find((one) => one.post === sighting.post)?.name[language.value] ?? sighting.post;
  return (
    <>
      <dl class="facts">
        <dt>{say(w.verdict)}</dt>
        <dd>{outcome === null ? "—" : outcomeWord(outcome, language.value)}</dd>
        <dt>{say(w.received)}</dt>
        <dd>
          {dateTime(sighting.at, timeZone.value)} · {post}
        </dd>
        <dt>{say(w.officer)}</dt>
        <dd>
          {sighting.officer ?? "—"}
          {sighting.lane === null ? "" : ` · ${sighting.lane}`}
        </dd>
        <dt>{say(w.chain)}</dt>
        <dd>
          <code class="id">
            {source} / {epoch} / {seq}
          </code>
        </dd>
      </dl>
      <ul class="evidence-list">
        {reasons.map(({ code, words }) => (
          <li key={code}>{words[language.value]}</li>
        ))}
      </ul>
      <Notice tone={againTones[again]} title={say(w.againLookup[again])} testId={`case-${again}`} />
    </>
  );
}

function TakeOut({ asked, shown }: { readonly asked: Asked; readonly shown: CaseView }) {
  const { api } = useAuthority();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  if (shown.kind === "submission" && shown.purgedAt !== null) return null;
  const take = async (): Promise<void> => {
    setBusy(true);
    const file = await api.file(caseRoutes.bundle, { body: asked, limitMs: 60_000 });
    setBusy(false);
    setFailure(file.ok ? null : file.error);
    if (file.ok) saveFile(file.value.name ?? "case.tar", file.value.blob);
  };
  return (
    <section class="stack-small">
      {failure === null ? null : <CallFailed failure={failure} />}
      <div class="row">
        <Button icon="lock" busy={busy} onClick={() => void take()} testId="case-bundle">
          {say(w.bundle)}
        </Button>
      </div>
      <p class="soft small">{say(w.bundleHint)}</p>
    </section>
  );
}

function HoldForm({ asked, onHeld }: { readonly asked: Asked; readonly onHeld: () => void }) {
  const { api, newId } = useAuthority();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const hold = async (ground: string): Promise<void> => {
    setBusy(true);
    const answer = await api.call(caseRoutes.hold, LegalHold, { body: { id: newId(), target: asked.about, ground } });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) onHeld();
  };
  return (
    <details class="case-document">
      <summary>{say(w.hold)}</summary>
      <div class="stack">
        {failure === null ? null : <CallFailed failure={failure} />}
        <ReasonForm busy={busy} action={say(w.hold)} label={say(w.ground)} onSend={(ground) => void hold(ground)} />
      </div>
    </details>
  );
}
