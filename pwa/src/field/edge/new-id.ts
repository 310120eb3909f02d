/** A UUIDv7 (RFC 9562, 5.7): the journal orders its records by it. `random` gives that many random bytes. */
export function newId(nowMs: number, random: (bytes: number) => Uint8Array): string {
  const time = Math.trunc(nowMs).toString(16).padStart(12, "0");
  const bytes = random(10);
  bytes[0] = 0x70 | ((bytes[0] ?? 0) & 0x0f);
  bytes[2] = 0x80 | ((bytes[2] ?? 0) & 0x3f);
  const tail = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`;
}
