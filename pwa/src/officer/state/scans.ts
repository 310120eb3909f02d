import type { SlipCheckReply } from "@beket/api";
import type { ParsedSubject, StopSubject } from "@beket/domain";
import type { Words } from "../../i18n/index.ts";
import { scanMeaning, slipHolders } from "../check/scan-meaning.ts";
import { modeOf } from "../compose/entry.ts";
import { commit, draftOfStop, emptyDraft, isEmpty, open, scanned, type Draft } from "../compose/stop-draft.ts";
import type { OfficerClient } from "../edge/client.ts";
import { scanWords } from "../words/scan.ts";
import type { Checks } from "./checks.ts";
import type { Screen } from "./screen.ts";

export type ScansDeps = {
  readonly screen: Screen;
  readonly checks: Checks;
  readonly client: Pick<OfficerClient, "slipCheck" | "passCheck">;
  readonly later: (work: () => void, ms: number) => () => void;
  /** A short touch in the hand, where the device can. */
  readonly nudge: () => void;
};
const noteMs = 6_000;

/** What a scanner read, by keyboard, by the lane's own scanner or by the camera, goes one way. */
export function createScans({ screen, checks, client, later, nudge }: ScansDeps) {
  let cancel: () => void = () => undefined;

  function note(text: Words | null): void {
    cancel();
    screen.note.value = text;
    if (text !== null) cancel = later(() => (screen.note.value = null), noteMs);
  }
  const fill = (draft: Draft, parsed: ParsedSubject): void => {
    const mode = modeOf(parsed.key.scheme);
    screen.draft.value = { ...scanned(draft, parsed), tab: mode, mode };
  };

  function takeSubject(parsed: ParsedSubject): void {
    const { flow, draft } = screen;
    screen.sheet.value = "none";
    nudge();
    switch (flow.value.kind) {
      case "composing":
        return fill(draft.value, parsed);
      case "rereading":
        return checks.readAgainAs(parsed, "scanner");
      case "verdict": {
        // One more person of the same car: the stop is open again with them in it.
        const { stop } = flow.value.card;
        checks.change(stop);
        return fill(draftOfStop(stop), parsed);
      }
      case "done":
        checks.close();
        // The camera's next car may have opened instead; it is not this person's.
        if (screen.flow.value.kind !== "composing") return note(scanWords.busy);
        return fill(emptyDraft, parsed);
      case "checking":
      case "acting":
      case "stuck":
        return note(scanWords.busy);
    }
  }

  function inStop(): readonly StopSubject[] {
    const flow = screen.flow.value;
    if (flow.kind === "verdict" || flow.kind === "acting" || flow.kind === "done") return flow.card.stop.subjects;
    return flow.kind === "rereading" || flow.kind === "checking" ? [] : commit(screen.draft.value).subjects;
  }

  async function askSlip(text: string): Promise<SlipCheckReply | null> {
    let last: SlipCheckReply | null = null;
    const holders = slipHolders(inStop());
    for (const subject of holders.length === 0 ? [null] : holders) {
      const answer = await client.slipCheck({ text, subject });
      if (!answer.ok) {
        if (answer.error.kind === "refused" && answer.error.status === 401) screen.endSession();
        return null;
      }
      last = answer.value;
      // Of nobody asked about so far; perhaps of the next in the car.
      if (last.belongs !== "no") return last;
    }
    return last;
  }
  async function takeSlip(text: string): Promise<void> {
    nudge();
    screen.slip.value = { state: "asking" };
    screen.sheet.value = "slip";
    const asked = screen.slip.value;
    const reply = await askSlip(text);
    if (screen.slip.value !== asked) return;
    screen.slip.value = reply === null ? { state: "unanswered" } : { state: "answered", reply };
  }

  /** A pass names no one: it turns to the field that is read next, and is compared when somebody was read. */
  async function takePass(text: string): Promise<void> {
    const { flow } = screen;
    if (flow.value.kind === "checking" || flow.value.kind === "acting" || flow.value.kind === "stuck") return note(scanWords.busy);
    nudge();
    if (flow.value.kind === "done") checks.close();
    screen.sheet.value = "none";
    const asked = { text, state: "asking" } as const;
    screen.pass.value = asked;
    const answer = await client.passCheck(text);
    if (screen.pass.value !== asked) return;
    if (!answer.ok && answer.error.kind === "refused" && answer.error.status === 401) screen.endSession();
    screen.pass.value = answer.ok ? { text, state: "answered", reply: answer.value } : { text, state: "unanswered" };
    if (!answer.ok || answer.value.standing === "not-a-pass") return;
    if (flow.value.kind === "verdict") return void checks.again(flow.value.card.stop, flow.value.card.confirmed);
    const isFree = flow.value.kind === "composing" && isEmpty(screen.draft.value);
    if (isFree && answer.value.kind !== null)
      screen.draft.value = open(screen.draft.value, answer.value.kind === "person" ? "iin" : "plate");
  }

  function take({ text }: { readonly text: string }): void {
    if (screen.session.value === null) return;
    note(null);
    // What its first keys were told in the field is nobody's mistake.
    screen.draft.value = { ...screen.draft.value, ignored: false };
    const meaning = scanMeaning(text);
    switch (meaning.kind) {
      case "slip":
        return void takeSlip(meaning.text);
      case "pass":
        return void takePass(meaning.text);
      case "subject":
        return takeSubject(meaning.parsed);
      case "strange":
        return note(scanWords.strange);
    }
  }
  /** The same code twice is one look at it: what it was stands on the screen. */
  const rejected = (why: "same" | "too-long"): void => note(why === "too-long" ? scanWords.strange : screen.note.value);

  return { take, takeSubject, rejected };
}
export type Scans = ReturnType<typeof createScans>;
