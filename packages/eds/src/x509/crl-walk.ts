import type { DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { demand } from "../der/values.ts";

/**
 * Where the parts of one entry of a CRL are, as offsets into the list: `start`, the serial number's content, the date
 * with its tag, then extensions up to `end` where `dateEnd` is before it.
 */
export type EntryAt = {
  start: number;
  serialStart: number;
  serialEnd: number;
  dateStart: number;
  dateEnd: number;
  end: number;
  /** The reason where a reasonCode in its shortest form is the only extension; -1 otherwise. */
  reasonOctet: number;
};

/** An Extensions with nothing but a non-critical reasonCode, up to its one octet: what nearly every entry has. */
const reasonOnly = [0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01] as const;

const reasonOctetAt = (source: Uint8Array, start: number, end: number): number => {
  if (end - start !== reasonOnly.length + 1) return -1;
  for (let i = 0; i < reasonOnly.length; i += 1) if (source[start + i] !== reasonOnly[i]) return -1;
  return source[end - 1] ?? -1;
};

/**
 * Shows every entry of `revokedCertificates` (RFC 5280 5.1.2.6) from the one at `from` on, until `visit` says false.
 * Strict DER, in one walk that allocates nothing: a list may have a million entries. `visit` is given the same object each
 * time and keeps it no longer than the call.
 */
export const walkEntries = (revoked: DerNode, visit: (entry: EntryAt) => boolean | void, from = revoked.contentStart): void => {
  const { source } = revoked;
  let contentStart = 0;
  let contentEnd = 0;
  /** Reads tag and length at `offset` and leaves the content's ends in the two variables above. */
  const read = (offset: number, limit: number, tag: number): void => {
    demand(offset + 2 <= limit && source[offset] === tag, "another type");
    const first = source[offset + 1] ?? 0x80;
    contentStart = offset + 2;
    let length = first;
    if (first >= 0x80) {
      const count = first & 0x7f;
      demand(count >= 1 && count <= 4 && contentStart + count <= limit, "a definite length");
      length = 0;
      for (let i = 0; i < count; i += 1) length = length * 256 + (source[contentStart + i] ?? 0);
      demand(length >= 0x80 && length >= 256 ** (count - 1), "a minimal length");
      contentStart += count;
    }
    contentEnd = contentStart + length;
    demand(contentEnd <= limit, "a length within its parent");
  };

  const entry: EntryAt = { start: 0, serialStart: 0, serialEnd: 0, dateStart: 0, dateEnd: 0, end: 0, reasonOctet: -1 };
  for (let offset = from; offset < revoked.end; offset = entry.end) {
    read(offset, revoked.end, tags.sequence);
    entry.start = offset;
    entry.end = contentEnd;
    read(contentStart, entry.end, tags.integer);
    entry.serialStart = contentStart;
    entry.serialEnd = contentEnd;
    demandMinimal(source, contentStart, contentEnd);
    entry.dateStart = contentEnd;
    const dateTag = source[contentEnd] === tags.utcTime ? tags.utcTime : tags.generalizedTime;
    read(entry.dateStart, entry.end, dateTag);
    entry.dateEnd = contentEnd;
    entry.reasonOctet = -1;
    if (entry.dateEnd < entry.end) {
      read(entry.dateEnd, entry.end, tags.sequence);
      demand(contentEnd === entry.end, "nothing after the extensions");
      entry.reasonOctet = reasonOctetAt(source, entry.dateEnd, entry.end);
    }
    if (visit(entry) === false) return;
  }
};

/** A padded serial number would not be found under its own name. */
const demandMinimal = (source: Uint8Array, start: number, end: number): void => {
  const first = source[start] ?? 0;
  const second = source[start + 1] ?? 0;
  const padded = end - start > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  demand(end > start && !padded, "a minimal INTEGER");
};
