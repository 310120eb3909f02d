import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReadingRequest } from "@beket/api";
import { err, ok } from "@beket/domain";
import { describe, expect, it } from "vitest";
import { equalSecrets } from "../../../firmware-bridge/src/adapters/equal-secrets.ts";
import { readDevices } from "../../../firmware-bridge/src/adapters/read-devices.ts";
import { createBridge, type Bridge } from "../../../firmware-bridge/src/bridge.ts";
import type { EmitFault } from "../../../firmware-bridge/src/drivers/driver.ts";
import { asRetransmission, parseRecording } from "../../../firmware-bridge/src/simulator/recording.ts";
import { alertXml, multipartPush } from "./pushes.ts";

const secret = "ab".repeat(32);
const rig = (config: Record<string, unknown> = {}) => {
  const journal: ReadingRequest[] = [];
  const reports: string[] = [];
  const state = { now: 1_776_000_000_000, fault: null as EmitFault | null };
  const made = createBridge({
    devices: {
      format: "beket/devices/1",
      devices: [{ device: "cam-1", lane: "lane-1", driver: "isapi-anpr", token: "cd".repeat(32), pushSecret: secret, config }],
    },
    version: "0.0.0",
    now: () => state.now,
    sha256Hex: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    equal: equalSecrets,
    report: (_device, event) => reports.push(event),
    every: () => () => undefined,
    after: () => () => undefined,
    serial: { open: () => () => undefined },
    edge: {
      sendReading: async (_token, reading) => {
        if (state.fault !== null) return err(state.fault);
        const known = journal.some((one) => one.id === reading.id);
        if (!known) journal.push(reading);
        return ok(known ? "duplicate" : "recorded");
      },
      sendStates: async () => true,
    },
  });
  if (!made.ok) throw new Error(made.error.join());
  made.value.start();
  return { bridge: made.value, journal, reports, state };
};
const post = async (bridge: Bridge, xml: string, path = `/push/cam-1/${secret}`): Promise<number> => {
  const push = multipartPush(xml);
  const response = await bridge.fetch(
    new Request(`http://bridge${path}`, {
      method: "POST",
      headers: { "content-type": push.contentType },
      body: Uint8Array.from(push.body),
    }),
  );
  return response.status;
};

describe("the bridge", () => {
  it("[FB1] says 200 only when the journal has the reading", async () => {
    const { bridge, journal, state } = rig();
    state.fault = { code: "edge-away", detail: "" };
    expect(await post(bridge, alertXml({ plate: "123ABC02" }))).toBe(503);
    expect(journal).toHaveLength(0);
    state.fault = null;
    expect(await post(bridge, alertXml({ plate: "123ABC02", retransmission: true }))).toBe(200);
    expect(journal).toMatchObject([{ device: "cam-1", lane: "lane-1", retransmission: true, reading: { text: "123ABC02" } }]);
  });

  it("[FB2] gives a resend the id of the first", async () => {
    const { bridge, journal, reports } = rig();
    const push = multipartPush(alertXml({ plate: "123ABC02" }));
    for (const body of [push.body, asRetransmission(push.body)]) {
      const response = await bridge.fetch(
        new Request(`http://bridge/push/cam-1/${secret}`, {
          method: "POST",
          headers: { "content-type": push.contentType },
          body: Uint8Array.from(body),
        }),
      );
      expect(response.status).toBe(200);
    }
    expect(journal).toHaveLength(1);
    expect(reports).toEqual(["observation", "duplicate"]);
  });

  it("[FB5] shows silence while the driver runs", async () => {
    const { bridge, state } = rig({ silentAfterMs: 5_000 });
    const status = async (): Promise<unknown> => (await (await bridge.fetch(new Request("http://bridge/health"))).json()).status;
    expect(await status()).toBe("degraded");
    await post(bridge, alertXml({ plate: "123ABC02" }));
    expect(await status()).toBe("ok");
    state.now += 6_000;
    expect(await status()).toBe("degraded");
  });

  it("[FB6] names what it could not read and goes on", async () => {
    const { bridge, journal, reports } = rig();
    expect(await post(bridge, "<other/>")).toBe(422);
    expect(await post(bridge, alertXml({ plate: "123ABC02" }))).toBe(200);
    expect(reports).toEqual(["frame-bad", "observation"]);
    expect(journal).toHaveLength(1);
  });

  it("[FB7] tells a flooding device to wait", async () => {
    const { bridge, journal } = rig({ readingsPerMinuteMax: 2 });
    const statuses = [];
    for (const uuid of ["a", "b", "c"]) statuses.push(await post(bridge, alertXml({ plate: "123ABC02", uuid })));
    expect(statuses).toEqual([200, 200, 429]);
    expect(journal).toHaveLength(2);
  });

  it("[FB8] listens to nobody else", async () => {
    const { bridge, journal } = rig();
    expect(await post(bridge, alertXml({ plate: "123ABC02" }), `/push/cam-1/${"00".repeat(32)}`)).toBe(404);
    expect(await post(bridge, alertXml({ plate: "123ABC02" }), `/push/cam-2/${secret}`)).toBe(404);
    expect(journal).toHaveLength(0);
  });

  it("[FB9] reads a recording twice alike", async () => {
    const line = (plate: string, uuid: string): string => {
      const push = multipartPush(alertXml({ plate, uuid }));
      return JSON.stringify({ afterMs: 5, contentType: push.contentType, body: Buffer.from(push.body).toString("base64") });
    };
    const recording = parseRecording(`${line("123ABC02", "a")}\n${line("H444501", "b")}\n`);
    if (!recording.ok) throw new Error(recording.error.why);
    const replay = async (): Promise<readonly ReadingRequest[]> => {
      const { bridge, journal } = rig();
      for (const push of recording.value) {
        await bridge.fetch(
          new Request(`http://bridge/push/cam-1/${secret}`, {
            method: "POST",
            headers: { "content-type": push.contentType },
            body: Buffer.from(push.body, "base64"),
          }),
        );
      }
      return journal;
    };
    const first = await replay();
    expect(first.map((reading) => reading.reading.text)).toEqual(["123ABC02", "H444501"]);
    expect(await replay()).toEqual(first);
  });

  it("[FB10] reports codes, never what was read", async () => {
    const { bridge, reports } = rig();
    await post(bridge, alertXml({ plate: "123ABC02" }));
    await post(bridge, alertXml({ plate: "123ABC02", dateTime: "x" }));
    expect(reports.join()).toMatch(/^[a-z,-]+$/);
  });

  it("[FB8] whatever is sent for a secret is only wrong", async () => {
    const { bridge } = rig();
    for (const wrong of ["", "ab", "é".repeat(64), "%C3%A9".repeat(64), `${secret}0`])
      expect(await post(bridge, alertXml({ plate: "123ABC02" }), `/push/cam-1/${wrong}`)).toBe(404);
    expect(await post(bridge, alertXml({ plate: "123ABC02" }))).toBe(200);
  });

  it("[FB10] a devices file that is not one is told by the place, without the secrets in it", () => {
    const path = join(mkdtempSync(join(tmpdir(), "beket-bridge-")), "devices.json");
    const lines = (text: string): string => {
      writeFileSync(path, text);
      const read = readDevices(path);
      return read.ok ? "" : read.error.join("\n");
    };
    const entry = { device: "cam-1", lane: "lane-1", driver: "isapi-anpr", token: `${"c".repeat(63)}X`, pushSecret: secret };
    expect(lines(JSON.stringify({ format: "beket/devices/1", devices: [entry] }))).toBe("devices file: not as expected at devices.0.token");
    expect(lines(`{"token": ${entry.token}}`)).toBe("devices file: not JSON");
  });

  it("names every faulty device at once", () => {
    const entry = { device: "cam-1", lane: "lane-1", token: "cd".repeat(32), pushSecret: secret, config: {} };
    const made = createBridge({
      devices: {
        format: "beket/devices/1",
        devices: [
          { ...entry, driver: "no-such" },
          { ...entry, device: "cam-2", driver: "isapi-anpr", config: { silentAfterMs: 1 } },
        ],
      },
      version: "0.0.0",
      now: () => 0,
      sha256Hex: () => "",
      equal: () => false,
      report: () => undefined,
      every: () => () => undefined,
      after: () => () => undefined,
      serial: { open: () => () => undefined },
      edge: { sendReading: async () => ok("recorded"), sendStates: async () => true },
    });
    expect(made.ok ? [] : made.error).toEqual([expect.stringContaining("driver-unknown"), expect.stringContaining("silentAfterMs")]);
  });
});
