import type { StaffKey } from "@beket/api";
import { useState } from "preact/hooks";
import { dateTime, say } from "../../i18n/index.ts";
import { Badge, Button } from "../../ui/index.ts";
import { useAuthority } from "../context.ts";
import { frame } from "../words/frame.ts";
import { staffWords as w } from "../words/staff.ts";

function Line({ one, onRemove }: { readonly one: StaffKey; readonly onRemove: () => Promise<void> }) {
  const zone = useAuthority().timeZone.value;
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const remove = async (): Promise<void> => {
    setBusy(true);
    await onRemove();
    setBusy(false);
    setSure(false);
  };
  return (
    <li class="key-line">
      <div>
        <p>
          <strong>{one.name}</strong> {one.synced ? <Badge>{say(w.synced)}</Badge> : null}
        </p>
        <p class="soft small">
          {say(w.made(dateTime(one.createdAt, zone)))} ·{" "}
          {one.lastUsedAt === null ? say(w.neverUsed) : say(w.used(dateTime(one.lastUsedAt, zone)))}
        </p>
        {sure ? <p class="small">{say(w.removeSure)}</p> : null}
      </div>
      {sure ? (
        <div class="row">
          <Button size="small" kind="danger" busy={busy} onClick={() => void remove()} testId="remove-key-sure">
            {say(w.remove)}
          </Button>
          <Button size="small" onClick={() => setSure(false)}>
            {say(frame.cancel)}
          </Button>
        </div>
      ) : (
        <Button size="small" kind="quiet" icon="trash" iconOnly onClick={() => setSure(true)} testId="remove-key">
          {say(w.removeNamed(one.name))}
        </Button>
      )}
    </li>
  );
}

/** Somebody's passkeys, each to be removed after a second thought. */
export function KeyList(props: { readonly keys: readonly StaffKey[]; readonly onRemove: (key: string) => Promise<void> }) {
  if (props.keys.length === 0) return <p class="soft">{say(w.noKeys)}</p>;
  return (
    <ul class="key-list" data-testid="keys">
      {props.keys.map((one) => (
        <Line key={one.key} one={one} onRemove={() => props.onRemove(one.key)} />
      ))}
    </ul>
  );
}
