import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { streebog512 } from "./streebog.ts";

export type DigestName = "sha256" | "sha512" | "streebog512";

export const digestOids = {
  sha256: "2.16.840.1.101.3.4.2.1",
  sha512: "2.16.840.1.101.3.4.2.3",
  streebog512: "1.2.398.3.10.1.3.3",
} as const satisfies Readonly<Record<DigestName, string>>;

export const digestByOid: ReadonlyMap<string, DigestName> = new Map([
  [digestOids.sha256, "sha256"],
  [digestOids.sha512, "sha512"],
  [digestOids.streebog512, "streebog512"],
]);

const functions: Readonly<Record<DigestName, (message: Uint8Array) => Uint8Array>> = { sha256, sha512, streebog512 };

export const digest = (name: DigestName, message: Uint8Array): Uint8Array => functions[name](message);

/** Only for ESS signing-certificate version 1 (RFC 2634), which names a certificate that is proved by other means. */
export const sha1Digest = (message: Uint8Array): Uint8Array => sha1(message);

export const sha256Digest = (message: Uint8Array): Uint8Array => sha256(message);
