import { csrfHeader, organisationHeader, type PortalRight } from "@beket/api";
import { problem } from "@beket/node-kit";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import type { PortalAccess, PortalHeld } from "../features/access/portal-access.ts";
import type { Portal } from "../features/access/types.ts";
import { accessProblems } from "./access-problems.ts";
import type { ClientEnv } from "./rate-limit.ts";

export type PortalEnv = ClientEnv & { readonly Variables: { readonly portal: Portal } };
const isChanging = (method: string): boolean => method !== "GET" && method !== "HEAD";

/** Who is signed in by this request; or the answer to one that is not, or whose changing request carries no proof of our page. */
export function portalHeld<E extends ClientEnv>(c: Context<E>, access: PortalAccess): PortalHeld | Response {
  const token = getCookie(c, access.cookieName());
  const held = token === undefined ? null : access.find(token);
  if (held === null) return problem(c, accessProblems.notSignedIn);
  if (isChanging(c.req.method) && !access.isCsrf(held, c.req.header(csrfHeader) ?? "")) return problem(c, accessProblems.csrf);
  return held;
}

/**
 * Lets through who is signed in at the portal, may act for the organisation that `organisationHeader` names, and has the right asked for
 * (none: any). Sets `portal`. Somebody else's organisation is answered like one that does not exist.
 */
export const requirePortal = (access: PortalAccess, right?: PortalRight) =>
  createMiddleware<PortalEnv>(async (c, next) => {
    const held = portalHeld(c, access);
    if (held instanceof Response) return held;
    const bin = c.req.header(organisationHeader) ?? "";
    const found = access.organisationsOf(held.user).find((one) => one.bin === bin);
    if (found === undefined) return problem(c, accessProblems.organisationForeign);
    if (right !== undefined && !found.may.includes(right)) return problem(c, accessProblems.rightMissing);
    c.set("portal", { user: held.user, bin, may: found.may });
    return next();
  });
