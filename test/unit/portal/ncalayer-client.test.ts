import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { permitPolicy, validateSignature, withTestAnchors } from "@beket/eds";
import { startSimulator, type SimulatorConfig, type Started } from "../../../demo/src/ncalayer/start.ts";
import { portalConfig } from "../../../pwa/src/portal/config.ts";
import type { SignFailureCode, SignPhase } from "../../../pwa/src/portal/signing/failure.ts";
import { createSigner, readCms, type SignOrder, type SignOutcome } from "../../../pwa/src/portal/signing/ncalayer.ts";
import { bin, writeDemoKeys, type DemoKeys } from "../ncalayer/demo-keys.ts";

let keys: DemoKeys;
const stops: (() => unknown)[] = [];
beforeAll(() => {
  keys = writeDemoKeys(Date.now());
});
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(() => keys.remove());

function simulator(config: Partial<SimulatorConfig> = {}): Started {
  const base = { keysFolder: keys.folder, port: 0, pagePort: 0, headless: true, keyName: null, unfiltered: false, tls: null };
  const started = startSimulator({ ...base, ...config });
  if (!started.ok) throw new Error(started.lines.join());
  stops.push(started.value.stop);
  return started.value;
}

/** A loopback server that answers each frame as the test says; the greeting is its answer to null. */
function oddServer(answer: (frame: string | null) => string | null): string {
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request, server) => (server.upgrade(request) ? undefined : new Response(null, { status: 426 })),
    websocket: {
      open: (socket) => respond(socket, answer(null)),
      message: (socket, text) => respond(socket, answer(String(text))),
    },
  });
  const respond = (socket: { readonly send: (text: string) => unknown; readonly close: () => void }, text: string | null): void => {
    if (text === "close") socket.close();
    else if (text !== null) socket.send(text);
  };
  stops.push(() => server.stop(true));
  return `ws://127.0.0.1:${server.port}`;
}

const greeting = '{"result":{"version":"1.4"}}';
const noModule = '{"success":false,"errorCode":"MODULE_NOT_FOUND"}';
const document = new TextEncoder().encode('{"type":"beket/application/1"}');
const data = Buffer.from(document).toString("base64");

const order = (more: Partial<SignOrder> = {}): SignOrder => ({
  data,
  wish: { kind: "head", bin },
  language: "kk",
  signal: new AbortController().signal,
  onPhase: () => undefined,
  ...more,
});
const signerAt = (...urls: readonly string[]) => createSigner({ urls, chain: [], connectLimitMs: 300 });
const codeOf = (outcome: SignOutcome): SignFailureCode | "signed" => (outcome.kind === "signed" ? "signed" : outcome.failure.code);

describe("the portal's client against the simulator", () => {
  it("[PO10] signs exactly the bytes, with the head's key of that BIN", async () => {
    const phases: SignPhase[] = [];
    const outcome = await signerAt(simulator().url)(order({ onPhase: (phase) => phases.push(phase) }));
    if (outcome.kind !== "signed") throw new Error(outcome.failure.code);
    const report = validateSignature({
      cms: new Uint8Array(Buffer.from(outcome.cms, "base64")),
      document,
      trustAnchors: [{ certificate: keys.root.certificate, purpose: "test" }],
      intermediates: [],
      crls: [keys.crl],
      validationTimeMs: Date.now(),
      policy: withTestAnchors(permitPolicy),
      expected: { bin },
    });
    expect(report.indication).toBe("TOTAL_PASSED");
    expect(phases).toEqual(["connecting", "waiting-for-person"]);
  });

  it("[PO11] no fitting key, cancelled and stopped are told apart", async () => {
    expect(codeOf(await signerAt(simulator().url)(order({ wish: { kind: "head", bin: "961141000023" } })))).toBe("no-key");
    const asking = simulator({ headless: false });
    const stop = new AbortController();
    let window = "";
    const waiting = signerAt(asking.url)(order({ signal: stop.signal, onWindow: (url) => (window = url) }));
    /** The request that the confirm page shows, once it is another than the one before. */
    const shown = async (before: string): Promise<string> => {
      for (;;) {
        const id = /name="id" value="([^"]+)"/.exec(await (await fetch(asking.window ?? "")).text())?.[1];
        if (id !== undefined && id !== before) return id;
        await Bun.sleep(5);
      }
    };
    const stopped = await shown("");
    expect(window).toBe(asking.window ?? "none");
    stop.abort();
    expect(codeOf(await waiting)).toBe("stopped");
    const cancelling = signerAt(asking.url)(order());
    // The stopped request may still be shown for a moment.
    const id = await shown(stopped);
    await fetch(`${window}answer`, {
      method: "POST",
      headers: { origin: new URL(window).origin },
      body: new URLSearchParams({ id, action: "cancel" }),
    });
    expect(codeOf(await cancelling)).toBe("cancelled");
  });

  it("[PO12] two orders wait for each other and both are signed", async () => {
    const sign = signerAt(simulator().url);
    const outcomes = await Promise.all([sign(order()), sign(order({ data: Buffer.from("other").toString("base64") }))]);
    expect(outcomes.map(codeOf)).toEqual(["signed", "signed"]);
  });

  it("[PO12] the second address is tried when the first has nobody", async () => {
    expect(codeOf(await signerAt("ws://127.0.0.1:1", simulator().url)(order()))).toBe("signed");
  });
});

describe("programs that misbehave", () => {
  it("[PO11] nobody listens", async () => {
    expect(codeOf(await signerAt("ws://127.0.0.1:1")(order()))).toBe("not-running");
  });

  it("[PO12] a program that never answers the probe ends at the limit", async () => {
    expect(codeOf(await signerAt(oddServer((frame) => (frame === null ? greeting : null)))(order()))).toBe("no-answer");
    expect(codeOf(await signerAt(oddServer(() => null))(order()))).toBe("no-answer");
  });

  const onSign = (reply: string) => oddServer((frame) => (frame === null ? greeting : frame.includes("getVersion") ? noModule : reply));

  it("[PO11] closed, refused and unreadable are told apart", async () => {
    expect(codeOf(await signerAt(onSign("close"))(order()))).toBe("closed");
    const refused = await signerAt(onSign('{"status":false,"code":"X1","message":"storage is locked","details":""}'))(order());
    expect(refused).toEqual({ kind: "failed", failure: { code: "refused", detail: "X1: storage is locked ()" } });
    for (const reply of [
      "not json",
      '{"status":true}',
      '{"status":true,"body":{"result":[42]}}',
      '{"status":true,"body":{"result":["-"]}}',
    ])
      expect(codeOf(await signerAt(onSign(reply))(order()))).toBe("unreadable");
  });

  it("[PO12] after a failure the next attempt has a fresh connection", async () => {
    let attempts = 0;
    const url = oddServer((frame) => {
      if (frame === null) {
        attempts += 1;
        return greeting;
      }
      return frame.includes("getVersion") ? noModule : '{"status":true,"body":{}}';
    });
    const sign = signerAt(url);
    expect([codeOf(await sign(order())), codeOf(await sign(order()))]).toEqual(["cancelled", "cancelled"]);
    expect(attempts).toBe(2);
  });

  it("[PO10] reads base64, PEM and an array of one, and nothing else", () => {
    const base64 = "A".repeat(44);
    expect(readCms(base64)).toBe(base64);
    expect(readCms([`-----BEGIN CMS-----\n${base64}\n-----END CMS-----\n`])).toBe(base64);
    for (const wrong of [null, [], 42, "short", "<xml/>".repeat(20)]) expect(readCms(wrong)).toBeNull();
  });
});

describe("where the signer is", () => {
  it("[PO13] only a page of this computer may use plain ws, another port or other authorities' keys", () => {
    expect(portalConfig({ hostname: "127.0.0.1", search: "" })).toEqual({
      ncalayerUrls: ["ws://127.0.0.1:13579", "wss://127.0.0.1:13579"],
      signerChain: [],
    });
    expect(portalConfig({ hostname: "localhost", search: "?ncalayer=ws://127.0.0.1:5000" }).ncalayerUrls).toEqual(["ws://127.0.0.1:5000"]);
    for (const search of ["?ncalayer=ws://evil.example:1", "?ncalayer=https://127.0.0.1", "?ncalayer=x"])
      expect(portalConfig({ hostname: "127.0.0.1", search }).ncalayerUrls).toHaveLength(2);
    for (const hostname of ["portal.example.kz", "127.0.0.1.example.kz", "10.0.0.5"])
      expect(portalConfig({ hostname, search: "?ncalayer=ws://127.0.0.1:5000" })).toEqual({
        ncalayerUrls: ["wss://127.0.0.1:13579"],
        signerChain: null,
      });
  });
});
