import { publicKeyInfoOf, signMessage, type SigningKey } from "@beket/eds/issue";
import { verifySignature, type PublicKey } from "../../../packages/eds/src/algorithms/signatures.ts";
import { bytesToHex, hexToBytes } from "../../../packages/eds/src/bytes/bytes.ts";
import { readDer, type DerNode } from "../../../packages/eds/src/der/reader.ts";
import { signatureAlgorithmOf } from "../../../packages/eds/src/issue/keys.ts";
import { algorithmIdentifierOf, type AlgorithmIdentifier } from "../../../packages/eds/src/x509/algorithm-identifier.ts";
import { publicKeyOf } from "../../../packages/eds/src/x509/public-key.ts";
import { seeded } from "./world.ts";

export const bytes = (hex: string): Uint8Array => {
  const out = hexToBytes(hex);
  if (out === undefined) throw new Error("not hexadecimal");
  return out;
};

export const hex = bytesToHex;

export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

const node = (der: Uint8Array): DerNode => {
  const read = readDer(der);
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
};

export const algorithm = (der: Uint8Array): AlgorithmIdentifier => algorithmIdentifierOf(node(der));

/** The key of a SubjectPublicKeyInfo. */
export const publicKey = (der: Uint8Array): PublicKey => publicKeyOf(node(der));

/** `ok` with what was used, or the code and why. */
export type Outcome = string;

export const verify = (input: {
  readonly algorithm: Uint8Array;
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly digest?: "sha1" | "sha256" | "sha384" | "sha512" | "streebog256" | "streebog512" | "gost94";
}): Outcome => {
  const verified = verifySignature({
    algorithm: algorithm(input.algorithm),
    key: publicKey(input.key),
    message: input.message,
    signature: input.signature,
    ...(input.digest && { digest: input.digest }),
  });
  if (!verified.ok) return `${verified.error.code.replace("eds.crypto.", "")}: ${verified.error.why}`;
  const { digest, key, keyBits } = verified.value;
  return keyBits === undefined ? `${key} ${digest}` : `${key} ${digest} ${keyBits}`;
};

/** A signature of `key` with all that it takes to prove it. */
export const signed = (key: SigningKey, message: Uint8Array) => ({
  algorithm: signatureAlgorithmOf(key),
  key: publicKeyInfoOf(key),
  message,
  signature: signMessage(key, message, seeded("signature")),
});
