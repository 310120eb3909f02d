import { ExportRequest, healthRoutes, HoldActRequest, OrderResultRequest, PersonOpenRequest, type StaffSession } from "@beket/api";
import type { Result } from "@beket/domain";
import { parseBody, problem } from "@beket/node-kit";
import { Hono, type Context } from "hono";
import { csvContentType } from "@beket/tables";
import type { AuditPort } from "../features/audit/types.ts";
import type { HealthDesk } from "../features/health/desk.ts";
import type { HealthFault } from "../features/health/desk-acts.ts";
import type { Staff } from "../features/staff/sessions.ts";
import { healthProblems } from "./health-problems.ts";
import { requireCentreStaff, type StaffEnv } from "./staff-guard.ts";
import { textStream } from "./text-stream.ts";

const small = { sizeBytesMax: 4 * 1024 };
const file = {
  fhir: { "content-type": "application/fhir+json; charset=utf-8", "content-disposition": 'attachment; filename="border-tests.json"' },
  csv: { "content-type": csvContentType, "content-disposition": 'attachment; filename="border-tests.csv"' },
} as const;
const isOfficer = (who: StaffSession): boolean => who.roles.includes("health-officer");

/** The health service's desk. Whoever watches sees lists without names; only a health officer opens a person, acts or exports. */
export function healthApp(staff: Staff, desk: HealthDesk, audit: AuditPort, onError: () => void): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  const officer = requireCentreStaff(staff, "health-officer");
  const reply = <T extends object>(c: Context<StaffEnv>, done: Result<T, HealthFault>): Response =>
    done.ok ? c.json(done.value) : problem(c, healthProblems[done.error]);

  app.get(healthRoutes.holds, requireCentreStaff(staff, "watch", "health-officer"), (c) => c.json(desk.holds()));
  app.post(healthRoutes.holdAct, officer, async (c) => {
    const body = await parseBody(c, HoldActRequest, small);
    return body.ok ? reply(c, desk.act(body.value, c.get("staff").staff)) : body.error;
  });
  app.post(healthRoutes.personOpen, officer, async (c) => {
    const body = await parseBody(c, PersonOpenRequest, small);
    if (!body.ok) return body.error;
    const { person, reason } = body.value;
    const by = c.get("staff").staff;
    const opened = desk.person(person, reason, by);
    const subjects = opened.ok ? opened.value.profile.subjects : [];
    if (opened.ok) audit.viewed({ by: { kind: "staff", code: by }, what: "health-person", subjects, about: person, reason });
    return reply(c, opened);
  });
  app.get(healthRoutes.orders, requireCentreStaff(staff, "watch", "health-officer", "laboratory"), (c) => {
    const who = c.get("staff");
    const isEverywhere = isOfficer(who) || who.roles.includes("watch");
    return c.json(desk.orders(isEverywhere ? null : who.laboratory));
  });
  app.post(healthRoutes.orderResult, requireCentreStaff(staff, "health-officer", "laboratory"), async (c) => {
    const body = await parseBody(c, OrderResultRequest, small);
    const who = c.get("staff");
    return body.ok ? reply(c, desk.orderResult(body.value, who.staff, isOfficer(who) ? null : who.laboratory)) : body.error;
  });
  app.post(healthRoutes.export, officer, async (c) => {
    const body = await parseBody(c, ExportRequest, small);
    if (!body.ok) return body.error;
    const pieces = desk.export(body.value, c.get("staff").staff);
    if (!pieces.ok) return problem(c, healthProblems[pieces.error]);
    return new Response(textStream(pieces.value, onError), { headers: { ...file[body.value.format], "cache-control": "no-store" } });
  });
  app.get(healthRoutes.audit, requireCentreStaff(staff, "health-officer", "auditor"), (c) => c.json(desk.audit()));
  return app;
}
