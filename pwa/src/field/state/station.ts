import type { EdgeStatus, PostInfo, Session } from "@beket/api";
import { computed, signal } from "@preact/signals";
import { countOutbox, emptyOutbox, type OutboxState } from "../../outbox/machine.ts";

/** `opening` until the first answer of the device; `broken` when it does not keep what it is given. */
export type Storage = "opening" | "ready" | "broken" | "not-secure";

/** What every app in the field shows: who works where, whether the node is heard, and what it still has to hear. */
export function createStation() {
  const session = signal<Session | null>(null);
  const ended = signal<Session | null>(null);
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
    outbox,
    counts: computed(() => countOutbox(outbox.value, session.value?.officer ?? null)),
    status: signal<EdgeStatus | null>(null),
    soundOn: signal(true),
    /** The edge no longer knows the session. Who it was and where stays, for the next sign-in. */
    endSession(): void {
      ended.value = session.value ?? ended.value;
      session.value = null;
    },
  };
}
export type Station = ReturnType<typeof createStation>;
