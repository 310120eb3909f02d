import type { OwnLookups } from "@beket/api";
import { useState } from "preact/hooks";
import { dateTime, say } from "../../i18n/index.ts";
import type { Central } from "../adapters/central.ts";
import { Box, Form, Heading, told } from "../parts/basics.tsx";
import { frame } from "../words/frame.ts";
import { lookupWords as w, purposeWords } from "../words/screens.ts";

const timeZone = "Asia/Almaty";

/** Who looked up the person who is signed in on the portal. Each look at this list is on record too, so it opens on request alone. */
export function LookupsScreen({ central }: { readonly central: Central }) {
  const [list, setList] = useState<OwnLookups | null>(null);
  const [signedOut, setSignedOut] = useState(false);
  const ask = async () => {
    const answer = await central.lookups();
    const isSignedOut = !answer.ok && answer.error.kind === "problem" && answer.error.code === "portal.not-signed-in";
    setSignedOut(isSignedOut);
    setList(answer.ok ? answer.value : null);
    return answer.ok || isSignedOut ? null : answer.error;
  };
  return (
    <>
      <Heading>{say(frame.screens.lookups)}</Heading>
      <p>{say(w.lead)}</p>
      <Form go={w.show} onSubmit={ask} testId="lookups-form">
        {signedOut ? (
          <Box tone="warn" testId="signed-out">
            <p>{say(w.signIn)}</p>
            <p>
              <a href="/">{say(w.toPortal)}</a>
            </p>
          </Box>
        ) : null}
      </Form>
      {list === null ? null : list.lookups.length === 0 ? (
        <Box tone="good">
          <p>{say(w.none)}</p>
        </Box>
      ) : (
        <ul class="lookups" data-testid="lookups">
          {list.lookups.map((one, at) => (
            <li key={`${one.at} ${at}`}>
              <strong>{dateTime(one.at, timeZone)}</strong>
              <span>
                {one.post === null ? say(w.by[one.by]) : told(one.post)} · {say(purposeWords(one.what))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
