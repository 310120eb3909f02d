import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyIdOf, signKeySet, type KeyRole } from "@beket/replication";
import { createMqttLink, systemClock, systemRandom } from "@beket/node-kit";
import { Aedes } from "aedes";
import { afterAll, beforeAll, expect, it } from "vitest";
import { demoHealth } from "../../../demo/src/city/health.ts";
import { createTestAuthority } from "./people.ts";
import { until } from "./post.ts";
import { codec, crypto, dayMs, regime, testKeys } from "./support.ts";

const main = new URL("../../../central/src/main.ts", import.meta.url).pathname;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "beket-central-process-"));
  const now = Date.now();
  const authority = createTestAuthority(now);
  mkdirSync(join(folder, "trust"));
  writeFileSync(join(folder, "trust", "root.cer"), authority.anchor);
  writeFileSync(join(folder, "keys.json"), JSON.stringify(keysOf(now)));
  writeFileSync(join(folder, "regimes.json"), JSON.stringify([{ ...regime, validFrom: now - dayMs }]));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The keys of the other tests are valid in their own year; these are valid today. */
function keysOf(now: number) {
  const keys = testKeys();
  const rootSeed = systemRandom(32);
  const key = (role: KeyRole, seed: string) => {
    const publicKey = crypto.ed25519.publicKey(Buffer.from(seed, "hex"));
    return { id: keyIdOf(crypto, publicKey), role, publicKey, notBefore: now - dayMs, notAfter: now + dayMs };
  };
  const pass = keys.passSeed === undefined ? [] : [key("pass", keys.passSeed)];
  const set = { version: 1, issuedAt: now, keys: [key("registry", keys.registrySeed), key("ack", keys.ackSeed), ...pass], revoked: [] };
  const keySet = Buffer.from(signKeySet({ crypto, codec, rootSeed }, set)).toString("base64");
  return { ...keys, keySet, rootPublicKey: Buffer.from(crypto.ed25519.publicKey(rootSeed)).toString("hex") };
}

type Run = {
  readonly exit: Promise<number>;
  readonly line: Promise<string>;
  readonly errors: () => readonly string[];
  readonly stop: () => void;
};
function run(flags: Readonly<Record<string, string | number>>): Run {
  const base = {
    mode: "demo",
    "trust-purpose": "test",
    keys: join(folder, "keys.json"),
    trust: join(folder, "trust"),
    data: join(folder, "data"),
  };
  const given = Object.entries({ ...base, regimes: join(folder, "regimes.json"), port: 0, "broker-port": 0, ...flags });
  const child = spawn(process.execPath, [main, ...given.map(([flag, value]) => `--${flag}=${value}`)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let errors = "";
  const line = Promise.withResolvers<string>();
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
    if (out.includes("\n")) line.resolve(out.trim());
  });
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const exit = new Promise<number>((resolve) => {
    child.on("exit", (code) => {
      line.resolve("");
      resolve(code ?? -1);
    });
  });
  const lines = () => errors.split("\n").filter((text) => text.startsWith("central: "));
  return { exit, line: line.promise, errors: lines, stop: () => child.kill("SIGTERM") };
}

it("[CE29] says where it listens, serves, ends at SIGTERM with 0, and keeps its data for the next start", async () => {
  const first = run({});
  const line = await first.line;
  expect(line).toMatch(/^listening http:\/\/127\.0\.0\.1:\d+$/);
  const health = await fetch(`${line.slice("listening ".length)}/health`);
  expect(health.status).toBe(200);
  first.stop();
  expect(await first.exit).toBe(0);
  const second = run({ regimes: join(folder, "regimes.json") });
  expect(await second.line).toMatch(/^listening /);
  second.stop();
  expect(await second.exit).toBe(0);
});

it("[HD19] rules of the border that do not hold together are one line with their places, and exit code 2", async () => {
  const path = join(folder, "health.json");
  writeFileSync(path, JSON.stringify({ ...demoHealth, forms: [] }));
  const refused = run({ health: path, data: join(folder, "data-health") });
  expect(await refused.exit).toBe(2);
  expect(refused.errors()).toEqual([`central: ${path}: form-missing at rules.forms.0`]);
});

it("[CE29] a folder in use, a taken port and a taken broker port are one line each, with exit code 2", async () => {
  const first = run({ data: join(folder, "busy") });
  const url = new URL((await first.line).slice("listening ".length));
  const inUse = run({ data: join(folder, "busy") });
  expect([await inUse.exit, inUse.errors().length]).toEqual([2, 1]);
  expect(inUse.errors()[0]).toContain("another process is using this data folder");
  const taken = run({ data: join(folder, "other"), port: url.port });
  expect([await taken.exit, taken.errors().length]).toEqual([2, 1]);
  expect(taken.errors()[0]).toContain("is taken by another program");
  const blocker = createServer();
  const port = await new Promise<number>((resolve) => {
    blocker.listen(0, "127.0.0.1", () => {
      const address = blocker.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const broker = run({ data: join(folder, "third"), "broker-port": port });
  expect([await broker.exit, broker.errors().length]).toEqual([2, 1]);
  blocker.close();
  first.stop();
  expect(await first.exit).toBe(0);
});

it("[CE29] every fault of the configuration is told at once", async () => {
  const wrong = run({ mode: "production", keys: join(folder, "keys.json"), trust: "/nowhere", organisations: "/nowhere.ndjson" });
  expect(await wrong.exit).toBe(2);
  const said = wrong.errors().join("\n");
  for (const part of [
    "demo keys are refused",
    "trust folder /nowhere",
    "test trust anchors are refused",
    "production mode needs --operator-token",
    "/nowhere.ndjson cannot be read",
  ])
    expect(said).toContain(part);
});

it("[CE29] production believes no anchor that nobody pinned, and no test anchor whoever pinned it", async () => {
  const trust = join(folder, "trust-production");
  mkdirSync(trust);
  const anchor = createTestAuthority(Date.now()).anchor;
  writeFileSync(join(trust, "root.cer"), anchor);
  const flags = { mode: "production", "trust-purpose": "production", trust, data: join(folder, "data-production") };
  const unpinned = run(flags);
  expect(await unpinned.exit).toBe(2);
  expect(unpinned.errors().join("\n")).toContain("are not pinned");
  for (const purpose of ["test", "production"]) {
    const anchors = [{ sha256: Buffer.from(crypto.sha256(anchor)).toString("hex"), purpose, subject: "ТЕСТ", addedAt: Date.now() }];
    writeFileSync(join(trust, "anchors.json"), JSON.stringify({ format: "beket/anchors/1", anchors }));
    const pinned = run(flags);
    expect(await pinned.exit).toBe(2);
    expect(pinned.errors().join("\n")).toContain("a test anchor is in the trust folder");
  }
});

it("[CE33] a file of services with a fault is one line, and exit code 2", async () => {
  const path = join(folder, "evidence.json");
  writeFileSync(path, JSON.stringify({ format: "beket/evidence/1", services: [{ kind: "ocsp", url: "ldap://x" }] }));
  const wrong = run({ evidence: path, data: join(folder, "data-evidence") });
  expect(await wrong.exit).toBe(2);
  expect(wrong.errors()).toEqual([`central: ${path}: not as expected at services.0.url`]);
});

it("[CE29] a key that the root did not sign is refused", async () => {
  const keys = keysOf(Date.now());
  writeFileSync(join(folder, "unsigned.json"), JSON.stringify({ ...keys, registrySeed: "11".repeat(32) }));
  const wrong = run({ keys: join(folder, "unsigned.json") });
  expect(await wrong.exit).toBe(2);
  expect(wrong.errors()).toEqual([expect.stringContaining("the registry key is refused for city-1 (key-unknown)")]);
});

it("[CE30] with an external broker the signed heads come out there, and are retained", async () => {
  const aedes = await Aedes.createBroker();
  const server = createServer((socket) => {
    aedes.handle(socket);
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const url = `mqtt://127.0.0.1:${port}`;
  const central = run({ data: join(folder, "external"), "broker-url": url });
  expect(await central.line).toMatch(/^listening /);
  const link = createMqttLink({ url, clientId: "reader", clock: systemClock(), random: systemRandom });
  const heads = new Set<string>();
  link.onMessage((topic) => heads.add(topic));
  await link.subscribe("beket/1/reg/+/head");
  await until(() => heads.size === 4);
  expect([...heads].toSorted()).toEqual(["city", "common", "roadblock", "sites"].map((scope) => `beket/1/reg/${scope}-1/head`));
  await link.close();
  central.stop();
  expect(await central.exit).toBe(0);
  await new Promise<void>((resolve) => {
    aedes.close(() => resolve());
  });
  server.close();
});
