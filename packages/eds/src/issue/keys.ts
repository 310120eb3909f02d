import { digest, digestLengths, type DigestName } from "../algorithms/digests.ts";
import { curveOids, ecdsaPointOf, generateEcdsaPrivateKey, signEcdsa, type EcdsaCurve } from "../algorithms/ecdsa.ts";
import { gostScheme, type GostSchemeName } from "../algorithms/gost-scheme.ts";
import { encodePssParameters } from "../algorithms/pss-parameters.ts";
import { checkRsaNumbers, signRsa } from "../algorithms/rsa.ts";
import { signRsaPss, type PssParameters } from "../algorithms/rsa-pss.ts";
import { signatureOids } from "../algorithms/signatures.ts";
import { bitString, integer, nullValue, objectIdentifier, octetString, sequence } from "../der/writer.ts";
import { assert } from "../result.ts";
import { gostKeyOids, keyOids } from "../x509/public-key.ts";

/** Where randomness comes from: exactly `length` octets, fit for keys unless the keys are for a test. */
export type Random = (length: number) => Uint8Array;

/** GOST 34.310-2015 with 512 and 256 bits, and GOST 34.310-2004. */
export type GostKeyKind = "gost512" | "gost256" | "gost2004";

/** A private key for signing: `rsa` signs with PKCS#1 v1.5, `rsa-pss` with RSASSA-PSS; both are the same key in a certificate. */
export type SigningKey =
  | { readonly kind: GostKeyKind; readonly privateKey: bigint }
  | { readonly kind: "rsa" | "rsa-pss"; readonly n: bigint; readonly e: bigint; readonly d: bigint }
  | { readonly kind: EcdsaCurve; readonly privateKey: bigint };

export const schemeNames = {
  gost512: "gost2015-512",
  gost256: "gost2015-256",
  gost2004: "gost2004",
} as const satisfies Readonly<Record<GostKeyKind, GostSchemeName>>;

const pss: PssParameters = { hash: "sha256", saltLength: digestLengths.sha256 };

/** A fresh GOST 34.10-2015 key of 512 bits. */
export const generateGost512Key = (random: Random): SigningKey => generateKey("gost512", random);

/** A new key of any kind but RSA, for which large primes would have to be found. */
export const generateKey = (kind: GostKeyKind | EcdsaCurve, random: Random): SigningKey =>
  kind === "ecdsa-p256" || kind === "ecdsa-p384"
    ? { kind, privateKey: generateEcdsaPrivateKey(kind, random) }
    : { kind, privateKey: gostScheme(schemeNames[kind]).generate(random) };

/** True when the numbers are in their ranges. That an RSA exponent belongs to its modulus shows at the first signature. */
export const isWholeKey = (key: SigningKey): boolean => {
  switch (key.kind) {
    case "rsa":
    case "rsa-pss":
      return checkRsaNumbers(key.n, key.e).ok && key.d > 0n && key.d < key.n;
    case "ecdsa-p256":
    case "ecdsa-p384":
      return ecdsaPointOf(key.kind, key.privateKey) !== undefined;
    case "gost512":
    case "gost256":
    case "gost2004":
      return gostScheme(schemeNames[key.kind]).publicKeyOf(key.privateKey) !== undefined;
  }
};

/** SubjectPublicKeyInfo, in the national layout for the national algorithms. DER. */
export const publicKeyInfoOf = (key: SigningKey): Uint8Array => {
  switch (key.kind) {
    case "rsa":
    case "rsa-pss":
      return sequence(sequence(objectIdentifier(keyOids.rsa), nullValue), bitString(sequence(integer(key.n), integer(key.e))));
    case "ecdsa-p256":
    case "ecdsa-p384": {
      const point = ecdsaPointOf(key.kind, key.privateKey);
      assert(point !== undefined, "a private key in its range");
      return sequence(sequence(objectIdentifier(keyOids.ec), objectIdentifier(curveOids[key.kind])), bitString(point));
    }
    case "gost512":
    case "gost256":
    case "gost2004": {
      const name = schemeNames[key.kind];
      const point = gostScheme(name).publicKeyOf(key.privateKey);
      assert(point !== undefined, "a private key in its range");
      const oids = gostKeyOids[name];
      const parameters = sequence(objectIdentifier(oids.curve), objectIdentifier(oids.digest));
      return sequence(sequence(objectIdentifier(oids.key), parameters), bitString(octetString(point)));
    }
  }
};

/** The digest that a key signs here. */
export const digestOfKey = (key: SigningKey): DigestName => {
  switch (key.kind) {
    case "rsa":
    case "rsa-pss":
    case "ecdsa-p256":
      return "sha256";
    case "ecdsa-p384":
      return "sha384";
    case "gost512":
    case "gost256":
    case "gost2004":
      return gostScheme(schemeNames[key.kind]).digest;
  }
};

/** AlgorithmIdentifier of the signatures of a key, with NULL where the national CA writes it. DER. */
export const signatureAlgorithmOf = (key: SigningKey): Uint8Array => {
  switch (key.kind) {
    case "rsa":
      return sequence(objectIdentifier(signatureOids.sha256WithRsa), nullValue);
    case "rsa-pss":
      return sequence(objectIdentifier(signatureOids.rsaPss), encodePssParameters(pss));
    case "ecdsa-p256":
      return sequence(objectIdentifier(signatureOids.ecdsaWithSha256));
    case "ecdsa-p384":
      return sequence(objectIdentifier(signatureOids.ecdsaWithSha384));
    case "gost512":
    case "gost256":
    case "gost2004":
      return sequence(objectIdentifier(signatureOids[key.kind]), nullValue);
  }
};

/** The octets of a signature over `message`, in the national layout for the national algorithms. */
export const signMessage = (key: SigningKey, message: Uint8Array, random: Random): Uint8Array => {
  const hash = digest(digestOfKey(key), message);
  switch (key.kind) {
    case "rsa":
      return signRsa(key, "sha256", hash);
    case "rsa-pss":
      return signRsaPss(key, pss.hash, hash, random(pss.saltLength));
    case "ecdsa-p256":
    case "ecdsa-p384":
      return signEcdsa(key.kind, key.privateKey, hash);
    case "gost512":
    case "gost256":
    case "gost2004":
      return gostScheme(schemeNames[key.kind]).sign(key.privateKey, hash, random);
  }
};
