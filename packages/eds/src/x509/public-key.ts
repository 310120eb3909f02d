import { digestOids } from "../algorithms/digests.ts";
import { curveOids, parseEcdsaPoint, type EcdsaCurve } from "../algorithms/ecdsa.ts";
import { gostScheme, type GostSchemeName } from "../algorithms/gost-scheme.ts";
import { pssParametersOf } from "../algorithms/pss-parameters.ts";
import { checkRsaNumbers, type RsaNumbers } from "../algorithms/rsa.ts";
import { signatureOids, type PublicKey } from "../algorithms/signatures.ts";
import { contentOf, readDer, type DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { attempt, bitStringBytesOf, cursorOver, demand, expectTag, oidOf, unsignedOf } from "../der/values.ts";
import type { Result } from "../result.ts";
import { algorithmIdentifierOf, type AlgorithmIdentifier } from "./algorithm-identifier.ts";

export const keyOids = {
  rsa: signatureOids.rsaEncryption,
  rsaPss: signatureOids.rsaPss,
  ec: "1.2.840.10045.2.1",
} as const;

/** Names of a GOST key: the algorithm, the curve, and the digest that stands beside the curve. */
export const gostKeyOids = {
  "gost2015-512": { key: "1.2.398.3.10.1.1.2.2", curve: "1.2.398.3.10.1.1.2.2.1", digest: digestOids.streebog512 },
  "gost2015-256": { key: "1.2.398.3.10.1.1.2.1", curve: "1.2.398.3.10.1.1.2.1.1", digest: digestOids.streebog256 },
  // The digest is named by its D-Test substitution.
  gost2004: { key: "1.2.398.3.10.1.1.1.1", curve: "1.2.398.3.10.1.1.1.1.1", digest: "1.2.398.3.10.1.3.1.1.0" },
} as const satisfies Readonly<Record<GostSchemeName, { readonly key: string; readonly curve: string; readonly digest: string }>>;

const inner = (bytes: Uint8Array): DerNode => {
  const node = readDer(bytes, { bytesMax: 2048, depthMax: 4, nodesMax: 8 });
  demand(node.ok, "DER inside the BIT STRING");
  return node.value;
};

/** True when the parameters of a GOST key name this scheme's curve, and no digest but its own. */
export const namesCurve = ({ parameters }: AlgorithmIdentifier, name: GostSchemeName): boolean => {
  demand(parameters !== "absent" && parameters !== "null", "curve parameters");
  const cursor = cursorOver(expectTag(parameters, tags.sequence));
  const curve = oidOf(cursor.take(tags.objectIdentifier));
  // The digest may be left out, as in RFC 9215; when named it is the one that belongs to the scheme.
  const digest = cursor.takeIf(tags.objectIdentifier);
  cursor.finish();
  return curve === gostKeyOids[name].curve && (digest === undefined || oidOf(digest) === gostKeyOids[name].digest);
};

const gostKey =
  (name: GostSchemeName) =>
  (algorithm: AlgorithmIdentifier, bits: Uint8Array): PublicKey => {
    if (!namesCurve(algorithm, name)) return { kind: "unsupported", oid: algorithm.oid };
    const point = gostScheme(name).parsePublicKey(contentOf(expectTag(inner(bits), tags.octetString)));
    return point.ok ? { kind: name, point: point.value } : { kind: "invalid", why: point.error };
  };

const rsaNumbersOf = (bits: Uint8Array): Result<RsaNumbers, string> => {
  const cursor = cursorOver(expectTag(inner(bits), tags.sequence));
  const n = unsignedOf(cursor.take(tags.integer), 8192);
  const e = unsignedOf(cursor.take(tags.integer), 8192);
  cursor.finish();
  return checkRsaNumbers(n, e);
};

const rsaKey = ({ parameters }: AlgorithmIdentifier, bits: Uint8Array): PublicKey => {
  demand(parameters === "null" || parameters === "absent", "no parameters");
  const numbers = rsaNumbersOf(bits);
  return numbers.ok ? { kind: "rsa", ...numbers.value } : { kind: "invalid", why: numbers.error };
};

/** RFC 4055 section 1.2: parameters, where there are any, bind every signature of the key. */
const rsaPssKey = ({ parameters, oid }: AlgorithmIdentifier, bits: Uint8Array): PublicKey => {
  const numbers = rsaNumbersOf(bits);
  if (!numbers.ok) return { kind: "invalid", why: numbers.error };
  if (parameters === "absent") return { kind: "rsa-pss", ...numbers.value };
  const chosen = parameters === "null" ? undefined : pssParametersOf(parameters);
  return chosen === undefined ? { kind: "unsupported", oid } : { kind: "rsa-pss", ...numbers.value, parameters: chosen };
};

const curveByOid: ReadonlyMap<string, EcdsaCurve> = new Map([
  [curveOids["ecdsa-p256"], "ecdsa-p256"],
  [curveOids["ecdsa-p384"], "ecdsa-p384"],
]);

/** The curve by its name alone, RFC 5480 section 2.1.1: explicit parameters could be anyone's curve. */
export const namedCurveOf = ({ parameters }: AlgorithmIdentifier): { readonly curve?: EcdsaCurve; readonly oid?: string } => {
  if (parameters === "absent" || parameters === "null" || parameters.tag !== tags.objectIdentifier) return {};
  const oid = oidOf(parameters);
  const curve = curveByOid.get(oid);
  return curve === undefined ? { oid } : { oid, curve };
};

const ecKey = (algorithm: AlgorithmIdentifier, bits: Uint8Array): PublicKey => {
  const { curve, oid } = namedCurveOf(algorithm);
  if (curve === undefined) return { kind: "unsupported", oid: oid ?? algorithm.oid };
  const key = parseEcdsaPoint(curve, bits);
  return key.ok ? key.value : { kind: "invalid", why: key.error };
};

const parsers: ReadonlyMap<string, (algorithm: AlgorithmIdentifier, bits: Uint8Array) => PublicKey> = new Map([
  [gostKeyOids["gost2015-512"].key, gostKey("gost2015-512")],
  [gostKeyOids["gost2015-256"].key, gostKey("gost2015-256")],
  [gostKeyOids.gost2004.key, gostKey("gost2004")],
  [keyOids.rsa, rsaKey],
  [keyOids.rsaPss, rsaPssKey],
  [keyOids.ec, ecKey],
]);

/** The key of a SubjectPublicKeyInfo, RFC 5280 4.1.2.7. A key that cannot be used is named, not thrown. */
export const publicKeyOf = (node: DerNode): PublicKey => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const algorithm = algorithmIdentifierOf(cursor.take(tags.sequence));
  const bits = bitStringBytesOf(cursor.take(tags.bitString));
  cursor.finish();
  const parse = parsers.get(algorithm.oid);
  if (parse === undefined) return { kind: "unsupported", oid: algorithm.oid };
  return attempt(() => parse(algorithm, bits)) ?? { kind: "invalid", why: "encoding" };
};
