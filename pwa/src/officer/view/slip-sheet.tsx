import type { SlipCheckReply } from "@beket/api";
import { dateTime, say } from "../../i18n/index.ts";
import { Button, Dialog, Notice, type Tone } from "../../ui/index.ts";
import { scanWords } from "../words/scan.ts";
import { useApp } from "./context.ts";

const toneOf = ({ standing, belongs }: SlipCheckReply): Tone => {
  if (standing === "not-a-slip") return "warn";
  if (standing === "forged" || belongs === "no") return "bad";
  return standing === "genuine" && belongs === "yes" ? "good" : "warn";
};

/** Whether a slip is genuine and of the person in the stop. What the test found is not an officer's to know. */
export function SlipSheet() {
  const { screen } = useApp();
  const slip = screen.slip.value;
  const close = () => (screen.sheet.value = "none");
  return (
    <Dialog title={say(scanWords.slipTitle)} onClose={close} testId="slip-sheet">
      {slip.state === "answered" ? (
        <Answer reply={slip.reply} />
      ) : slip.state === "unanswered" ? (
        <Notice tone="warn" title={say(scanWords.unanswered)} live="assertive" />
      ) : (
        <p role="status">{say(scanWords.asking)}</p>
      )}
      <div class="row">
        <Button kind="primary" size="main" onClick={close} testId="slip-close">
          {say(scanWords.understood)}
        </Button>
      </div>
    </Dialog>
  );
}

function Answer({ reply }: { readonly reply: SlipCheckReply }) {
  const { screen } = useApp();
  const { standing, belongs, post, validUntil } = reply;
  const next = scanWords.standingNext[standing];
  const timeZone = screen.post.value?.regime?.timeZone ?? "Asia/Almaty";
  return (
    <>
      <Notice tone={toneOf(reply)} title={say(scanWords.standings[standing])} live="assertive" testId="slip-standing">
        {standing === "not-a-slip" || standing === "forged" ? null : <p data-testid="slip-belongs">{say(scanWords.belongs[belongs])}</p>}
        {next === null ? null : <p>{say(next)}</p>}
      </Notice>
      {post === null && validUntil === null ? null : (
        <p class="soft">
          {[
            post === null ? null : `${say(scanWords.post)} ${post}`,
            validUntil === null ? null : `${say(scanWords.validUntil)} ${dateTime(validUntil, timeZone)}`,
          ]
            .filter((part) => part !== null)
            .join(" · ")}
        </p>
      )}
    </>
  );
}
