import type { AppealState, AppealTarget } from "@beket/api";
import { useState } from "preact/hooks";
import { dateTime, say, type Words } from "../../i18n/index.ts";
import type { Central } from "../adapters/central.ts";
import { appealWords as w } from "../words/screens.ts";
import { Box, Field, Form } from "./basics.tsx";

const textMin = 10;
const textMax = 500;
const tones = { open: "warn", upheld: "plain", overturned: "good" } as const;
const timeZone = "Asia/Almaty";

/** How an appeal stands. */
export function AppealStanding({ appeal }: { readonly appeal: AppealState }) {
  return (
    <Box tone={tones[appeal.state]} title={say(w.states[appeal.state])} testId={`appeal-${appeal.state}`}>
      <p>
        {say(w.received)}: {dateTime(appeal.receivedAt, timeZone)}
      </p>
      {appeal.answer === null ? (
        <p>{say(w.comeBack)}</p>
      ) : (
        <p>
          {say(w.answer)}: {appeal.answer}
        </p>
      )}
    </Box>
  );
}

/** Contests something without signing in; once for each thing. */
export function AppealForm(props: {
  readonly central: Central;
  readonly target: AppealTarget;
  readonly title?: Words;
  readonly onKept: (appeal: AppealState) => void;
}) {
  const [text, setText] = useState("");
  const [phone, setPhone] = useState("");
  const [tried, setTried] = useState(false);
  const typed = phone.replace(/[\s()-]/g, "");
  const isShort = text.trim().length < textMin;
  const isPhone = typed === "" || /^\+?[0-9]{5,15}$/.test(typed);
  const send = async () => {
    setTried(true);
    if (isShort || !isPhone) return null;
    const kept = await props.central.appeal({ target: props.target, text: text.trim(), phone: typed === "" ? null : typed });
    if (!kept.ok) return kept.error;
    props.onKept(kept.value);
    return null;
  };
  return (
    <section class="appeal">
      <h2>{say(props.title ?? w.title)}</h2>
      <p>{say(w.lead)}</p>
      <Form go={w.send} onSubmit={send} testId="appeal-form">
        <Field
          label={say(w.text)}
          error={tried && isShort ? say(w.textShort) : null}
          hint={`${text.length} / ${textMax}`}
          value={text}
          onInput={setText}
          maxLength={textMax}
          rows={5}
          testId="appeal-text"
        />
        <Field
          label={say(w.phone)}
          error={tried && !isPhone ? say(w.phoneWrong) : null}
          value={phone}
          onInput={setPhone}
          maxLength={24}
          inputMode="tel"
          testId="appeal-phone"
        />
      </Form>
    </section>
  );
}
