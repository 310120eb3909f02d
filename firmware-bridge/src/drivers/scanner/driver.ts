import { isZoneLine, readCode } from "@beket/domain";
import * as v from "valibot";
import type { Driver, DriverDefinition, DriverPorts, LinkState, SerialEvent } from "../driver.ts";
import { emptyFraming, frame, textOf } from "./framing.ts";
import { createUnsent } from "./unsent.ts";

const Config = v.strictObject({
  /** The device file, best by its id (`/dev/serial/by-id/…`), which stays the same after a replug. */
  path: v.pipe(v.string(), v.regex(/^\/[\x21-\x7e]{1,200}$/)),
  baud: v.optional(v.picklist([1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200]), 9_600),
  framing: v.optional(v.picklist(["line", "stx-etx"]), "line"),
  codeBytesMax: v.optional(v.pipe(v.number(), v.integer(), v.minValue(16), v.maxValue(4_000)), 2_000),
  /** The same code again within this time is the same look at it. */
  sameMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000)), 2_000),
  readingsPerMinuteMax: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60_000)), 240),
  unsentMax: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 500),
});
type Config = v.InferOutput<typeof Config>;

/** A zone's next line comes at once; the next person's does not. */
const zoneLineMs = 300;
const textCharsMax = 2_000;

/** A line with room for `perMinute` a minute, filled evenly. */
function createRate(perMinute: number, now: () => number): () => boolean {
  let tokens = perMinute;
  let at = now();
  return () => {
    tokens = Math.min(perMinute, tokens + ((now() - at) * perMinute) / 60_000);
    at = now();
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** Joins the lines of a machine-readable zone that come one by one, and gives everything else at once. */
function createZoneJoiner(after: DriverPorts["after"], give: (text: string) => void) {
  let held = "";
  let cancel: () => void = () => undefined;
  const flush = (): void => {
    cancel();
    const text = held;
    held = "";
    if (text !== "") give(text);
  };
  return {
    take(text: string): void {
      const isNext = held === "" || isZoneLine(text);
      if (!isNext) flush();
      const joined = held + text;
      cancel();
      if (!isZoneLine(joined)) {
        held = "";
        return give(joined);
      }
      held = joined;
      cancel = after(zoneLineMs, flush);
    },
    flush,
  };
}

/** A barcode scanner on a serial line, as most work over USB (CDC) or RS-232. It is silent while nobody scans: silence is no fault. */
const create = (config: Config, ports: DriverPorts): Driver => {
  let framing = emptyFraming;
  let running = false;
  let link: LinkState = "unknown";
  let lastHeardAt: number | null = null;
  let told = { text: "", at: Number.NEGATIVE_INFINITY };
  let count = 0;
  let close: () => void = () => undefined;
  const startedAt = ports.now();
  const mayRead = createRate(config.readingsPerMinuteMax, ports.now);
  const unsent = createUnsent(config.unsentMax, {
    emit: ports.emit,
    after: ports.after,
    onSent: (status) => ports.report(status === "recorded" ? "observation" : "duplicate"),
    onFault: (code) => ports.report(code),
    onLost: () => ports.report("observation-lost"),
  });

  function give(scanned: string): void {
    const at = ports.now();
    const { symbology, text } = readCode(scanned);
    if (text === "" || text.length > textCharsMax) return ports.report("frame-bad");
    if (told.text === text && at - told.at < config.sameMs) return ports.report("duplicate");
    if (!mayRead()) return ports.report("rate-limited");
    told = { text, at };
    count += 1;
    // The scanner names nothing it read. The key holds no identifier and never comes twice, also after a restart.
    const deviceKey = `${startedAt.toString(36)}-${count.toString(36)}`;
    unsent.put({ deviceKey, occurredAt: at, retransmission: false, reading: { kind: "scan", symbology, text } });
  }
  const zones = createZoneJoiner(ports.after, give);

  function onBytes(bytes: Uint8Array): void {
    lastHeardAt = ports.now();
    link = "up";
    const framed = frame(framing, bytes, { framing: config.framing, bytesMax: config.codeBytesMax });
    framing = framed.state;
    for (let bad = framed.tooLong + Math.min(1, framed.noise); bad > 0; bad -= 1) ports.report("frame-bad");
    for (const whole of framed.frames) {
      const text = textOf(whole);
      if (text === null) ports.report("frame-bad");
      else zones.take(text);
    }
  }
  function onEvent(event: SerialEvent): void {
    switch (event.kind) {
      case "bytes":
        return onBytes(event.bytes);
      case "up":
        if (link !== "up") ports.report("link-up");
        link = "up";
        return;
      case "down":
        if (link !== "down") ports.report("link-down");
        link = "down";
        zones.flush();
        // The rest of a code that broke off must not become the beginning of the next.
        if (framing.rest.length > 0) ports.report("frame-bad");
        framing = emptyFraming;
        return;
    }
  }

  return {
    start: () => {
      running = true;
      close = ports.serial.open({ path: config.path, baud: config.baud }, onEvent);
    },
    // A driver that had to let a scan go does not work, whatever the line does.
    probe: () => ({ running: running && unsent.waiting() < config.unsentMax, link, lastHeardAt }),
    stop: () => {
      running = false;
      close();
      zones.flush();
      for (let left = unsent.stop(); left > 0; left -= 1) ports.report("observation-lost");
    },
  };
};

export const scanner = { id: "scanner", capabilities: ["scan", "serial"], config: Config, create } as const satisfies DriverDefinition<
  typeof Config
>;
