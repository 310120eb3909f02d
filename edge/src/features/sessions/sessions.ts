import type { OfficerRow, Session, SignIn } from "@beket/api";
import { err, ok, type Result, type ShiftEvent, type ShiftStep } from "@beket/domain";
import { uuidv7, type RandomPort } from "@beket/replication";
import { fault, type EdgeFault } from "../faults.ts";
import type { WorkKeys } from "../keyed/work-keys.ts";
import type { Now, PinPort, SessionRow, WorkTable } from "../ports.ts";
import type { Recorder } from "../recording/recorder.ts";
import type { PostRegistry } from "../registry/post-registry.ts";
import { createTryLimit } from "./try-limit.ts";

export const sessionMs = 12 * 3_600_000;
/** PINs compared at once, and failed sign-ins a minute of the whole post: more is an attack on the journal or the processor. */
const comparingMax = 2;
/** A whole shift may sign in at once; each waits some tens of milliseconds for those before. */
const waitingMax = 32;
const failuresPerMinuteMax = 60;
const officerCodeMax = 24;
/** How often a session looks at the roster again. */
const rosterCheckMs = 5_000;

export type SessionsDeps = {
  readonly post: string;
  readonly lanes: readonly string[];
  readonly registry: PostRegistry;
  readonly recorder: Recorder;
  readonly work: WorkTable;
  readonly keys: WorkKeys;
  readonly pins: PinPort;
  readonly now: Now;
  readonly random: RandomPort;
  /** Called when a session ends, to close its streams. */
  readonly onEnd: (session: SessionRow) => void;
};
export type SignedIn = { readonly token: string; readonly session: Session };
type SignInFailure = Extract<ShiftStep, { readonly state: "sign-in-failed" }>["cause"];

const viewOf = ({ officer, role, crew, lane, tablet, expiresAt }: SessionRow): Session => ({
  officer,
  role,
  crew,
  lane,
  tablet,
  expiresAt,
});
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Officers at work: sign-in by code and PIN, twelve hours at most, one session per tablet. Each step is an event before it counts. */
export function createSessions(deps: SessionsDeps) {
  const limit = createTryLimit(deps);
  const live = new Map<string, SessionRow & { checkedAt: number }>();
  /** Tokens that were hashed before, so that a check need not do it again; in memory only. */
  const hashed = new Map<string, string>();
  let comparing = 0;
  const waiting: (() => void)[] = [];
  let minute = { start: 0, failures: 0 };

  const keyOf = (token: string): Uint8Array => deps.keys.hash("session", token);
  const forget = (row: SessionRow): void => {
    live.delete(hex(row.token));
    // First of all what the session sees: the table may refuse.
    deps.onEnd(row);
    deps.work.sessions.remove(row.token);
  };
  const shift = (step: ShiftStep, who: { readonly officer: string | null; readonly lane: string; readonly tablet: string }) => {
    const event: ShiftEvent = {
      kind: "shift",
      occurredAt: deps.now(),
      post: deps.post,
      lane: who.lane,
      officer: who.officer,
      tablet: who.tablet,
      paper: null,
      shift: null,
      step,
    };
    return deps.recorder.append(uuidv7(deps, deps.random), event);
  };
  /** True when it is this sign-in's turn to compare a PIN; false when too many wait already. `done` hands the turn on. */
  const turn = (): Promise<boolean> => {
    if (comparing < comparingMax) {
      comparing += 1;
      return Promise.resolve(true);
    }
    if (waiting.length >= waitingMax) return Promise.resolve(false);
    return new Promise((resolve) => waiting.push(() => resolve(true)));
  };
  const done = (): void => {
    const next = waiting.shift();
    if (next === undefined) comparing -= 1;
    else next();
  };
  const isFlood = (): boolean => {
    const at = deps.now();
    if (Math.abs(at - minute.start) > 60_000) minute = { start: at, failures: 0 };
    return minute.failures >= failuresPerMinuteMax;
  };
  const failed = async (request: SignIn, by: string | null, cause: SignInFailure, told: EdgeFault): Promise<Result<never, EdgeFault>> => {
    minute.failures += 1;
    const saved = await shift({ state: "sign-in-failed", by, cause }, { officer: by, lane: request.lane, tablet: request.tablet });
    return saved.ok ? err(told) : saved;
  };
  const start = async (request: SignIn, { role, crew }: OfficerRow): Promise<Result<SignedIn, EdgeFault>> => {
    const token = hex(deps.random(32));
    const signedInAt = deps.now();
    const { officer, lane, tablet } = request;
    const row: SessionRow = {
      token: keyOf(token),
      officer,
      role,
      crew: crew ?? null,
      lane,
      tablet,
      signedInAt,
      expiresAt: signedInAt + sessionMs,
    };
    const ofTablet = (): readonly SessionRow[] => [...live.values()].filter((session) => session.tablet === tablet);
    const endOf = (session: SessionRow) => shift({ state: "signed-out", by: session.officer }, session);
    // All in one tick and so in one transaction: the earlier session ends only when the next one is written.
    const earlier = ofTablet();
    const ended = earlier.map(endOf);
    const saved = await shift({ state: "signed-in", by: officer }, row);
    await Promise.all(ended);
    if (!saved.ok) return saved;
    // Somebody else may have signed in on this tablet meanwhile.
    const others = ofTablet();
    for (const other of others) forget(other);
    deps.work.sessions.put(row);
    live.set(hex(row.token), { ...row, checkedAt: signedInAt });
    await Promise.all(others.filter((other) => !earlier.includes(other)).map(endOf));
    return ok({ token, session: viewOf(row) });
  };

  const signIn = async (request: SignIn): Promise<Result<SignedIn, EdgeFault>> => {
    if (!deps.lanes.includes(request.lane)) return err(fault("no-such-lane"));
    if (deps.registry.isEmpty()) return err(fault("no-roster"));
    if (isFlood() || !(await turn())) return err({ code: "sign-in-busy", retryAfterMs: 5_000 });
    const row = request.officer.length <= officerCodeMax ? deps.registry.officer(request.officer) : null;
    const by = row === null ? null : row.officer;
    const who = [deps.keys.hash("tries-officer", request.officer), deps.keys.hash("tries-tablet", request.tablet)];
    const waitMs = limit.waitMs(who);
    if (waitMs > 0) {
      done();
      return failed(request, by, "locked", { code: "sign-in-locked", retryAfterMs: waitMs });
    }
    limit.begin(who);
    // An unknown officer costs the same time as a known one.
    const matches = await deps.pins.verify(request.pin, row?.pinVerifier ?? (await deps.pins.decoy)).finally(done);
    if (row === null) return failed(request, null, "unknown-officer", fault("sign-in-refused"));
    if (!matches) return failed(request, by, "wrong-pin", fault("sign-in-refused"));
    limit.succeeded(who);
    if (row.status !== "active") return failed(request, by, "revoked", fault("not-at-this-post"));
    if (!row.posts.includes(deps.post)) return failed(request, by, "role-missing", fault("not-at-this-post"));
    return start(request, row);
  };

  /** Ends the session when its time is over or the roster no longer admits its officer. */
  const isOver = (session: SessionRow & { checkedAt: number }): boolean => {
    const at = deps.now();
    if (session.expiresAt > at && Math.abs(at - session.checkedAt) <= rosterCheckMs) return false;
    session.checkedAt = at;
    if (session.expiresAt > at && isAdmitted(session.officer)) return false;
    forget(session);
    return true;
  };
  /** A roster that is being fetched again says nothing of those whom it does not hold yet. */
  const isAdmitted = (officer: string): boolean => {
    const row = deps.registry.officer(officer);
    return row === null ? !deps.registry.states().common.complete : row.status === "active" && row.posts.includes(deps.post);
  };

  /** The session behind a cookie; null when it is over, by time or because the officer was suspended. */
  const find = (token: string): SessionRow | null => {
    const name = hashed.get(token) ?? hex(keyOf(token));
    const session = live.get(name);
    if (session === undefined) {
      hashed.delete(token);
      return null;
    }
    hashed.set(token, name);
    return isOver(session) ? null : session;
  };

  return {
    signIn,
    find,
    view: viewOf,
    signOut: async (session: SessionRow): Promise<Result<null, EdgeFault>> => {
      const saved = await shift({ state: "signed-out", by: session.officer }, session);
      if (!saved.ok) return saved;
      forget(session);
      return ok(null);
    },
    /** Who answers for the lane's camera: the latest to sign in there; null = nobody, and then nobody is looked up (I8). */
    ofLane: (lane: string): SessionRow | null =>
      [...live.values()]
        .filter((session) => session.lane === lane && !isOver(session))
        .reduce<SessionRow | null>(
          (latest, session) => (latest === null || session.signedInAt > latest.signedInAt ? session : latest),
          null,
        ),
    /** Ends what is over, with its streams: a screen that only listens asks for nothing. To be called now and then. */
    sweep: (): void => {
      for (const session of live.values()) isOver(session);
    },
    /** Sessions of before a restart go on. */
    start: (): void => {
      const at = deps.now();
      for (const row of deps.work.sessions.all())
        if (row.expiresAt > at) live.set(hex(row.token), { ...row, checkedAt: 0 });
        else deps.work.sessions.remove(row.token);
    },
  };
}
export type Sessions = ReturnType<typeof createSessions>;
