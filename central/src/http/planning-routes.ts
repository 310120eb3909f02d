import { AssignRequest, planningRoutes, PlanRequest } from "@beket/api";
import { Code } from "@beket/domain";
import { parseBody, problem, type ProblemKind } from "@beket/node-kit";
import { Hono } from "hono";
import * as v from "valibot";
import type { AssignFault } from "../features/planning/assign.ts";
import type { Planning } from "../features/planning/planning.ts";
import type { PlanFault } from "../features/planning/site-plan.ts";
import type { Staff } from "../features/staff/sessions.ts";
import { requireStaff, type StaffEnv } from "./staff-guard.ts";

/** 60,000 sites with some twenty positions each. */
const planBody = { sizeBytesMax: 32 * 1024 * 1024 };
const actBody = { sizeBytesMax: 512 * 1024 };

const entry = (
  code: PlanFault | AssignFault | "planning.code-invalid",
  status: ProblemKind["status"],
  kk: string,
  ru: string,
  en: string,
) => ({
  code,
  status,
  title: { kk, ru, en },
});
const problems = {
  "planning.agent-repeated": entry(
    "planning.agent-repeated",
    422,
    "Бір зат тізімде екі рет тұр",
    "Одно средство указано дважды",
    "An agent is listed twice",
  ),
  "planning.plan-too-large": entry(
    "planning.plan-too-large",
    422,
    "Жоспар бекетке сыймайды: заттардың атауын қысқартыңыз",
    "План не помещается в запись поста: сократите названия средств",
    "The plan does not fit a post's row: shorten the names of the agents",
  ),
  "planning.id-reused": entry(
    "planning.id-reused",
    409,
    "Бұл нөмірмен басқа тапсырма берілген. Бетті жаңартыңыз.",
    "Под этим номером уже есть другое поручение. Обновите страницу.",
    "This id belongs to another act. Load the page again.",
  ),
  "planning.site-unknown": entry(
    "planning.site-unknown",
    422,
    "Жоспарда мұндай нысан жоқ: ештеңе берілген жоқ",
    "В плане нет такого объекта: ничего не поручено",
    "The plan has no such site: nothing was given",
  ),
  "planning.sector-unknown": entry(
    "planning.sector-unknown",
    422,
    "Жоспарда мұндай сектор жоқ: ештеңе берілген жоқ",
    "В плане нет такого сектора: ничего не поручено",
    "The plan has no such sector: nothing was given",
  ),
  "planning.code-invalid": entry("planning.code-invalid", 422, "Код дұрыс емес", "Неверный код", "The code is not valid"),
} as const;

/** Planners import, plan and assign; whoever watches sees the sites too. */
export function planningApp(staff: Staff, planning: Planning): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  const planner = requireStaff(staff, "planner");
  app.post(planningRoutes.import, planner, async (c) => {
    const body = await parseBody(c, v.unknown(), planBody);
    return body.ok ? c.json(planning.importPlan(body.value, c.req.query("dry-run") !== undefined)) : body.error;
  });
  app.get(planningRoutes.plan, requireStaff(staff, "planner", "watch"), (c) => c.json(planning.plan()));
  app.put(planningRoutes.plan, planner, async (c) => {
    const body = await parseBody(c, PlanRequest, actBody);
    if (!body.ok) return body.error;
    const put = planning.putPlan(body.value);
    return put.ok ? c.json(put.value) : problem(c, problems[put.error]);
  });
  app.post(planningRoutes.assign, planner, async (c) => {
    const body = await parseBody(c, AssignRequest, actBody);
    if (!body.ok) return body.error;
    const assigned = planning.assign(body.value);
    return assigned.ok ? c.json(assigned.value) : problem(c, problems[assigned.error]);
  });
  app.get(planningRoutes.sites, requireStaff(staff, "planner", "watch"), (c) => {
    const after = c.req.query("after") ?? null;
    return after === null || v.is(Code, after) ? c.json(planning.sites(after)) : problem(c, problems["planning.code-invalid"]);
  });
  return app;
}
