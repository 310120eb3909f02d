import { problem } from "@beket/node-kit";
import type { MiddlewareHandler } from "hono";
import { problems } from "./problems.ts";

export type ClientEnv = { readonly Bindings: { readonly client?: string } };
export type RateLimit = { readonly perMinute: number; readonly burst: number };
const clientsMax = 20_000;

/** A token bucket per client address, in memory. When the table is full the oldest clients begin anew. */
export function rateLimit(limit: RateLimit, now: () => number): MiddlewareHandler<ClientEnv> {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return async (c, next) => {
    const client = c.env?.client ?? "";
    const at = now();
    const old = buckets.get(client);
    const refill = old === undefined ? limit.burst : old.tokens + (Math.max(0, at - old.at) * limit.perMinute) / 60_000;
    const tokens = Math.min(limit.burst, refill);
    buckets.delete(client);
    buckets.set(client, { tokens: Math.max(0, tokens - 1), at });
    if (buckets.size > clientsMax) {
      const oldest = buckets.keys().next().value;
      if (oldest !== undefined) buckets.delete(oldest);
    }
    if (tokens < 1) {
      const waitS = Math.ceil(((1 - tokens) * 60) / limit.perMinute);
      return problem(c, problems.tooMany, { headers: { "retry-after": String(waitS) } });
    }
    return next();
  };
}
