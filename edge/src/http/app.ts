import {
  CheckRequest,
  DeviceStates,
  edgeRoutes,
  PassageRequest,
  PassCheckRequest,
  QueueRequest,
  ReadingRequest,
  ReferralRequest,
  ReferralResolve,
  ReferralTake,
  RefusalRequest,
  SignIn,
  EventId,
  type NodeFile,
} from "@beket/api";
import type { Result } from "@beket/domain";
import { parseBody, securityHeaders } from "@beket/node-kit";
import type { SchedulePort } from "@beket/replication";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import * as v from "valibot";
import type { Checks } from "../features/checks/checks.ts";
import type { EdgeFault } from "../features/faults.ts";
import type { WorkKeys } from "../features/keyed/work-keys.ts";
import type { LaneHub } from "../features/lanes/lane-hub.ts";
import type { Passes } from "../features/passes/passes.ts";
import type { Passages } from "../features/passages/passages.ts";
import type { Queue } from "../features/queue/queue.ts";
import type { Devices } from "../features/readings/devices.ts";
import type { Readings } from "../features/readings/readings.ts";
import type { Referrals } from "../features/referrals/referrals.ts";
import type { Refusals } from "../features/refusals/refusals.ts";
import { sessionMs, type Sessions } from "../features/sessions/sessions.ts";
import type { Status } from "../features/status/status.ts";
import type { FieldApps } from "../deps.ts";
import { borderHttp, type BorderHttp } from "./border-routes.ts";
import { crewApp, type CrewHttpDeps } from "./crew-routes.ts";
import { deviceOf } from "./device-tokens.ts";
import { cookieName, sameOrigin, signedIn, type SignedInEnv } from "./guard.ts";
import { refuse } from "./problems.ts";
import { openStream } from "./stream.ts";

export type HttpDeps = Pick<BorderHttp, "border" | "slips"> &
  Pick<CrewHttpDeps, "crews"> & {
    readonly source: string;
    readonly deviceTokens: NodeFile["deviceTokens"];
    readonly keys: WorkKeys;
    readonly sessions: Sessions;
    readonly checks: Checks;
    readonly passages: Passages;
    readonly passes: Passes;
    readonly refusals: Refusals;
    readonly referrals: Referrals;
    readonly queue: Queue;
    readonly readings: Readings;
    readonly devices: Devices;
    readonly lanes: LaneHub;
    readonly status: Status;
    readonly schedule: SchedulePort;
    /** Serves the officer app; null where there is none. */
    readonly app: MiddlewareHandler | null;
    readonly fieldApps: FieldApps;
    /** What somebody is told of an error that nobody expected. */
    readonly onError: (thrown: Error) => EdgeFault;
  };

/** A stop of eighty people with every reading is some 16 KB. */
const small = { sizeBytesMax: 4 * 1024 };
/** A scanned code of 2,000 characters, at worst six bytes each in JSON. */
const medium = { sizeBytesMax: 16 * 1024 };
const large = { sizeBytesMax: 64 * 1024 };
const json = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
} as const;

/** An answer that is JSON text already, or the problem. */
const answer = (c: Context, result: Result<string, EdgeFault>): Response =>
  result.ok ? c.body(result.value, 200, json) : refuse(c, result.error);

export function createApp(deps: HttpDeps): Hono {
  const app = new Hono();
  app.use("/api/*", sameOrigin);
  // The error's own words could quote an identifier, and Hono would print them.
  app.onError((thrown, c) => refuse(c, deps.onError(thrown)));
  app.get("/health", (c) => {
    const health = deps.status.health();
    return c.json(health, health.status === "failing" ? 503 : 200);
  });
  app.get(edgeRoutes.post, (c) => c.json(deps.status.post()));
  app.get(edgeRoutes.status, (c) => c.json(deps.status.status()));
  sessionRoutes(app, deps);
  app.route("/", officerRoutes(deps));
  app.route("/", borderHttp(deps));
  app.route("/", crewApp(deps));
  deviceRoutes(app, deps);
  app.all("/api/*", (c) => refuse(c, { code: "no-such-route" }));
  // Only pages need these; an answer of the API is JSON, never framed or run, and is in a hurry.
  app.use(securityHeaders({ camera: true }));
  for (const [name, files] of Object.entries(deps.fieldApps)) {
    if (files === null) continue;
    // Relative paths of a page hang on the slash.
    app.get(`/${name}`, (c) => c.redirect(`/${name}/`, 308));
    app.use(`/${name}/*`, files);
  }
  if (deps.app !== null) app.use(deps.app);
  app.notFound((c) => refuse(c, { code: "no-such-route" }));
  return app;
}

function sessionRoutes(app: Hono, deps: HttpDeps): void {
  const name = cookieName(deps.source);
  const attributes = (c: Context) =>
    ({ path: "/api", httpOnly: true, sameSite: "Strict", secure: new URL(c.req.url).protocol === "https:" }) as const;
  app.post(edgeRoutes.sessions, async (c) => {
    const body = await parseBody(c, SignIn, small);
    if (!body.ok) return body.error;
    const signed = await deps.sessions.signIn(body.value);
    if (!signed.ok) return refuse(c, signed.error);
    setCookie(c, name, signed.value.token, { ...attributes(c), maxAge: sessionMs / 1_000 });
    return c.json(signed.value.session, 201);
  });
  const own = signedIn(deps.sessions, name);
  app.get(edgeRoutes.sessions, own, (c) => c.json(deps.sessions.view(c.get("session"))));
  app.delete(edgeRoutes.sessions, own, async (c) => {
    const out = await deps.sessions.signOut(c.get("session"));
    if (!out.ok) return refuse(c, out.error);
    deleteCookie(c, name, attributes(c));
    return c.body(null, 204);
  });
}

function officerRoutes(deps: HttpDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const own = signedIn(deps.sessions, cookieName(deps.source));
  app.post(edgeRoutes.checks, own, async (c) => {
    const body = await parseBody(c, CheckRequest, large);
    return body.ok ? answer(c, await deps.checks.check(c.get("session"), body.value)) : body.error;
  });
  app.post(edgeRoutes.passages, own, async (c) => {
    const body = await parseBody(c, PassageRequest, large);
    return body.ok ? answer(c, await deps.passages.pass(c.get("session"), body.value)) : body.error;
  });
  app.post(edgeRoutes.refusals, own, async (c) => {
    const body = await parseBody(c, RefusalRequest, large);
    return body.ok ? answer(c, await deps.refusals.refuse(c.get("session"), body.value)) : body.error;
  });
  app.post(edgeRoutes.passChecks, own, async (c) => {
    const body = await parseBody(c, PassCheckRequest, small);
    return body.ok ? c.json(deps.passes.read(body.value.text)) : body.error;
  });
  app.post(edgeRoutes.queue, own, async (c) => {
    const body = await parseBody(c, QueueRequest, small);
    return body.ok ? answer(c, await deps.queue.count(c.get("session"), body.value)) : body.error;
  });
  app.get(edgeRoutes.referrals, own, (c) => c.json(deps.referrals.list()));
  app.post(edgeRoutes.referrals, own, async (c) => {
    const body = await parseBody(c, ReferralRequest, large);
    return body.ok ? answer(c, await deps.referrals.open(c.get("session"), body.value)) : body.error;
  });
  app.post(edgeRoutes.referralTake, own, async (c) => {
    const id = c.req.param("id");
    if (!v.is(EventId, id)) return refuse(c, { code: "id-invalid" });
    const body = await parseBody(c, ReferralTake, small);
    return body.ok ? answer(c, await deps.referrals.take(c.get("session"), id, body.value)) : body.error;
  });
  app.post(edgeRoutes.referralResolve, own, async (c) => {
    const id = c.req.param("id");
    if (!v.is(EventId, id)) return refuse(c, { code: "id-invalid" });
    const body = await parseBody(c, ReferralResolve, small);
    return body.ok ? answer(c, await deps.referrals.resolve(c.get("session"), id, body.value)) : body.error;
  });
  app.get(edgeRoutes.stream, own, (c) => {
    const session = c.get("session");
    if (c.req.query("lane") !== session.lane) return refuse(c, { code: "wrong-lane" });
    const first = { kind: "status", status: deps.status.status() } as const;
    const stream = openStream({ hub: deps.lanes, schedule: deps.schedule, session, lastEventId: c.req.header("last-event-id"), first });
    return stream ?? refuse(c, { code: "too-many-screens" });
  });
  return app;
}

function deviceRoutes(app: Hono, deps: HttpDeps): void {
  const find = deviceOf(deps.keys, deps.deviceTokens);
  app.post(edgeRoutes.readings, async (c) => {
    const device = find(c.req.header("authorization"));
    if (device === null) return refuse(c, { code: "no-such-device" });
    const body = await parseBody(c, ReadingRequest, medium);
    if (!body.ok) return body.error;
    const taken = await deps.readings.take(device, body.value);
    if (!taken.ok) return refuse(c, taken.error);
    deps.devices.heard(device);
    return c.json(taken.value);
  });
  app.post(edgeRoutes.deviceStates, async (c) => {
    const device = find(c.req.header("authorization"));
    if (device === null) return refuse(c, { code: "no-such-device" });
    const body = await parseBody(c, DeviceStates, large);
    if (!body.ok) return body.error;
    const told = deps.devices.tell(device, body.value);
    return told.ok ? c.body(null, 204) : refuse(c, told.error);
  });
}
