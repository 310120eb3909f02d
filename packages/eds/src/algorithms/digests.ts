import { sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import type { DigestAlgorithmName } from "./constraints.ts";
import { gost94 } from "./gost94.ts";
import { streebog256, streebog512 } from "./streebog.ts";

export type DigestName = DigestAlgorithmName;

export const digestOids = {
  sha1: "1.3.14.3.2.26",
  sha224: "2.16.840.1.101.3.4.2.4",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
  streebog256: "1.2.398.3.10.1.3.2",
  streebog512: "1.2.398.3.10.1.3.3",
  /** GOST 34.311-95 with the D-Test substitution, the only one that the national CA used. */
  gost94: "1.2.398.3.10.1.3.1",
} as const satisfies Readonly<Record<DigestName, string>>;

/** Every digest that can be computed. Whether it may be believed is the policy's word: `digestConstraintFault`. */
export const digestByOid: ReadonlyMap<string, DigestName> = new Map([
  [digestOids.sha1, "sha1"],
  [digestOids.sha224, "sha224"],
  [digestOids.sha256, "sha256"],
  [digestOids.sha384, "sha384"],
  [digestOids.sha512, "sha512"],
  [digestOids.streebog256, "streebog256"],
  [digestOids.streebog512, "streebog512"],
  [digestOids.gost94, "gost94"],
]);

/** Octets of each digest. */
export const digestLengths = {
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
  streebog256: 32,
  streebog512: 64,
  gost94: 32,
} as const satisfies Readonly<Record<DigestName, number>>;

const functions: Readonly<Record<DigestName, (message: Uint8Array) => Uint8Array>> = {
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  streebog256,
  streebog512,
  gost94: (message) => gost94(message, "d-test"),
};

export const digest = (name: DigestName, message: Uint8Array): Uint8Array => functions[name](message);

/** Only for identifiers (RFC 2634, RFC 6960): what they name is proved by other means. */
export const sha1Digest = (message: Uint8Array): Uint8Array => sha1(message);

export const sha256Digest = (message: Uint8Array): Uint8Array => sha256(message);
