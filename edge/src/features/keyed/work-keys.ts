import { assert, type StopSubject, type SubjectKey } from "@beket/domain";
import type { CryptoPort, RandomPort } from "@beket/replication";

const utf8 = new TextEncoder();
const text = new TextDecoder();
const separator = new Uint8Array([0]);
const nonceBytes = 12;
const hashBytes = 16;

/**
 * Keyed hashes and sealing for the working table, under keys derived from the node's signing seed, so that they outlive a
 * restart and nothing is written beside the data. Whoever holds the seed can test an identifier against the table: the seed
 * must lie where the table does not (enrolment), and rows live some hours only.
 */
export function createWorkKeys(deps: { readonly crypto: CryptoPort; readonly random: RandomPort; readonly seed: Uint8Array }) {
  const derive = deps.crypto.hmacSha256(deps.seed);
  const hmac = deps.crypto.hmacSha256(derive(utf8.encode("beket/edge/work/hash/1")));
  const sealKey = derive(utf8.encode("beket/edge/work/seal/1"));

  /** 16 bytes; parts are kept apart, so ("ab", "c") and ("a", "bc") differ. */
  const hash = (purpose: string, ...parts: readonly string[]): Uint8Array => {
    const bytes: Uint8Array[] = [utf8.encode(purpose)];
    for (const part of parts) bytes.push(separator, utf8.encode(part));
    return hmac(...bytes).slice(0, hashBytes);
  };
  const atLane = (lane: string, key: SubjectKey): Uint8Array => hash("lane-subject", lane, key.scheme, key.country, key.value);
  return {
    hash,
    /** One subject in one lane. */
    atLane,
    /** The set of subjects of a stop, whatever their order and roles. */
    stop: (lane: string, subjects: readonly StopSubject[]): Uint8Array =>
      hash("stop", lane, ...subjects.map(({ key }) => `${key.scheme} ${key.country} ${key.value}`).toSorted()),
    /** nonce ‖ ciphertext ‖ tag. */
    seal: (plain: string): Uint8Array => {
      const nonce = deps.random(nonceBytes);
      const sealed = deps.crypto.seal(sealKey, nonce, utf8.encode(plain), separator);
      const out = new Uint8Array(nonce.length + sealed.length);
      out.set(nonce);
      out.set(sealed, nonce.length);
      return out;
    },
    /** Throws when the table was altered from outside. */
    open: (sealed: Uint8Array): string => {
      const plain = deps.crypto.open(sealKey, sealed.subarray(0, nonceBytes), sealed.subarray(nonceBytes), separator);
      assert(plain !== null, "a row of the working table does not open under the node's key");
      return text.decode(plain);
    },
  };
}
export type WorkKeys = ReturnType<typeof createWorkKeys>;

/** Same bytes; not for secrets. */
export const sameBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);
