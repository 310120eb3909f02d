import { sha256Digest } from "../algorithms/digests.ts";
import { bytesToHex } from "../bytes/bytes.ts";
import type { Certificate } from "./certificate.ts";
import { knownTestAuthorities } from "./known-test-authorities.ts";

/**
 * The private extension "made by beket for tests and demonstrations" of every authority that `@beket/eds/issue` makes: the
 * UUID 9858a31a-0b1f-4a35-a84e-1e9bcd0aa4d9 below the arc of UUIDs, ITU-T X.667 7.
 */
export const testAuthorityOid = "2.25.202502885578998060359208919695490720985";

const certificates: ReadonlySet<string> = new Set(knownTestAuthorities.map(({ certificateSha256 }) => certificateSha256));
const keys: ReadonlySet<string> = new Set(knownTestAuthorities.map(({ publicKeyInfoSha256 }) => publicKeyInfoSha256));

/**
 * True when an authority is one for tests whatever its operator declares: by the mark of our own, or as one of the national
 * CA's public test authorities. False proves nothing: an unknown test authority looks like any other.
 */
export const isTestAuthority = (certificate: Certificate): boolean =>
  certificate.extensions.some(({ oid }) => oid === testAuthorityOid) ||
  certificates.has(certificate.sha256) ||
  keys.has(bytesToHex(sha256Digest(certificate.publicKeyInfo)));
