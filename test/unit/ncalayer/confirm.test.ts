import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NCALayerClient } from "ncalayer-js-client";
import { mayAsk, isLoopbackHostHeader } from "../../../demo/src/ncalayer/loopback.ts";
import { startSimulator, type Started } from "../../../demo/src/ncalayer/start.ts";
import { bin, writeDemoKeys, type DemoKeys } from "./demo-keys.ts";

let keys: DemoKeys;
let simulator: Started;
let window: string;

beforeAll(() => {
  keys = writeDemoKeys(Date.now());
  const started = startSimulator({
    keysFolder: keys.folder,
    port: 0,
    pagePort: 0,
    headless: false,
    keyName: null,
    unfiltered: false,
    tls: null,
  });
  if (!started.ok || started.value.window === null) throw new Error("the simulator did not start");
  simulator = started.value;
  window = started.value.window;
});
afterAll(async () => {
  await simulator.stop();
  keys.remove();
});

const data = Buffer.from("<b>құжат</b>").toString("base64");
const sha256 = new Bun.CryptoHasher("sha256").update("<b>құжат</b>").digest("hex");

async function ask(locale: string): Promise<{ readonly result: Promise<unknown>; readonly client: NCALayerClient }> {
  const client = new NCALayerClient(simulator.url, false);
  await client.connect();
  const params = { ...NCALayerClient.basicsSignerSignHead, bin, chain: [] };
  const result = client.basicsSignCMS(null, data, NCALayerClient.basicsCMSParamsDetachedNoTSP, params, locale);
  // Handled later by the test; until then a rejection must not count as unhandled.
  result.catch(() => null);
  return { result, client };
}

async function pageWithRequest(query = ""): Promise<string> {
  for (;;) {
    const text = await (await fetch(`${window}${query}`)).text();
    if (text.includes('name="id"')) return text;
    await Bun.sleep(5);
  }
}

const idOf = (page: string): string => /name="id" value="([^"]+)"/.exec(page)?.[1] ?? "";

const answer = (fields: Record<string, string>, origin = new URL(window).origin): Promise<Response> =>
  fetch(`${window}answer`, { method: "POST", headers: { origin }, body: new URLSearchParams(fields) });

describe("the confirm page", () => {
  it("[NC9] shows hash and size of what is signed and which keys fit, in the language of the page that asked", async () => {
    const { result } = await ask("kk");
    const page = await pageWithRequest();
    expect(page).toContain('<html lang="kk">');
    expect(page).toContain(sha256);
    expect(page).toContain("17 байт");
    expect(page).toContain("&lt;b&gt;құжат&lt;/b&gt;");
    expect(page).toMatch(/value="e-head" checked/);
    expect(page).toMatch(/value="a-employee" disabled/);
    expect(await pageWithRequest("?lang=en")).toContain("Sign this document?");
    expect((await answer({ id: idOf(page), lang: "kk", key: "e-head", action: "sign" })).status).toBe(200);
    expect(typeof (await result)).toBe("string");
    expect(await (await fetch(window)).text()).not.toContain('name="id"');
  });

  it("[NC9] cancelling is the client's cancel, and an answered request cannot be answered again", async () => {
    const { result } = await ask("ru");
    const fields = { id: idOf(await pageWithRequest()), lang: "ru", action: "cancel" };
    expect((await answer(fields)).status).toBe(200);
    await expect(result).rejects.toMatchObject({ canceledByUser: true });
    expect((await answer(fields)).status).toBe(409);
  });

  it("[NC9] a key that does not fit cannot be forced, and a closed page takes its request along", async () => {
    const { client } = await ask("ru");
    const id = idOf(await pageWithRequest());
    expect((await answer({ id, lang: "ru", key: "a-employee", action: "sign" })).status).toBe(409);
    client.wsConnection?.close();
    while ((await (await fetch(window)).text()).includes('name="id"')) await Bun.sleep(5);
    expect((await answer({ id, lang: "ru", key: "e-head", action: "sign" })).status).toBe(409);
  });

  it("[NC10] another page's form cannot sign, and a foreign host name is refused", async () => {
    await ask("ru");
    const id = idOf(await pageWithRequest());
    expect((await answer({ id, lang: "ru", key: "e-head", action: "sign" }, "http://127.0.0.1:1")).status).toBe(403);
    expect((await fetch(window, { headers: { host: "evil.example" } })).status).toBe(403);
    expect((await answer({ id, lang: "ru", action: "cancel" })).status).toBe(200);
  });
});

describe("who may ask", () => {
  it("[NC10] only pages of this computer and local programs may ask for a signature", () => {
    for (const origin of ["http://127.0.0.1:4173", "https://localhost", "http://portal.localhost:8080", "http://[::1]:3000", null])
      expect(mayAsk(origin)).toBe(true);
    for (const origin of ["https://example.kz", "null", "http://127.0.0.1.example.kz", "http://10.0.0.1", "file://", ""])
      expect(mayAsk(origin)).toBe(false);
    expect(isLoopbackHostHeader("127.0.0.1:13579")).toBe(true);
    expect(isLoopbackHostHeader("rebound.example:13579")).toBe(false);
    expect(isLoopbackHostHeader(null)).toBe(false);
  });

  it("[NC10] the connection of a foreign page is refused before any frame", async () => {
    const url = simulator.url.replace("ws:", "http:");
    const upgrade = {
      connection: "upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    };
    expect((await fetch(url, { headers: { ...upgrade, origin: "https://example.kz" } })).status).toBe(403);
  });
});
