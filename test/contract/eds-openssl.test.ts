import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { derToPem } from "@beket/eds";
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
      const algorithm = write.sequence(
        write.objectIdentifier("1.2.643.7.1.1.1.2"),
        write.sequence(write.objectIdentifier("1.2.643.7.1.2.1.2.1"), write.objectIdentifier("1.2.643.7.1.1.2.3")),
      );
      const key = file("key.pem", derToPem("PUBLIC KEY", write.sequence(algorithm, write.bitString(write.octetString(point)))));
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
});
