import type { StaffRole, StaffSession } from "@beket/api";
import { problem } from "@beket/node-kit";
import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { Staff } from "../features/staff/sessions.ts";
import { problems } from "./problems.ts";
import type { ClientEnv } from "./rate-limit.ts";

export type StaffEnv = ClientEnv & { readonly Variables: { readonly staff: StaffSession } };

/** Lets through who is signed in and has at least one of the roles; none named: everybody signed in. Sets `staff`. */
export const requireStaff = (staff: Staff, ...roles: readonly StaffRole[]) =>
  createMiddleware<StaffEnv>(async (c, next) => {
    const token = getCookie(c, staff.cookieName());
    const session = token === undefined ? null : staff.find(token);
    if (session === null) return problem(c, problems.notSignedIn);
    if (roles.length > 0 && !session.roles.some((role) => roles.includes(role))) return problem(c, problems.roleMissing);
    c.set("staff", session);
    return next();
  });
