import { type LaneEvent, PostInfo, Session, type SignIn } from "@beket/api";
import type { Result } from "@beket/domain";
import * as v from "valibot";
import type { Database } from "../../outbox/database.ts";
import { stores } from "../../outbox/database.ts";
import type { EdgeClient, EdgeFailure } from "../edge/client.ts";
import type { LaneStream } from "../edge/lane-stream.ts";
import type { Station } from "./station.ts";

/** What an app adds to the common shift. */
export type ShiftHooks = {
  readonly onEvent: (event: LaneEvent) => void;
  /** A session has begun or was taken up, with the edge there. */
  readonly onBegin: () => Promise<void>;
  /** Somebody else signed in, or the officer left: nothing of a traveller may stay on the screen. */
  readonly onForget: () => void;
  readonly onSignedIn: () => void;
};
export type ShiftDeps = ShiftHooks & {
  readonly station: Station;
  readonly client: EdgeClient;
  readonly database: () => Database | null;
  readonly deviceNow: () => number;
  readonly openStream: (lane: string, onEvent: (event: LaneEvent) => void) => LaneStream;
};

const isRefusedSession = (answer: Result<Session, EdgeFailure> | null): boolean =>
  answer !== null && !answer.ok && answer.error.kind === "refused" && answer.error.status === 401;

/** Who works where: the post, the session, and the lane's stream. Neither holds an identifier of a traveller. */
export function createShift(deps: ShiftDeps) {
  const { station, client } = deps;
  let stream: LaneStream | null = null;

  async function keepValue(key: "post" | "session" | "clock-offset", value: unknown): Promise<void> {
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
    station.clockOffsetMs.value = answer.value.serverTime - deps.deviceNow();
    // A tablet whose clock is wrong stays corrected when it starts again without the node.
    await keepValue("clock-offset", station.clockOffsetMs.value);
    station.post.value = answer.value;
    await keepValue("post", answer.value);
    return true;
  }

  function onEvent(event: LaneEvent): void {
    if (event.kind === "status") {
      station.status.value = event.status;
      station.clockOffsetMs.value = event.status.time - deps.deviceNow();
    }
    deps.onEvent(event);
  }

  function follow(session: Session | null): void {
    stream?.close();
    stream = session === null ? null : deps.openStream(session.lane, onEvent);
  }

  async function begin(session: Session): Promise<void> {
    station.session.value = session;
    station.ended.value = null;
    follow(session);
    await keepValue("session", session);
    await deps.onBegin();
    const status = await client.status();
    if (status.ok) station.status.value = status.value;
  }

  return {
    /** Takes up the shift that was open: from the edge, or from this tablet while the edge is away. */
    async restore(): Promise<void> {
      station.post.value = await kept("post", PostInfo);
      const remembered = await kept("session", Session);
      station.clockOffsetMs.value = (await kept("clock-offset", v.number())) ?? 0;
      const isOpen = remembered !== null && remembered.expiresAt > deps.deviceNow() + station.clockOffsetMs.value;
      if (isOpen && station.post.value !== null) {
        // A slow link does not keep the officer from working; only a clear no of the edge ends the shift.
        station.session.value = remembered;
        station.started.value = true;
      }
      const reached = await fetchPost();
      // Without a remembered shift there is nothing to ask about, unless this device can remember nothing.
      const answer = reached && (remembered !== null || deps.database() === null) ? await client.session() : null;
      if (answer?.ok === true) await begin(answer.value);
      else if (remembered !== null && (!isOpen || isRefusedSession(answer))) {
        station.session.value = remembered;
        station.endSession();
      } else if (isOpen) {
        station.session.value = remembered;
        follow(remembered);
      }
      station.started.value = true;
    },
    fetchPost,
    /** Asks whether the session still holds; only a clear no ends it. */
    async verify(): Promise<void> {
      const answer = await client.session();
      if (!isRefusedSession(answer)) return;
      follow(null);
      station.endSession();
    },
    async signIn(request: SignIn): Promise<Result<Session, EdgeFailure>> {
      const answer = await client.signIn(request);
      if (answer.ok) {
        // What was on the screen when the session ended belongs to the officer who entered it.
        const previous = await kept("session", Session);
        if (previous?.officer !== answer.value.officer) deps.onForget();
        await fetchPost();
        await begin(answer.value);
        deps.onSignedIn();
      }
      return answer;
    },
    /** Ends the shift on this tablet. Unsent records stay in the outbox for the officer's next sign-in. */
    async signOut(): Promise<void> {
      follow(null);
      await client.signOut();
      await keepValue("session", null);
      deps.onForget();
      station.ended.value = null;
      station.session.value = null;
    },
  };
}
export type Shift = ReturnType<typeof createShift>;
