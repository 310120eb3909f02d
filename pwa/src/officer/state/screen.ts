import type { PassCheckReply, ReferralView, SlipCheckReply } from "@beket/api";
import type { Stop } from "@beket/domain";
import { computed, signal } from "@preact/signals";
import { createStation, type Station } from "../../field/state/station.ts";
import type { Words } from "../../i18n/index.ts";
import { composing, type Flow } from "../check/flow.ts";
import type { LaneCheck } from "../check/lane-queue.ts";
import { type Draft, emptyDraft, isEmpty } from "../compose/stop-draft.ts";

export type Slip = { readonly id: string; readonly act: "refusal" | "referral"; readonly at: number; readonly number: string | null };
export type Sheet = "none" | "menu" | "referrals" | "outbox" | "scan" | "country" | "slip" | "traveller";
/** The result slip that was scanned last; `unanswered`: the edge did not say. */
export type SlipCheck = { readonly state: "asking" | "unanswered" } | { readonly state: "answered"; readonly reply: SlipCheckReply };
/** The pass that was scanned for the present stop; `unanswered`: the edge did not say, and the check goes on without it. */
export type ShownPass = { readonly text: string } & (
  | { readonly state: "asking" | "unanswered" }
  | { readonly state: "answered"; readonly reply: PassCheckReply }
);
/** Those who wait in this lane, as counted here; `told` once the edge has it. */
export type Queue = { readonly waiting: number; readonly state: "counting" | "sending" | "told" | "kept" };

/** Everything the screen shows. Identifiers live here and in the sealed outbox, nowhere else. */
export function createScreen(station: Station = createStation()) {
  const flow = signal<Flow>(composing);
  const draft = signal<Draft>(emptyDraft);
  const sheet = signal<Sheet>("none");
  return {
    ...station,
    draft,
    flow,
    sheet,
    lane: signal<readonly LaneCheck[]>([]),
    /** Refusals and referrals of this shift, newest first: a number outlives its card, and may come after it. Numbers name nobody. */
    slips: signal<readonly Slip[]>([]),
    recent: signal<readonly Stop[]>([]),
    referrals: signal<readonly ReferralView[] | null>(null),
    slip: signal<SlipCheck>({ state: "unanswered" }),
    pass: signal<ShownPass | null>(null),
    queue: signal<Queue | null>(null),
    /** What became of a scan that filled nothing. */
    note: signal<Words | null>(null),
    toast: signal<{ readonly text: Words; readonly tone: "good" | "warn" } | null>(null),
    /** Nobody stands before the officer: an update may be offered, the camera's next car may open. */
    idle: computed(() => flow.value.kind === "composing" && isEmpty(draft.value) && sheet.value === "none"),
  };
}
export type Screen = ReturnType<typeof createScreen>;
