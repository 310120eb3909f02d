import { AppealDecision, appealRoutes, Uuid } from "@beket/api";
import { parseBody, problem } from "@beket/node-kit";
import { Hono } from "hono";
import * as v from "valibot";
import type { AppealDesk, AppealDeskFault } from "../features/appeals/desk.ts";
import type { Staff } from "../features/staff/sessions.ts";
import { citizenProblems } from "./citizen-problems.ts";
import { requireStaff, type StaffEnv } from "./staff-guard.ts";

const faults = {
  "appeal-unknown": citizenProblems.appealUnknown,
  "appeal-decided": citizenProblems.appealDecided,
} as const satisfies Record<AppealDeskFault, unknown>;

/** Appeals for registrars; auditors read them too. */
export function appealApp(staff: Staff, desk: AppealDesk): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  const readers = requireStaff(staff, "registrar", "auditor");
  app.get(appealRoutes.appeals, readers, (c) => c.json(desk.list(c.req.query("state") === "decided" ? "decided" : "open")));
  app.get(appealRoutes.appeal(":appeal"), readers, (c) => {
    const id = c.req.param("appeal");
    if (!v.is(Uuid, id)) return problem(c, citizenProblems.appealUnknown);
    const found = desk.case(id, c.get("staff").staff);
    return found.ok ? c.json(found.value) : problem(c, faults[found.error]);
  });
  app.post(appealRoutes.decision(":appeal"), requireStaff(staff, "registrar"), async (c) => {
    const id = c.req.param("appeal");
    if (!v.is(Uuid, id)) return problem(c, citizenProblems.appealUnknown);
    const body = await parseBody(c, AppealDecision, { sizeBytesMax: 16 * 1024 });
    if (!body.ok) return body.error;
    const decided = desk.decide(id, body.value, c.get("staff").staff);
    return decided.ok ? c.json(decided.value) : problem(c, faults[decided.error]);
  });
  return app;
}
