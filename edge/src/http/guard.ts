import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { SessionRow } from "../features/ports.ts";
import type { Sessions } from "../features/sessions/sessions.ts";
import { refuse } from "./problems.ts";

export type SignedInEnv = { readonly Variables: { readonly session: SessionRow } };

/** Cookies know no port: two posts on one machine would overwrite each other's, so the name carries the node. */
export const cookieName = (source: string): string => `beket-${source}`;

export const signedIn = (sessions: Sessions, name: string) =>
  createMiddleware<SignedInEnv>(async (c, next) => {
    const token = getCookie(c, name);
    const session = token === undefined ? null : sessions.find(token);
    if (session === null) return refuse(c, { code: "not-signed-in" });
    c.set("session", session);
    return next();
  });

/**
 * A browser's POST must come from the edge's own pages. Browsers always name the origin of a POST; a caller that sends neither
 * `Origin` nor `Sec-Fetch-Site` is no browser and carries no stolen cookie.
 */
export const sameOrigin = createMiddleware(async (c, next) => {
  if (c.req.method === "GET" || c.req.method === "HEAD") return next();
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  const own =
    origin === undefined ? site === undefined || site === "same-origin" : origin !== "null" && hostOf(origin) === c.req.header("host");
  return own ? next() : refuse(c, { code: "foreign-origin" });
});

/** A proxy in front may end TLS, so the scheme is not compared; the host is what a page cannot choose. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
