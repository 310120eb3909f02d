import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemSchedule } from "@beket/node-kit";
import { afterEach, describe, expect, it } from "vitest";
import { createSerialProcesses } from "../../../firmware-bridge/src/adapters/serial-process.ts";
import type { SerialEvent } from "../../../firmware-bridge/src/drivers/driver.ts";
import { emptyFraming, frame, textOf } from "../../../firmware-bridge/src/drivers/scanner/framing.ts";
import { parseScans } from "../../../firmware-bridge/src/simulator/scans.ts";
import { becomes } from "../../support/eventually.ts";
import { hasSocat, plugIn } from "../../support/pty.ts";

it("[FB15] a helper that cannot even be started is a line that is down, and is tried again", async () => {
  const tries: number[] = [];
  const links: string[] = [];
  const retries: (() => void)[] = [];
  const after = (ms: number, work: () => void) => {
    tries.push(ms);
    retries.push(work);
    return () => undefined;
  };
  const serial = createSerialProcesses({ now: () => 0, after, command: ["/nowhere/no-such-program"] });
  const close = serial.open({ path: "/dev/null", baud: 9_600 }, (event) => links.push(event.kind === "down" ? event.why : event.kind));
  await becomes(() => tries.length === 1);
  retries.shift()?.();
  await becomes(() => tries.length === 2);
  expect([links, tries]).toEqual([
    ["helper-ended", "helper-ended"],
    [500, 1_000],
  ]);
  close();
});

describe.skipIf(!hasSocat())("serial lines on real pseudo terminals", () => {
  const folder = mkdtempSync(join(tmpdir(), "beket-serial-"));
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
    rmSync(folder, { recursive: true, force: true });
  });
  let made = 0;
  const devicePath = (): string => join(mkdtempSync(join(tmpdir(), "beket-serial-")), `scanner-${(made += 1)}`);

  /** Follows a line as the driver does, down to the texts. */
  function follow(path: string) {
    const links: string[] = [];
    const texts: (string | null)[] = [];
    let framing = emptyFraming;
    const serial = createSerialProcesses({ now: () => Date.now(), after: systemSchedule });
    const onEvent = (event: SerialEvent): void => {
      if (event.kind !== "bytes") return void links.push(event.kind === "up" ? "up" : event.why);
      const framed = frame(framing, event.bytes, { framing: "line", bytesMax: 2_000 });
      framing = framed.state;
      texts.push(...framed.frames.map(textOf));
    };
    closing.push(serial.open({ path, baud: 9_600 }, onEvent));
    return { links, texts };
  }
  const plug = async (device: string) => {
    const pair = await plugIn(device);
    closing.push(() => pair.unplug());
    return pair;
  };

  it("[FB15] 2,000 codes in one burst arrive whole and in order", async () => {
    const device = devicePath();
    const pair = await plug(device);
    const seen = follow(device);
    await becomes(() => seen.links.includes("up"));
    const sent = Array.from({ length: 2_000 }, (_, index) => `LINE${index}-910324301238`);
    await pair.type(sent.map((text) => `${text}\r\n`).join(""));
    await becomes(() => seen.texts.length >= sent.length);
    expect(seen.texts).toEqual(sent);
  });

  it("[FB15] an unplug is seen, what came before it is read, and the same path is opened again by itself", async () => {
    const device = devicePath();
    const seen = follow(device);
    await becomes(() => seen.links.includes("absent"));
    const pair = await plug(device);
    await becomes(() => seen.links.includes("up"));
    await pair.type("A123BC02\r");
    await becomes(() => seen.texts.length === 1);
    await pair.unplug();
    await becomes(() => seen.links.includes("unplugged"));
    const again = await plug(device);
    await becomes(() => seen.links.filter((link) => link === "up").length === 2);
    await again.type("A124BC02\r");
    await becomes(() => seen.texts.length === 2);
    expect(seen.texts).toEqual(["A123BC02", "A124BC02"]);
    expect(seen.links.filter((link) => link !== "absent")).toEqual(["up", "unplugged", "up"]);
  });

  it("[FB15] split lines and garbage between them lose nothing, and two scanners at once do not mix", async () => {
    const [left, right] = [devicePath(), devicePath()];
    const [leftPair, rightPair] = [await plug(left), await plug(right)];
    const [leftSeen, rightSeen] = [follow(left), follow(right)];
    await becomes(() => leftSeen.links.includes("up") && rightSeen.links.includes("up"));
    for (let index = 0; index < 50; index += 1) {
      await leftPair.type(`L${index}-9103`);
      await rightPair.type(`R${index}\n`);
      await leftPair.type("24301238\r");
      await rightPair.type(Uint8Array.from([0xff, 0x00, 0x80, 0x0d]));
    }
    await becomes(() => leftSeen.texts.length === 50 && rightSeen.texts.length === 100);
    expect(leftSeen.texts).toEqual(Array.from({ length: 50 }, (_, index) => `L${index}-910324301238`));
    expect(rightSeen.texts.filter((text) => text !== null)).toEqual(Array.from({ length: 50 }, (_, index) => `R${index}`));
  });

  it("[FB15] a helper that dies is a line that is down, and is started again", async () => {
    const device = devicePath();
    const pair = await plug(device);
    const seen = follow(device);
    await becomes(() => seen.links.includes("up"));
    const found = spawnSync("pgrep", ["-f", `serial/main.ts ${device} `], { encoding: "utf8" }).stdout.trim();
    process.kill(Number(found), "SIGKILL");
    await becomes(() => seen.links.filter((link) => link === "up").length === 2);
    expect(seen.links).toEqual(["up", "helper-ended", "up"]);
    await pair.type("A123BC02\r");
    await becomes(() => seen.texts.length === 1);
  });

  it("[FB9] a replayed recording types the recorded bytes", async () => {
    const device = devicePath();
    await plug(device);
    const seen = follow(device);
    await becomes(() => seen.links.includes("up"));
    const recording = join(folder, "scans.ndjson");
    const scans = ["A123BC02\r", "91032430", "1238\r\n"].map((text) => ({ afterMs: 20, bytes: Buffer.from(text).toString("base64") }));
    mkdirSync(folder, { recursive: true });
    writeFileSync(recording, scans.map((scan) => JSON.stringify(scan)).join("\n"));
    const simulator = join(import.meta.dirname, "../../../firmware-bridge/src/simulator/scanner-main.ts");
    const played = spawn(process.execPath, [simulator, `--recording=${recording}`, `--line=${device}.far`, "--rounds=2"], {
      stdio: "ignore",
    });
    await becomes(() => seen.texts.length === 4);
    expect(seen.texts).toEqual(["A123BC02", "910324301238", "A123BC02", "910324301238"]);
    await becomes(() => played.exitCode !== null);
    expect(played.exitCode).toBe(0);
    expect(parseScans('{"afterMs":1}')).toEqual({ ok: false, error: { line: 1 } });
  });

  it("[FB15] a file that is no serial line is told as what it is", async () => {
    const path = devicePath();
    writeFileSync(path, "");
    const seen = follow(path);
    await becomes(() => seen.links.length > 0);
    expect(seen.links).toEqual(["not-a-tty"]);
  });
});
