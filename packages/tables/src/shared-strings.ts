import { err, ok, type Result } from "@beket/domain";
import { createFaultKeeper } from "./fault.ts";
import type { TableFault } from "./types.ts";
import { unpackEntry } from "./unpack-entry.ts";
import type { Archive } from "./workbook.ts";
import { createXmlReader } from "./xml.ts";
import type { ZipEntry } from "./zip-directory.ts";

export type SharedStrings = { readonly count: number; readonly at: (index: number) => string };
const noStrings: SharedStrings = { count: 0, at: () => "" };
const segmentChars = 1024 * 1024;

/**
 * The strings that cells refer to by number. They are kept as bare UTF-16 units: a million strings of an engine, each cut from a piece
 * of the file, would take many times that and hold the pieces too.
 */
export async function readSharedStrings(
  archive: Archive,
  entry: ZipEntry | null,
  onPacked: (bytes: number) => void,
  isStopped: () => boolean,
): Promise<Result<SharedStrings, TableFault>> {
  if (entry === null) return ok(noStrings);
  const { limits } = archive;
  const faults = createFaultKeeper();
  const kept = createUnits();
  const text = createRichText();
  const xml = createXmlReader(limits, faults, {
    open: (name) => {
      text.open(name);
      if (name !== "si") return;
      text.clear();
      if (kept.count() >= limits.sharedStringsMax) faults.fail("too-many-strings");
    },
    text: (piece) => {
      text.add(piece);
      if (text.length() > limits.cellCharsMax) faults.fail("cell-too-long");
    },
    close: (name) => {
      text.close(name);
      if (name !== "si") return;
      kept.add(unescapeText(text.take()));
      if (kept.chars() > limits.sharedStringCharsMax) faults.fail("too-many-strings");
    },
  });
  const read = await unpackEntry(archive.source, entry, { limits, onBytes: xml, onPacked, isStopped });
  return read.ok ? ok({ count: kept.count(), at: kept.at }) : err(read.error);
}

function createUnits() {
  const segments: Uint16Array[] = [];
  let starts = new Float64Array(1_024);
  let count = 0;
  let chars = 0;
  return {
    count: () => count,
    chars: () => chars,
    add: (text: string): void => {
      if (count + 2 > starts.length) {
        const more = new Float64Array(starts.length * 2);
        more.set(starts);
        starts = more;
      }
      for (let at = 0; at < text.length; at += 1) {
        const segment = (segments[Math.floor(chars / segmentChars)] ??= new Uint16Array(segmentChars));
        segment[chars % segmentChars] = text.charCodeAt(at);
        chars += 1;
      }
      count += 1;
      starts[count] = chars;
    },
    at: (index: number): string => {
      let text = "";
      const end = starts[index + 1] ?? 0;
      for (let from = starts[index] ?? 0; from < end;) {
        const segment = Math.floor(from / segmentChars);
        const to = Math.min(end, (segment + 1) * segmentChars);
        const units = segments[segment]?.subarray(from - segment * segmentChars, to - segment * segmentChars) ?? new Uint16Array();
        text += String.fromCharCode(...units);
        from = to;
      }
      return text;
    },
  };
}

/** Text of `t`, alone or in runs `r`; what a phonetic run `rPh` says of it is not part of it. */
export function createRichText() {
  let text = "";
  let isInText = false;
  let isPhonetic = false;
  return {
    open: (name: string): void => {
      if (name === "rPh") isPhonetic = true;
      if (name === "t") isInText = true;
    },
    close: (name: string): void => {
      if (name === "rPh") isPhonetic = false;
      if (name === "t") isInText = false;
    },
    add: (piece: string): void => {
      if (isInText && !isPhonetic) text += piece;
    },
    length: () => text.length,
    clear: (): void => {
      text = "";
    },
    take: (): string => {
      const taken = text;
      text = "";
      return taken;
    },
  };
}

/** `_x000D_` is how a workbook writes a sign that XML cannot (ECMA-376 part 1, 22.9.2.19). */
export const unescapeText = (text: string): string =>
  text.includes("_x") ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
