import type { SelfCheckReply } from "@beket/api";
import { formatEnd, formatWindow, ledgerName } from "@beket/domain";
import { useState } from "preact/hooks";
import { dateTime, language, say } from "../../i18n/index.ts";
import type { Central } from "../adapters/central.ts";
import { Box, Field, Form, Heading, Reasons, told } from "../parts/basics.tsx";
import { frame } from "../words/frame.ts";
import { checkWords as w } from "../words/screens.ts";

const tones = { ALLOW: "good", REFER: "warn", DENY: "bad" } as const;
const timeZone = "Asia/Almaty";

/** One's own permit, by an identifier and a second fact. */
export function CheckScreen({ central }: { readonly central: Central }) {
  const [identifier, setIdentifier] = useState("");
  const [second, setSecond] = useState("");
  const [foreign, setForeign] = useState(false);
  const [country, setCountry] = useState("");
  const [tried, setTried] = useState(false);
  const [reply, setReply] = useState<SelfCheckReply | null>(null);
  const code = country.trim().toUpperCase();
  const isCountry = !foreign || /^[A-Z]{3}$/.test(code);
  const missing = (text: string): string | null => (tried && text.trim() === "" ? say(frame.required) : null);
  const ask = async () => {
    setTried(true);
    setReply(null);
    if (identifier.trim() === "" || second.trim() === "" || !isCountry) return null;
    const answer = await central.selfCheck({ identifier: identifier.trim(), second: second.trim(), ...(foreign ? { country: code } : {}) });
    if (!answer.ok) return answer.error;
    setReply(answer.value);
    return null;
  };
  return (
    <>
      <Heading>{say(frame.screens.check)}</Heading>
      <Form go={w.go} onSubmit={ask} testId="check-form">
        <Field
          label={say(w.identifier)}
          error={missing(identifier)}
          value={identifier}
          onInput={setIdentifier}
          maxLength={40}
          capitals
          testId="identifier"
        />
        <p class="tick">
          <label>
            <input type="checkbox" checked={foreign} onChange={(event) => setForeign(event.currentTarget.checked)} /> {say(w.foreign)}
          </label>
        </p>
        {foreign ? (
          <Field
            label={say(w.country)}
            error={tried && !isCountry ? say(frame.required) : null}
            value={country}
            onInput={setCountry}
            maxLength={3}
            capitals
            testId="country"
          />
        ) : null}
        <Field
          label={say(w.second)}
          hint={say(w.secondHint)}
          error={missing(second)}
          value={second}
          onInput={setSecond}
          maxLength={40}
          capitals
          testId="second"
        />
      </Form>
      {reply === null ? null : <Reply reply={reply} />}
    </>
  );
}

function Reply({ reply }: { readonly reply: SelfCheckReply }) {
  if (reply.kind === "not-confirmed") {
    return (
      <Box tone="warn" title={say(w.hidden)} testId="not-confirmed">
        <p>{say(w.hiddenWhy)}</p>
        <p>{say(w.hiddenNext)}</p>
      </Box>
    );
  }
  const { number, ledger, validFrom, validTo, window, places } = reply.permit;
  return (
    <Box tone={tones[reply.outcome]} title={say(w.outcomes[reply.outcome])} testId="confirmed">
      <Reasons reasons={reply.reasons} />
      <dl>
        <dt>{say(w.permit(number))}</dt>
        <dd>{ledgerName(ledger, language.value)}</dd>
        <dt>{say(w.valid)}</dt>
        <dd>
          {dateTime(validFrom, timeZone)} – {formatEnd(validTo, timeZone, language.value)}
        </dd>
        <dt>{say(w.hours)}</dt>
        <dd>{formatWindow(window, language.value)}</dd>
        <dt>{say(w.places)}</dt>
        <dd>{places === null ? say(w.everywhere) : places.map(told).join(", ")}</dd>
      </dl>
      <p class="note">{say(w.noPromise)}</p>
    </Box>
  );
}
