import { nullValue, objectIdentifier, octetString, sequence } from "../der/writer.ts";
import { digestOids } from "./digests.ts";

/** The digests that RSA signs, RFC 8017 appendix B.1. */
export type ShaName = "sha1" | "sha224" | "sha256" | "sha384" | "sha512";

export const isSha = (name: string): name is ShaName => ["sha1", "sha224", "sha256", "sha384", "sha512"].includes(name);

/** DER of DigestInfo with NULL parameters, the only form that RFC 8017 section 9.2 note 1 lets be written. */
export const digestInfo = (name: ShaName, digest: Uint8Array): Uint8Array =>
  sequence(sequence(objectIdentifier(digestOids[name]), nullValue), octetString(digest));
