import { edgeRoutes, ReadingReply, type DeviceStates, type ReadingRequest } from "@beket/api";
import { err, ok } from "@beket/domain";
import * as v from "valibot";
import type { EdgeClient } from "../features/edge-client.ts";

/** Talks to the edge over HTTP. Any failure to get an answer is `edge-away`: the device keeps the observation and sends it again. */
export const createHttpEdgeClient = (edgeUrl: string, timeoutMs: number): EdgeClient => {
  const post = (path: string, token: string, body: ReadingRequest | DeviceStates): Promise<Response> =>
    fetch(new URL(path, edgeUrl), {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
  return {
    sendReading: async (token, reading) => {
      try {
        const response = await post(edgeRoutes.readings, token, reading);
        if (response.status >= 500 || response.status === 429) return err({ code: "edge-away", detail: String(response.status) });
        if (!response.ok) return err({ code: "edge-refused", detail: String(response.status) });
        const reply = v.safeParse(ReadingReply, await response.json());
        return reply.success ? ok(reply.output.status) : err({ code: "edge-away", detail: "unreadable reply" });
      } catch (error) {
        return err({ code: "edge-away", detail: error instanceof Error ? error.name : "failed" });
      }
    },
    sendStates: async (token, states) => {
      try {
        return (await post(edgeRoutes.deviceStates, token, states)).ok;
      } catch {
        return false;
      }
    },
  };
};
