import { useMemo, useState } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { Button, Dialog } from "../../ui/index.ts";
import { pastedPersons, pastedVehicles } from "../roster/paste.ts";
import { frame } from "../words/frame.ts";
import { roster as w } from "../words/roster.ts";
import { TextArea } from "./parts.tsx";

/** Ten thousand rows with names are about a megabyte. */
const charsMax = 4_000_000;

/** Lines copied from a table, with what was recognised, before they join the list. */
export function PasteDialog(props: {
  readonly list: "persons" | "vehicles";
  readonly rowsMax: number;
  readonly onAdd: (text: string) => void;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState("");
  const { list, rowsMax } = props;
  const seen = useMemo(() => {
    const pasted = list === "persons" ? pastedPersons(text, rowsMax) : pastedVehicles(text, rowsMax);
    return { count: pasted.rows.length, skippedHeader: pasted.skippedHeader, dropped: pasted.dropped };
  }, [text, list, rowsMax]);
  return (
    <Dialog title={say(w.pasteTitle[list])} onClose={props.onClose} testId="paste-dialog">
      <TextArea label={say(w.pasteLabel)} hint={say(w.pasteHint[list])} value={text} rows={8} maxLength={charsMax} onInput={setText} />
      <div role="status" class="stack-small">
        {text.trim() === "" ? null : <p>{say(w.pasteSeen(seen.count))}</p>}
        {seen.skippedHeader ? <p class="soft small">{say(w.pasteHeader)}</p> : null}
        {seen.dropped > 0 ? <p class="warn-text">{say(w.pasteDropped(seen.dropped))}</p> : null}
      </div>
      <div class="row">
        <Button kind="primary" icon="plus" disabled={seen.count === 0} onClick={() => props.onAdd(text)} testId="paste-add">
          {say(w.pasteAdd)}
        </Button>
        <Button onClick={props.onClose}>{say(frame.cancel)}</Button>
      </div>
    </Dialog>
  );
}
