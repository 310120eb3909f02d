import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { derToPem } from "@beket/eds";
import type { GostSchemeName } from "../../../packages/eds/src/algorithms/gost-scheme.ts";
import { reversed } from "../../../packages/eds/src/bytes/bytes.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";

// An implementation that shares nothing with ours: Debian's libengine-gost-openssl. It knows the Russian names of keys and
// wants a signature in RFC 9215's octet order, which is ours reversed.

const openssl = (args: readonly string[]): { readonly isOk: boolean; readonly out: string } => {
  const run = spawnSync("openssl", args, { encoding: "utf8" });
  return { isOk: run.status === 0, out: `${run.stdout ?? ""}${run.stderr ?? ""}` };
};

export const hasGostEngine: boolean = openssl(["engine", "gost"]).out.includes("(gost)");
if (!hasGostEngine) console.warn("SKIPPED: the OpenSSL oracle (install libengine-gost-openssl)");

type RussianNames = { readonly key: string; readonly curve: string; readonly digest: string; readonly hash: string };

const names: Readonly<Record<GostSchemeName, RussianNames>> = {
  "gost2015-512": { key: "1.2.643.7.1.1.1.2", curve: "1.2.643.7.1.2.1.2.1", digest: "1.2.643.7.1.1.2.3", hash: "md_gost12_512" },
  "gost2015-256": { key: "1.2.643.7.1.1.1.1", curve: "1.2.643.7.1.2.1.1.1", digest: "1.2.643.7.1.1.2.2", hash: "md_gost12_256" },
  // Its hash has CryptoPro's substitution, not the national one: sign and verify digests, not messages.
  gost2004: { key: "1.2.643.2.2.19", curve: "1.2.643.2.2.35.1", digest: "1.2.643.2.2.30.1", hash: "md_gost94" },
};

const algorithmOf = ({ key, curve, digest }: RussianNames): Uint8Array =>
  write.sequence(write.objectIdentifier(key), write.sequence(write.objectIdentifier(curve), write.objectIdentifier(digest)));

export type GostEngine = {
  readonly hash: (name: "md_gost12_512" | "md_gost12_256" | "md_gost94", message: Uint8Array) => string;
  /** Whether a signature in our layout proves a digest, given the octets x‖y. */
  readonly verifyDigest: (scheme: GostSchemeName, key: Uint8Array, digest: Uint8Array, signature: Uint8Array) => boolean;
  /** The same over a message, hashed by the engine too. */
  readonly verifyMessage: (scheme: GostSchemeName, key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
  /** A signature in our layout, by a private key of little-endian octets. */
  readonly signDigest: (scheme: GostSchemeName, privateKey: Uint8Array, digest: Uint8Array) => Uint8Array;
  /** The octets x‖y of that private key. */
  readonly publicKeyOf: (scheme: GostSchemeName, privateKey: Uint8Array) => Uint8Array;
  readonly close: () => void;
};

export const openGostEngine = (): GostEngine => {
  const folder = mkdtempSync(join(tmpdir(), "beket-gost-"));
  const file = (name: string, content: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const run = (...args: readonly string[]) => openssl([args[0] ?? "", "-engine", "gost", ...args.slice(1)]);
  const publicKey = (scheme: GostSchemeName, key: Uint8Array): string => {
    const info = write.sequence(algorithmOf(names[scheme]), write.bitString(write.octetString(key)));
    return file("public.pem", derToPem("PUBLIC KEY", info));
  };
  const privateKeyFile = (scheme: GostSchemeName, privateKey: Uint8Array): string => {
    const info = write.sequence(write.integer(0n), algorithmOf(names[scheme]), write.octetString(privateKey));
    return file("private.pem", derToPem("PRIVATE KEY", info));
  };
  /** A refusal has its own words: anything else that goes wrong is no verdict. */
  const verdict = ({ isOk, out }: { readonly isOk: boolean; readonly out: string }): boolean => {
    if (isOk && /Verified (OK|Successfully)/i.test(out)) return true;
    if (!isOk && /Verification failure|Verification Failure|Signature Verification Failure/i.test(out)) return false;
    throw new Error(`the engine gives no verdict: ${out}`);
  };

  return {
    hash: (name, message) => {
      const { out } = run("dgst", `-${name}`, "-r", file("message", message));
      const found = /\b([0-9a-f]{64,128}) /.exec(out)?.[1];
      if (found === undefined) throw new Error(`the engine gives no hash: ${out}`);
      return found;
    },
    verifyDigest: (scheme, key, digest, signature) =>
      verdict(
        run(
          "pkeyutl",
          "-verify",
          "-pubin",
          "-inkey",
          publicKey(scheme, key),
          "-in",
          file("digest", digest),
          "-sigfile",
          file("signature", reversed(signature)),
        ),
      ),
    verifyMessage: (scheme, key, message, signature) =>
      verdict(
        run(
          "dgst",
          `-${names[scheme].hash}`,
          "-verify",
          publicKey(scheme, key),
          "-signature",
          file("signature", reversed(signature)),
          file("message", message),
        ),
      ),
    signDigest: (scheme, privateKey, digest) => {
      const out = file("signature", "");
      const { isOk, out: words } = run(
        "pkeyutl",
        "-sign",
        "-inkey",
        privateKeyFile(scheme, privateKey),
        "-in",
        file("digest", digest),
        "-out",
        out,
      );
      if (!isOk) throw new Error(`the engine does not sign: ${words}`);
      return reversed(new Uint8Array(readFileSync(out)));
    },
    publicKeyOf: (scheme, privateKey) => {
      const out = file("public.der", "");
      const made = run("pkey", "-in", privateKeyFile(scheme, privateKey), "-pubout", "-outform", "DER", "-out", out);
      if (!made.isOk) throw new Error(`the engine makes no key: ${made.out}`);
      // SubjectPublicKeyInfo ends with the octets of the point.
      return new Uint8Array(readFileSync(out)).slice(-2 * privateKey.length);
    },
    close: () => rmSync(folder, { recursive: true }),
  };
};
