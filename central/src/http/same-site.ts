import { problem } from "@beket/node-kit";
import type { MiddlewareHandler } from "hono";
import { problems } from "./problems.ts";
import type { ClientEnv } from "./rate-limit.ts";

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

/**
 * No page of another origin has business at the API: browsers say by themselves where a request comes from, and a page cannot say it
 * otherwise. One that changes something also names its origin, which must be this address or the public one; "null" is nobody's.
 */
export const sameSiteOnly =
  (origin: () => string): MiddlewareHandler<ClientEnv> =>
  async (c, next) => {
    const site = c.req.header("sec-fetch-site");
    if (site === "cross-site" || site === "same-site") return problem(c, problems.crossSite);
    const from = c.req.header("origin");
    if (from !== undefined && c.req.method !== "GET" && c.req.method !== "HEAD") {
      const host = hostOf(from);
      if (host === null || (host !== hostOf(c.req.url) && host !== hostOf(origin()))) return problem(c, problems.crossSite);
    }
    c.header("cache-control", "no-store");
    return next();
  };

/** Once seen over TLS, browsers come by nothing else for a year. */
export const strictTransport =
  (origin: () => string): MiddlewareHandler<ClientEnv> =>
  async (c, next) => {
    await next();
    if (origin().startsWith("https:")) c.header("strict-transport-security", "max-age=31536000");
  };
