/**
 * What a policy trusts, EN 319 102-1 5.2.8 and ETSI TS 119 312. An algorithm without a rule is refused. Of several rules
 * for one algorithm any one suffices: longer keys may be good for longer.
 */
export type AlgorithmRule = {
  readonly algorithm: AlgorithmName;
  /** Bits of an RSA modulus below which the key is too short. */
  readonly bitsMin?: number;
  /** What was signed or hashed after this moment is refused. Milliseconds since 1970 UTC; absent: no end in sight. */
  readonly untilMs?: number;
};

export type DigestAlgorithmName = "sha1" | "sha224" | "sha256" | "sha384" | "sha512" | "streebog256" | "streebog512" | "gost94";

/** Keys with the way they sign: `rsa` is PKCS#1 v1.5, `rsa-pss` RSASSA-PSS. */
export type KeyAlgorithmName = "gost2015-512" | "gost2015-256" | "gost2004" | "rsa" | "rsa-pss" | "ecdsa-p256" | "ecdsa-p384";

/** Digests and keys, named apart: a signature needs both. */
export type AlgorithmName = DigestAlgorithmName | KeyAlgorithmName;

/** What one signature was made with. */
export type AlgorithmUsage = {
  readonly digest: DigestAlgorithmName;
  readonly key: KeyAlgorithmName;
  /** Bits of the RSA modulus; absent where the algorithm itself fixes the length. */
  readonly keyBits?: number;
};

/**
 * What the national CA issues or issued, with the dates of ETSI TS 119 312 V1.5.1 where it knows the algorithm: RSA of
 * 1900 to 2999 bits and all of PKCS#1 v1.5 to the end of 2028; longer RSASSA-PSS, ECDSA from 256 bits and SHA-2 from 256
 * bits without an end in sight. Stricter: SHA-224 is not named, because no national tool writes it. SHA-1 ended in 2012,
 * before anything that is validated here: it is believed only in identifiers of what is proved by other means, never in
 * a signature. TS 119 312 is silent about GOST: 34.310-2004 with 34.311-95 ends with the last certificates of the
 * national authorities of 2015 and 2018.
 */
export const nationalAlgorithms: readonly AlgorithmRule[] = [
  { algorithm: "gost2015-512" },
  { algorithm: "gost2015-256" },
  { algorithm: "streebog512" },
  { algorithm: "streebog256" },
  { algorithm: "gost2004", untilMs: Date.UTC(2026, 0, 1) },
  { algorithm: "gost94", untilMs: Date.UTC(2026, 0, 1) },
  { algorithm: "rsa", bitsMin: 2048, untilMs: Date.UTC(2029, 0, 1) },
  { algorithm: "rsa-pss", bitsMin: 2048, untilMs: Date.UTC(2029, 0, 1) },
  { algorithm: "rsa-pss", bitsMin: 3000 },
  { algorithm: "sha256" },
  { algorithm: "sha384" },
  { algorithm: "sha512" },
  { algorithm: "ecdsa-p256" },
  { algorithm: "ecdsa-p384" },
];

/** Why an algorithm is refused. `untilMs` is absent where no rule names the algorithm. */
export type ConstraintFault =
  | { readonly kind: "expired"; readonly algorithm: AlgorithmName; readonly untilMs?: number }
  | { readonly kind: "key-too-short"; readonly algorithm: KeyAlgorithmName; readonly keyBits: number; readonly bitsMin: number };

const ruleFault = (
  rules: readonly AlgorithmRule[],
  algorithm: AlgorithmName,
  keyBits: number,
  atMs: number,
): { readonly untilMs?: number } | { readonly bitsMin: number } | undefined => {
  const named = rules.filter((rule) => rule.algorithm === algorithm);
  const longEnough = named.filter(({ bitsMin = 0 }) => keyBits >= bitsMin);
  const endOf = ({ untilMs = Number.POSITIVE_INFINITY }: AlgorithmRule): number => untilMs;
  // Written so that a time that is not a number is refused.
  if (longEnough.some((rule) => atMs < endOf(rule))) return undefined;
  if (named.length > 0 && longEnough.length === 0) return { bitsMin: Math.min(...named.map(({ bitsMin = 0 }) => bitsMin)) };
  return longEnough.length === 0 ? {} : { untilMs: Math.max(...longEnough.map(endOf)) };
};

/**
 * Why these rules refuse the algorithm at `atMs`, or nothing where they trust it. `atMs` is the moment at which the
 * signature is proved to have existed: an algorithm broken since does not harm what was there before.
 */
export const digestConstraintFault = (
  rules: readonly AlgorithmRule[],
  digest: DigestAlgorithmName,
  atMs: number,
): ConstraintFault | undefined => {
  const fault = ruleFault(rules, digest, Number.POSITIVE_INFINITY, atMs);
  return fault && { kind: "expired", algorithm: digest, ...("untilMs" in fault && { untilMs: fault.untilMs }) };
};

/** The same for a signature, of which both the digest and the key must be trusted: EN 319 102-1 5.2.8.4. */
export const constraintFault = (
  rules: readonly AlgorithmRule[],
  { digest, key, keyBits = Number.POSITIVE_INFINITY }: AlgorithmUsage,
  atMs: number,
): ConstraintFault | undefined => {
  const fault = ruleFault(rules, key, keyBits, atMs);
  if (fault === undefined) return digestConstraintFault(rules, digest, atMs);
  if ("bitsMin" in fault) return { kind: "key-too-short", algorithm: key, keyBits, bitsMin: fault.bitsMin };
  return { kind: "expired", algorithm: key, ...("untilMs" in fault && { untilMs: fault.untilMs }) };
};
