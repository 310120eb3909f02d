import { parseGost512PublicKey } from "../algorithms/gost512.ts";
import { checkRsaPublicKey } from "../algorithms/rsa.ts";
import { signatureOids, type PublicKey } from "../algorithms/signatures.ts";
import { digestOids } from "../algorithms/digests.ts";
import { contentOf, readDer, type DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { attempt, bitStringBytesOf, cursorOver, demand, expectTag, oidOf, unsignedOf } from "../der/values.ts";
import { algorithmIdentifierOf, type AlgorithmIdentifier } from "./algorithm-identifier.ts";

export const keyOids = {
  gost512: "1.2.398.3.10.1.1.2.2",
  gost512ParamSetA: "1.2.398.3.10.1.1.2.2.1",
  rsa: signatureOids.rsaEncryption,
} as const;

const inner = (bytes: Uint8Array): DerNode => {
  const node = readDer(bytes, { bytesMax: 2048, depthMax: 4, nodesMax: 8 });
  demand(node.ok, "DER inside the BIT STRING");
  return node.value;
};

const gost512Key = (algorithm: AlgorithmIdentifier, bits: Uint8Array): PublicKey => {
  const { parameters } = algorithm;
  demand(parameters !== "absent" && parameters !== "null", "curve parameters");
  const cursor = cursorOver(expectTag(parameters, tags.sequence));
  if (oidOf(cursor.take(tags.objectIdentifier)) !== keyOids.gost512ParamSetA) return { kind: "unsupported", oid: algorithm.oid };
  // The digest may be left out, as in RFC 9215; when named it is the one that belongs to 512 bits.
  const digest = cursor.takeIf(tags.objectIdentifier);
  cursor.finish();
  if (digest !== undefined && oidOf(digest) !== digestOids.streebog512) return { kind: "unsupported", oid: algorithm.oid };
  const key = parseGost512PublicKey(contentOf(expectTag(inner(bits), tags.octetString)));
  return key.ok ? key.value : { kind: "invalid", why: key.error };
};

const rsaKey = (algorithm: AlgorithmIdentifier, bits: Uint8Array): PublicKey => {
  demand(algorithm.parameters === "null" || algorithm.parameters === "absent", "no parameters");
  const cursor = cursorOver(expectTag(inner(bits), tags.sequence));
  const n = unsignedOf(cursor.take(tags.integer), 8192);
  const e = unsignedOf(cursor.take(tags.integer), 8192);
  cursor.finish();
  const key = checkRsaPublicKey(n, e);
  return key.ok ? key.value : { kind: "invalid", why: key.error };
};

/** The key of a SubjectPublicKeyInfo, RFC 5280 4.1.2.7. A key that cannot be used is named, not thrown. */
export const publicKeyOf = (node: DerNode): PublicKey => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const algorithm = algorithmIdentifierOf(cursor.take(tags.sequence));
  const bits = bitStringBytesOf(cursor.take(tags.bitString));
  cursor.finish();
  const parse = algorithm.oid === keyOids.gost512 ? gost512Key : algorithm.oid === keyOids.rsa ? rsaKey : undefined;
  if (parse === undefined) return { kind: "unsupported", oid: algorithm.oid };
  return attempt(() => parse(algorithm, bits)) ?? { kind: "invalid", why: "encoding" };
};
