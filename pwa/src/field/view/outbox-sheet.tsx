import type { ComponentChildren } from "preact";
import { age, say } from "../../i18n/index.ts";
import type { OutboxRecord } from "../../outbox/record.ts";
import { Badge, Button, Dialog, Notice } from "../../ui/index.ts";
import { fieldWords } from "../words/field.ts";
import { useField } from "./context.ts";
import "./desk.css";

/** Everything this tablet still owes the laptop, one row each; what was rejected stays until somebody deals with it. */
export function OutboxSheet(props: {
  readonly onClose: () => void;
  readonly nameOf: (record: OutboxRecord) => string;
  /** In words, where the app knows the code; else the code itself is shown. */
  readonly reasonOf?: (record: OutboxRecord) => string | null;
  /** What else can be done with a rejected record. */
  readonly actionsOf?: (record: OutboxRecord) => ComponentChildren;
}) {
  const { station, sendNow, retryRecord } = useField();
  const { records } = station.outbox.value;
  const officer = station.session.value?.officer ?? null;
  return (
    <Dialog title={say(fieldWords.outbox)} side onClose={props.onClose} testId="outbox">
      {station.storage.value === "broken" ? <Notice tone="bad" title={say(fieldWords.storageBroken)} /> : null}
      {station.damaged.value > 0 ? <Notice tone="bad" title={say(fieldWords.damaged(station.damaged.value))} /> : null}
      {records.length === 0 ? (
        <p class="soft">{say(fieldWords.allSent)}</p>
      ) : (
        <Button icon="outbox" onClick={() => void sendNow()}>
          {say(fieldWords.sendNow)}
        </Button>
      )}
      <ul class="desk-list">
        {records.map((record) => (
          <li key={record.id} class="desk-item" data-testid="record" data-state={record.state}>
            <div class="row">
              <strong>{props.nameOf(record)}</strong>
              <span class="soft small push">{age(Date.now() - record.createdAt)}</span>
            </div>
            {record.state === "rejected" ? (
              <>
                <Badge tone="bad" icon="alert">
                  {props.reasonOf?.(record) ?? say(fieldWords.rejectedBecause(record.code ?? ""))}
                </Badge>
                <Button size="small" icon="refresh" onClick={() => void retryRecord(record.id)}>
                  {say(fieldWords.retry)}
                </Button>
                {props.actionsOf?.(record)}
              </>
            ) : null}
            {record.state === "waiting" && record.officer !== officer ? (
              <p class="small soft">{say(fieldWords.waitsForOfficer(record.officer))}</p>
            ) : null}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
