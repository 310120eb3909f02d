import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { derToPem, parseCertificate } from "@beket/eds";
import { generateGost512PrivateKey, gost512PublicKeyOf, signGost512 } from "../../packages/eds/src/algorithms/gost512.ts";
import { streebog256, streebog512 } from "../../packages/eds/src/algorithms/streebog.ts";
import { bytesToHex, reversed } from "../../packages/eds/src/bytes/bytes.ts";
import * as write from "../../packages/eds/src/der/writer.ts";
import { seeded } from "../unit/eds/world.ts";

// An implementation that shares nothing with ours: Debian's libengine-gost-openssl. It knows the Russian names of
// the key and wants a signature in RFC 9215's octet order, which is ours reversed.

const openssl = (args: readonly string[]): { readonly ok: boolean; readonly out: string } => {
  const run = spawnSync("openssl", args, { encoding: "utf8" });
  return { ok: run.status === 0, out: `${run.stdout ?? ""}${run.stderr ?? ""}` };
};

const isAvailable = openssl(["engine", "gost"]).out.includes("(gost)");
if (!isAvailable) console.warn("SKIPPED: the OpenSSL oracle (install libengine-gost-openssl)");

describe("the independent oracle", () => {
  it("is at hand in CI", () => {
    expect(!isAvailable && process.env["CI"] !== undefined).toBe(false);
  });
});

describe.runIf(isAvailable)("against OpenSSL's gost engine", () => {
  const folder = mkdtempSync(join(tmpdir(), "beket-eds-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  const keyFile = (point: Uint8Array): string => {
    const algorithm = write.sequence(
      write.objectIdentifier("1.2.643.7.1.1.1.2"),
      write.sequence(write.objectIdentifier("1.2.643.7.1.2.1.2.1"), write.objectIdentifier("1.2.643.7.1.1.2.3")),
    );
    const info = write.sequence(algorithm, write.bitString(write.octetString(point)));
    return file("key.pem", derToPem("PUBLIC KEY", info));
  };

  it("[ED20] agrees on Streebog", () => {
    const random = seeded("openssl/hash");
    for (const length of [0, 1, 31, 63, 64, 65, 1000, 100_000]) {
      const message = random(length);
      const path = file("message", message);
      for (const [name, hash] of [
        ["md_gost12_512", streebog512],
        ["md_gost12_256", streebog256],
      ] as const) {
        const { out } = openssl(["dgst", "-engine", "gost", `-${name}`, "-r", path]);
        expect(/\b([0-9a-f]{64,128}) /.exec(out)?.[1]).toBe(bytesToHex(hash(message)));
      }
    }
  });

  it("[ED21] accepts our signatures, and refuses them over another message", () => {
    const random = seeded("openssl/signature");
    for (let round = 0; round < 5; round += 1) {
      const privateKey = generateGost512PrivateKey(random);
      const point = gost512PublicKeyOf(privateKey);
      if (point === undefined) throw new Error("no key");
      const key = keyFile(point);
      const message = random(200 * round + 1);
      const signature = file("signature", reversed(signGost512(privateKey, streebog512(message), random)));
      const verify = (content: Uint8Array): { readonly ok: boolean; readonly out: string } =>
        openssl(["dgst", "-engine", "gost", "-md_gost12_512", "-verify", key, "-signature", signature, file("message", content)]);
      const accepted = verify(message);
      expect(accepted.out).toContain("Verified OK");
      expect(accepted.ok).toBe(true);
      const bent = Uint8Array.from(message);
      bent[0] = (bent[0] ?? 0) ^ 1;
      expect(verify(bent).ok).toBe(false);
    }
  });

  const folderOfSamples = process.env["BEKET_EDS_DATA"];
  if (folderOfSamples === undefined) console.warn("SKIPPED: the national CA's own signatures (set BEKET_EDS_DATA)");

  it.runIf(folderOfSamples !== undefined)("[ED21] agrees that the national test root signed the issuing CA", () => {
    const read = (path: string): Uint8Array => new Uint8Array(readFileSync(join(folderOfSamples ?? "", "nca-test/sdk", path)));
    const root = parseCertificate(read("root_test_gost_2022.cer"));
    const issuing = parseCertificate(read("nca_gost2022_test.cer"));
    if (root === undefined || issuing === undefined) throw new Error("not a certificate");
    // SubjectPublicKeyInfo ends with the 128 octets of the point.
    const key = keyFile(root.publicKeyInfo.slice(-128));
    const signature = file("signature", reversed(issuing.signature));
    const dgst = ["dgst", "-engine", "gost", "-md_gost12_512", "-verify", key, "-signature", signature];
    expect(openssl([...dgst, file("message", issuing.tbs)]).out).toContain("Verified OK");
    expect(openssl([...dgst, file("message", issuing.tbs.subarray(1))]).ok).toBe(false);
  });
});
