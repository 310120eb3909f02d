import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startSimulator, type SimulatorConfig } from "../../../demo/src/ncalayer/start.ts";
import { createCheckedSigner } from "../../../pwa/src/portal/signing/checked-signer.ts";
import { claimedSigner } from "../../../pwa/src/portal/signing/claimed-signer.ts";
import type { SignerWish } from "../../../pwa/src/portal/signing/failure.ts";
import { signFailureCodes } from "../../../pwa/src/portal/signing/failure.ts";
import { keyFault, keyFaultOf, type ClaimedSigner } from "../../../pwa/src/portal/signing/key-check.ts";
import { createSigner, type SignOutcome } from "../../../pwa/src/portal/signing/ncalayer.ts";
import { platformOf, platforms } from "../../../pwa/src/portal/signing/platform.ts";
import { stepSigning, type Signing } from "../../../pwa/src/portal/model/signing.ts";
import { failureWords, signerHelp } from "../../../pwa/src/portal/words/failures.ts";
import { bin, proprietorIin, writeDemoKeys, type DemoKeys } from "../ncalayer/demo-keys.ts";
import { checked, documentOf, preparing } from "./fixtures.ts";

let keys: DemoKeys;
const stops: (() => Promise<void>)[] = [];
beforeAll(() => {
  keys = writeDemoKeys(Date.now());
});
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(() => keys.remove());

/** Signs with the named key whatever the page asked for, as old programs let a person do. */
async function signed(keyName: string, wish: SignerWish, config: Partial<SimulatorConfig> = {}): Promise<SignOutcome> {
  const base = { keysFolder: keys.folder, port: 0, pagePort: 0, headless: true, unfiltered: true, tls: null };
  const started = startSimulator({ ...base, keyName, ...config });
  if (!started.ok) throw new Error(started.lines.join());
  stops.push(started.value.stop);
  const sign = createCheckedSigner({
    sign: createSigner({ urls: [started.value.url], chain: [], connectLimitMs: 2_000 }),
    signerOf: (cms) => Promise.resolve(claimedSigner(cms)),
    now: () => Date.now(),
    nationalOnly: false,
  });
  return sign({
    data: Buffer.from("{}").toString("base64"),
    wish,
    language: "ru",
    signal: new AbortController().signal,
    onPhase: () => undefined,
  });
}
const codeOf = (outcome: SignOutcome): string => (outcome.kind === "signed" ? "signed" : outcome.failure.code);
const head: SignerWish = { kind: "head", bin };
const proprietor: SignerWish = { kind: "sole-proprietor", iin: proprietorIin };

describe("the wrong key", () => {
  it.each([
    ["a-employee", head, "key-employee"],
    ["b-expired-head", head, "key-expired"],
    ["c-other-head", head, "key-other-organisation"],
    ["d-sign-in", head, "key-authentication"],
    ["e-head", head, "signed"],
    ["f-proprietor", head, "key-individual"],
    ["e-head", proprietor, "key-organisation"],
    ["f-proprietor", proprietor, "signed"],
    ["f-proprietor", { kind: "sole-proprietor", iin: "871008401427" }, "key-other-person"],
    ["d-sign-in", { kind: "anyone" }, "signed"],
  ] as const)("[PO23] %s for %o is told before anything is sent: %s", async (key, wish, code) => {
    const outcome = await signed(key, wish);
    expect(codeOf(outcome)).toBe(code);
    if (outcome.kind === "failed") expect(outcome.cms).toMatch(/^MII/);
  });

  it("[PO23] another authority's key is told where the page asks for the national ones", () => {
    const signer: ClaimedSigner = {
      roles: ["first-head"],
      signs: true,
      iin: null,
      bin,
      notBeforeMs: 0,
      notAfterMs: 10,
      issuerName: "BEKET TEST ROOT",
    };
    expect(keyFault(signer, head, 5, true)).toBe("key-other-authority");
    expect(keyFault({ ...signer, issuerName: "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022" }, head, 5, true)).toBeNull();
    expect(keyFault(signer, head, 5, false)).toBeNull();
    expect(keyFault({ ...signer, notBeforeMs: 6 }, head, 5, false)).toBe("key-not-yet-valid");
  });

  it("[PO23] nothing is sent by itself, and central may be asked all the same", () => {
    const effect = preparing().effects.find(({ kind }) => kind === "prepare");
    if (effect?.kind !== "prepare") throw new Error("the document is asked for");
    const signing: Signing = { kind: "signing", document: checked(documentOf(effect.request)), phase: "connecting", window: null };
    const doubted = stepSigning(signing, { kind: "sign-failed", failure: { code: "key-employee", detail: null }, cms: "MIIB" });
    expect(doubted.kind).toBe("sign-failed");
    expect(stepSigning(doubted, { kind: "send-anyway" })).toMatchObject({ kind: "sending", submission: { cms: "MIIB" } });
    const cancelled = stepSigning(signing, { kind: "sign-failed", failure: { code: "cancelled", detail: null } });
    expect(stepSigning(cancelled, { kind: "send-anyway" })).toBe(cancelled);
  });

  it("[PO24] central's refusal is answered with the key to choose; what no key mends is not", () => {
    expect(keyFaultOf(["eds.role.employee"])).toBe("key-employee");
    expect(keyFaultOf(["application.x", "eds.revocation.revoked"])).toBe("key-revoked");
    expect(keyFaultOf(["eds.revocation.no-evidence", "eds.cms.document-differs"])).toBeNull();
  });
});

describe("older and missing programs", () => {
  it("[PO25] without the basics module the older one signs, and the key is looked at afterwards", async () => {
    expect(codeOf(await signed("e-head", head, { behaviour: { old: true } }))).toBe("signed");
    expect(codeOf(await signed("a-employee", head, { behaviour: { old: true } }))).toBe("key-employee");
    expect(codeOf(await signed("e-head", head, { behaviour: { closes: true } }))).toBe("closed");
  });

  it("[PO25] a program with neither module is too old", async () => {
    const server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request, server) => (server.upgrade(request) ? undefined : new Response(null, { status: 426 })),
      websocket: {
        open: (socket) => void socket.send('{"result":{"version":"1.0"}}'),
        message: (socket) => void socket.send('{"success":false,"errorCode":"MODULE_NOT_FOUND"}'),
      },
    });
    stops.push(() => server.stop(true));
    const sign = createSigner({ urls: [`ws://127.0.0.1:${server.port}`], chain: [], connectLimitMs: 2_000 });
    const outcome = await sign({
      data: "e30=",
      wish: head,
      language: "kk",
      signal: new AbortController().signal,
      onPhase: () => undefined,
    });
    expect(codeOf(outcome)).toBe("too-old");
  });

  it("[PO26] each failure has words in three languages, and each kind of computer its way to start the program", () => {
    for (const code of signFailureCodes)
      for (const language of ["kk", "ru", "en"] as const) {
        expect(failureWords[code].title[language]).toMatch(/\p{L}/u);
        expect(failureWords[code].text[language]).toMatch(/\p{L}/u);
      }
    const agents = {
      windows: "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
      mac: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)",
      linux: "Mozilla/5.0 (X11; Linux x86_64)",
      phone: "Mozilla/5.0 (Linux; Android 13; Pixel 7) Mobile",
    };
    for (const platform of platforms) {
      expect(platformOf(agents[platform])).toBe(platform);
      expect(signerHelp.start[platform].kk).not.toBe("");
    }
  });
});
