import { StaffSignIn, staffRoutes } from "@beket/api";
import { parseBody, problem } from "@beket/node-kit";
import { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { knownScreenMs } from "../features/staff/known-screen.ts";
import { staffSessionMs, type Staff, type StaffFault } from "../features/staff/sessions.ts";
import { problems } from "./problems.ts";
import { clientOf, rateLimit } from "./rate-limit.ts";
import { requireStaff, type StaffEnv } from "./staff-guard.ts";

const small = { sizeBytesMax: 2 * 1024 };
const kindOf = { "staff.sign-in-refused": problems.signInRefused, "staff.locked": problems.locked, "too-many-requests": problems.tooMany };
const retryAfter = (fault: StaffFault): Record<string, string> =>
  fault.code === "staff.locked" ? { "retry-after": String(Math.ceil(fault.retryAfterMs / 1_000)) } : {};

/** Sign-in of the staff at central: a cookie of eight hours that no script reads and no other site sends. */
export function staffApp(staff: Staff, now: () => number): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  const attributes = () => ({ path: "/api", httpOnly: true, sameSite: "Strict", secure: staff.isSecure() }) as const;
  app.post(staffRoutes.session, rateLimit({ perMinute: 60, burst: 30 }, now), async (c) => {
    const body = await parseBody(c, StaffSignIn, small);
    if (!body.ok) return body.error;
    const before = getCookie(c, staff.cookieName());
    const signed = await staff.signIn(body.value, clientOf(c.env?.client ?? ""), getCookie(c, staff.screenCookieName()));
    if (!signed.ok) return problem(c, kindOf[signed.error.code], { headers: retryAfter(signed.error) });
    // The next person at the same screen ends the session before.
    if (before !== undefined) staff.signOut(before);
    setCookie(c, staff.cookieName(), signed.value.token, { ...attributes(), maxAge: staffSessionMs / 1_000 });
    const mark = staff.screenMark(signed.value.session.staff);
    setCookie(c, staff.screenCookieName(), mark, { ...attributes(), path: staffRoutes.session, maxAge: knownScreenMs / 1_000 });
    return c.json(signed.value.session, 201);
  });
  app.get(staffRoutes.session, requireStaff(staff), (c) => c.json(c.get("staff")));
  app.delete(staffRoutes.session, (c) => {
    const token = getCookie(c, staff.cookieName());
    if (token !== undefined) staff.signOut(token);
    deleteCookie(c, staff.cookieName(), attributes());
    return c.body(null, 204);
  });
  return app;
}
