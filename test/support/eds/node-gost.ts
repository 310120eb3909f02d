import GostDigest from "node-gost-crypto/lib/gostDigest.js";
import GostSign from "node-gost-crypto/lib/gostSign.js";
import {
  cryptoProA,
  tc26ParamSetA256,
  tc26ParamSetA512,
  type CurveParameters,
} from "../../../packages/eds/src/algorithms/gost3410-curves.ts";
import type { GostSchemeName } from "../../../packages/eds/src/algorithms/gost-scheme.ts";

// An implementation in JavaScript that shares nothing with ours. Its numbers are little-endian as the national ones are;
// its own tc26-256-A is another curve, so that all curves are handed in.

type Hash = (message: Uint8Array) => Uint8Array;

const hashWith =
  (digest: GostDigest): Hash =>
  (message) =>
    new Uint8Array(digest.digest(Uint8Array.from(message).buffer));

export const nodeGostHashes = {
  streebog512: hashWith(new GostDigest({ name: "GOST R 34.11", version: 2012, length: 512 })),
  streebog256: hashWith(new GostDigest({ name: "GOST R 34.11", version: 2012, length: 256 })),
  gost94DTest: hashWith(new GostDigest({ name: "GOST R 34.11", version: 1994, sBox: "D-TEST" })),
  gost94CryptoPro: hashWith(new GostDigest({ name: "GOST R 34.11", version: 1994, sBox: "D-A" })),
} as const;

const curves: Readonly<Record<GostSchemeName, CurveParameters>> = {
  "gost2015-512": tc26ParamSetA512,
  "gost2015-256": tc26ParamSetA256,
  gost2004: cryptoProA,
};

/** Keys and signatures of one scheme over digests; `nonce` is little-endian and takes the place of randomness. */
export const nodeGostScheme = (scheme: GostSchemeName, nonce?: Uint8Array) => {
  const { p, a, b, n, Gx, Gy } = curves[scheme];
  const hex = (value: bigint): string => `0x${value.toString(16)}`;
  const curve = { p: hex(p), a: hex(a), b: hex(b), q: hex(n), x: hex(Gx), y: hex(Gy) };
  const sign = new GostSign({
    name: "GOST R 34.10",
    version: scheme === "gost2004" ? 2001 : 2012,
    curve,
    ...(nonce && { ukm: Uint8Array.from(nonce).buffer }),
  });
  const buffer = (octets: Uint8Array): ArrayBuffer => Uint8Array.from(octets).buffer;
  return {
    publicKeyOf: () => new Uint8Array(sign.generateKey().publicKey),
    sign: (privateKey: Uint8Array, digest: Uint8Array) => new Uint8Array(sign.sign(buffer(privateKey), buffer(digest))),
    verify: (key: Uint8Array, digest: Uint8Array, signature: Uint8Array) => sign.verify(buffer(key), buffer(signature), buffer(digest)),
  };
};
