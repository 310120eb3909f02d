import type { NodeFile } from "@beket/api";
import { sameBytes, type WorkKeys } from "../features/keyed/work-keys.ts";

type Token = NodeFile["deviceTokens"][number];

/** The device of a bearer token; null when none has it. Keyed hashes are compared, so the time taken tells nothing of a token. */
export function deviceOf(keys: WorkKeys, tokens: readonly Token[]): (authorization: string | undefined) => Token | null {
  const known = tokens.map((token) => ({ token, hash: keys.hash("device-token", token.token) }));
  return (authorization) => {
    const match = /^Bearer ([0-9a-f]{64})$/.exec(authorization ?? "");
    if (match === null) return null;
    const hash = keys.hash("device-token", match[1] ?? "");
    return known.find((one) => sameBytes(one.hash, hash))?.token ?? null;
  };
}
