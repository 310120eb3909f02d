import { CaseRequest, caseRoutes, LegalHoldEnd, LegalHoldStart, type PurgesReply } from "@beket/api";
import { parseBody, problem } from "@beket/node-kit";
import { Hono } from "hono";
import type { CaseDesk } from "../features/cases/desk.ts";
import type { LegalHolds } from "../features/retention/legal-holds.ts";
import type { Staff } from "../features/staff/sessions.ts";
import { oversightProblems } from "./oversight-problems.ts";
import { requireStaff, type StaffEnv } from "./staff-guard.ts";

export type CaseParts = { readonly cases: CaseDesk; readonly holds: LegalHolds; readonly purges: () => PurgesReply };
const small = { sizeBytesMax: 8 * 1024 };

/** Cases, legal holds and purges, for auditors alone. */
export function caseApp(staff: Staff, { cases, holds, purges }: CaseParts): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  const auditor = requireStaff(staff, "auditor");
  app.post(caseRoutes.open, auditor, async (c) => {
    const body = await parseBody(c, CaseRequest, small);
    if (!body.ok) return body.error;
    const found = cases.view({ ...body.value, by: c.get("staff").staff });
    return found.ok ? c.json(found.value) : problem(c, oversightProblems[found.error]);
  });
  app.post(caseRoutes.validate, auditor, async (c) => {
    const body = await parseBody(c, CaseRequest, small);
    if (!body.ok) return body.error;
    const again = cases.validate({ ...body.value, by: c.get("staff").staff });
    return again.ok ? c.json(again.value) : problem(c, oversightProblems[again.error]);
  });
  app.post(caseRoutes.bundle, auditor, async (c) => {
    const body = await parseBody(c, CaseRequest, small);
    if (!body.ok) return body.error;
    const made = cases.bundle({ ...body.value, by: c.get("staff").staff });
    if (!made.ok) return problem(c, oversightProblems[made.error]);
    return c.body(made.value.tar, 200, {
      "content-type": "application/x-tar",
      "content-disposition": `attachment; filename="case-${made.value.id}.tar"`,
    });
  });
  app.get(caseRoutes.holds, auditor, (c) => c.json({ holds: holds.list() }));
  app.post(caseRoutes.hold, auditor, async (c) => {
    const body = await parseBody(c, LegalHoldStart, small);
    if (!body.ok) return body.error;
    const done = holds.start(body.value, c.get("staff").staff);
    return done.ok ? c.json(done.value, 201) : problem(c, oversightProblems[done.error]);
  });
  app.post(caseRoutes.release, auditor, async (c) => {
    const body = await parseBody(c, LegalHoldEnd, small);
    if (!body.ok) return body.error;
    const done = holds.end(body.value, c.get("staff").staff);
    return done.ok ? c.json(done.value) : problem(c, oversightProblems[done.error]);
  });
  app.get(caseRoutes.purges, auditor, (c) => c.json(purges()));
  return app;
}
