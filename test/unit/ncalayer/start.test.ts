import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, beforeAll, expect, it } from "vitest";
import { derToPem } from "@beket/eds";
import { issueLeaf, rsaKeyFromJwk } from "@beket/eds/issue";
import { startSimulator } from "../../../demo/src/ncalayer/start.ts";
import { dayMs, headIin, seededRandom, writeDemoKeys, type DemoKeys } from "./demo-keys.ts";

let keys: DemoKeys;
let folder: string;
beforeAll(() => {
  keys = writeDemoKeys(Date.now());
  folder = mkdtempSync(join(tmpdir(), "beket-nc-"));
});
afterAll(() => {
  keys.remove();
  rmSync(folder, { recursive: true });
});

const base = { port: 0, pagePort: 0, headless: true, keyName: null, unfiltered: false, tls: null } as const;

it("[NC11] a taken port, an unreadable folder and an unknown key each give one clear line", async () => {
  const first = startSimulator({ ...base, keysFolder: keys.folder });
  if (!first.ok) throw new Error(first.lines.join());
  const port = Number(new URL(first.value.url).port);
  expect(startSimulator({ ...base, keysFolder: keys.folder, port })).toEqual({
    ok: false,
    lines: [`port ${port} is taken: another NCALayer is running, or choose another port`],
  });
  await first.value.stop();
  expect(startSimulator({ ...base, keysFolder: join(folder, "none") })).toMatchObject({
    ok: false,
    lines: [expect.stringContaining("cannot be read")],
  });
  expect(startSimulator({ ...base, keysFolder: folder })).toEqual({ ok: false, lines: [`no keys in ${folder}`] });
  expect(startSimulator({ ...base, keysFolder: keys.folder, keyName: "nobody" })).toMatchObject({
    ok: false,
    lines: [expect.stringContaining("e-head")],
  });
});

it("[NC11] a broken key file is named without its content", () => {
  writeFileSync(
    join(folder, "broken.json"),
    JSON.stringify({ format: "beket/demo-key/1", key: { kind: "gost512", privateKey: "zz" }, certificate: "AAAA" }),
  );
  expect(startSimulator({ ...base, keysFolder: folder })).toEqual({
    ok: false,
    lines: ["broken.json is not a key file (beket/demo-key/1)"],
  });
});

it("[NC1] greets over TLS too, as the real program does", async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = rsaKeyFromJwk(privateKey.export({ format: "jwk" }));
  if (!key.ok) throw new Error(key.error);
  const person = { surname: "127.0.0.1", givenName: "-", iin: headIin };
  const validity = { notBeforeMs: Date.now() - dayMs, notAfterMs: Date.now() + dayMs };
  const certificate = issueLeaf(keys.root, {
    role: "individual",
    usage: "authentication",
    person,
    key: key.value,
    validity,
    random: seededRandom(7),
  });
  const certFile = join(folder, "tls.crt");
  const keyFile = join(folder, "tls.key");
  writeFileSync(certFile, derToPem("CERTIFICATE", certificate));
  writeFileSync(keyFile, privateKey.export({ format: "pem", type: "pkcs8" }));
  const started = startSimulator({ ...base, keysFolder: keys.folder, tls: { certFile, keyFile } });
  if (!started.ok) throw new Error(started.lines.join());
  expect(started.value.url).toMatch(/^wss:/);
  const { port } = new URL(started.value.url);
  const socket = connect({ host: "127.0.0.1", port: Number(port), rejectUnauthorized: false });
  const greeting = await new Promise<string>((resolve, reject) => {
    let seen = "";
    socket.on("error", reject);
    socket.on("data", (bytes) => {
      seen += bytes.toString("latin1");
      if (seen.includes("}}")) resolve(seen);
    });
    const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==";
    socket.on("secureConnect", () => socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${upgrade}\r\n\r\n`));
  });
  expect(greeting).toContain("101 Switching Protocols");
  expect(greeting).toContain('{"result":{"version":"1.4"}}');
  socket.destroy();
  await started.value.stop();
});
