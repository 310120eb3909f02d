import { Hono, type Context } from "hono";
import type { Audit } from "../features/audit/audit.ts";
import type { PortalAccess } from "../features/access/portal-access.ts";
import type { PortalSignInDesk } from "../features/access/sign-in.ts";
import type { Staff } from "../features/staff/sessions.ts";
import { administrationApp } from "./administration-routes.ts";
import { auditApp } from "./audit-routes.ts";
import { portalAccessApp } from "./portal-routes.ts";
import type { ClientEnv } from "./rate-limit.ts";
import { staffApp } from "./staff-routes.ts";

export type AccessParts = {
  readonly staff: Staff;
  readonly portal: PortalAccess;
  readonly signIn: PortalSignInDesk;
  readonly audit: Audit;
};
type Host = {
  readonly now: () => number;
  readonly isOperator: <E extends ClientEnv>(c: Context<E>) => boolean;
  readonly onError: () => void;
};

/** Sign-in of staff and portal, administration of the staff, and the auditors' routes. */
export function accessApp({ staff, portal, signIn, audit }: AccessParts, { now, isOperator, onError }: Host): Hono<ClientEnv> {
  const app = new Hono<ClientEnv>();
  app.route("/", staffApp(staff, now));
  app.route("/", administrationApp(staff, isOperator));
  app.route("/", portalAccessApp(portal, signIn, now));
  app.route("/", auditApp(staff, audit, onError));
  return app;
}
