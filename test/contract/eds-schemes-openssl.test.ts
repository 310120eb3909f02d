import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { derToPem, pemToBlocks } from "@beket/eds";
import { publicKeyInfoOf, signingKeyFromPkcs8, signMessage, type SigningKey } from "@beket/eds/issue";
import { readPkcs12 } from "@beket/eds/pkcs12";
import { digest } from "../../packages/eds/src/algorithms/digests.ts";
import { encodePssParameters } from "../../packages/eds/src/algorithms/pss-parameters.ts";
import { signRsaPss } from "../../packages/eds/src/algorithms/rsa-pss.ts";
import { signEcdsa } from "../../packages/eds/src/algorithms/ecdsa.ts";
import * as write from "../../packages/eds/src/der/writer.ts";
import { bytesToHex } from "../../packages/eds/src/bytes/bytes.ts";
import { verify } from "../unit/eds/scheme-parts.ts";
import { seeded } from "../unit/eds/world.ts";

// OpenSSL as the other side of RSASSA-PSS, ECDSA and PKCS#12.

const run = (args: readonly string[]): { readonly ok: boolean; readonly out: string } => {
  const done = spawnSync("openssl", args, { encoding: "utf8" });
  return { ok: done.status === 0, out: `${done.stdout ?? ""}${done.stderr ?? ""}` };
};
const version = /^OpenSSL (\d+)/.exec(run(["version"]).out)?.[1];
const isAvailable = Number(version ?? 0) >= 3;
if (!isAvailable) console.warn("SKIPPED: OpenSSL 3 as the other side of schemes and key files");

describe("OpenSSL 3", () => {
  it("is at hand in CI", () => {
    expect(!isAvailable && process.env["CI"] !== undefined).toBe(false);
  });
});

describe.runIf(isAvailable)("against OpenSSL", () => {
  const folder = mkdtempSync(join(tmpdir(), "beket-schemes-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = (name: string): string => join(folder, name);
  const file = (name: string, content: Uint8Array | string): string => {
    writeFileSync(path(name), content);
    return path(name);
  };
  const openssl = (...args: readonly string[]): string => {
    const { ok, out } = run(args);
    if (!ok) throw new Error(`openssl ${args[0] ?? ""}: ${out.slice(0, 200)}`);
    return out;
  };
  /** A private key that OpenSSL made, and its certificate. */
  const newKey = (name: string, ...options: readonly string[]): SigningKey => {
    openssl("genpkey", ...options, "-out", path(`${name}.pem`));
    openssl("req", "-x509", "-new", "-key", path(`${name}.pem`), "-subj", `/CN=${name}`, "-days", "30", "-out", path(`${name}.crt`));
    const [block] = pemToBlocks(readFileSync(path(`${name}.pem`), "utf8"));
    const key = signingKeyFromPkcs8(block?.der ?? new Uint8Array(0));
    if (!key.ok) throw new Error(key.error);
    return key.value;
  };
  const keys = {
    rsa: newKey("rsa", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"),
    odd: newKey("odd", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2049"),
    p256: newKey("p256", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"),
    p384: newKey("p384", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"),
  };
  const message = new TextEncoder().encode("a document");
  const messageFile = file("message", message);
  const publicFile = (key: SigningKey): string => file("public.pem", derToPem("PUBLIC KEY", publicKeyInfoOf(key)));
  const accepts = (hash: string, key: SigningKey, signature: Uint8Array, content: string, options: readonly string[] = []): boolean =>
    run(["dgst", `-${hash}`, ...options, "-verify", publicFile(key), "-signature", file("signature", signature), content]).ok;
  const other = file("other", "another document");

  it.each([
    ["rsa", "sha256", 32],
    ["rsa", "sha384", 0],
    ["rsa", "sha512", 190],
    // One bit more than whole octets: the encoded message is an octet shorter than the modulus.
    ["odd", "sha256", 32],
    ["odd", "sha512", 64],
  ] as const)("[ED86] agrees both ways on RSASSA-PSS with the key %s, %s and %d octets of salt", (name, hash, saltLength) => {
    const key = keys[name];
    if (key.kind !== "rsa") throw new Error("not an RSA key");
    const options = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", `rsa_pss_saltlen:${saltLength}`];
    openssl("dgst", `-${hash}`, ...options, "-sign", path(`${name}.pem`), "-out", path("theirs"), messageFile);
    const algorithm = write.sequence(write.objectIdentifier("1.2.840.113549.1.1.10"), encodePssParameters({ hash, saltLength }));
    const theirs = { algorithm, key: publicKeyInfoOf(key), message, signature: new Uint8Array(readFileSync(path("theirs"))) };
    expect(verify(theirs)).toMatch(new RegExp(`^rsa-pss ${hash} 20(48|49)$`));
    expect(verify({ ...theirs, message: message.subarray(1) })).toBe("signature-wrong: signature-wrong");
    const ours = signRsaPss(key, hash, digest(hash, message), seeded("salt")(saltLength));
    expect(accepts(hash, key, ours, messageFile, options)).toBe(true);
    expect(accepts(hash, key, ours, other, options)).toBe(false);
  });

  it.each([
    ["p256", "sha256", "1.2.840.10045.4.3.2"],
    ["p256", "sha512", "1.2.840.10045.4.3.4"],
    ["p384", "sha256", "1.2.840.10045.4.3.2"],
    ["p384", "sha384", "1.2.840.10045.4.3.3"],
  ] as const)("[ED87] agrees both ways on ECDSA with %s and %s", (name, hash, oid) => {
    const key = keys[name];
    if (key.kind !== "ecdsa-p256" && key.kind !== "ecdsa-p384") throw new Error("not an EC key");
    openssl("dgst", `-${hash}`, "-sign", path(`${name}.pem`), "-out", path("theirs"), messageFile);
    const signature = new Uint8Array(readFileSync(path("theirs")));
    const theirs = { algorithm: write.sequence(write.objectIdentifier(oid)), key: publicKeyInfoOf(key), message, signature };
    expect(verify(theirs)).toBe(`${key.kind} ${hash}`);
    expect(verify({ ...theirs, message: message.subarray(1) })).toBe("signature-wrong: signature-wrong");
    const ours = signEcdsa(key.kind, key.privateKey, digest(hash, message));
    expect(accepts(hash, key, ours, messageFile)).toBe(true);
    expect(accepts(hash, key, ours, other)).toBe(false);
  });

  it("[ED23] agrees on PKCS#1 v1.5, and reads OpenSSL's keys with compressed points", () => {
    const ours = signMessage(keys.rsa, message, seeded("rsa"));
    expect(accepts("sha256", keys.rsa, ours, messageFile)).toBe(true);
    openssl("ec", "-in", path("p256.pem"), "-pubout", "-conv_form", "compressed", "-out", path("compressed.pem"));
    const [info] = pemToBlocks(readFileSync(path("compressed.pem"), "utf8"));
    openssl("dgst", "-sha256", "-sign", path("p256.pem"), "-out", path("theirs"), messageFile);
    const signature = new Uint8Array(readFileSync(path("theirs")));
    const algorithm = write.sequence(write.objectIdentifier("1.2.840.10045.4.3.2"));
    expect(verify({ algorithm, key: info?.der ?? new Uint8Array(0), message, signature })).toBe("ecdsa-p256 sha256");
  });

  it.each([
    ["legacy ciphers", "rsa", ["-legacy"]],
    ["its own", "rsa", []],
    ["its own", "p256", []],
    ["triple DES for both", "p384", ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"]],
    ["many iterations", "p256", ["-iter", "100000"]],
    ["plain contents under a MAC", "rsa", ["-keypbe", "NONE", "-certpbe", "NONE"]],
  ] as const)("[ED91, ED93] opens OpenSSL's key file with %s: %s", (_, name, options) => {
    const args = ["-inkey", path(`${name}.pem`), "-in", path(`${name}.crt`), "-certfile", path("odd.crt"), "-passout", "pass:Кілт-7"];
    openssl("pkcs12", "-export", ...options, ...args, "-name", "Мөр", "-out", path("file.p12"));
    const read = readPkcs12(new Uint8Array(readFileSync(path("file.p12"))), "Кілт-7");
    if (!read.ok) throw new Error(read.error.code);
    const [certificate] = pemToBlocks(readFileSync(path(`${name}.crt`), "utf8"));
    expect(read.value.keys).toHaveLength(1);
    expect(read.value.keys[0]).toMatchObject({ key: keys[name], friendlyName: "Мөр", chain: [] });
    expect(bytesToHex(read.value.keys[0]?.certificate ?? new Uint8Array(0))).toBe(bytesToHex(certificate?.der ?? new Uint8Array(1)));
    expect(read.value.certificates).toHaveLength(2);
  });

  it("[ED91] refuses OpenSSL's key file without a MAC", () => {
    const args = ["-inkey", path("p256.pem"), "-in", path("p256.crt"), "-passout", "pass:Кілт-7", "-nomac"];
    openssl("pkcs12", "-export", ...args, "-out", path("file.p12"));
    const read = readPkcs12(new Uint8Array(readFileSync(path("file.p12"))), "Кілт-7");
    expect(read).toEqual({ ok: false, error: { code: "pkcs12.unprotected", why: "no MacData" } });
  });
});
