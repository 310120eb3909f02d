import type { PassCheckReply, PassFinding } from "@beket/api";
import { formatEnd } from "@beket/domain";
import { language, say, type Words } from "../../i18n/index.ts";
import { Button, Notice, type Tone } from "../../ui/index.ts";
import { passWords } from "../words/pass.ts";
import { useApp } from "./context.ts";

type Ledger = NonNullable<PassCheckReply["ledger"]>;
const isSigned = ({ standing }: PassCheckReply): boolean => standing === "genuine" || standing === "ended" || standing === "not-yet";

/** What the scanned pass says, above the field where the plate or document is read next. */
export function PassNote() {
  const { screen } = useApp();
  const shown = screen.pass.value;
  const isOpen = ["composing", "checking", "rereading"].includes(screen.flow.value.kind);
  if (shown === null || !isOpen) return null;
  const drop = (
    <div class="row">
      <Button size="small" kind="quiet" onClick={() => (screen.pass.value = null)} testId="pass-drop">
        {say(passWords.drop)}
      </Button>
    </div>
  );
  if (shown.state !== "answered") {
    return (
      <Notice tone="warn" title={say(shown.state === "asking" ? passWords.asking : passWords.unanswered)} live="polite" testId="pass-note">
        {shown.state === "asking" ? null : drop}
      </Notice>
    );
  }
  const { reply } = shown;
  const ledger = screen.post.value?.ledger ?? null;
  return (
    <Notice tone={toneOf(reply, ledger)} title={titleOf(reply)} live="assertive" testId="pass-note">
      <p>{linesOf(reply, ledger).map(say).join(". ")}</p>
      <Until reply={reply} />
      {drop}
    </Notice>
  );
}

/** Beside a verdict: whether the pass belongs to who was read. It never changes the verdict. */
export function PassBeside({ finding }: { readonly finding: PassFinding }) {
  const { screen } = useApp();
  const ledger = screen.post.value?.ledger ?? null;
  const isOther = finding.ledger !== null && finding.ledger !== ledger;
  const belongs = isSigned(finding) && !isOther;
  const tone: Tone = belongs && finding.holder === "same" && finding.standing === "genuine" ? "good" : "warn";
  return (
    <Notice tone={tone} title={titleOf(finding)} testId="pass-finding">
      {belongs ? <p data-holder={finding.holder}>{say(passWords.holders[finding.holder])}</p> : null}
      {isOther && finding.ledger !== null ? <p>{say(passWords.otherLedger[finding.ledger])}</p> : null}
      {isSigned(finding) ? null : <p>{say(passWords.checkAnyway)}</p>}
    </Notice>
  );
}

const titleOf = (reply: PassCheckReply): string => {
  const standing = say(passWords.standings[reply.standing]);
  return reply.number === null ? standing : `${say(passWords.title(reply.number))} · ${standing}`;
};
const toneOf = (reply: PassCheckReply, ledger: Ledger | null): Tone =>
  reply.standing === "genuine" && reply.ledger === ledger ? "plain" : "warn";
function linesOf(reply: PassCheckReply, ledger: Ledger | null): readonly Words[] {
  if (reply.standing === "not-a-pass") return [];
  if (!isSigned(reply) || reply.kind === null) return [passWords.checkAnyway];
  const other = reply.ledger !== null && reply.ledger !== ledger ? [passWords.otherLedger[reply.ledger]] : [];
  return [...other, passWords.readNext[reply.kind]];
}

function Until({ reply }: { readonly reply: PassCheckReply }) {
  const { screen } = useApp();
  if (reply.validTo === null) return null;
  const timeZone = screen.post.value?.regime?.timeZone ?? "Asia/Almaty";
  return (
    <p class="soft">
      {say(passWords.until)} {formatEnd(reply.validTo, timeZone, language.value)}
    </p>
  );
}
