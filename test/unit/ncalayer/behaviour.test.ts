import { NCALayerClient } from "ncalayer-js-client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Behaviour } from "../../../demo/src/ncalayer/server.ts";
import { startSimulator } from "../../../demo/src/ncalayer/start.ts";
import { writeDemoKeys, type DemoKeys } from "./demo-keys.ts";

let keys: DemoKeys;
const stops: (() => Promise<void>)[] = [];
beforeAll(() => {
  keys = writeDemoKeys(Date.now());
});
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(() => keys.remove());

async function connected(behaviour: Behaviour): Promise<NCALayerClient> {
  const config = { keysFolder: keys.folder, port: 0, pagePort: 0, headless: true, keyName: "e-head", unfiltered: false, tls: null };
  const started = startSimulator({ ...config, behaviour });
  if (!started.ok) throw new Error(started.lines.join());
  stops.push(started.value.stop);
  const client = new NCALayerClient(started.value.url, false);
  await client.connect();
  return client;
}
const data = Buffer.from("{}").toString("base64");
const sign = (client: NCALayerClient): Promise<unknown> =>
  client.basicsSignCMS(null, data, NCALayerClient.basicsCMSParamsDetachedNoTSP, { ...NCALayerClient.basicsSignerSignHead, chain: [] });

describe("programs as they are in the field", () => {
  it("[NC12] an old one has no basics module and signs by commonUtils", async () => {
    const client = await connected({ old: true });
    let reply = "";
    client.onResponseReady = (text) => (reply = text);
    await expect(sign(client)).rejects.toThrow();
    expect(JSON.parse(reply)).toEqual({ success: false, errorCode: "MODULE_NOT_FOUND" });
    expect(await client.createCAdESFromBase64("PKCS12", data, "SIGNATURE", false)).toMatch(/^MII/);
  });

  it("[NC13] a slow one answers after its time, and a page that goes away is not signed for", async () => {
    const client = await connected({ delayMs: 150 });
    const before = performance.now();
    expect(await sign(client)).toMatch(/^MII/);
    expect(performance.now() - before).toBeGreaterThan(140);
  });

  it("[NC14] a closing one ends the connection in place of a signature", async () => {
    const client = await connected({ closes: true });
    await expect(sign(client)).rejects.toThrow();
    expect(client.wsConnection?.readyState).not.toBe(1);
  });
});
