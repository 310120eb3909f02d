import { defaultLimits, timestampQuestion } from "@beket/eds";
import { err, ok, type Result } from "@beket/domain";
import type { FetchDeps } from "./fetcher-deps.ts";
import { readTimestamp } from "./formats.ts";
import type { ServiceFault } from "./types.ts";

export type TimestampSource = {
  /** False: no time-stamp authority is configured, and none is asked for. */
  readonly isConfigured: boolean;
  /** A token over the octets of a signature, from the first authority that gives one. Not yet believed. Never rejects. */
  readonly fetch: (signature: Uint8Array) => Promise<Result<Uint8Array, readonly ServiceFault[]>>;
};

const nonceBytes = 16;

export function createTimestampSource({ services, caller, random }: Pick<FetchDeps, "services" | "caller" | "random">): TimestampSource {
  const authorities = services.filter(({ kind }) => kind === "tsp");
  return {
    isConfigured: authorities.length > 0,
    fetch: async (signature) => {
      const faults: ServiceFault[] = [];
      for (const service of authorities) {
        const nonce = random(nonceBytes);
        const ask = {
          method: "POST" as const,
          contentType: "application/timestamp-query",
          accept: "application/timestamp-reply",
          body: timestampQuestion(signature, nonce),
          etag: null,
          lastModified: null,
          sizeBytesMax: defaultLimits.timestampBytesMax,
        };
        const token = await caller.call(service, ask, (got) =>
          got.kind === "body" ? readTimestamp(got.bytes, signature, nonce) : err("http-status"),
        );
        if (token.ok) return ok(token.value);
        faults.push(token.error);
      }
      return err(faults);
    },
  };
}
