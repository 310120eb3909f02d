import fc from "fast-check";
import * as v from "valibot";
import { err, ok } from "@beket/domain";
import { describe, expect, it } from "vitest";
import type { DriverEvent, EmitFault, Observation, SerialEvent } from "../../../firmware-bridge/src/drivers/driver.ts";
import { scanner } from "../../../firmware-bridge/src/drivers/scanner/driver.ts";
import { emptyFraming, frame, type FramingOptions, textOf } from "../../../firmware-bridge/src/drivers/scanner/framing.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const line: FramingOptions = { framing: "line", bytesMax: 100 };
const stx: FramingOptions = { framing: "stx-etx", bytesMax: 100 };

describe("codes out of bytes", () => {
  const framesOf = (chunks: readonly Uint8Array[], options: FramingOptions) => {
    let state = emptyFraming;
    const seen = { frames: [] as string[], tooLong: 0, noise: 0, rest: 0 };
    for (const chunk of chunks) {
      const framed = frame(state, chunk, options);
      state = framed.state;
      seen.frames.push(...framed.frames.map((whole) => textOf(whole) ?? "?"));
      seen.tooLong += framed.tooLong;
      seen.noise += framed.noise;
    }
    return { ...seen, rest: state.rest.length };
  };

  it("[FB12] however the bytes are split on their way, the codes are the same", () => {
    const code = fc.stringMatching(/^[!-~ ]{1,40}$/);
    const end = fc.constantFrom("\r", "\n", "\r\n");
    fc.assert(
      fc.property(fc.array(fc.tuple(code, end), { maxLength: 20 }), fc.array(fc.nat(60), { maxLength: 60 }), (codes, cuts) => {
        const all = bytes(codes.map((pair) => pair.join("")).join(""));
        const at = [0, ...cuts.filter((cut) => cut < all.length).toSorted((a, b) => a - b), all.length];
        const chunks = at.slice(1).map((to, index) => all.subarray(at[index], to));
        expect(framesOf(chunks, line)).toEqual({ frames: codes.map(([text]) => text), tooLong: 0, noise: 0, rest: 0 });
      }),
    );
  });

  it("[FB12] between STX and ETX a code may have line ends, and what stands outside is noise", () => {
    expect(framesOf([bytes("\x02P<KAZ\rN123\r\x03\r\n\x02A1"), bytes("23\x03xx\x02broken\x02whole\x03")], stx)).toMatchObject({
      frames: ["P<KAZ\rN123\r", "A123", "whole"],
      noise: 2 + "\x02broken".length,
    });
  });

  it("[FB12] a code over the limit is counted once and the next one is read; nothing grows", () => {
    for (const [options, open, close] of [
      [line, "", "\r"],
      [stx, "\x02", "\x03"],
    ] as const) {
      const long = Array.from({ length: 50 }, () => bytes("7".repeat(1_000)));
      const seen = framesOf([bytes(open), ...long, bytes(close), bytes(`${open}next${close}`)], options);
      expect(seen).toMatchObject({ frames: ["next"], tooLong: 1, rest: 0 });
      const exact = framesOf([bytes(`${open}${"7".repeat(100)}${close}`)], options);
      expect(exact).toMatchObject({ tooLong: 0, frames: ["7".repeat(100)] });
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.constantFrom(line, stx), (noise, options) => {
        expect(frame(emptyFraming, noise, options).state.rest.length).toBeLessThanOrEqual(101);
      }),
    );
  });

  it("[FB12] bytes of a wrong speed are no text", () => {
    expect(textOf(Uint8Array.from([0xff, 0xfe, 0x41]))).toBeNull();
    expect(textOf(Uint8Array.from([0x41, 0x00, 0x42]))).toBeNull();
    expect(textOf(bytes("0104\u001D17"))).toBe("0104\u001D17");
    expect(textOf(bytes("Әлия"))).toBe("Әлия");
  });
});

/** The driver on a line that the test speaks for, with a clock and timers of its own. */
function bench(config: Record<string, unknown> = {}) {
  const state = { now: 1_776_000_000_000, fault: null as EmitFault | null };
  const emitted: Observation[] = [];
  const reports: DriverEvent[] = [];
  let timers: readonly { readonly at: number; readonly work: () => void }[] = [];
  let speak: (event: SerialEvent) => void = () => undefined;
  let opened = 0;
  const driver = scanner.create(v.parse(scanner.config, { path: "/dev/serial/by-id/scanner", ...config }), {
    now: () => state.now,
    sha256Hex: () => "",
    report: (event) => reports.push(event),
    emit: async (observation) => {
      if (state.fault !== null) return err(state.fault);
      const known = emitted.some((one) => one.deviceKey === observation.deviceKey);
      if (!known) emitted.push(observation);
      return ok(known ? "duplicate" : "recorded");
    },
    after: (ms, work) => {
      const timer = { at: state.now + ms, work };
      timers = [...timers, timer];
      return () => (timers = timers.filter((other) => other !== timer));
    },
    serial: {
      open: (_line, onEvent) => {
        opened += 1;
        speak = onEvent;
        return () => (opened -= 1);
      },
    },
  });
  driver.start();
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 2_000; turn += 1) await Promise.resolve();
  };
  return {
    driver,
    state,
    emitted,
    reports,
    open: () => opened,
    say: async (event: SerialEvent | string): Promise<void> => {
      speak(typeof event === "string" ? { kind: "bytes", bytes: bytes(event) } : event);
      await settle();
    },
    pass: async (ms: number): Promise<void> => {
      state.now += ms;
      const due = timers.filter((timer) => timer.at <= state.now);
      timers = timers.filter((timer) => timer.at > state.now);
      for (const { work } of due) work();
      await settle();
    },
    texts: () => emitted.map(({ reading }) => reading.text),
  };
}

describe("the scanner driver", () => {
  it("[FB11] shows the line down after an unplug while it runs, up again, and never silent for silence", async () => {
    const { driver, say, pass, reports } = bench();
    expect(driver.probe()).toEqual({ running: true, link: "unknown", lastHeardAt: null });
    await say({ kind: "up" });
    await pass(86_400_000);
    expect(driver.probe()).toMatchObject({ running: true, link: "up" });
    await say({ kind: "down", why: "unplugged" });
    expect(driver.probe()).toMatchObject({ running: true, link: "down" });
    await say({ kind: "down", why: "absent" });
    await say({ kind: "up" });
    expect(driver.probe().link).toBe("up");
    expect(reports).toEqual(["link-up", "link-down", "link-up"]);
  });

  it("[FB12] a code that broke off with the plug is no beginning of the next", async () => {
    const { say, texts, reports } = bench();
    await say("9103243");
    await say({ kind: "down", why: "unplugged" });
    await say({ kind: "up" });
    await say("A123BC02\r");
    expect(texts()).toEqual(["A123BC02"]);
    expect(reports).toContain("frame-bad");
  });

  it("[FB13] the symbology is told and taken off, the lines of a zone are one scan, the same look counts once", async () => {
    const { say, pass, emitted } = bench();
    await say("]Q3BEKET1:ABC\r\n");
    await say("]Q3BEKET1:ABC\r\n");
    const zone = ["I<KAZ0123456784910324301238<<<", "9103241M3001017KAZ<<<<<<<<<<<2", "TESTOV<<ARMAN<<<<<<<<<<<<<<<<<"];
    for (const part of zone) {
      await say(`${part}\r`);
      await pass(40);
    }
    await say("P<KAZTESTOV<<ARMAN<<<<<<<<<<<<<<<<<<<<<<<<<<\r");
    await pass(400);
    expect(emitted.map(({ reading }) => reading)).toMatchObject([
      { kind: "scan", symbology: "qr", text: "BEKET1:ABC" },
      { kind: "scan", symbology: "mrz", text: zone.join("") },
      { kind: "scan", symbology: "unknown", text: "P<KAZTESTOV<<ARMAN<<<<<<<<<<<<<<<<<<<<<<<<<<" },
    ]);
    await pass(2_000);
    await say("]Q3BEKET1:ABC\r\n");
    expect(emitted).toHaveLength(4);
    expect(new Set(emitted.map(({ deviceKey }) => deviceKey)).size).toBe(4);
  });

  it("[FB14] while the edge is away scans wait in their order, then go as what was seen before", async () => {
    const { say, pass, state, texts, emitted } = bench();
    state.fault = { code: "edge-away", detail: "" };
    await say("A1\rA2\rA3\r");
    await pass(600);
    state.fault = null;
    await say("A4\r");
    expect(texts()).toEqual([]);
    await pass(60_000);
    expect(texts()).toEqual(["A1", "A2", "A3", "A4"]);
    expect(emitted.every(({ retransmission }) => retransmission)).toBe(true);
    await say("A5\r");
    expect(emitted.at(-1)).toMatchObject({ retransmission: false, reading: { text: "A5" } });
  });

  it("[FB14] past the limit the oldest falls out, is reported, and the driver does not count as running", async () => {
    const { driver, say, pass, state, texts, reports } = bench({ unsentMax: 3 });
    state.fault = { code: "edge-away", detail: "" };
    await say("A1\rA2\rA3\rA4\rA5\r");
    expect(reports.filter((event) => event === "observation-lost")).toHaveLength(2);
    expect(driver.probe().running).toBe(false);
    state.fault = null;
    await pass(60_000);
    expect(texts()).toEqual(["A3", "A4", "A5"]);
    expect(driver.probe().running).toBe(true);
  });

  it("[FB14] what the edge refuses for good holds up nobody, and what waits at the end is reported", async () => {
    const { driver, say, state, texts, reports, open } = bench();
    state.fault = { code: "edge-refused", detail: "422" };
    await say("A1\r");
    state.fault = null;
    await say("A2\r");
    expect(texts()).toEqual(["A2"]);
    expect(reports).toContain("edge-refused");
    state.fault = { code: "edge-away", detail: "" };
    await say("A3\r");
    driver.stop();
    expect(reports.at(-1)).toBe("observation-lost");
    expect(open()).toBe(0);
  });

  it("[FB7] a flood is cut at the configured rate and reported", async () => {
    const { say, pass, texts, reports } = bench({ readingsPerMinuteMax: 2 });
    await say("A1\rA2\rA3\r");
    expect(texts()).toEqual(["A1", "A2"]);
    expect(reports).toContain("rate-limited");
    await pass(60_000);
    await say("A3\r");
    expect(texts()).toEqual(["A1", "A2", "A3"]);
  });

  it("[FB9] the same bytes give the same readings", async () => {
    const play = async () => {
      const { say, pass, emitted } = bench();
      for (const part of ["]C1A1", "23\r", "\xff\r", "BEKET1:X\r"]) {
        await say(part);
        await pass(100);
      }
      return emitted;
    };
    const first = await play();
    expect(first.length).toBeGreaterThan(1);
    expect(await play()).toEqual(first);
  });

  it("[FB10] reports codes, never what was read", async () => {
    const { say, reports } = bench();
    await say("910324301238\r\u0001\r");
    expect(reports.join()).toMatch(/^[a-z,-]+$/);
  });
});
