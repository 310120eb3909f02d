import { age, say } from "../../i18n/index.ts";
import { Badge, Button, Dialog, Notice } from "../../ui/index.ts";
import { deskWords } from "../words/desk.ts";
import { useApp } from "./context.ts";
import "./desk.css";

/** Everything this tablet still owes the laptop, one row each; what was rejected stays until somebody deals with it. */
export function OutboxSheet() {
  const { screen, sendNow, retryRecord } = useApp();
  const { records } = screen.outbox.value;
  const officer = screen.session.value?.officer ?? null;
  return (
    <Dialog title={say(deskWords.outbox)} side onClose={() => (screen.sheet.value = "none")} testId="outbox">
      {screen.storage.value === "broken" ? <Notice tone="bad" title={say(deskWords.storageBroken)} /> : null}
      {screen.damaged.value > 0 ? <Notice tone="bad" title={say(deskWords.damaged(screen.damaged.value))} /> : null}
      {records.length === 0 ? (
        <p class="soft">{say(deskWords.allSent)}</p>
      ) : (
        <Button icon="outbox" onClick={() => void sendNow()}>
          {say(deskWords.sendNow)}
        </Button>
      )}
      <ul class="desk-list">
        {records.map((record) => (
          <li key={record.id} class="desk-item" data-testid="record" data-state={record.state}>
            <div class="row">
              <strong>{say(deskWords.recordKinds[record.kind])}</strong>
              <span class="soft small push">{age(Date.now() - record.createdAt)}</span>
            </div>
            {record.state === "rejected" ? (
              <>
                <Badge tone="bad" icon="alert">
                  {say(deskWords.rejectedBecause(record.code ?? ""))}
                </Badge>
                <Button size="small" icon="refresh" onClick={() => void retryRecord(record.id)}>
                  {say(deskWords.retry)}
                </Button>
              </>
            ) : null}
            {record.state === "waiting" && record.officer !== officer ? (
              <p class="small soft">{say(deskWords.waitsForOfficer(record.officer))}</p>
            ) : null}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
