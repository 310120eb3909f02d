import type { AppealState, ApplicationView } from "@beket/api";
import { ledgerName } from "@beket/domain";
import { useState } from "preact/hooks";
import { dateTime, language, say } from "../../i18n/index.ts";
import { readStatusCode, type StatusKey } from "../../text/status-code.ts";
import type { Central } from "../adapters/central.ts";
import { AppealForm, AppealStanding } from "../parts/appeal.tsx";
import { Box, Field, Form, Heading, told } from "../parts/basics.tsx";
import { frame } from "../words/frame.ts";
import { applicationWords as w } from "../words/screens.ts";

type Shown = { readonly key: StatusKey; readonly view: ApplicationView; readonly appeals: readonly AppealState[] };
const tones = { issued: "good", "partly-issued": "warn", refused: "bad", waiting: "warn", pending: "warn" } as const;
const timeZone = "Asia/Almaty";

/** An application by its code, and appeals of its refusal and of permits that were revoked. */
export function ApplicationScreen({ central }: { readonly central: Central }) {
  const [code, setCode] = useState("");
  const [tried, setTried] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const key = readStatusCode(code);
  const ask = async () => {
    setTried(true);
    setShown(null);
    if (key === null) return null;
    const view = await central.application(key);
    if (!view.ok) return view.error;
    const appeals = await central.appeals({ kind: "application", ...key, number: null });
    if (!appeals.ok) return appeals.error;
    setShown({ key, view: view.value, appeals: appeals.value.appeals });
    return null;
  };
  return (
    <>
      <Heading>{say(frame.screens.application)}</Heading>
      <Form go={w.go} onSubmit={ask} testId="application-form">
        <Field
          label={say(w.code)}
          error={tried && key === null ? say(w.codeWrong) : null}
          value={code}
          onInput={setCode}
          maxLength={200}
          rows={4}
          capitals
          testId="code"
        />
      </Form>
      {shown === null ? null : (
        <Standing shown={shown} central={central} onKept={(appeal) => setShown({ ...shown, appeals: [appeal, ...shown.appeals] })} />
      )}
    </>
  );
}

function Standing({
  shown,
  central,
  onKept,
}: {
  readonly shown: Shown;
  readonly central: Central;
  readonly onKept: (appeal: AppealState) => void;
}) {
  const { view, key, appeals } = shown;
  const issued = view.permits.filter(({ outcome }) => outcome === "issued").length;
  const revoked = [...new Set(view.permits.flatMap(({ state, number }) => (state === "revoked" && number !== null ? [number] : [])))];
  const isAppealed = (number: string | null): boolean => appeals.some((appeal) => appeal.number === number);
  const isRefused = view.state === "refused" || view.state === "partly-issued";
  return (
    <>
      <Box tone={tones[view.state]} title={say(w.states[view.state])} testId="application">
        <p>
          {ledgerName(view.ledger, language.value)} · {dateTime(view.receivedAt, timeZone)}
        </p>
        {view.permits.length === 0 ? null : <p>{say(w.issued(issued, view.permits.length))}</p>}
        <ul class="reasons">
          {view.reasons.map((reason) => (
            <li key={reason.code}>{told(reason)}</li>
          ))}
        </ul>
        {revoked.length === 0 ? null : (
          <p>
            {say(w.revoked)}: {revoked.slice(0, 20).join(", ")}
          </p>
        )}
      </Box>
      {appeals.map((appeal) => (
        <AppealStanding key={appeal.appeal} appeal={appeal} />
      ))}
      {isRefused && !isAppealed(null) ? (
        <AppealForm central={central} title={w.contestWhole} target={{ kind: "application", ...key, number: null }} onKept={onKept} />
      ) : null}
      {revoked
        .filter((number) => !isAppealed(number))
        .slice(0, 5)
        .map((number) => (
          <details key={number}>
            <summary>{say(w.contestRevoked(number))}</summary>
            <AppealForm
              central={central}
              title={w.contestRevoked(number)}
              target={{ kind: "application", ...key, number }}
              onKept={onKept}
            />
          </details>
        ))}
    </>
  );
}
