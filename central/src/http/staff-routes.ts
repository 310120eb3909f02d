import { csrfHeader, EnrolmentFinish, EnrolmentStart, PasskeySignIn, StaffSignIn, staffRoutes } from "@beket/api";
import type { Result } from "@beket/domain";
import { parseBody, problem } from "@beket/node-kit";
import { Hono, type Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { knownScreenMs } from "../features/staff/known-screen.ts";
import { staffSessionMs, type SignedInStaff } from "../features/staff/live-sessions.ts";
import type { Staff, StaffFault } from "../features/staff/sessions.ts";
import type { PasskeyPlace } from "../features/staff/types.ts";
import { accessProblems } from "./access-problems.ts";
import { clientOf, rateLimit, type ClientEnv } from "./rate-limit.ts";
import { requireStaff, type StaffEnv } from "./staff-guard.ts";
import { staffProblems } from "./staff-problems.ts";

const small = { sizeBytesMax: 2 * 1024 };
const passkeyBytes = { sizeBytesMax: 64 * 1024 };

/** A fault of sign-in or step-up as an answer, with how long to wait. */
export const staffProblem = (c: Context, fault: { readonly code: keyof typeof staffProblems; readonly retryAfterMs?: number }): Response =>
  problem(
    c,
    staffProblems[fault.code],
    fault.retryAfterMs === undefined ? {} : { headers: { "retry-after": String(Math.ceil(fault.retryAfterMs / 1_000)) } },
  );
const clientFrom = <E extends ClientEnv>(c: Context<E>): string => clientOf(c.env?.client ?? "");
/** Where the asking page says it stands; browsers say it on every POST. Null: a program that is none. */
export const pageOrigin = (c: Context): string | null => c.req.header("origin") ?? null;

/** Sign-in of the staff at central: a cookie of eight hours that no script reads and no other site sends. */
export function staffApp(staff: Staff, now: () => number): Hono<StaffEnv> {
  const app = new Hono<StaffEnv>();
  // A name with `__Host-` is taken with this path alone.
  const attributes = () => ({ path: "/", httpOnly: true, sameSite: "Strict", secure: staff.isSecure() }) as const;
  const limited = rateLimit({ perMinute: 60, burst: 30 }, now);
  const enter = (c: Context<StaffEnv>, signed: Result<SignedInStaff, StaffFault>): Response => {
    if (!signed.ok) return staffProblem(c, signed.error);
    // The next person at the same screen ends the session before; a token of before opens nothing.
    const before = getCookie(c, staff.cookieName());
    if (before !== undefined) staff.signOut(before);
    setCookie(c, staff.cookieName(), signed.value.token, { ...attributes(), maxAge: staffSessionMs / 1_000 });
    const mark = staff.screenMark(signed.value.session.staff);
    setCookie(c, staff.screenCookieName(), mark, { ...attributes(), path: staffRoutes.session, maxAge: knownScreenMs / 1_000 });
    return c.json(signed.value.session, 201);
  };
  const atPlace = async (c: Context<StaffEnv>, run: (place: PasskeyPlace) => Promise<Response>): Promise<Response> => {
    const place = staff.placeAt(pageOrigin(c));
    return place === null ? staffProblem(c, { code: "staff.no-place" }) : run(place);
  };

  app.post(staffRoutes.session, limited, async (c) => {
    const body = await parseBody(c, StaffSignIn, small);
    if (!body.ok) return body.error;
    return enter(c, await staff.signIn(body.value, clientFrom(c), getCookie(c, staff.screenCookieName())));
  });
  app.get(staffRoutes.session, requireStaff(staff), (c) => c.json(c.get("staff")));
  app.delete(staffRoutes.session, (c) => {
    const token = getCookie(c, staff.cookieName());
    const session = token === undefined ? null : staff.find(token);
    if (token !== undefined && session !== null) {
      if (!staff.isCsrf(session, c.req.header(csrfHeader) ?? "")) return problem(c, accessProblems.csrf);
      staff.signOut(token);
    }
    deleteCookie(c, staff.cookieName(), attributes());
    return c.body(null, 204);
  });
  app.get(staffRoutes.ways, (c) => c.json(staff.ways(new URL(c.req.url).origin)));
  app.post(staffRoutes.passkeyChallenge, limited, (c) => atPlace(c, async (place) => c.json(staff.passkeyChallenge(place), 201)));
  app.post(staffRoutes.passkey, limited, (c) =>
    atPlace(c, async (place) => {
      const body = await parseBody(c, PasskeySignIn, passkeyBytes);
      return body.ok ? enter(c, await staff.passkeySignIn(body.value.response, place, clientFrom(c))) : body.error;
    }),
  );
  app.post(staffRoutes.enrolmentStart, limited, (c) =>
    atPlace(c, async (place) => {
      const body = await parseBody(c, EnrolmentStart, small);
      if (!body.ok) return body.error;
      const started = staff.enrolStart(body.value.staff, body.value.code, place, clientFrom(c));
      return started.ok ? c.json(started.value, 201) : staffProblem(c, started.error);
    }),
  );
  app.post(staffRoutes.enrolment, limited, (c) =>
    atPlace(c, async (place) => {
      const body = await parseBody(c, EnrolmentFinish, passkeyBytes);
      return body.ok ? enter(c, await staff.enrol(body.value, place, clientFrom(c))) : body.error;
    }),
  );
  return app;
}
