import type { TableEncoding } from "./types.ts";

/** Turns bytes that come in pieces into text; null: these bytes are not text of that encoding. */
export type TextReader = { readonly encoding: TableEncoding; readonly read: (bytes: Uint8Array, isLast: boolean) => string | null };

/** What the first bytes say, or the zeros that every other byte of Latin text in UTF-16 is; null: no sign of either. */
function byMark(bytes: Uint8Array): { readonly encoding: Exclude<TableEncoding, "windows-1251">; readonly markBytes: number } | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", markBytes: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", markBytes: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", markBytes: 2 };
  if (a !== 0 && b === 0 && bytes.length > 2) return { encoding: "utf-16le", markBytes: 0 };
  return a === 0 && b !== 0 && bytes.length > 1 ? { encoding: "utf-16be", markBytes: 0 } : null;
}

/**
 * Text of unknown encoding. Without a mark it is UTF-8 until a piece comes that is not: if nothing but ASCII came before, that piece and
 * the rest are Windows-1251, as Excel writes CSV on a machine set to Kazakh or Russian; else the file is damaged.
 */
export function createTextReader(): TextReader {
  let inner: TextReader | null = null;
  let isFirst = true;
  let rest: Uint8Array = new Uint8Array();
  return {
    get encoding() {
      return inner?.encoding ?? "utf-8";
    },
    read: (bytes, isLast) => {
      if (inner !== null) return inner.read(bytes, isLast);
      const all = joined(rest, bytes);
      if (isFirst && all.length < 4 && !isLast) {
        rest = all;
        return "";
      }
      rest = new Uint8Array();
      const mark = isFirst ? byMark(all) : null;
      isFirst = false;
      if (mark !== null) {
        inner = mark.encoding === "utf-8" ? utf8() : utf16(mark.encoding);
        return inner.read(all.subarray(mark.markBytes), isLast);
      }
      // A character that the end of the piece cuts says nothing yet.
      const end = isLast ? all.length : wholeUtf8(all);
      if (isAscii(all.subarray(0, end))) {
        rest = all.slice(end);
        return fromUnits(end, (at) => all[at] ?? 0);
      }
      const asUtf8 = utf8();
      const text = asUtf8.read(all, isLast);
      inner = text === null ? windows1251() : asUtf8;
      return text ?? inner.read(all, isLast);
    },
  };
}

/** XML says its encoding by a mark, or is UTF-8. */
export function createXmlTextReader(): TextReader {
  let inner: TextReader | null = null;
  return {
    get encoding() {
      return inner?.encoding ?? "utf-8";
    },
    read: (bytes, isLast) => {
      if (inner !== null) return inner.read(bytes, isLast);
      const mark = byMark(bytes);
      inner = mark === null || mark.encoding === "utf-8" ? utf8() : utf16(mark.encoding);
      return inner.read(bytes.subarray(mark?.markBytes ?? 0), isLast);
    },
  };
}

function utf8(): TextReader {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let rest: Uint8Array = new Uint8Array();
  return {
    encoding: "utf-8",
    read: (bytes, isLast) => {
      const all = joined(rest, bytes);
      const end = isLast ? all.length : wholeUtf8(all);
      rest = all.slice(end);
      try {
        return decoder.decode(all.subarray(0, end));
      } catch {
        return null;
      }
    },
  };
}

/** How many bytes at the beginning do not cut a character. */
function wholeUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function utf16(encoding: "utf-16le" | "utf-16be"): TextReader {
  let rest: Uint8Array = new Uint8Array();
  const [low, high] = encoding === "utf-16le" ? [0, 1] : [1, 0];
  return {
    encoding,
    read: (bytes, isLast) => {
      const all = joined(rest, bytes);
      const end = all.length & ~1;
      rest = all.slice(end);
      if (isLast && rest.length > 0) return null;
      return fromUnits(end / 2, (at) => (all[at * 2 + low] ?? 0) | ((all[at * 2 + high] ?? 0) << 8));
    },
  };
}

/** 0x80 to 0xBF; what follows is А to я. 0x98 is not assigned. */
const upper1251 = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\uFFFF™љ›њќћџ\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї°±Ііґµ¶·ё№є»јЅѕї";
const units1251 = Uint16Array.from({ length: 256 }, (_, byte) =>
  byte < 0x80 ? byte : byte >= 0xc0 ? 0x0410 + byte - 0xc0 : upper1251.charCodeAt(byte - 0x80),
);
const windows1251 = (): TextReader => ({
  encoding: "windows-1251",
  read: (bytes) => (bytes.includes(0x98) ? null : fromUnits(bytes.length, (at) => units1251[bytes[at] ?? 0] ?? 0)),
});

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);
const unitsEach = 8_192;
function fromUnits(count: number, unit: (at: number) => number): string {
  const parts: string[] = [];
  for (let from = 0; from < count; from += unitsEach) {
    const units = new Uint16Array(Math.min(unitsEach, count - from));
    for (let at = 0; at < units.length; at += 1) units[at] = unit(from + at);
    parts.push(String.fromCharCode(...units));
  }
  return parts.join("");
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
