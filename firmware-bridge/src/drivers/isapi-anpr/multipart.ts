import { err, ok, type Result } from "@beket/domain";

export type Part = {
  readonly name: string | null;
  readonly filename: string | null;
  readonly contentType: string;
  readonly body: Uint8Array;
};
export type MultipartFault = { readonly code: "not-multipart" | "boundary-missing" | "too-many-parts" | "part-too-large" | "no-parts" };

const partsMax = 16;
const headerBytesMax = 8 * 1024;
const text = new TextDecoder("latin1");

const boundaryOf = (contentType: string): string | null => {
  const match = /^multipart\/[a-z-]+\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  return match?.[1] ?? match?.[2] ?? null;
};

const indexOf = (bytes: Uint8Array, wanted: Uint8Array, from: number): number => {
  const last = bytes.length - wanted.length;
  const first = wanted[0];
  if (first === undefined) return -1;
  for (let at = bytes.indexOf(first, from); at !== -1 && at <= last; at = bytes.indexOf(first, at + 1)) {
    let offset = 1;
    while (offset < wanted.length && bytes[at + offset] === wanted[offset]) offset += 1;
    if (offset === wanted.length) return at;
  }
  return -1;
};

/** Where the header ends and the body begins; a part may have no header line at all. */
const headerEnd = (bytes: Uint8Array): { readonly header: number; readonly body: number } | null => {
  if (bytes[0] === 13 && bytes[1] === 10) return { header: 0, body: 2 };
  if (bytes[0] === 10) return { header: 0, body: 1 };
  const head = bytes.subarray(0, headerBytesMax);
  const blank = indexOf(head, new Uint8Array([13, 10, 13, 10]), 0);
  if (blank !== -1) return { header: blank, body: blank + 4 };
  const bare = indexOf(head, new Uint8Array([10, 10]), 0);
  return bare === -1 ? null : { header: bare, body: bare + 2 };
};

const parsePart = (bytes: Uint8Array): Part | null => {
  const end = headerEnd(bytes);
  if (end === null) return null;
  const header = text.decode(bytes.subarray(0, end.header));
  const field = (name: string): string | null => new RegExp(`^${name}:\\s*(.*)$`, "im").exec(header)?.[1]?.trim() ?? null;
  const disposition = field("content-disposition") ?? "";
  const parameter = (name: string): string | null =>
    new RegExp(`[;\\s]${name}="?([^";\\r\\n]{0,200})"?`, "i").exec(disposition)?.[1] ?? null;
  return {
    name: parameter("name"),
    filename: parameter("filename"),
    contentType: (field("content-type") ?? "").toLowerCase(),
    body: bytes.subarray(end.body),
  };
};

/**
 * Splits a multipart body as cameras really send it: `form-data` or `mixed`, a part without a filename, a final boundary that
 * never comes, line ends without CR. Laxer than RFC 2046 there, stricter in size: at most 16 parts of `partBytesMax` each.
 */
export const splitMultipart = (contentType: string, body: Uint8Array, partBytesMax: number): Result<readonly Part[], MultipartFault> => {
  if (!/^multipart\//i.test(contentType)) return err({ code: "not-multipart" });
  const boundary = boundaryOf(contentType);
  if (boundary === null) return err({ code: "boundary-missing" });
  const mark = new TextEncoder().encode(`--${boundary}`);
  const parts: Part[] = [];
  let at = indexOf(body, mark, 0);
  while (at !== -1) {
    let from = at + mark.length;
    if (body[from] === 0x2d && body[from + 1] === 0x2d) break;
    if (body[from] === 13) from += 1;
    if (body[from] === 10) from += 1;
    const next = indexOf(body, mark, from);
    let to = next === -1 ? body.length : next;
    if (next !== -1 && body[to - 1] === 10) to -= 1;
    if (next !== -1 && body[to - 1] === 13) to -= 1;
    if (to - from > partBytesMax + headerBytesMax) return err({ code: "part-too-large" });
    const part = parsePart(body.subarray(from, Math.max(from, to)));
    if (part !== null) parts.push(part);
    if (parts.length > partsMax) return err({ code: "too-many-parts" });
    at = next;
  }
  return parts.length === 0 ? err({ code: "no-parts" }) : ok(parts);
};
