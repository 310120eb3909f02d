import { expect, it } from "vitest";
import { createLog, logId } from "@beket/node-kit";

function collect(level?: "debug" | "warn"): { readonly lines: string[]; readonly log: ReturnType<typeof createLog> } {
  const lines: string[] = [];
  return { lines, log: createLog((line) => lines.push(line), { now: () => 1_790_000_000_000 }, level) };
}

it("[AP3] writes ids, numbers and codes as one JSON line", () => {
  const { lines, log } = collect();
  log.info("sync.acked", { source: logId("post-07"), rows: 250, late: false, code: "journal-full", receivedAt: 1_790_000_000_000 });
  log.debug("not.shown");
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    {
      at: "2026-09-21T14:13:20.000Z",
      level: "info",
      event: "sync.acked",
      source: "post-07",
      rows: 250,
      late: false,
      code: "journal-full",
      receivedAt: 1_790_000_000_000,
    },
  ]);
});

it("[AP3] masks what has the shape of an IIN or BIN, or is no id", () => {
  const { lines, log } = collect("debug");
  log.warn("lookup", {
    a: logId("900101300012"),
    b: logId("iin:900101300012"),
    c: 900_101_300_012,
    d: logId("Серикова Аян"),
    e: logId("a b"),
    f: logId(""),
  });
  expect(lines.join()).not.toMatch(/900101300012|Аян|a b/);
  expect(logId("01890a5d-ac96-774b-bcce-b302099a8057")).toBe("01890a5d-ac96-774b-bcce-b302099a8057");
  expect(logId("0123456789abcdef")).toBe("0123456789abcdef");
});

it("[AP3] a plain string does not fit the type", () => {
  const { log } = collect();
  const plate: string = "777ABC02";
  // @ts-expect-error a string variable may be an identifier
  log.info("lookup", { plate });
  expect(logId(plate)).toBe(plate);
});

it("[AP6] an event that repeats is held back and counted, others are not", () => {
  const lines: string[] = [];
  const clock = { ms: 1_776_000_000_000, now: () => clock.ms };
  const log = createLog((line) => lines.push(line), clock);
  for (let time = 0; time < 1_000; time += 1) log.warn("frame-refused", { time });
  log.warn("journal-full");
  expect(lines.map((line) => JSON.parse(line).event).filter((event) => event === "frame-refused")).toHaveLength(30);
  expect(lines.at(-1)).toContain("journal-full");
  clock.ms += 60_000;
  log.warn("frame-refused");
  log.warn("frame-refused");
  expect(lines.slice(-2).map((line) => JSON.parse(line).heldBack)).toEqual([970, undefined]);
});
