import type { ConsentDraft } from "@beket/api";
import type { Regime } from "@beket/domain";
import { useState } from "preact/hooks";
import { say } from "../../../i18n/index.ts";
import { Button, Card, Field } from "../../../ui/index.ts";
import { civilDateOf, dayAfter, isCivilDate, startOfDayMs } from "../../model/civil-date.ts";
import { rowsToRequest } from "../../model/draft.ts";
import { namedLines } from "../../model/lines.ts";
import { isFirmNumber } from "../../roster/formats.ts";
import { TextArea } from "../../parts/parts.tsx";
import { consentWords as w } from "../../words/office.ts";

export type ConsentAsked = Omit<ConsentDraft, "bin">;
const rowsMax = 1_000;

/** To whom, what, and for how long. */
export function ConsentForm(props: {
  readonly bin: string;
  readonly regime: Regime;
  readonly now: () => number;
  readonly onReady: (asked: ConsentAsked) => void;
}) {
  const { regime } = props;
  const { timeZone } = regime;
  const [to, setTo] = useState("");
  const [first, setFirst] = useState(civilDateOf(props.now(), timeZone));
  const [last, setLast] = useState("");
  const [text, setText] = useState("");
  const [shown, setShown] = useState(false);
  const named = namedLines(text, rowsMax);
  const digits = to.replaceAll(/\D/g, "");
  const isFirm = isFirmNumber(digits) && digits !== props.bin;
  const isDays = isCivilDate(first) && isCivilDate(last) && first <= last;
  return (
    <Card title={say(w.fresh)}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setShown(true);
          if (!isFirm || !isDays || !named.isWhole) return;
          const days = { validFrom: startOfDayMs(first, timeZone), validTo: startOfDayMs(dayAfter(last), timeZone) };
          props.onReady({ to: digits, ...rowsToRequest(named), ...days });
        }}
      >
        <Field
          label={say(w.to)}
          value={to}
          inputMode="numeric"
          maxLength={20}
          code
          error={shown && !isFirm ? say(w.toWrong) : null}
          onInput={setTo}
        />
        <div class="pair">
          <Field label={say(w.from)} type="date" value={first} onInput={setFirst} />
          <Field label={say(w.until)} type="date" value={last} error={shown && !isDays ? say(w.daysWrong) : null} onInput={setLast} />
        </div>
        <TextArea
          label={say(w.rows)}
          hint={say(w.rowsHint)}
          error={shown && !named.isWhole ? say(w.rowsWrong) : null}
          value={text}
          rows={5}
          maxLength={200_000}
          onInput={setText}
        />
        <div class="row">
          <Button kind="primary" type="submit" icon="file" testId="prepare-consent">
            {say(w.prepare)}
          </Button>
        </div>
      </form>
    </Card>
  );
}
