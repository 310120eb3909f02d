import { bytesToNumber } from "../bytes/bytes.ts";
import { contentOf, readNode, type DerNode } from "./reader.ts";
import { tags } from "./tags.ts";

// Parsing a structure is a long row of "this must be here". A fault leaves the row at once by throwing, and
// `attempt` turns exactly that fault into a value at the edge of the parser; nothing else is caught.

class StructureFault extends Error {}

/** What `parse` returns, or nothing where the structure is not as the parser demands. */
export const attempt = <T>(parse: () => T): T | undefined => {
  try {
    return parse();
  } catch (error) {
    if (error instanceof StructureFault) return undefined;
    throw error;
  }
};

export const demand: (condition: boolean, what: string) => asserts condition = (condition, what) => {
  if (!condition) throw new StructureFault(what);
};

/** Walks the children of a constructed node in order. */
export type Cursor = {
  /** The next child, which must have this tag. */
  readonly take: (tag: number) => DerNode;
  /** The next child of whatever tag. */
  readonly takeAny: () => DerNode;
  /** The next child when it has this tag. */
  readonly takeIf: (tag: number) => DerNode | undefined;
  readonly atEnd: () => boolean;
  /** Nothing may be left. */
  readonly finish: () => void;
};

export const cursorOver = (parent: DerNode): Cursor => {
  let offset = parent.contentStart;
  const takeAny = (): DerNode => {
    const child = readNode(parent.source, offset, parent.end);
    demand(child.ok, "a child");
    offset = child.value.end;
    return child.value;
  };
  const atEnd = (): boolean => offset >= parent.end;
  const take = (tag: number): DerNode => {
    const child = takeAny();
    demand(child.tag === tag, "another type");
    return child;
  };
  return {
    take,
    takeAny,
    takeIf: (tag) => (!atEnd() && parent.source[offset] === tag ? takeAny() : undefined),
    atEnd,
    finish: () => demand(atEnd(), "no further child"),
  };
};

export const childrenOrThrow = (node: DerNode): readonly DerNode[] => {
  const cursor = cursorOver(node);
  const children: DerNode[] = [];
  while (!cursor.atEnd()) children.push(cursor.takeAny());
  return children;
};

/** The only child of an EXPLICIT tag or another wrapper. */
export const onlyChild = (node: DerNode): DerNode => {
  const cursor = cursorOver(node);
  const child = cursor.takeAny();
  cursor.finish();
  return child;
};

export const expectTag = (node: DerNode, tag: number): DerNode => {
  demand(node.tag === tag, "another type");
  return node;
};

/** A dotted object identifier. */
export const oidOf = (node: DerNode): string => {
  expectTag(node, tags.objectIdentifier);
  const content = contentOf(node);
  demand(content.length > 0 && content.length <= 64, "an object identifier of a sane length");
  const arcs: string[] = [];
  let arc = 0n;
  for (const octet of content) {
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (octet >= 0x80) continue;
    if (arcs.length === 0) {
      const root = arc < 40n ? 0n : arc < 80n ? 1n : 2n;
      arcs.push(root.toString(), (arc - root * 40n).toString());
    } else arcs.push(arc.toString());
    arc = 0n;
  }
  return arcs.join(".");
};

/** A non-negative INTEGER of at most `bitsMax` bits. */
export const unsignedOf = (node: DerNode, bitsMax = 4096): bigint => {
  expectTag(node, tags.integer);
  const content = contentOf(node);
  demand(content.length > 0 && content.length <= bitsMax / 8 + 1 && (content[0] ?? 0) < 0x80, "an unsigned INTEGER");
  return bytesToNumber(content);
};

/** An INTEGER from 0 to 2^31 - 1. */
export const smallOf = (node: DerNode): number => {
  const value = unsignedOf(node, 32);
  demand(value < 2n ** 31n, "a small INTEGER");
  return Number(value);
};

export const booleanOf = (node: DerNode): boolean => {
  const content = contentOf(expectTag(node, tags.boolean));
  demand(content.length === 1 && (content[0] === 0 || content[0] === 0xff), "a BOOLEAN");
  return content[0] === 0xff;
};

/** The octets of a BIT STRING without unused bits. */
export const bitStringBytesOf = (node: DerNode): Uint8Array => {
  const content = contentOf(expectTag(node, tags.bitString));
  demand(content.length > 0 && content[0] === 0, "a BIT STRING of whole octets");
  return content.subarray(1);
};

/** The bits of a named-bit list (RFC 5280 4.2.1.3), bit 0 first. */
export const namedBitsOf = (node: DerNode): readonly boolean[] => {
  const content = contentOf(expectTag(node, tags.bitString));
  demand(content.length > 0 && content.length <= 9, "a list of named bits");
  const count = 8 * (content.length - 1) - (content[0] ?? 0);
  return Array.from({ length: Math.max(count, 0) }, (_, i) => (((content[1 + (i >> 3)] ?? 0) >> (7 - (i & 7))) & 1) === 1);
};

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of a character string type that names use; nothing where it is none or not well formed. */
export const textOf = (node: DerNode): string | undefined => {
  const content = contentOf(node);
  switch (node.tag) {
    case tags.utf8String:
      try {
        return utf8.decode(content);
      } catch {
        // Malformed UTF-8 is an expected input; the decoder has no other way to say so.
        return undefined;
      }
    case tags.printableString:
    case tags.numericString:
    case tags.ia5String:
    case tags.visibleString:
      return content.every((octet) => octet >= 0x20 && octet < 0x7f) ? utf8.decode(content) : undefined;
    case tags.bmpString: {
      if (content.length % 2 !== 0) return undefined;
      let text = "";
      for (let i = 0; i < content.length; i += 2) text += String.fromCharCode(((content[i] ?? 0) << 8) | (content[i + 1] ?? 0));
      return text;
    }
    default:
      return undefined;
  }
};
