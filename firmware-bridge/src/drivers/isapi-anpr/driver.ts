import * as v from "valibot";
import type { Driver, DriverDefinition, DriverPorts, Probe, Push, PushAnswer } from "../driver.ts";
import { readAlert } from "./alert.ts";
import { splitMultipart } from "./multipart.ts";

const Config = v.strictObject({
  /** Silence beyond this shows the camera as silent; its heartbeat comes about every 10 s. */
  silentAfterMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1_000), v.maxValue(3_600_000)), 60_000),
  readingsPerMinuteMax: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6_000)), 600),
  utcOffsetMinutes: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(-840), v.maxValue(840))), null),
  forward: v.optional(v.picklist(["in", "out"]), "in"),
});
type Config = v.InferOutput<typeof Config>;

const pictureBytesMax = 4 * 1024 * 1024;
const alertBytesMax = 256 * 1024;

/** Takes the alert out of a push: the first part that is XML, or the whole body when the camera sends it bare. */
const alertOf = (push: Push): { readonly xml: string } | PushAnswer => {
  const utf8 = new TextDecoder();
  if (/^(application|text)\/xml/i.test(push.contentType)) {
    return push.body.length > alertBytesMax ? { status: 413, text: "alert too large" } : { xml: utf8.decode(push.body) };
  }
  const parts = splitMultipart(push.contentType, push.body, pictureBytesMax);
  if (!parts.ok)
    return { status: parts.error.code === "part-too-large" || parts.error.code === "too-many-parts" ? 413 : 400, text: parts.error.code };
  const part = parts.value.find((one) => /xml/.test(one.contentType) || /\.xml$/i.test(one.filename ?? one.name ?? ""));
  if (part === undefined) return { status: 422, text: "no alert among the parts" };
  return part.body.length > alertBytesMax ? { status: 413, text: "alert too large" } : { xml: utf8.decode(part.body) };
};

const create = (config: Config, ports: DriverPorts): Driver => {
  let running = false;
  let lastHeardAt: number | null = null;
  let minute = { at: 0, count: 0 };

  const withinRate = (): boolean => {
    const at = Math.floor(ports.now() / 60_000);
    minute = minute.at === at ? { at, count: minute.count + 1 } : { at, count: 1 };
    return minute.count <= config.readingsPerMinuteMax;
  };

  const receive = async (push: Push): Promise<PushAnswer> => {
    if (!running) return { status: 503, text: "driver stopped" };
    const found = alertOf(push);
    if ("status" in found) {
      ports.report("frame-bad");
      return found;
    }
    const alert = readAlert(found.xml, {
      utcOffsetMinutes: config.utcOffsetMinutes,
      forward: config.forward,
      digestHex: (text) => ports.sha256Hex(new TextEncoder().encode(text)),
    });
    if (!alert.ok) {
      ports.report("frame-bad");
      return { status: 422, text: alert.error.code };
    }
    lastHeardAt = ports.now();
    if (alert.value.kind !== "observation") {
      ports.report("heartbeat");
      return { status: 200, text: "OK" };
    }
    if (!withinRate()) {
      ports.report("rate-limited");
      return { status: 429, text: "too many readings" };
    }
    // The camera keeps what was not answered with 200 and sends it again, so it is told only after the journal has it.
    const emitted = await ports.emit(alert.value.observation);
    if (!emitted.ok) {
      ports.report("edge-away");
      return emitted.error.code === "edge-refused" ? { status: 422, text: emitted.error.code } : { status: 503, text: emitted.error.code };
    }
    ports.report(emitted.value === "duplicate" ? "duplicate" : "observation");
    return { status: 200, text: "OK" };
  };

  const probe = (): Probe => {
    const link = lastHeardAt === null ? "unknown" : ports.now() - lastHeardAt > config.silentAfterMs ? "silent" : "up";
    return { running, link, lastHeardAt };
  };

  return {
    start: () => {
      running = true;
    },
    stop: () => {
      running = false;
    },
    probe,
    receive,
  };
};

/** Plate camera that posts Hikvision ISAPI alerts (HTTP listening, "alarm server"). */
export const isapiAnpr: DriverDefinition<typeof Config> = { id: "isapi-anpr", capabilities: ["plate", "push"], config: Config, create };
