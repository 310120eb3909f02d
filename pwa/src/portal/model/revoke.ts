import type { RevocationDraft, RevocationReply, SignedSubmission } from "@beket/api";
import { type Ledger, type RevocationDocument } from "@beket/domain";
import type { CheckedDocument } from "../signing/document-check.ts";
import type { SignerWish } from "../signing/failure.ts";
import { binDigits, isWholeBin, wishFor } from "./apply-organisation.ts";
import { civilTimeMs, isCivilDate } from "./civil-date.ts";
import { minuteOf } from "./draft.ts";
import { isBusy, stepSigning, type Signing, type SigningEvent } from "./signing.ts";

/*
 * form ─► (signing, as an application's) ─► done
 */
export const revocationReasons = [
  "left-employment",
  "vehicle-sold",
  "work-finished",
  "entered-by-mistake",
  "lost-or-misused",
  "other",
] as const satisfies readonly RevocationDocument["reason"][];
export type RevocationReason = (typeof revocationReasons)[number];

export type RevokeForm = {
  readonly bin: string;
  /** As typed or ticked; any separators. */
  readonly numbers: string;
  readonly reason: RevocationReason | null;
  readonly moment: "now" | "later";
  readonly day: string;
  readonly time: string;
};

export type RevokeState = {
  readonly form: RevokeForm;
  readonly shown: boolean;
  readonly signing: Signing;
  readonly reply: RevocationReply | null;
  /** What was sent and waits: sending it once more asks how it stands. */
  readonly sent: SignedSubmission | null;
  readonly round: number;
};

const revokeFaultCodes = [
  "bin-missing",
  "numbers-missing",
  "number-invalid",
  "two-ledgers",
  "reason-missing",
  "moment-invalid",
  "moment-past",
] as const;
export type RevokeFault = (typeof revokeFaultCodes)[number];

export type RevokeEvent =
  | { readonly kind: "edited"; readonly form: RevokeForm }
  | { readonly kind: "prepare"; readonly nowMs: number; readonly timeZone: string }
  | { readonly kind: "rejected" }
  | { readonly kind: "signing"; readonly event: SigningEvent; readonly round: number | null }
  | { readonly kind: "stop-pressed" }
  | { readonly kind: "answered"; readonly reply: RevocationReply }
  | { readonly kind: "ask-again" }
  | { readonly kind: "change-form" }
  | { readonly kind: "start-over" };

export type RevokeEffect =
  | { readonly kind: "prepare"; readonly round: number; readonly request: RevocationDraft }
  | { readonly kind: "sign"; readonly round: number; readonly document: CheckedDocument; readonly wish: SignerWish }
  | { readonly kind: "stop-signing" }
  | { readonly kind: "send"; readonly round: number; readonly submission: SignedSubmission }
  | { readonly kind: "ask"; readonly submission: SignedSubmission };

export type RevokeResult = { readonly state: RevokeState; readonly effects: readonly RevokeEffect[] };

export const emptyRevokeForm = (): RevokeForm => ({ bin: "", numbers: "", reason: null, moment: "now", day: "", time: "00:00" });
export const initialRevoke = (form: RevokeForm = emptyRevokeForm()): RevokeState => ({
  form,
  shown: false,
  signing: { kind: "idle" },
  reply: null,
  sent: null,
  round: 0,
});

/** The permit numbers of a text, each once, in capitals. */
export const permitNumbers = (text: string): readonly string[] => [
  ...new Set(
    text
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter((number) => number !== ""),
  ),
];

/** A permit's number begins with its ledger: the two are never taken back in one document. */
const ledgerOf = (number: string): Ledger | null => (number.startsWith("C") ? "city" : number.startsWith("R") ? "roadblock" : null);

const momentOf = (form: RevokeForm, nowMs: number, timeZone: string): number | null => {
  if (form.moment === "now") return nowMs;
  return isCivilDate(form.day) && /^\d\d:\d\d$/.test(form.time) ? civilTimeMs(form.day, minuteOf(form.time), timeZone) : null;
};

export function revokeFaults(form: RevokeForm, nowMs: number, timeZone: string): readonly RevokeFault[] {
  const faults: RevokeFault[] = [];
  const numbers = permitNumbers(form.numbers);
  if (!isWholeBin(form.bin)) faults.push("bin-missing");
  if (numbers.length === 0) faults.push("numbers-missing");
  else if (!numbers.every((number) => /^[0-9A-Z]{4}-?[0-9A-Z]{4}$/.test(number) && ledgerOf(number) !== null))
    faults.push("number-invalid");
  else if (new Set(numbers.map(ledgerOf)).size > 1) faults.push("two-ledgers");
  if (form.reason === null) faults.push("reason-missing");
  const moment = momentOf(form, nowMs, timeZone);
  if (moment === null) faults.push("moment-invalid");
  else if (moment < nowMs) faults.push("moment-past");
  return faults;
}

const only = (state: RevokeState, ...effects: readonly RevokeEffect[]): RevokeResult => ({ state, effects });

function prepare(state: RevokeState, nowMs: number, timeZone: string): RevokeResult {
  const { form } = state;
  const effectiveAt = momentOf(form, nowMs, timeZone);
  if (isBusy(state.signing)) return only(state);
  if (form.reason === null || effectiveAt === null || revokeFaults(form, nowMs, timeZone).length > 0)
    return only({ ...state, shown: true });
  const round = state.round + 1;
  const numbers = permitNumbers(form.numbers).map((number) => (number.includes("-") ? number : `${number.slice(0, 4)}-${number.slice(4)}`));
  const request: RevocationDraft = { bin: binDigits(form.bin), numbers: [...new Set(numbers)], reason: form.reason, effectiveAt };
  return only({ ...state, shown: false, round, reply: null, signing: { kind: "preparing" } }, { kind: "prepare", round, request });
}

function signingStep(state: RevokeState, event: SigningEvent, round: number | null): RevokeResult {
  if (round !== null && round !== state.round) return only(state);
  const before = state.signing;
  const signing = stepSigning(before, event);
  const after: RevokeState = { ...state, signing };
  if (signing === before) return only(after);
  if (signing.kind === "signing" && before.kind !== "signing") {
    const wish = wishFor(binDigits(state.form.bin));
    return only(after, { kind: "sign", round: state.round, document: signing.document, wish });
  }
  return signing.kind === "sending" ? only(after, { kind: "send", round: state.round, submission: signing.submission }) : only(after);
}

const answerOf = (reply: RevocationReply, submission: SignedSubmission): Pick<RevokeState, "reply" | "sent"> => ({
  reply,
  sent: reply.state === "waiting" ? submission : null,
});

export function stepRevoke(state: RevokeState, event: RevokeEvent): RevokeResult {
  switch (event.kind) {
    case "edited":
      return isBusy(state.signing) ? only(state) : only({ ...state, form: event.form, signing: { kind: "idle" } });
    case "prepare":
      return prepare(state, event.nowMs, event.timeZone);
    case "rejected":
      return state.signing.kind === "preparing" ? only({ ...state, signing: { kind: "idle" }, shown: true }) : only(state);
    case "signing":
      return signingStep(state, event.event, event.round);
    case "stop-pressed":
      return state.signing.kind === "signing" ? only(state, { kind: "stop-signing" }) : only(state);
    case "answered": {
      if (state.signing.kind !== "sending")
        return only(state.sent !== null && state.reply?.id === event.reply.id ? { ...state, ...answerOf(event.reply, state.sent) } : state);
      const { document, submission } = state.signing;
      const signing: Signing = document === null ? { kind: "idle" } : { kind: "ready", document };
      return only({ ...state, ...answerOf(event.reply, submission), signing });
    }
    case "ask-again":
      return state.sent === null ? only(state) : only(state, { kind: "ask", submission: state.sent });
    case "change-form":
      return isBusy(state.signing) ? only(state) : only({ ...state, reply: null, sent: null, signing: { kind: "idle" } });
    case "start-over":
      return isBusy(state.signing)
        ? only(state)
        : only({ ...initialRevoke({ ...emptyRevokeForm(), bin: state.form.bin }), round: state.round + 1 });
  }
}
