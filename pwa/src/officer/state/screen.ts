import type { EdgeStatus, PostInfo, ReferralView, Session } from "@beket/api";
import type { Stop } from "@beket/domain";
import { computed, signal } from "@preact/signals";
import { countOutbox, emptyOutbox, type OutboxState } from "../../outbox/machine.ts";
import type { Words } from "../../i18n/index.ts";
import { composing, type Flow } from "../check/flow.ts";
import type { LaneCheck } from "../check/lane-queue.ts";
import { type Draft, emptyDraft, isEmpty } from "../compose/stop-draft.ts";

export type Slip = { readonly id: string; readonly act: "refusal" | "referral"; readonly at: number; readonly number: string | null };
export type Sheet = "none" | "menu" | "referrals" | "outbox" | "scan" | "country";
/** `opening` until the first answer of the device; `broken` when it does not keep what it is given. */
export type Storage = "opening" | "ready" | "broken" | "not-secure";

/** Everything the screen shows. Identifiers live here and in the sealed outbox, nowhere else. */
export function createScreen() {
  const session = signal<Session | null>(null);
  const ended = signal<Session | null>(null);
  const flow = signal<Flow>(composing);
  const draft = signal<Draft>(emptyDraft);
  const sheet = signal<Sheet>("none");
  const outbox = signal<OutboxState>(emptyOutbox);
  return {
    started: signal(false),
    post: signal<PostInfo | null>(null),
    session,
    /** The session that ended by itself, so that signing in again is a PIN and nothing else. */
    ended,
    link: signal<"unknown" | "linked" | "away">("unknown"),
    /** Edge's clock minus this device's, milliseconds. */
    clockOffsetMs: signal(0),
    storage: signal<Storage>("opening"),
    damaged: signal(0),
    draft,
    flow,
    sheet,
    outbox,
    counts: computed(() => countOutbox(outbox.value, session.value?.officer ?? null)),
    lane: signal<readonly LaneCheck[]>([]),
    /** Refusals and referrals of this shift, newest first: a number outlives its card, and may come after it. Numbers name nobody. */
    slips: signal<readonly Slip[]>([]),
    recent: signal<readonly Stop[]>([]),
    referrals: signal<readonly ReferralView[] | null>(null),
    status: signal<EdgeStatus | null>(null),
    toast: signal<{ readonly text: Words; readonly tone: "good" | "warn" } | null>(null),
    soundOn: signal(true),
    /** The edge no longer knows the session. Who it was and where stays, for the next sign-in. */
    endSession(): void {
      ended.value = session.value ?? ended.value;
      session.value = null;
    },
    /** Nobody stands before the officer: an update may be offered, the camera's next car may open. */
    idle: computed(() => flow.value.kind === "composing" && isEmpty(draft.value) && sheet.value === "none"),
  };
}
export type Screen = ReturnType<typeof createScreen>;
