import { bytesToNumber, concatBytes, numberToBytes, reversed } from "../bytes/bytes.ts";
import { assert, failure, ok, type Result } from "../result.ts";
import { createGost3410, type Gost3410, type PointFault, type SignatureFault } from "./gost3410.ts";
import { cryptoProA, tc26ParamSetA256, tc26ParamSetA512, type AffinePoint, type CurveParameters } from "./gost3410-curves.ts";

// GOST 34.310 as the national CA of Kazakhstan writes it: every number is little-endian, a key is x‖y and a
// signature r‖s. RFC 4491 and RFC 9215 write s‖r big-endian, which is exactly these octets reversed.

export type GostSchemeName = "gost2015-512" | "gost2015-256" | "gost2004";
type GostDigestName = "streebog512" | "streebog256" | "gost94";

/** Exactly `length` octets, fit for keys: a predictable nonce gives the private key away. */
type Random = (length: number) => Uint8Array;

export type GostScheme = {
  readonly name: GostSchemeName;
  /** Octets of a public key. */
  readonly keyBytes: number;
  readonly signatureBytes: number;
  /** The hash that belongs to the scheme; GOST 34.311-95 is meant with the D-Test substitution. */
  readonly digest: GostDigestName;
  /** The point of x‖y, proved to be on the curve and in the subgroup of its base point. */
  readonly parsePublicKey: (octets: Uint8Array) => Result<AffinePoint, PointFault | "length">;
  /** The point must come from `parsePublicKey`. */
  readonly verify: (point: AffinePoint, digest: Uint8Array, signature: Uint8Array) => Result<true, SignatureFault | "length">;
  readonly generate: (random: Random) => bigint;
  /** The octets x‖y, or nothing unless 0 < privateKey < q. */
  readonly publicKeyOf: (privateKey: bigint) => Uint8Array | undefined;
  /** The octets r‖s. */
  readonly sign: (privateKey: bigint, digest: Uint8Array, random: Random) => Uint8Array;
};

const fromLittleEndian = (bytes: Uint8Array): bigint => bytesToNumber(reversed(bytes));

const createScheme = (name: GostSchemeName, digest: GostDigestName, numberBytes: number, parameters: CurveParameters): GostScheme => {
  const curve: Gost3410 = createGost3410(parameters);

  const toLittleEndian = (value: bigint): Uint8Array => {
    const bytes = numberToBytes(value, numberBytes);
    assert(bytes !== undefined, "a number of the field fits");
    return reversed(bytes);
  };

  const halves = (octets: Uint8Array): readonly [bigint, bigint] => [
    fromLittleEndian(octets.subarray(0, numberBytes)),
    fromLittleEndian(octets.subarray(numberBytes)),
  ];

  const drawScalar = (random: Random): bigint => {
    // Rejection leaves no bias. An order has at least a quarter of the range, so 256 draws never fail in practice.
    for (let attempt = 0; attempt < 256; attempt += 1) {
      const value = bytesToNumber(random(numberBytes));
      if (value > 0n && value < curve.order) return value;
    }
    throw new Error("broken invariant: the source of randomness repeats itself");
  };

  const verify: GostScheme["verify"] = (point, hash, signature) => {
    if (signature.length !== 2 * numberBytes || hash.length !== numberBytes) return failure("length");
    const [r, s] = halves(signature);
    return curve.verify(fromLittleEndian(hash), { r, s }, point);
  };

  const sign: GostScheme["sign"] = (privateKey, hash, random) => {
    assert(hash.length === numberBytes, "a digest of the scheme's length");
    assert(privateKey > 0n && privateKey < curve.order, "a private key in its range");
    for (let attempt = 0; attempt < 64; attempt += 1) {
      const signature = curve.sign(fromLittleEndian(hash), privateKey, drawScalar(random));
      if (signature) return concatBytes(toLittleEndian(signature.r), toLittleEndian(signature.s));
    }
    throw new Error("broken invariant: the source of randomness repeats itself");
  };

  return {
    name,
    keyBytes: 2 * numberBytes,
    signatureBytes: 2 * numberBytes,
    digest,
    parsePublicKey: (octets) => {
      if (octets.length !== 2 * numberBytes) return failure("length");
      const [x, y] = halves(octets);
      const checked = curve.checkPoint({ x, y });
      return checked.ok ? ok(checked.value) : checked;
    },
    verify,
    generate: drawScalar,
    publicKeyOf: (privateKey) => {
      const point = curve.publicPoint(privateKey);
      return point && concatBytes(toLittleEndian(point.x), toLittleEndian(point.y));
    },
    sign,
  };
};

const makers: Readonly<Record<GostSchemeName, () => GostScheme>> = {
  "gost2015-512": () => createScheme("gost2015-512", "streebog512", 64, tc26ParamSetA512),
  "gost2015-256": () => createScheme("gost2015-256", "streebog256", 32, tc26ParamSetA256),
  gost2004: () => createScheme("gost2004", "gost94", 32, cryptoProA),
};

// A curve has tables; a program that never meets a GOST key should not pay for them.
const made: { [name in GostSchemeName]?: GostScheme } = {};

/** GOST 34.310-2015 with 512 or 256 bits, or GOST 34.310-2004, in the national layout. */
export const gostScheme = (name: GostSchemeName): GostScheme => (made[name] ??= makers[name]());
