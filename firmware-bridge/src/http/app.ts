import { Hono } from "hono";
import type { Health } from "@beket/api";
import type { AttachedDevice } from "../features/attached-device.ts";

const pushBytesMax = 8 * 1024 * 1024;

/** Reads a body under a limit whatever Content-Length says; null when it is larger. */
const boundedBody = async (request: Request): Promise<Uint8Array | null> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > pushBytesMax) return null;
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
};

export type AppPorts = {
  readonly devices: readonly AttachedDevice[];
  readonly version: string;
  readonly equal: (left: string, right: string) => boolean;
};

/** `POST /push/{device}/{secret}` for devices, `GET /health` for whoever watches. */
export const createApp = ({ devices, version, equal }: AppPorts): Hono => {
  const app = new Hono();
  app.get("/health", (c) => {
    const checks = devices.map((device) => {
      const { running, link } = device.driver.probe();
      return { name: device.entry.device, status: running && link === "up" ? ("ok" as const) : ("degraded" as const) };
    });
    const health: Health = {
      program: "firmware-bridge",
      version,
      status: checks.every((check) => check.status === "ok") ? "ok" : "degraded",
      checks,
    };
    return c.json(health);
  });
  app.post("/push/:device/:secret", async (c) => {
    const found = devices.find((device) => device.entry.device === c.req.param("device"));
    const allowed = found?.entry.pushSecret !== undefined && equal(found.entry.pushSecret, c.req.param("secret"));
    if (!allowed || found.driver.receive === undefined) return c.text("unknown device", 404);
    const body = await boundedBody(c.req.raw);
    if (body === null) return c.text("too large", 413);
    const answer = await found.driver.receive({ contentType: c.req.header("content-type") ?? "", body });
    return c.text(answer.text, answer.status);
  });
  return app;
};
