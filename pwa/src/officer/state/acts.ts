import { edgeRoutes, type PassageRequest, type ReferralRequest, type ReferralView, type RefusalRequest } from "@beket/api";
import { stopNumber } from "@beket/domain";
import { outcomeOfFailure } from "../../field/edge/record-sender.ts";
import type { NewRecord, Outbox, Sent } from "../../outbox/outbox.ts";
import type { OutboxRecord } from "../../outbox/record.ts";
import type { Act, Card, Receipt } from "../check/flow.ts";
import { emptyDraft } from "../compose/stop-draft.ts";
import type { OfficerClient } from "../edge/client.ts";
import { numberOfReply } from "../edge/reply-number.ts";
import { verdictWords } from "../words/verdict.ts";
import type { Checks } from "./checks.ts";
import type { Screen } from "./screen.ts";

export type ActsDeps = {
  readonly screen: Screen;
  readonly client: OfficerClient;
  readonly checks: Checks;
  readonly outbox: () => Outbox | null;
  readonly now: () => number;
  readonly newId: () => string;
  readonly wait: (ms: number) => Promise<void>;
};
/** How long the officer waits for the edge before the card says "kept on this tablet". */
const patienceMs = 2_500;
const recentMax = 3;
const slipsMax = 8;
const paths = { passage: edgeRoutes.passages, refusal: edgeRoutes.refusals, referral: edgeRoutes.referrals } as const;

export type Acts = ReturnType<typeof createActs>;

/** A refusal or referral has its number at once, as the edge will say it too: nobody is sent away without one because the link is down. */
const numbered = (receipt: Receipt, kind: string, id: string): Receipt =>
  receipt.state === "rejected" || receipt.number !== null || (kind !== "refusal" && kind !== "referral")
    ? receipt
    : { ...receipt, number: stopNumber(id) };

/** What the officer does with a verdict, and with an open referral. Everything is durable here before it is called recorded. */
export function createActs(deps: ActsDeps) {
  const { screen } = deps;
  const waiting = new Map<string, (receipt: Receipt) => void>();

  function receiptOf({ outcome, reply }: Sent): Receipt {
    if (outcome.kind === "accepted") return { state: "sent", number: numberOfReply(reply), code: null };
    if (outcome.kind === "rejected") return { state: "rejected", number: null, code: outcome.code };
    return { state: "kept", number: null, code: null };
  }

  /** Durable on this tablet, then sent; without a working store straight to the edge. Null: nobody has it. */
  async function record(fresh: NewRecord): Promise<Receipt | null> {
    const outbox = deps.outbox();
    const kept = await outbox?.keep(fresh);
    if (outbox === null || kept === undefined || !kept.ok) {
      const answer = await deps.client.record(fresh.path, JSON.stringify(fresh.body));
      const outcome = answer.ok ? ({ kind: "accepted" } as const) : outcomeOfFailure(answer.error);
      return outcome.kind === "accepted" ? receiptOf({ outcome, reply: answer.ok ? answer.value : null }) : null;
    }
    const answered = new Promise<Receipt>((resolve) => waiting.set(fresh.id, resolve));
    const patience = deps.wait(patienceMs).then((): Receipt => ({ state: "kept", number: null, code: null }));
    void outbox.wake();
    return Promise.race([answered, patience]);
  }

  /** The record of the button that was pressed last and that nobody holds yet. */
  let pressed: NewRecord | null = null;

  /** Pressing again after a failure sends the same record: the edge may have it although its answer was lost. */
  function recordOf(act: Act, card: Card, officer: string): NewRecord {
    if (pressed?.kind === act && pressed.group === card.lookup && pressed.officer === officer) return pressed;
    const id = deps.newId();
    const shared = { id, lookup: card.lookup, occurredAt: deps.now(), stop: card.stop };
    const body: PassageRequest | RefusalRequest | ReferralRequest =
      act === "passage" ? shared : { ...shared, reasons: card.verdict.reasons };
    pressed = { id, kind: act, path: paths[act], group: card.lookup, officer, body };
    return pressed;
  }

  async function act(chosen: Act): Promise<void> {
    const { flow, session } = screen;
    if (flow.value.kind !== "verdict" || session.value === null) return;
    const { card } = flow.value;
    const fresh = recordOf(chosen, card, session.value.officer);
    const { id } = fresh;
    deps.checks.dispatch({ kind: "act", act: chosen, id });
    const recorded = await record(fresh);
    if (recorded === null) return deps.checks.dispatch({ kind: "fail", id, why: "action-not-durable", code: null });
    const receipt = numbered(recorded, chosen, id);
    pressed = null;
    if (chosen !== "passage" && receipt.state !== "rejected")
      screen.slips.value = [{ id, act: chosen, at: deps.now(), number: receipt.number }, ...screen.slips.value].slice(0, slipsMax);
    deps.checks.dispatch({ kind: "settled", id, receipt });
    if (chosen !== "passage" || receipt.state === "rejected") return;
    screen.recent.value = [card.stop, ...screen.recent.value].slice(0, recentMax);
    screen.toast.value =
      receipt.state === "sent" ? { text: verdictWords.passedToast, tone: "good" } : { text: verdictWords.passedKept, tone: "warn" };
    deps.checks.close();
  }

  async function referralStep(referral: ReferralView, kind: "take" | "resolve", outcome: ReferralView["outcome"]): Promise<Receipt | null> {
    if (screen.session.value === null) return null;
    const id = deps.newId();
    const occurredAt = deps.now();
    const route = kind === "take" ? edgeRoutes.referralTake : edgeRoutes.referralResolve;
    return record({
      id,
      kind,
      path: route.replace(":id", referral.id),
      group: referral.id,
      officer: screen.session.value.officer,
      body: outcome === null ? { id, occurredAt } : { id, occurredAt, outcome },
    });
  }

  return {
    act,
    record,
    /** Wired to the outbox: tells whoever waits, and the card that still shows the record. */
    onSent(sentRecord: OutboxRecord, sent: Sent): void {
      const receipt = numbered(receiptOf(sent), sentRecord.kind, sentRecord.id);
      waiting.get(sentRecord.id)?.(receipt);
      waiting.delete(sentRecord.id);
      if (receipt.state !== "kept") deps.checks.dispatch({ kind: "settled", id: sentRecord.id, receipt });
      if (receipt.number !== null)
        screen.slips.value = screen.slips.value.map((slip) => (slip.id === sentRecord.id ? { ...slip, number: receipt.number } : slip));
      if (sent.outcome.kind === "signed-out") screen.endSession();
    },
    take: (referral: ReferralView) => referralStep(referral, "take", null),
    resolve: (referral: ReferralView, outcome: NonNullable<ReferralView["outcome"]>) => referralStep(referral, "resolve", outcome),
    /** Leaves a finished card for the next car. */
    next(): void {
      screen.draft.value = emptyDraft;
      deps.checks.close();
    },
  };
}
