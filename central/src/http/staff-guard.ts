import { csrfHeader, type StaffRole, type StaffSession } from "@beket/api";
import { problem } from "@beket/node-kit";
import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { Staff } from "../features/staff/sessions.ts";
import { accessProblems } from "./access-problems.ts";
import { problems } from "./problems.ts";
import type { ClientEnv } from "./rate-limit.ts";
import { staffProblems } from "./staff-problems.ts";

export type StaffEnv = ClientEnv & { readonly Variables: { readonly staff: StaffSession } };

const guard = (staff: Staff, roles: readonly StaffRole[], centre: boolean) =>
  createMiddleware<StaffEnv>(async (c, next) => {
    const token = getCookie(c, staff.cookieName());
    const session = token === undefined ? null : staff.find(token);
    if (session === null) return problem(c, problems.notSignedIn);
    const isChanging = c.req.method !== "GET" && c.req.method !== "HEAD";
    if (isChanging && !staff.isCsrf(session, c.req.header(csrfHeader) ?? "")) return problem(c, accessProblems.csrf);
    if (!staff.has(session, roles, centre)) {
      const byKey = session.roles.some((role) => roles.includes(role));
      return problem(c, byKey ? staffProblems["staff.passkey-needed"] : problems.roleMissing);
    }
    c.set("staff", session);
    return next();
  });

/**
 * Lets through who is signed in and has at least one of the roles; none named: everybody signed in. Registrars, auditors and administrators
 * by passkey only, but in demo mode. A request that changes something carries the session's proof of our page. Sets `staff`.
 */
export const requireStaff = (staff: Staff, ...roles: readonly StaffRole[]) => guard(staff, roles, false);
/** The same for the screens of the situation centre, where an auditor's passphrase is enough. */
export const requireCentreStaff = (staff: Staff, ...roles: readonly StaffRole[]) => guard(staff, roles, true);
