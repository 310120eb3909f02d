import { instructionText } from "@beket/domain";
import { type PostInfo, type ReferralView, referralOutcomes } from "@beket/api";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { age, language, say } from "../../i18n/index.ts";
import { Badge, Button, Dialog, Notice } from "../../ui/index.ts";
import type { Receipt } from "../check/flow.ts";
import { deskWords } from "../words/desk.ts";
import { verdictWords } from "../words/verdict.ts";
import { laneText } from "../../field/view/context.ts";
import { useApp } from "./context.ts";
import "../../field/view/desk.css";
import { Reasons } from "./verdict-view.tsx";

const stateTones = { opened: "warn", taken: "plain", resolved: "good" } as const;

/** Stops that somebody senior decides: take one, then say what became of it. */
export function ReferralsSheet() {
  const { screen, loadReferrals } = useApp();
  const list = screen.referrals.value;
  useEffect(() => void loadReferrals(), []);
  return (
    <Dialog title={say(deskWords.referrals)} side onClose={() => (screen.sheet.value = "none")} testId="referrals">
      {list === null ? <Notice tone="warn" title={say(deskWords.referralsAway)} /> : null}
      {list?.length === 0 ? <p class="soft">{say(deskWords.noReferrals)}</p> : null}
      <ul class="desk-list">
        {(list ?? []).map((referral) => (
          <ReferralRow key={referral.id} referral={referral} />
        ))}
      </ul>
    </Dialog>
  );
}

function ReferralRow({ referral }: { readonly referral: ReferralView }) {
  const { screen, acts, loadReferrals, now } = useApp();
  const isChoosing = useSignal(false);
  const isBusy = useSignal(false);
  const receipt = useSignal<Receipt | "failed" | null>(null);
  async function record(work: Promise<Receipt | null>): Promise<void> {
    isBusy.value = true;
    receipt.value = (await work) ?? "failed";
    isBusy.value = false;
    isChoosing.value = false;
    await loadReferrals();
  }
  const { number, state, openedAt, openedBy, takenBy, reasons } = referral;
  const instruction = reasons.find((reason) => reason.instruction !== undefined)?.instruction;
  return (
    <li class="desk-item" data-testid="referral" data-number={number} data-state={state}>
      <div class="row">
        <strong class="desk-number">{number}</strong>
        <Badge tone={stateTones[state]}>{say(deskWords.states[state])}</Badge>
        <span class="soft small push">{age(now() - openedAt)}</span>
      </div>
      <p class="soft small">
        {say(deskWords.openedBy(openedBy))}
        {takenBy === null ? "" : ` · ${say(deskWords.takenBy(takenBy))}`} · {laneName(screen.post.value, referral.lane)}
      </p>
      {instruction === undefined ? null : <p class="desk-order">{instructionText(instruction, language.value)}</p>}
      <Reasons reasons={reasons} outcome="REFER" />
      {receipt.value === "failed" ? <Notice tone="bad" title={say(verdictWords.stuck["action-not-durable"])} live="assertive" /> : null}
      {receipt.value !== null && receipt.value !== "failed" && receipt.value.state === "kept" ? (
        <Notice tone="warn" title={say(verdictWords.kept)} live="polite" />
      ) : null}
      {receipt.value !== null && receipt.value !== "failed" && receipt.value.state === "rejected" ? (
        <Notice tone="bad" title={say(verdictWords.rejected)} live="assertive" />
      ) : null}
      {isChoosing.value ? (
        <div class="desk-grid">
          {referralOutcomes.map((outcome) => (
            <Button
              key={outcome}
              size="main"
              busy={isBusy.value}
              onClick={() => void record(acts.resolve(referral, outcome))}
              testId={`outcome-${outcome}`}
            >
              {say(deskWords.outcomes[outcome])}
            </Button>
          ))}
        </div>
      ) : (
        <div class="row">
          {state === "opened" ? (
            <Button kind="secondary" size="main" busy={isBusy.value} onClick={() => void record(acts.take(referral))} testId="take">
              {say(deskWords.take)}
            </Button>
          ) : null}
          <Button kind="primary" size="main" busy={isBusy.value} onClick={() => (isChoosing.value = true)} testId="resolve">
            {say(deskWords.resolve)}
          </Button>
        </div>
      )}
    </li>
  );
}

function laneName(post: PostInfo | null, code: string): string {
  const lane = post?.lanes.find((candidate) => candidate.lane === code);
  return post === null || lane === undefined ? code : laneText(post, lane);
}
