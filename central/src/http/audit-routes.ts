import { AuditQuery, auditRoutes, AuditSearch } from "@beket/api";
import { isNormalKey } from "@beket/domain";
import { parseBody, problem } from "@beket/node-kit";
import { Hono } from "hono";
import type { Audit } from "../features/audit/audit.ts";
import type { Staff } from "../features/staff/sessions.ts";
import { problems } from "./problems.ts";
import { slowJson } from "./slow-json.ts";
import { requireStaff, type StaffEnv } from "./staff-guard.ts";

const small = { sizeBytesMax: 4 * 1024 };

/** What auditors read of the record of views. */
export function auditApp(staff: Staff, audit: Audit, onError: () => void): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  const auditor = requireStaff(staff, "auditor");
  app.post(auditRoutes.views, auditor, async (c) => {
    const body = await parseBody(c, AuditQuery, small);
    return body.ok ? c.json(audit.page(body.value)) : body.error;
  });
  app.post(auditRoutes.search, auditor, async (c) => {
    const body = await parseBody(c, AuditSearch, small);
    if (!body.ok) return body.error;
    const { subject, ground } = body.value;
    if (!isNormalKey(subject)) return problem(c, problems.badIdentifier);
    return c.json(audit.search(subject, ground, c.get("staff").staff));
  });
  app.get(auditRoutes.verify, auditor, () => slowJson(audit.verify(), onError));
  return app;
}
