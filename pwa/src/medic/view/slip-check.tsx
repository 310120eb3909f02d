import type { SlipCheckReply } from "@beket/api";
import { parseSubject } from "@beket/domain";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dateTime, say } from "../../i18n/index.ts";
import { Button, Card, Field, Notice, type Tone } from "../../ui/index.ts";
import { testWords } from "../words/test.ts";
import { timeZoneOf, useApp, useScan } from "./context.ts";
import { ActBar, PageHead, ScanButton } from "./parts.tsx";

const tones: Readonly<Record<SlipCheckReply["standing"], Tone>> = {
  genuine: "good",
  expired: "warn",
  "unknown-signer": "warn",
  forged: "bad",
  "not-a-slip": "warn",
};

/** Whether a slip is genuine, still good, and of this person. The edge checks; a scan of the document asks whose it is. */
export function SlipCheck() {
  const app = useApp();
  const text = useSignal("");
  const whose = useSignal("");
  const reply = useSignal<SlipCheckReply | null>(null);
  const isAway = useSignal(false);
  const busy = useSignal(false);
  async function check(slip: string, document: string): Promise<void> {
    if (slip.trim() === "" || busy.value) return;
    busy.value = true;
    const subject = document.trim() === "" ? null : parseSubject(document, { role: "person" });
    const answer = await app.client.checkSlip({ text: slip.trim(), subject: subject?.ok === true ? subject.value.key : null });
    busy.value = false;
    reply.value = answer.ok ? answer.value : null;
    isAway.value = !answer.ok;
  }
  useScan((scanned, meaning) => {
    if (meaning.kind === "slip") {
      text.value = meaning.text;
      void check(meaning.text, whose.value);
      return true;
    }
    if (meaning.kind !== "person" && meaning.kind !== "document") return false;
    whose.value = scanned.trim();
    void check(text.value, whose.value);
    return true;
  });
  useEffect(() => {
    // A slip that was scanned on another page brought its text along.
    const { note } = app.draft.peek();
    if (!note.startsWith("BEKET1:")) return;
    text.value = note;
    app.set({ note: "" });
    void check(note, "");
  }, []);
  return (
    <form
      class="page page-narrow"
      onSubmit={(event) => {
        event.preventDefault();
        void check(text.value, whose.value);
      }}
    >
      <PageHead title={say(testWords.checkTitle)} note={say(testWords.checkHint)}>
        <ScanButton />
      </PageHead>
      {reply.value === null ? null : <Answer reply={reply.value} />}
      {isAway.value ? <Notice tone="warn" title={say(testWords.checkAway)} live="polite" /> : null}
      <Card>
        <Field label={say(testWords.checkText)} value={text.value} maxLength={1_000} onInput={(typed) => (text.value = typed)} />
        <Field label={say(testWords.checkWhose)} value={whose.value} maxLength={200} onInput={(typed) => (whose.value = typed)} />
      </Card>
      <ActBar>
        <Button
          type="submit"
          kind="primary"
          size="main"
          icon="search"
          wide
          disabled={text.value.trim() === ""}
          busy={busy.value}
          testId="check-slip"
        >
          {say(testWords.checkIt)}
        </Button>
      </ActBar>
    </form>
  );
}

function Answer({ reply }: { readonly reply: SlipCheckReply }) {
  const app = useApp();
  const tone = reply.belongs === "no" ? "bad" : tones[reply.standing];
  return (
    <div data-testid="slip-answer" data-standing={reply.standing} data-belongs={reply.belongs}>
      <Notice tone={tone} title={say(testWords.standings[reply.standing])} live="assertive">
        {reply.standing === "genuine" || reply.standing === "expired" ? <p>{say(testWords.belongs[reply.belongs])}</p> : null}
        {reply.result === null ? null : <p>{say(testWords.results[reply.result])}</p>}
        {reply.validUntil === null ? null : (
          <p>
            {say(testWords.slipValid)} {dateTime(reply.validUntil, timeZoneOf(app))}
          </p>
        )}
      </Notice>
    </div>
  );
}
