/**
 * An 8-byte subject key lies in SQLite as a signed 64-bit integer. It travels as two halves that fit a JavaScript number, because a
 * BigInt parameter costs a third of the look-up: bind `(?1 << 32) | ?2`, select `key >> 32` and `key & 4294967295`.
 */
export const keyOf = (key: Uint8Array): readonly [high: number, low: number] => {
  if (key.length !== 8) throw new RangeError("a subject key has 8 bytes");
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = key;
  return [(a << 24) | (b << 16) | (c << 8) | d, ((e << 24) | (f << 16) | (g << 8) | h) >>> 0];
};

export function keyFrom(high: number, low: number): Uint8Array {
  const key = new Uint8Array(8);
  const view = new DataView(key.buffer);
  view.setInt32(0, high);
  view.setUint32(4, low);
  return key;
}
