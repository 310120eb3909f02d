import type { RefusalRecord } from "@beket/api";
import { readStopNumber } from "@beket/domain";
import { useState } from "preact/hooks";
import { dateTime, say } from "../../i18n/index.ts";
import type { Central } from "../adapters/central.ts";
import { AppealForm, AppealStanding } from "../parts/appeal.tsx";
import { Box, Field, Form, Heading, Reasons, told } from "../parts/basics.tsx";
import { frame } from "../words/frame.ts";
import { refusalWords as w } from "../words/screens.ts";

const timeZone = "Asia/Almaty";

/** The record of a refusal by its number, and its appeal. */
export function RefusalScreen({ central }: { readonly central: Central }) {
  const [number, setNumber] = useState("");
  const [proof, setProof] = useState("");
  const [tried, setTried] = useState(false);
  const [record, setRecord] = useState<RefusalRecord | null>(null);
  const normal = readStopNumber(number);
  const isProof = proof.replace(/[\s-]/g, "").length >= 4;
  const ask = async () => {
    setTried(true);
    setRecord(null);
    if (normal === null || !isProof) return null;
    const answer = await central.refusal({ number: normal, proof: proof.trim() });
    if (!answer.ok) return answer.error;
    setRecord(answer.value);
    return null;
  };
  return (
    <>
      <Heading>{say(frame.screens.refusal)}</Heading>
      <Form go={w.go} onSubmit={ask} testId="refusal-form">
        <Field
          label={say(w.number)}
          hint={say(w.numberHint)}
          error={tried && normal === null ? say(w.numberWrong) : null}
          value={number}
          onInput={setNumber}
          maxLength={30}
          capitals
          testId="number"
        />
        <Field
          label={say(w.proof)}
          hint={say(w.proofHint)}
          error={tried && !isProof ? say(frame.required) : null}
          value={proof}
          onInput={setProof}
          maxLength={12}
          capitals
          testId="proof"
        />
      </Form>
      {record === null ? null : (
        <>
          <Box tone="plain" title={`${say(w.kinds[record.kind])} · ${record.number}`} testId="record">
            <p>
              {told(record.post)} · {dateTime(record.occurredAt, timeZone)}
            </p>
            {record.outcome === null ? null : <p>{say(w.outcomes[record.outcome])}</p>}
            <Reasons reasons={record.reasons} />
          </Box>
          {record.appeal === null ? (
            <AppealForm
              central={central}
              target={{ kind: "refusal", number: record.number, proof: proof.trim() }}
              onKept={(appeal) => setRecord({ ...record, appeal })}
            />
          ) : (
            <AppealStanding appeal={record.appeal} />
          )}
        </>
      )}
    </>
  );
}
