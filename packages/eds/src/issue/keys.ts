import { digest } from "../algorithms/digests.ts";
import { generateGost512PrivateKey, gost512PublicKeyOf, signGost512 } from "../algorithms/gost512.ts";
import { digestOids, type DigestName } from "../algorithms/digests.ts";
import { checkRsaPublicKey, signRsa } from "../algorithms/rsa.ts";
import { signatureOids } from "../algorithms/signatures.ts";
import { base64ToBytes } from "../bytes/base64.ts";
import { bytesToNumber } from "../bytes/bytes.ts";
import { bitString, integer, nullValue, objectIdentifier, octetString, sequence } from "../der/writer.ts";
import { contentOf, readDer } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { attempt, cursorOver, demand, expectTag, oidOf, unsignedOf } from "../der/values.ts";
import { assert, failure, ok, type Result } from "../result.ts";
import { keyOids } from "../x509/public-key.ts";

/** Where randomness comes from: exactly `length` octets, fit for keys unless the keys are for a test. */
export type Random = (length: number) => Uint8Array;

/** A private key for signing. */
export type SigningKey =
  | { readonly kind: "gost512"; readonly privateKey: bigint }
  | { readonly kind: "rsa"; readonly n: bigint; readonly e: bigint; readonly d: bigint };

/** The key as JSON for tests and the demo: hexadecimal digits, not encrypted. */
export type SigningKeyJson =
  | { readonly kind: "gost512"; readonly privateKey: string }
  | { readonly kind: "rsa"; readonly n: string; readonly e: string; readonly d: string };

export const generateGost512Key = (random: Random): SigningKey => ({
  kind: "gost512",
  privateKey: generateGost512PrivateKey(random),
});

const checked = (key: SigningKey): Result<SigningKey, "signing-key-invalid"> => {
  if (key.kind === "gost512") return gost512PublicKeyOf(key.privateKey) ? ok(key) : failure("signing-key-invalid");
  return checkRsaPublicKey(key.n, key.e).ok && key.d > 0n && key.d < key.n ? ok(key) : failure("signing-key-invalid");
};

export const signingKeyToJson = (key: SigningKey): SigningKeyJson =>
  key.kind === "gost512"
    ? { kind: "gost512", privateKey: key.privateKey.toString(16) }
    : { kind: "rsa", n: key.n.toString(16), e: key.e.toString(16), d: key.d.toString(16) };

const hexDigitsMax = 1024;

const hexField = (value: object, name: string): bigint | undefined => {
  const field: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof field === "string" && field.length <= hexDigitsMax && /^[0-9a-f]+$/.test(field) ? BigInt(`0x${field}`) : undefined;
};

/** The key of a parsed JSON value as `signingKeyToJson` writes it. */
export const parseSigningKey = (value: unknown): Result<SigningKey, "signing-key-invalid"> => {
  if (typeof value !== "object" || value === null || !("kind" in value)) return failure("signing-key-invalid");
  if (value.kind === "gost512") {
    const privateKey = hexField(value, "privateKey");
    return privateKey === undefined ? failure("signing-key-invalid") : checked({ kind: "gost512", privateKey });
  }
  const [n, e, d] = [hexField(value, "n"), hexField(value, "e"), hexField(value, "d")];
  if (value.kind !== "rsa" || n === undefined || e === undefined || d === undefined) return failure("signing-key-invalid");
  return checked({ kind: "rsa", n, e, d });
};

/** The RSA key of a JWK, RFC 7518 section 6.3; primes are not needed. */
export const rsaKeyFromJwk = (jwk: {
  readonly n?: string | undefined;
  readonly e?: string | undefined;
  readonly d?: string | undefined;
}): Result<SigningKey, "signing-key-invalid"> => {
  const [n, e, d] = [jwk.n, jwk.e, jwk.d].map((text) => {
    if (text === undefined || text.length > 2048) return undefined;
    const padded = text
      .replaceAll("-", "+")
      .replaceAll("_", "/")
      .padEnd(Math.ceil(text.length / 4) * 4, "=");
    const bytes = base64ToBytes(padded);
    return bytes && bytesToNumber(bytes);
  });
  return n === undefined || e === undefined || d === undefined ? failure("signing-key-invalid") : checked({ kind: "rsa", n, e, d });
};

/** The RSA key of an unencrypted PKCS#8 PrivateKeyInfo, RFC 5208 section 5. */
export const rsaKeyFromPkcs8 = (der: Uint8Array): Result<SigningKey, "signing-key-invalid"> => {
  const key = attempt((): SigningKey => {
    const outer = readDer(der);
    demand(outer.ok, "DER");
    const info = cursorOver(expectTag(outer.value, tags.sequence));
    info.take(tags.integer);
    demand(oidOf(cursorOver(info.take(tags.sequence)).takeAny()) === keyOids.rsa, "an RSA key");
    const inner = readDer(contentOf(info.take(tags.octetString)));
    demand(inner.ok, "DER");
    const numbers = cursorOver(expectTag(inner.value, tags.sequence));
    numbers.take(tags.integer);
    const [n, e, d] = [0, 1, 2].map(() => unsignedOf(numbers.take(tags.integer), 8192));
    demand(n !== undefined && e !== undefined && d !== undefined, "three numbers");
    return { kind: "rsa", n, e, d };
  });
  return key === undefined ? failure("signing-key-invalid") : checked(key);
};

/** SubjectPublicKeyInfo in the national layout. DER. */
export const publicKeyInfoOf = (key: SigningKey): Uint8Array => {
  if (key.kind === "rsa") {
    const algorithm = sequence(objectIdentifier(keyOids.rsa), nullValue);
    return sequence(algorithm, bitString(sequence(integer(key.n), integer(key.e))));
  }
  const point = gost512PublicKeyOf(key.privateKey);
  assert(point !== undefined, "a private key in its range");
  const parameters = sequence(objectIdentifier(keyOids.gost512ParamSetA), objectIdentifier(digestOids.streebog512));
  return sequence(sequence(objectIdentifier(keyOids.gost512), parameters), bitString(octetString(point)));
};

/** The digest that belongs to a key in the national profile. */
export const digestOfKey = (key: SigningKey): DigestName => (key.kind === "gost512" ? "streebog512" : "sha256");

/** AlgorithmIdentifier of the signatures of a key, with NULL as the national CA writes it. DER. */
export const signatureAlgorithmOf = (key: SigningKey): Uint8Array =>
  sequence(objectIdentifier(key.kind === "gost512" ? signatureOids.gost512 : signatureOids.sha256WithRsa), nullValue);

/** The octets of a signature over `message` in the national layout. */
export const signMessage = (key: SigningKey, message: Uint8Array, random: Random): Uint8Array =>
  key.kind === "gost512"
    ? signGost512(key.privateKey, digest("streebog512", message), random)
    : signRsa(key, "sha256", digest("sha256", message));
