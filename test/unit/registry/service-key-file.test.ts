import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signingKeyToJson } from "@beket/eds/issue";
import { systemRandom } from "@beket/node-kit";
import { afterAll, expect, it } from "vitest";
import { readServiceKey, type ServiceKeyDeps } from "../../../central/src/adapters/service-key.ts";
import { authorityTrust, bins, crlsAt, signers, startMs, trustIntermediates } from "../central/support.ts";
import type { Signer } from "../central/people.ts";
import { certificateBag, keyBag, keyFile, password } from "../eds/pkcs12-parts.ts";

const folder = mkdtempSync(join(tmpdir(), "beket-service-key-"));
afterAll(() => rmSync(folder, { recursive: true }));
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
function fileOf(name: string, { key, certificate }: Signer): string {
  const path = join(folder, name);
  const issuers = trustIntermediates.map(base64);
  writeFileSync(
    path,
    JSON.stringify({ format: "beket/demo-key/1", key: signingKeyToJson(key), certificate: base64(certificate), issuers }),
  );
  return path;
}
const deps: ServiceKeyDeps = {
  authorities: [{ authority: "health", bin: bins.health, may: ["exemption"] }],
  trust: () => ({
    anchors: [{ certificate: authorityTrust, purpose: "test" }],
    intermediates: trustIntermediates,
    crls: crlsAt(startMs - 60_000),
  }),
  trustPurpose: "test",
  isDemo: true,
  random: systemRandom,
  now: startMs,
};

it("[RG21] a service key is tried at the start, and belongs to an authority that may exempt", () => {
  const read = readServiceKey(fileOf("good.json", signers.health), null, deps);
  expect(read.ok && read.value.authority).toBe("health");
  const faults = [
    readServiceKey(fileOf("employee.json", signers.employee), null, {
      ...deps,
      authorities: [{ authority: "x", bin: bins.bakery, may: ["exemption"] }],
    }),
    readServiceKey(fileOf("foreign.json", signers.head), null, deps),
    readServiceKey(fileOf("holds.json", signers.health), null, {
      ...deps,
      authorities: [{ authority: "health", bin: bins.health, may: ["hold"] }],
    }),
    readServiceKey(fileOf("stranger.json", signers.health), null, { ...deps, trust: () => ({ anchors: [], intermediates: [], crls: [] }) }),
    readServiceKey(join(folder, "absent"), null, deps),
  ];
  expect(faults.map((one) => (one.ok ? "read" : one.error.replace(`${folder}/`, "")))).toEqual([
    expect.stringMatching(/^employee.json: an act under this key would be refused \(eds\./),
    "foreign.json: no authority with the power to exempt has this key's BIN",
    "holds.json: no authority with the power to exempt has this key's BIN",
    expect.stringMatching(/^stranger.json: an act under this key would be refused \(eds\./),
    "absent cannot be read",
  ]);
});

it("[RG21] a PKCS#12 file is read with its password; in production one of a test authority is refused", () => {
  const { key, certificate } = signers.health;
  const path = join(folder, "service.p12");
  writeFileSync(path, keyFile({ bags: [keyBag(key), certificateBag(certificate), ...trustIntermediates.map(certificateBag)] }));
  const [right, wrong] = [join(folder, "right"), join(folder, "wrong")];
  writeFileSync(right, `${password}\n`);
  writeFileSync(wrong, "Qwerty12\n");
  expect(readServiceKey(path, right, deps)).toMatchObject({ ok: true, value: { authority: "health" } });
  expect(readServiceKey(path, wrong, deps).ok).toBe(false);
  const production = { ...deps, isDemo: false, trustPurpose: "production" as const };
  expect(readServiceKey(path, right, production)).toEqual({
    ok: false,
    error: `${path}: a key of a test authority is refused in production mode`,
  });
  expect(readServiceKey(path, null, production)).toEqual({
    ok: false,
    error: "--service-key needs --service-key-password, a file with the password",
  });
  expect(readServiceKey(fileOf("demo.json", signers.health), right, production).ok).toBe(false);
});
