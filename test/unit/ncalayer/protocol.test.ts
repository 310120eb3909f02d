import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NCALayerClient } from "ncalayer-js-client";
import { permitPolicy, validateSignature, withTestAnchors, type ValidationReport } from "@beket/eds";
import { startSimulator, type SimulatorConfig, type Started } from "../../../demo/src/ncalayer/start.ts";
import { bin, headIin, otherBin, proprietorIin, writeDemoKeys, type DemoKeys } from "./demo-keys.ts";

const nowMs = Date.now();
let keys: DemoKeys;
const running: Started[] = [];

beforeAll(() => {
  keys = writeDemoKeys(nowMs);
});
afterAll(async () => {
  await Promise.all(running.map(({ stop }) => stop()));
  keys.remove();
});

const base = { port: 0, pagePort: 0, headless: true, keyName: null, unfiltered: false, tls: null } as const;

function start(config: Partial<SimulatorConfig> = {}): Started {
  const started = startSimulator({ ...base, keysFolder: keys.folder, ...config });
  if (!started.ok) throw new Error(started.lines.join("; "));
  running.push(started.value);
  return started.value;
}

async function connected(simulator: Started): Promise<NCALayerClient> {
  const client = new NCALayerClient(simulator.url, false);
  expect(await client.connect()).toBe("1.4");
  return client;
}

const document = new TextEncoder().encode('{"type":"beket/application/1","бағыт":"қала"}');
const data = Buffer.from(document).toString("base64");
const detached = NCALayerClient.basicsCMSParamsDetachedNoTSP;
const head = { ...NCALayerClient.basicsSignerSignHead, chain: [] };

function validate(
  cms: unknown,
  expected: { readonly bin?: string; readonly iin?: string },
  content: Uint8Array = document,
): ValidationReport {
  if (typeof cms !== "string") throw new Error("a CMS in base64");
  return validateSignature({
    cms: new Uint8Array(Buffer.from(cms, "base64")),
    document: content,
    trustAnchors: [{ certificate: keys.root.certificate, purpose: "test" }],
    intermediates: [],
    crls: [keys.crl],
    validationTimeMs: nowMs,
    policy: withTestAnchors(permitPolicy),
    expected,
  });
}

/** Sends frames over a bare WebSocket and collects as many replies. */
async function frames(simulator: Started, texts: readonly string[]): Promise<readonly unknown[]> {
  const socket = new WebSocket(simulator.url);
  const replies: unknown[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.addEventListener("error", () => reject(new Error("no connection")));
  socket.addEventListener("message", ({ data }) => {
    replies.push(data);
    if (replies.length === 1) for (const text of texts) socket.send(text);
    if (replies.length === texts.length + 1) resolve();
  });
  await promise;
  socket.close();
  return replies;
}

describe("the frames", () => {
  it("[NC1] greets, echoes the heartbeat and refuses unknown modules", async () => {
    const replies = await frames(start(), [
      "--heartbeat--",
      '{"module":"kz.digiflow.mobile.extensions","method":"getVersion"}',
      "not json",
    ]);
    expect(replies.slice(0, 3)).toEqual([
      '{"result":{"version":"1.4"}}',
      "--heartbeat--",
      '{"success":false,"errorCode":"MODULE_NOT_FOUND"}',
    ]);
    expect(JSON.parse(String(replies[3]))).toMatchObject({ status: false, code: "BAD_JSON" });
  });

  it("[NC2] answers calls one at a time and in order", async () => {
    const sign = (text: string) =>
      JSON.stringify({
        module: "kz.gov.pki.knca.basics",
        method: "sign",
        args: {
          format: "cms",
          data: Buffer.from(text).toString("base64"),
          signingParams: { decode: true, encapsulate: true },
          signerParams: head,
        },
      });
    const replies = await frames(start(), [sign("one"), "--heartbeat--", sign("two")]);
    const contents = [replies[1], replies[3]].map((text) =>
      Buffer.from(JSON.parse(String(text)).body.result[0], "base64").toString("latin1"),
    );
    expect(contents[0]).toContain("one");
    expect(replies[2]).toBe("--heartbeat--");
    expect(contents[1]).toContain("two");
  });

  it("[NC3] refuses what it cannot do instead of pretending", async () => {
    const client = await connected(start());
    const withTime = { ...detached, tsaProfile: {} };
    await expect(client.basicsSignCMS(null, data, withTime, head)).rejects.toThrow(/TSA_UNAVAILABLE/);
    await expect(client.basicsSignCMS(null, data, { ...detached, digested: true }, head)).rejects.toThrow(/UNSUPPORTED/);
    await expect(client.basicsSignCMS(["AKKaztokenStore"], data, detached, head)).rejects.toThrow(/NO_STORAGE/);
    await expect(client.basicsSignCMS(null, "not base64!", detached, head)).rejects.toThrow(/BAD_ARGUMENTS/);
  });
});

describe("signing with the basics module", () => {
  it("[NC4] gives a detached CMS that the validator passes for the head's BIN", async () => {
    const client = await connected(start());
    const cms = await client.basicsSignCMS(null, data, detached, { ...head, bin });
    const report = validate(cms, { bin });
    expect(report.indication).toBe("TOTAL_PASSED");
    expect(report.signer).toMatchObject({ bin, iin: headIin });
    expect(Buffer.from(String(cms), "base64").includes(Buffer.from(document))).toBe(false);
    expect(validate(cms, { bin }, new TextEncoder().encode("{}")).reason).toBe("eds.cms.document-differs");
  });

  it("[NC4] encloses the content when asked to", async () => {
    const client = await connected(start());
    const cms = await client.basicsSignCMS(null, data, { ...detached, encapsulate: true }, head);
    expect(Buffer.from(String(cms), "base64").includes(Buffer.from(document))).toBe(true);
  });

  it("[NC5] offers only keys that fit role, BIN, IIN and validity", async () => {
    const simulator = start();
    const other = await connected(simulator);
    const cms = await other.basicsSignCMS(null, data, detached, { ...head, bin: otherBin });
    expect(validate(cms, { bin: otherBin }).indication).toBe("TOTAL_PASSED");
    const person = await connected(simulator);
    const own = await person.basicsSignCMS(null, data, detached, {
      ...NCALayerClient.basicsSignerSignPerson,
      iin: proprietorIin,
      chain: [],
    });
    expect(validate(own, { iin: proprietorIin }).indication).toBe("TOTAL_PASSED");
    const nobody = await connected(simulator);
    await expect(nobody.basicsSignCMS(null, data, detached, { ...head, bin: "961141000023" })).rejects.toThrow(/NO_MATCHING_KEY/);
  });

  it("[NC5] a named key that is expired or a sign-in key does not fit", async () => {
    for (const keyName of ["b-expired-head", "d-sign-in", "a-employee"]) {
      const client = await connected(start({ keyName }));
      await expect(client.basicsSignCMS(null, data, detached, { ...head, bin })).rejects.toThrow(/NO_MATCHING_KEY/);
    }
  });

  it("[NC6] without a chain only the national CA's keys fit, so a demonstration key does not", async () => {
    const client = await connected(start());
    await expect(client.basicsSignCMS(null, data, detached, NCALayerClient.basicsSignerSignHead)).rejects.toThrow(
      /NO_MATCHING_KEY: no key fits.*chain/,
    );
    const named = await connected(start());
    const chain = [Buffer.from(keys.root.certificate).toString("base64")];
    expect(validate(await named.basicsSignCMS(null, data, detached, { ...head, bin, chain }), { bin }).indication).toBe("TOTAL_PASSED");
  });

  it("[NC7] unfiltered, a wrong key signs and the validator refuses it with its own reason", async () => {
    const reasons: Record<string, string | undefined> = {};
    for (const keyName of ["a-employee", "b-expired-head", "c-other-head", "d-sign-in"]) {
      const client = await connected(start({ keyName, unfiltered: true }));
      reasons[keyName] = validate(await client.basicsSignCMS(null, data, detached, { ...head, bin }), { bin }).reason;
    }
    expect(reasons).toEqual({
      "a-employee": "eds.role.employee",
      "b-expired-head": "eds.certificate.expired",
      "c-other-head": "eds.subject.bin-differs",
      "d-sign-in": "eds.key.authentication",
    });
  });
});

describe("the legacy module", () => {
  it("[NC8] signs by position, tells the key and the tokens, and changes the language", async () => {
    const client = await connected(start({ keyName: "e-head" }));
    expect(validate(await client.createCAdESFromBase64("PKCS12", data), { bin }).indication).toBe("TOTAL_PASSED");
    expect(await client.getKeyInfo("PKCS12")).toMatchObject({ alias: "e-head", algorithm: "GOST 34.310-2015" });
    expect(await client.getActiveTokens()).toEqual([]);
    expect(await client.changeLocale("kk")).toBeNull();
  });

  it("[NC8] signing and sign-in keys are told apart", async () => {
    const client = await connected(start({ keyName: "d-sign-in" }));
    await expect(client.createCAdESFromBase64("PKCS12", data, "SIGNATURE")).rejects.toThrow(/500/);
    expect(typeof (await client.createCAdESFromBase64("PKCS12", data, "AUTHENTICATION"))).toBe("string");
  });
});
