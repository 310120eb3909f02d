import { caseRoutes, PurgeDocument, PurgesReply } from "@beket/api";
import { useEffect, useState } from "preact/hooks";
import * as v from "valibot";
import { saveFile } from "../../centre/adapters/save-file.ts";
import { count, dateTime, say } from "../../i18n/index.ts";
import { Button, Card } from "../../ui/index.ts";
import type { CallFailure } from "../adapters/api.ts";
import { useAuthority } from "../context.ts";
import { CallFailed, Working } from "../parts/basics.tsx";
import { cases as w } from "../words/oversight.ts";

const Signed = v.pipe(v.string(), v.parseJson(), PurgeDocument);
const shown = 10;

/** What the daily purge took out, as central certified it. */
export function Purges() {
  const { api, timeZone } = useAuthority();
  const [reply, setReply] = useState<PurgesReply | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const load = async (): Promise<void> => {
    const answer = await api.call(caseRoutes.purges, PurgesReply);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setReply(answer.value);
  };
  useEffect(() => void load(), []);
  const documents = (reply?.purges ?? []).slice(0, shown).flatMap(({ signed }) => {
    const parsed = v.safeParse(Signed, signed);
    return parsed.success ? [parsed.output] : [];
  });
  return (
    <Card title={say(w.purges)} quiet>
      <div class="stack">
        {failure === null ? null : <CallFailed failure={failure} onRetry={() => void load()} />}
        {reply === null && failure === null ? <Working /> : null}
        {reply !== null && documents.length === 0 ? <p class="soft">{say(w.noPurges)}</p> : null}
        <ul class="evidence-list">
          {documents.map(({ purge, at, submissions, held }) => (
            <li key={purge}>
              {dateTime(at, timeZone.value)} · {say(w.purgeLine(count(submissions), count(held)))}
            </li>
          ))}
        </ul>
        {reply === null || documents.length === 0 ? null : (
          <div class="row">
            <Button
              size="small"
              icon="file"
              onClick={() => saveFile("purges.json", new Blob([JSON.stringify(reply)], { type: "application/json" }))}
            >
              {say(w.purgeFile)}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}
