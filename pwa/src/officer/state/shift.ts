import { type LaneEvent, PostInfo, Session, type SignIn } from "@beket/api";
import type { Result } from "@beket/domain";
import * as v from "valibot";
import type { Database } from "../../outbox/database.ts";
import { stores } from "../../outbox/database.ts";
import { composing } from "../check/flow.ts";
import { emptyDraft } from "../compose/stop-draft.ts";
import type { EdgeClient, EdgeFailure } from "../edge/client.ts";
import type { LaneStream } from "../edge/lane-stream.ts";
import type { Checks } from "./checks.ts";
import type { Screen } from "./screen.ts";

export type ShiftDeps = {
  readonly screen: Screen;
  readonly client: EdgeClient;
  readonly checks: Checks;
  readonly database: () => Database | null;
  readonly deviceNow: () => number;
  readonly openStream: (lane: string, onEvent: (event: LaneEvent) => void) => LaneStream;
};

const isRefusedSession = (answer: Result<Session, EdgeFailure> | null): boolean =>
  answer !== null && !answer.ok && answer.error.kind === "refused" && answer.error.status === 401;

/** Who works where: the post, the session, and the lane's stream. Neither holds an identifier of a traveller. */
export function createShift(deps: ShiftDeps) {
  const { screen, client } = deps;
  let stream: LaneStream | null = null;

  async function keepValue(key: "post" | "session", value: unknown): Promise<void> {
    // Without it the next start needs the edge; nothing is lost.
    if (value === null) await deps.database()?.remove(stores.kept, key);
    else await deps.database()?.put(stores.kept, key, value);
  }
  async function kept<T>(key: string, schema: v.GenericSchema<unknown, T>): Promise<T | null> {
    const found = await deps.database()?.get(stores.kept, key);
    const parsed = v.safeParse(schema, found?.ok === true ? found.value : null);
    return parsed.success ? parsed.output : null;
  }

  async function fetchPost(): Promise<boolean> {
    const answer = await client.post();
    if (!answer.ok) return false;
    screen.clockOffsetMs.value = answer.value.serverTime - deps.deviceNow();
    screen.post.value = answer.value;
    await keepValue("post", answer.value);
    return true;
  }

  function onEvent(event: LaneEvent): void {
    switch (event.kind) {
      case "camera-check":
        return deps.checks.onCamera(event);
      case "referral": {
        const others = (screen.referrals.value ?? []).filter((other) => other.id !== event.referral.id);
        screen.referrals.value =
          event.referral.state === "resolved" ? others : [...others, event.referral].toSorted((a, b) => a.openedAt - b.openedAt);
        return;
      }
      case "status":
        screen.status.value = event.status;
        screen.clockOffsetMs.value = event.status.time - deps.deviceNow();
        return;
      case "passage":
        // Another tablet of this lane let the car go. The edge joins both into one passage; nothing to show.
        return;
      case "scan":
      case "border":
      case "sites":
        // Of the medics' and the crews' screens.
        return;
    }
  }

  function follow(session: Session | null): void {
    stream?.close();
    stream = session === null ? null : deps.openStream(session.lane, onEvent);
  }

  async function loadReferrals(): Promise<void> {
    const answer = await client.referrals();
    if (answer.ok) screen.referrals.value = answer.value.referrals.filter((referral) => referral.state !== "resolved");
  }

  async function begin(session: Session): Promise<void> {
    screen.session.value = session;
    screen.ended.value = null;
    follow(session);
    await keepValue("session", session);
    await loadReferrals();
    const status = await client.status();
    if (status.ok) screen.status.value = status.value;
  }

  function forgetPeople(): void {
    screen.flow.value = composing;
    screen.draft.value = emptyDraft;
    screen.lane.value = [];
    screen.recent.value = [];
    screen.slips.value = [];
    screen.sheet.value = "none";
    screen.toast.value = null;
  }

  return {
    loadReferrals,
    /** Takes up the shift that was open: from the edge, or from this tablet while the edge is away. */
    async restore(): Promise<void> {
      screen.post.value = await kept("post", PostInfo);
      const remembered = await kept("session", Session);
      const isOpen = remembered !== null && remembered.expiresAt > deps.deviceNow();
      if (isOpen && screen.post.value !== null) {
        // A slow link does not keep the officer from the keypad; only a clear no of the edge ends the shift.
        screen.session.value = remembered;
        screen.started.value = true;
      }
      const reached = await fetchPost();
      // Without a remembered shift there is nothing to ask about, unless this device can remember nothing.
      const answer = reached && (remembered !== null || deps.database() === null) ? await client.session() : null;
      if (answer?.ok === true) await begin(answer.value);
      else if (remembered !== null && (!isOpen || isRefusedSession(answer))) {
        screen.session.value = remembered;
        screen.endSession();
      } else if (isOpen) {
        screen.session.value = remembered;
        follow(remembered);
      }
      screen.started.value = true;
    },
    fetchPost,
    /** Asks whether the session still holds; only a clear no ends it. */
    async verify(): Promise<void> {
      const answer = await client.session();
      if (!isRefusedSession(answer)) return;
      follow(null);
      screen.endSession();
    },
    async signIn(request: SignIn): Promise<Result<Session, EdgeFailure>> {
      const answer = await client.signIn(request);
      if (answer.ok) {
        // A stop that was on the screen when the session ended belongs to the officer who entered it.
        const previous = await kept("session", Session);
        if (previous?.officer !== answer.value.officer) forgetPeople();
        await fetchPost();
        await begin(answer.value);
        const { flow } = screen;
        // The question that the ended session could not ask is asked now; nobody types it again.
        if (flow.value.kind === "stuck" && flow.value.code === "not-signed-in") void deps.checks.retry();
      }
      return answer;
    },
    /** Ends the shift on this tablet. Unsent records stay in the outbox for the officer's next sign-in. */
    async signOut(): Promise<void> {
      follow(null);
      await client.signOut();
      await keepValue("session", null);
      forgetPeople();
      screen.ended.value = null;
      screen.session.value = null;
    },
  };
}
export type Shift = ReturnType<typeof createShift>;
