import type { CryptoPort } from "@beket/replication";
import { utf8 } from "../bytes.ts";

type Hash = Pick<CryptoPort, "sha256">;
export const noLink: Uint8Array = new Uint8Array(32);

const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** SHA-256 over a tag, the salt (32 bytes) and the content. Without the salt a guess of the content proves nothing. */
export const commitmentOf = (crypto: Hash, salt: Uint8Array, content: string): Uint8Array =>
  crypto.sha256(joined(utf8("beket/audit-view/1\n"), salt, utf8(content)));

/** SHA-256 over a tag, the link before (32 zeros at the beginning), position and time (8 bytes each, big-endian), and the commitment. */
export function linkOf(crypto: Hash, before: Uint8Array, position: number, at: number, commitment: Uint8Array): Uint8Array {
  const numbers = new Uint8Array(16);
  const view = new DataView(numbers.buffer);
  view.setBigUint64(0, BigInt(position));
  view.setBigUint64(8, BigInt(at));
  return crypto.sha256(joined(utf8("beket/audit-link/1\n"), before, numbers, commitment));
}
