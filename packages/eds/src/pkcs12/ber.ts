import { isConstructed, tags } from "../der/tags.ts";
import { failure, ok, type Result } from "../result.ts";

// PKCS#12 is BER (RFC 7292 section 4), and the national tools write indefinite lengths and strings in pieces. Here both
// become the definite form that the strict reader takes. What else DER asks is that reader's to refuse.

export type BerFault = "too-large" | "too-deep" | "too-many-nodes" | "not-ber";

const limits = { bytesMax: 1024 * 1024, depthMax: 24, nodesMax: 20_000 } as const;

const octetStringInPieces = tags.octetString | 0x20;

/** One value, with the octets its content will have; its parts, or the octets themselves. */
type Value = {
  readonly tag: number;
  readonly length: number;
  readonly end: number;
  readonly parts: readonly Value[];
  readonly octets?: Uint8Array;
};

type Header = { readonly tag: number; readonly start: number; /** Nothing where it is indefinite. */ readonly end: number | undefined };

const headerAt = (source: Uint8Array, offset: number, end: number): Header | undefined => {
  const [tag, first] = [source[offset], source[offset + 1]];
  if (tag === undefined || first === undefined || offset + 2 > end || (tag & 0x1f) === 0x1f) return undefined;
  if (first === 0x80) return isConstructed(tag) ? { tag, start: offset + 2, end: undefined } : undefined;
  if (first < 0x80) return offset + 2 + first <= end ? { tag, start: offset + 2, end: offset + 2 + first } : undefined;
  const count = first & 0x7f;
  if (count > 4) return undefined;
  let length = 0;
  for (let i = 0; i < count; i += 1) length = length * 256 + (source[offset + 2 + i] ?? 0);
  const start = offset + 2 + count;
  return start + length <= end ? { tag, start, end: start + length } : undefined;
};

const lengthOctets = (length: number): number => (length < 0x80 ? 1 : 1 + Math.ceil((32 - Math.clz32(length)) / 8));

const wholeLength = ({ length }: Value): number => 1 + lengthOctets(length) + length;

const sum = (values: readonly Value[], of: (value: Value) => number): number => values.reduce((total, value) => total + of(value), 0);

/** Reads what starts at `offset`; each octet is looked at once, at one depth. */
const createReader = (source: Uint8Array) => {
  let nodes = 0;
  const read = (offset: number, limit: number, depth: number): Result<Value, BerFault> => {
    nodes += 1;
    if (nodes > limits.nodesMax) return failure("too-many-nodes");
    if (depth > limits.depthMax) return failure("too-deep");
    const header = headerAt(source, offset, limit);
    if (header === undefined) return failure("not-ber");
    const { tag, start, end } = header;
    if (!isConstructed(tag) && end !== undefined)
      return ok({ tag, length: end - start, end, parts: [], octets: source.subarray(start, end) });
    const parts: Value[] = [];
    let at = start;
    const isAtEnd = (): boolean => (end === undefined ? source[at] === 0 && source[at + 1] === 0 && at + 2 <= limit : at === end);
    while (!isAtEnd()) {
      const part = read(at, end ?? limit, depth + 1);
      if (!part.ok) return part;
      parts.push(part.value);
      at = part.value.end;
    }
    const after = end ?? at + 2;
    if (tag !== octetStringInPieces) return ok({ tag, length: sum(parts, wholeLength), end: after, parts });
    // X.690 8.7.3: the pieces are OCTET STRINGs themselves; pieces of pieces have become whole by now.
    if (parts.some((part) => part.tag !== tags.octetString)) return failure("not-ber");
    return ok({ tag: tags.octetString, length: sum(parts, ({ length }) => length), end: after, parts });
  };
  return read;
};

const write = (root: Value): Uint8Array => {
  const out = new Uint8Array(wholeLength(root));
  let at = 0;
  const put = (octets: Uint8Array): void => {
    out.set(octets, at);
    at += octets.length;
  };
  const putContent = (value: Value): void => {
    if (value.octets !== undefined) put(value.octets);
    for (const part of value.parts) {
      if (value.tag === tags.octetString) putContent(part);
      else putValue(part);
    }
  };
  const putValue = (value: Value): void => {
    const count = lengthOctets(value.length) - 1;
    out[at] = value.tag;
    out[at + 1] = count === 0 ? value.length : 0x80 | count;
    at += 2;
    for (let i = count - 1; i >= 0; i -= 1) put(Uint8Array.of(value.length >>> (8 * i)));
    putContent(value);
  };
  putValue(root);
  return out;
};

/**
 * The value of BER in definite form with the shortest lengths, and OCTET STRINGs in one piece; the other content octets stay
 * as they were. Nothing may follow the value. Time and memory are linear in the input and end at the limits.
 */
export const berToDefinite = (source: Uint8Array): Result<Uint8Array, BerFault> => {
  if (source.length > limits.bytesMax) return failure("too-large");
  const root = createReader(source)(0, source.length, 1);
  if (!root.ok) return root;
  return root.value.end === source.length ? ok(write(root.value)) : failure("not-ber");
};
