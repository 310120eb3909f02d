import { brotliDecompressSync } from "node:zlib";

// WOFF2 (W3C Recommendation, 2022): header of 48 bytes, table directory, one Brotli stream of all tables. Only `cmap` is read;
// it is never transformed.
const headerBytes = 48;
const cmapFlag = 0;
const [glyf, loca] = [10, 11];
const arbitraryTag = 63;

/** Code points that a WOFF2 font maps to a glyph. Reads formats 4 and 12 of `cmap`. */
export function woff2Characters(file: Buffer): ReadonlySet<number> {
  const tables = file.readUInt16BE(12);
  let at = headerBytes;
  const varint = (): number => {
    let value = 0;
    for (let i = 0; i < 5; i++) {
      const byte = file.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if ((byte & 128) === 0) break;
    }
    return value;
  };
  let offset = 0;
  let cmap: { readonly from: number; readonly length: number } | null = null;
  for (let i = 0; i < tables; i++) {
    const flags = file.readUInt8(at++);
    const tag = flags & 63;
    if (tag === arbitraryTag) at += 4;
    const version = flags >> 6;
    const isTransformed = tag === glyf || tag === loca ? version !== 3 : version !== 0;
    const original = varint();
    const length = isTransformed ? varint() : original;
    if (tag === cmapFlag) cmap = { from: offset, length };
    offset += length;
  }
  if (cmap === null) throw new Error("the font has no cmap");
  const stream = brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20)));
  return cmapCharacters(stream.subarray(cmap.from, cmap.from + cmap.length));
}

function cmapCharacters(cmap: Buffer): ReadonlySet<number> {
  const found = new Set<number>();
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const table = cmap.subarray(cmap.readUInt32BE(8 + i * 8));
    const format = table.readUInt16BE(0);
    if (format === 4) segments(table, found);
    if (format === 12) groups(table, found);
  }
  return found;
}

function segments(table: Buffer, found: Set<number>): void {
  const count = table.readUInt16BE(6) / 2;
  for (let i = 0; i < count; i++) {
    const end = table.readUInt16BE(14 + 2 * i);
    const start = table.readUInt16BE(16 + 2 * count + 2 * i);
    for (let code = start; code <= end && code < 0xffff; code++) found.add(code);
  }
}

function groups(table: Buffer, found: Set<number>): void {
  for (let i = 0; i < table.readUInt32BE(12); i++) {
    const end = table.readUInt32BE(20 + 12 * i);
    for (let code = table.readUInt32BE(16 + 12 * i); code <= end; code++) found.add(code);
  }
}
