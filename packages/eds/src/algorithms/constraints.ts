/** One algorithm that a policy trusts, EN 319 102-1 5.2.8 and ETSI TS 119 312. An algorithm without a rule is refused. */
export type AlgorithmRule = {
  readonly algorithm: AlgorithmName;
  /** Bits of an RSA modulus below which the key is too short. */
  readonly bitsMin?: number;
  /** What was signed or hashed after this moment is refused. Milliseconds since 1970 UTC; absent: no end in sight. */
  readonly untilMs?: number;
};

/** Digests and keys, named apart: a signature needs both. `rsa` is PKCS#1 v1.5, `rsa-pss` RSASSA-PSS. */
export type AlgorithmName =
  | "sha1"
  | "sha224"
  | "sha256"
  | "sha384"
  | "sha512"
  | "streebog256"
  | "streebog512"
  | "gost94"
  | "gost2015-512"
  | "gost2015-256"
  | "gost2004"
  | "rsa"
  | "rsa-pss"
  | "ecdsa-p256"
  | "ecdsa-p384";

/**
 * What the national CA issues or issued. GOST 34.310-2004 with 34.311-95 ends with the last certificates of the 2015 and 2018
 * authorities; SHA-1 is believed only in imprints and identifiers of what is proved by other means, never in a signature.
 */
export const nationalAlgorithms: readonly AlgorithmRule[] = [
  { algorithm: "gost2015-512" },
  { algorithm: "gost2015-256" },
  { algorithm: "streebog512" },
  { algorithm: "streebog256" },
  { algorithm: "gost2004", untilMs: Date.UTC(2026, 0, 1) },
  { algorithm: "gost94", untilMs: Date.UTC(2026, 0, 1) },
  { algorithm: "rsa", bitsMin: 2048, untilMs: Date.UTC(2031, 0, 1) },
  { algorithm: "rsa-pss", bitsMin: 2048, untilMs: Date.UTC(2031, 0, 1) },
  { algorithm: "sha256" },
  { algorithm: "sha384" },
  { algorithm: "sha512" },
  { algorithm: "ecdsa-p256" },
  { algorithm: "ecdsa-p384" },
];
