import { useState } from "preact/hooks";
import { TextArea } from "../../centre/parts/basics.tsx";
import { say } from "../../i18n/index.ts";
import { Button } from "../../ui/index.ts";
import { abuse as w } from "../words/oversight.ts";

/** Why somebody opens what names people: three signs at least, and it stays on record. */
export function ReasonForm({
  action,
  busy,
  onSend,
  label,
}: {
  readonly action: string;
  readonly busy: boolean;
  readonly onSend: (reason: string) => void;
  readonly label?: string;
}) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const isShort = reason.trim().length < 3;
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!busy && !isShort) onSend(reason.trim());
      }}
    >
      <TextArea
        label={label ?? say(w.why)}
        hint={say(w.whyHint)}
        error={tried && isShort ? say(w.whyShort) : null}
        value={reason}
        rows={2}
        maxLength={500}
        onInput={setReason}
      />
      <div class="row">
        <Button kind="primary" busy={busy} type="submit" testId="reason-send">
          {action}
        </Button>
      </div>
    </form>
  );
}
