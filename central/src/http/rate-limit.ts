import { problem } from "@beket/node-kit";
import type { MiddlewareHandler } from "hono";
import { problems } from "./problems.ts";

export type ClientEnv = { readonly Bindings: { readonly client?: string } };
export type RateLimit = {
  readonly perMinute: number;
  readonly burst: number;
  /** Each started so many bytes of a body cost one more; a body of unknown length costs as much as `sizeBytesMax`. */
  readonly weigh?: { readonly bytesEach: number; readonly sizeBytesMax: number };
};
const clientsMax = 20_000;

/** A token bucket per client, in memory. When the table is full the oldest clients begin anew. */
export function rateLimit(limit: RateLimit, now: () => number): MiddlewareHandler<ClientEnv> {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return async (c, next) => {
    const client = clientOf(c.env?.client ?? "");
    const at = now();
    const cost = 1 + bytesCost(limit, c.req.header("content-length"));
    const old = buckets.get(client);
    const refill = old === undefined ? limit.burst : old.tokens + (Math.max(0, at - old.at) * limit.perMinute) / 60_000;
    const tokens = Math.min(limit.burst, refill);
    const isFit = tokens >= Math.min(cost, limit.burst);
    buckets.delete(client);
    buckets.set(client, { tokens: Math.max(0, tokens - (isFit ? cost : 1)), at });
    if (buckets.size > clientsMax) {
      const oldest = buckets.keys().next().value;
      if (oldest !== undefined) buckets.delete(oldest);
    }
    if (isFit) return next();
    const waitS = Math.ceil(((Math.min(cost, limit.burst) - tokens) * 60) / limit.perMinute);
    return problem(c, problems.tooMany, { headers: { "retry-after": String(waitS) } });
  };
}

function bytesCost({ weigh }: RateLimit, length: string | undefined): number {
  if (weigh === undefined) return 0;
  const bytes = Number(length ?? "NaN");
  return Math.ceil((bytes >= 0 ? bytes : weigh.sizeBytesMax) / weigh.bytesEach);
}

/** Who counts as one client: an address of version 4, or a network of /64 of version 6, which is what one subscriber is given. */
export function clientOf(address: string): string {
  if (!address.includes(":") || address.toLowerCase().startsWith("::ffff:")) return address;
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return [...left, ...zeros, ...right].slice(0, 4).join(":");
}
