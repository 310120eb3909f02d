import { gostScheme } from "../algorithms/gost-scheme.ts";
import { bytesToNumber, reversed } from "../bytes/bytes.ts";
import { contentOf, readDer, type DerNode } from "../der/reader.ts";
import { contextConstructed, tags } from "../der/tags.ts";
import { attempt, cursorOver, demand, expectTag, smallOf, unsignedOf } from "../der/values.ts";
import { failure, ok, type Result } from "../result.ts";
import { algorithmIdentifierOf, type AlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { gostKeyOids, keyOids, namedCurveOf, namesCurve } from "../x509/public-key.ts";
import { isWholeKey, schemeNames, type GostKeyKind, type SigningKey } from "./keys.ts";

// PKCS#8 PrivateKeyInfo, RFC 5208 section 5, and OneAsymmetricKey, RFC 5958 section 2.

const limits = { bytesMax: 8192, depthMax: 8, nodesMax: 64 };

const inner = (bytes: Uint8Array): DerNode => {
  const node = readDer(bytes, limits);
  demand(node.ok, "DER inside the OCTET STRING");
  return node.value;
};

/** RSAPrivateKey, RFC 8017 appendix A.1.2: the primes are not needed. */
const rsaKey = (bytes: Uint8Array): SigningKey => {
  const numbers = cursorOver(expectTag(inner(bytes), tags.sequence));
  demand(smallOf(numbers.take(tags.integer)) === 0, "two primes");
  const [n, e, d] = [0, 1, 2].map(() => unsignedOf(numbers.take(tags.integer), 8192));
  demand(n !== undefined && e !== undefined && d !== undefined, "three numbers");
  return { kind: "rsa", n, e, d };
};

/** ECPrivateKey, RFC 5915 section 3; a public key beside it is not read. */
const ecKey = (algorithm: AlgorithmIdentifier, bytes: Uint8Array): SigningKey => {
  const { curve } = namedCurveOf(algorithm);
  demand(curve !== undefined, "a curve that is supported");
  const cursor = cursorOver(expectTag(inner(bytes), tags.sequence));
  demand(smallOf(cursor.take(tags.integer)) === 1, "version 1");
  return { kind: curve, privateKey: bytesToNumber(contentOf(cursor.take(tags.octetString))) };
};

/** Inside another OCTET STRING, little-endian and as long as a coordinate, as every number of the national CA. */
const gostKey = (kind: GostKeyKind, bytes: Uint8Array): SigningKey => {
  const number = contentOf(expectTag(inner(bytes), tags.octetString));
  demand(2 * number.length === gostScheme(schemeNames[kind]).keyBytes, "a number of the scheme's length");
  return { kind, privateKey: bytesToNumber(reversed(number)) };
};

const gostKinds: readonly GostKeyKind[] = ["gost512", "gost256", "gost2004"];

const keyOf = (root: DerNode): SigningKey => {
  const info = cursorOver(expectTag(root, tags.sequence));
  demand(smallOf(info.take(tags.integer)) <= 1, "version 1 or 2");
  const algorithm = algorithmIdentifierOf(info.take(tags.sequence));
  const bytes = contentOf(info.take(tags.octetString));
  info.takeIf(contextConstructed(0));
  if (algorithm.oid === keyOids.rsa) return rsaKey(bytes);
  if (algorithm.oid === keyOids.ec) return ecKey(algorithm, bytes);
  const kind = gostKinds.find((name) => gostKeyOids[schemeNames[name]].key === algorithm.oid);
  demand(kind !== undefined && namesCurve(algorithm, schemeNames[kind]), "a key that is supported");
  return gostKey(kind, bytes);
};

/** The private key of an unencrypted PKCS#8 PrivateKeyInfo: RSA, EC, and GOST in the layout of the national key files. */
export const signingKeyFromPkcs8 = (der: Uint8Array): Result<SigningKey, "signing-key-invalid"> => {
  const root = readDer(der, limits);
  const key = root.ok ? attempt(() => keyOf(root.value)) : undefined;
  return key !== undefined && isWholeKey(key) ? ok(key) : failure("signing-key-invalid");
};
