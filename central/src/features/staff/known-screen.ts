import type { CryptoPort } from "@beket/replication";
import { fromHex, hex, isEqual, utf8 } from "../bytes.ts";

/** How long a screen is remembered after somebody signed in there. */
export const knownScreenMs = 90 * 86_400_000;

/**
 * A mark of a screen where somebody has signed in: their code and central's word for it. Its tries are counted apart, so that a stranger
 * who fails under an officer's code locks out strangers and not the officer. It opens nothing. All screens of one person are one: who
 * signs in again and again gains no tries by it.
 */
export function createKnownScreens(crypto: Pick<CryptoPort, "hmacSha256">, secret: Uint8Array) {
  const wordOf = (staff: string): Uint8Array => crypto.hmacSha256(secret)(utf8(staff));
  return {
    mark: (staff: string): string => `${staff}.${hex(wordOf(staff))}`,
    /** Who signed in there; null for a mark that is not central's. */
    find: (mark: string | undefined): string | null => {
      const [, staff, word] = /^([a-z0-9][a-z0-9-]{0,39})\.([0-9a-f]{64})$/.exec(mark ?? "") ?? [];
      return staff !== undefined && word !== undefined && isEqual(fromHex(word), wordOf(staff)) ? staff : null;
    },
  };
}
