import { concatBytes, fromHex, toHex } from "../bytes/bytes.ts";
import { err, ok } from "../result.ts";
import type { Result } from "../result.ts";
import type { ClockPort, RandomPort } from "../ports.ts";

/** A UUIDv7 (RFC 9562, 5.7) of 16 bytes: 48 bits of Unix ms, then random. */
export function uuidv7(clock: Pick<ClockPort, "now">, random: RandomPort): Uint8Array {
  const now = Math.max(0, Math.floor(clock.now()));
  const head = new Uint8Array(6);
  const view = new DataView(head.buffer);
  view.setUint16(0, Math.floor(now / 0x1_0000_0000) % 0x1_0000);
  view.setUint32(2, now % 0x1_0000_0000);
  const id = concatBytes(head, random(10));
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x70;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  return id;
}

export const isUuidv7 = (id: Uint8Array): boolean => id.length === 16 && ((id[6] ?? 0) & 0xf0) === 0x70 && ((id[8] ?? 0) & 0xc0) === 0x80;

/** Takes the lower-case form with hyphens, of version 7 only. */
export function parseUuid(text: string): Result<Uint8Array, { readonly code: "uuid-invalid" }> {
  const id = /^.{8}-.{4}-.{4}-.{4}-.{12}$/.test(text) ? fromHex(text.replaceAll("-", ""), 16) : null;
  return id !== null && isUuidv7(id) ? ok(id) : err({ code: "uuid-invalid" });
}

export function formatUuid(id: Uint8Array): string {
  const text = toHex(id);
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}
