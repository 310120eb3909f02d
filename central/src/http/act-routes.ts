import { ActApproval, ActProposal, actRoutes, ActUndo, SignedSubmission, type ActList, type NoticesReply } from "@beket/api";
import { parseBody, problem, type ProblemKind } from "@beket/node-kit";
import { Hono, type Context } from "hono";
import type { Acts } from "../features/acts/engine.ts";
import { actSummary, actView } from "../features/acts/views.ts";
import type { Notice } from "@beket/api";
import { waitOf } from "../features/applications/view.ts";
import type { AuthorityRow } from "@beket/api";
import { fromHex } from "../features/bytes.ts";
import type { Service } from "../features/evidence/types.ts";
import type { Regimes } from "../features/regime/regimes.ts";
import type { Staff } from "../features/staff/sessions.ts";
import type { SubmissionStore } from "../features/submissions/ports.ts";
import { reasonOf } from "../features/words.ts";
import { freshWord } from "./fresh-word.ts";
import { rateLimit } from "./rate-limit.ts";
import { requireStaff, type StaffEnv } from "./staff-guard.ts";

export type ActHttp = {
  readonly acts: Acts;
  readonly notices: () => readonly Notice[];
  readonly authorities: readonly AuthorityRow[];
  readonly regimes: Regimes;
  readonly submissions: Pick<SubmissionStore, "byId">;
  readonly services: readonly Service[];
  readonly leadMs: number;
  readonly now: () => number;
};
const kb = 1024;
/** Ten thousand subjects as JSON. */
const proposalBody = { sizeBytesMax: 2 * 1024 * kb };
const signedBody = { sizeBytesMax: 10 * 1024 * kb };
const small = { sizeBytesMax: 64 * kb };
const listMax = 200;

const statuses: Readonly<Record<string, ProblemKind["status"]>> = {
  "act.unknown": 404,
  "act.draft-unknown": 404,
  "act.not-proposer": 403,
  "act.same-person": 403,
  "act.id-reused": 409,
  "act.state": 409,
  "act.effect-changed": 409,
  "act.document-changed": 409,
  "act.draft-changed": 409,
  "act.approval-other": 409,
  "act.another-cut-over": 409,
  "act.moment-before-rules": 409,
  "act.later-rules": 409,
  "application.no-regime": 503,
  "application.already-submitted": 409,
  "application.signature-reused": 409,
};
/** Every refusal of an act has a stable code and a sentence. */
export function actProblem(c: Context, code: string): Response {
  const { kk, ru, en } = reasonOf(code);
  return problem(c, { code, status: statuses[code] ?? 422, title: { kk, ru, en } });
}

/** Acts of the authority: registrars propose, sign and approve; auditors read. */
export function actApp(staff: Staff, deps: ActHttp): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  const { acts } = deps;
  const registrar = requireStaff(staff, "registrar");
  const reader = requireStaff(staff, "registrar", "auditor");
  const id = (c: Context): string => c.req.param("act") ?? "";
  const by = (c: Context<StaffEnv>): string => c.get("staff").staff;
  const reply = (c: Context, act: Parameters<typeof actView>[1], status: 200 | 201 = 200): Response => {
    const submission = act.submission === null ? null : deps.submissions.byId(act.submission);
    const wait = submission === null ? undefined : waitOf(submission, deps.services).wait;
    return c.json(actView(acts, act, deps.regimes.at(deps.now()), wait), status);
  };
  const answer = (c: Context, moved: ReturnType<Acts["propose"]>, status: 200 | 201 = 200): Response =>
    moved.ok ? reply(c, moved.value, status) : actProblem(c, moved.error);

  app.get(actRoutes.notices, rateLimit({ perMinute: 120, burst: 60 }, deps.now), (c) => {
    const body: NoticesReply = { asOf: deps.now(), notices: [...deps.notices()] };
    return c.json(body);
  });
  app.get(actRoutes.acts, reader, (c) => {
    const authorities = deps.authorities.map(({ authority, bin, may }) => ({ authority, bin, may: [...may] }));
    const body: ActList = { asOf: deps.now(), acts: acts.list(listMax).map(actSummary), authorities, leadMs: deps.leadMs };
    return c.json(body);
  });
  app.post(actRoutes.acts, registrar, async (c) => {
    const body = await parseBody(c, ActProposal, proposalBody);
    return body.ok ? answer(c, acts.propose(body.value, by(c)), 201) : body.error;
  });
  app.get(actRoutes.act(":act"), reader, (c) => {
    const act = acts.find(id(c));
    return act === null ? actProblem(c, "act.unknown") : reply(c, act);
  });
  app.post(actRoutes.recount(":act"), registrar, async (c) => answer(c, await acts.recount(id(c), by(c))));
  app.post(actRoutes.withdraw(":act"), registrar, (c) => answer(c, acts.withdraw(id(c), by(c))));
  app.post(actRoutes.sign(":act"), registrar, async (c) => {
    const body = await parseBody(c, SignedSubmission, signedBody);
    return body.ok ? answer(c, await acts.sign(id(c), body.value, by(c))) : body.error;
  });
  app.post(actRoutes.approve(":act"), registrar, async (c) => {
    const body = await parseBody(c, ActApproval, small);
    if (!body.ok) return body.error;
    const { digest, proof } = body.value;
    const approved = await acts.approve(id(c), digest, by(c), (said) => freshWord(c, staff, fromHex(said), proof));
    if (approved.ok) return reply(c, approved.value);
    return typeof approved.error === "string" ? actProblem(c, approved.error) : approved.error.proof;
  });
  app.post(actRoutes.undo(":act"), registrar, async (c) => {
    const body = await parseBody(c, ActUndo, small);
    return body.ok ? answer(c, acts.undo(id(c), body.value, by(c)), 201) : body.error;
  });
  return app;
}
