import {
  AppealRequest,
  AppealTarget,
  citizenRoutes,
  PassesRequest,
  RefusalQuestion,
  SelfCheckRequest,
  type OwnLookups,
  type PassesReply,
} from "@beket/api";
import { parseBody, problem } from "@beket/node-kit";
import type { SchedulePort } from "@beket/replication";
import { Hono, type Context } from "hono";
import type { AppealFault, Appeals } from "../features/appeals/appeals.ts";
import type { SelfCheck, SelfCheckFault } from "../features/public/self-check.ts";
import { citizenProblems } from "./citizen-problems.ts";
import { problems } from "./problems.ts";
import { rateLimit, type ClientEnv } from "./rate-limit.ts";

export type CitizenDeps = {
  readonly selfCheck: SelfCheck;
  readonly appeals: Appeals;
  /** Null: no passes are issued here. `undefined`: no such application, or another's. */
  readonly passes: (request: PassesRequest) => PassesReply | null | undefined;
  readonly ownLookups: (user: { readonly code: string; readonly iin: string }) => OwnLookups;
  /** Who is signed in at the portal by this request, or the answer to one that is not. */
  readonly signedIn: (c: Context<ClientEnv>) => { readonly user: { readonly code: string; readonly iin: string } } | Response;
  readonly now: () => number;
  /** Does not jump. */
  readonly monotonic: () => number;
  readonly schedule: SchedulePort;
  /** A self-check is answered on a beat of this from its beginning, whatever it found. */
  readonly beatMs: number;
};

const small = { sizeBytesMax: 8 * 1024 };

const selfCheckProblems = {
  "identifier-invalid": citizenProblems.identifierInvalid,
  "second-invalid": citizenProblems.secondInvalid,
  "no-regime": problems.noRegime,
  "too-many-requests": problems.tooMany,
} as const satisfies Record<SelfCheckFault, unknown>;
const appealProblems = {
  unknown: citizenProblems.unknown,
  "nothing-to-appeal": citizenProblems.nothingToAppeal,
  "too-many-requests": problems.tooMany,
} as const satisfies Record<AppealFault, unknown>;
const hour = { "retry-after": "3600" };
const appealProblem = (c: Context, fault: AppealFault): Response =>
  problem(c, appealProblems[fault], fault === "too-many-requests" ? { headers: hour } : {});

/** What anybody may ask: limited per client here, and per number and person behind. */
export function citizenApp(deps: CitizenDeps): Hono<ClientEnv> {
  const app = new Hono<ClientEnv>();
  app.post(citizenRoutes.selfCheck, rateLimit({ perMinute: 6, burst: 12 }, deps.now), async (c) => {
    const begun = deps.monotonic();
    const body = await parseBody(c, SelfCheckRequest, small);
    if (!body.ok) return body.error;
    const checked = deps.selfCheck(body.value);
    await onBeat(deps, begun);
    if (checked.ok) return c.json(checked.value);
    return problem(c, selfCheckProblems[checked.error], checked.error === "too-many-requests" ? { headers: hour } : {});
  });
  const reading = rateLimit({ perMinute: 12, burst: 20 }, deps.now);
  app.post(citizenRoutes.refusal, reading, async (c) => {
    const body = await parseBody(c, RefusalQuestion, small);
    if (!body.ok) return body.error;
    const found = deps.appeals.refusal(body.value);
    return found.ok ? c.json(found.value) : appealProblem(c, found.error);
  });
  app.post(citizenRoutes.appealStates, reading, async (c) => {
    const body = await parseBody(c, AppealTarget, small);
    if (!body.ok) return body.error;
    const states = deps.appeals.states(body.value);
    return states.ok ? c.json({ appeals: states.value }) : appealProblem(c, states.error);
  });
  app.post(citizenRoutes.appeals, rateLimit({ perMinute: 2, burst: 5 }, deps.now), async (c) => {
    const body = await parseBody(c, AppealRequest, small);
    if (!body.ok) return body.error;
    const kept = deps.appeals.appeal(body.value);
    return kept.ok ? c.json(kept.value, 201) : appealProblem(c, kept.error);
  });
  app.post(citizenRoutes.passes, rateLimit({ perMinute: 60, burst: 60 }, deps.now), async (c) => {
    const body = await parseBody(c, PassesRequest, small);
    if (!body.ok) return body.error;
    const page = deps.passes(body.value);
    if (page === undefined) return problem(c, problems.unknownApplication);
    return page === null ? problem(c, citizenProblems.passesOff) : c.json(page);
  });
  app.get(citizenRoutes.ownLookups, rateLimit({ perMinute: 12, burst: 12 }, deps.now), (c) => {
    const held = deps.signedIn(c);
    return held instanceof Response ? held : c.json(deps.ownLookups(held.user));
  });
  return app;
}

function onBeat({ monotonic, schedule, beatMs }: CitizenDeps, begun: number): Promise<void> {
  const spent = Math.max(0, monotonic() - begun);
  const left = Math.ceil(Math.max(spent, 1) / beatMs) * beatMs - spent;
  return new Promise((resolve) => {
    schedule(left, resolve);
  });
}
