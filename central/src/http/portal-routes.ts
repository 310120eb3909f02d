import { PortalSignIn, portalRoutes } from "@beket/api";
import { parseBody, problem, type ProblemKind } from "@beket/node-kit";
import { Hono, type Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { portalSessionMs, type PortalAccess } from "../features/access/portal-access.ts";
import { challengeMs, type PortalSignInDesk, type SignInFault } from "../features/access/sign-in.ts";
import { reasonOf } from "../features/words.ts";
import { accessProblems } from "./access-problems.ts";
import { portalHeld } from "./portal-guard.ts";
import { problems } from "./problems.ts";
import { clientOf, rateLimit, type ClientEnv } from "./rate-limit.ts";

const signInBytes = { sizeBytesMax: 128 * 1024 };

function problemOf(fault: SignInFault): ProblemKind {
  switch (fault.kind) {
    case "challenge-unknown":
      return accessProblems.challengeUnknown;
    case "cms-not-base64":
      return problems.cmsNotBase64;
    case "no-evidence":
      return accessProblems.evidenceAbsent;
    case "not-person":
      return accessProblems.notPerson;
    case "locked":
      return accessProblems.locked;
    case "signature-refused": {
      const { kk, ru, en } = reasonOf(fault.code);
      return { code: fault.code, status: 422, title: { kk, ru, en } };
    }
  }
}

/** Sign-in of organisations' people by EDS: a cookie that no script reads and no other site sends. */
export function portalAccessApp(access: PortalAccess, desk: PortalSignInDesk, now: () => number): Hono<ClientEnv> {
  const app = new Hono<ClientEnv>();
  // A name with `__Host-` is taken with this path alone.
  const attributes = () => ({ path: "/", httpOnly: true, sameSite: "Strict", secure: access.isSecure() }) as const;
  const leave = (c: Context<ClientEnv>): void => {
    deleteCookie(c, access.cookieName(), attributes());
  };
  app.post(portalRoutes.challenge, rateLimit({ perMinute: 30, burst: 20 }, now), (c) => {
    const made = desk.challenge();
    setCookie(c, access.bindingCookieName(), made.binding, { ...attributes(), maxAge: challengeMs / 1_000 });
    return c.json(made.challenge, 201);
  });
  app.post(portalRoutes.session, rateLimit({ perMinute: 20, burst: 15 }, now), async (c) => {
    const body = await parseBody(c, PortalSignIn, signInBytes);
    if (!body.ok) return body.error;
    const before = getCookie(c, access.cookieName());
    const signed = await desk.signIn(body.value, getCookie(c, access.bindingCookieName()), clientOf(c.env?.client ?? ""));
    if (!signed.ok) return problem(c, problemOf(signed.error));
    // The next person at the same screen ends the session before.
    const old = before === undefined ? null : access.find(before);
    if (old !== null) access.signOut(old);
    deleteCookie(c, access.bindingCookieName(), attributes());
    setCookie(c, access.cookieName(), signed.value.token, { ...attributes(), maxAge: portalSessionMs / 1_000 });
    return c.json(signed.value.session, 201);
  });
  app.get(portalRoutes.session, (c) => {
    const held = portalHeld(c, access);
    return held instanceof Response ? held : c.json(desk.sessionOf(held));
  });
  app.delete(portalRoutes.session, (c) => {
    const token = getCookie(c, access.cookieName());
    // A session that has ended is out already.
    if (token !== undefined && access.find(token) !== null) {
      const held = portalHeld(c, access);
      if (held instanceof Response) return held;
      access.signOut(held);
    }
    leave(c);
    return c.body(null, 204);
  });
  app.post(portalRoutes.everywhere, (c) => {
    const held = portalHeld(c, access);
    if (held instanceof Response) return held;
    access.signOutEverywhere(held.user);
    leave(c);
    return c.body(null, 204);
  });
  return app;
}
