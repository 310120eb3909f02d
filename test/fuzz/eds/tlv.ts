import { concatBytes } from "../../../packages/eds/src/bytes/bytes.ts";
import { tagged } from "../../../packages/eds/src/der/writer.ts";

// A lenient view of nested tag-length-values: what a mutator needs, and no more. It also looks into strings that hold DER.

export type TlvNode = {
  readonly tag: number;
  readonly start: number;
  /** Where the nested values begin: after the count of unused bits in a BIT STRING. */
  readonly contentStart: number;
  readonly end: number;
  /** The position of the parent in the list, or -1. */
  readonly parent: number;
};

const nodesMax = 4000;

const headerAt = (octets: Uint8Array, start: number, end: number): { readonly contentStart: number; readonly end: number } | undefined => {
  const first = octets[start + 1];
  if (first === undefined || start + 2 > end) return undefined;
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > 4) return undefined;
  let length = count === 0 ? first : 0;
  for (let i = 0; i < count; i += 1) length = length * 256 + (octets[start + 2 + i] ?? 0);
  const contentStart = start + 2 + count;
  return contentStart + length <= end ? { contentStart, end: contentStart + length } : undefined;
};

/** All values that can be seen, parents before their children. */
export const nodesOf = (octets: Uint8Array): readonly TlvNode[] => {
  const nodes: TlvNode[] = [];
  const isWhole = (from: number, end: number): boolean => {
    for (let at = from; at < end;) {
      const header = headerAt(octets, at, end);
      if (header === undefined) return false;
      at = header.end;
    }
    return from < end;
  };
  const walk = (from: number, end: number, parent: number): void => {
    for (let at = from; at < end && nodes.length < nodesMax;) {
      const header = headerAt(octets, at, end);
      if (header === undefined) return;
      const tag = octets[at] ?? 0;
      const contentStart = tag === 0x03 ? Math.min(header.contentStart + 1, header.end) : header.contentStart;
      const index = nodes.length;
      nodes.push({ tag, start: at, contentStart, end: header.end, parent });
      const mayNest = (tag & 0x20) !== 0 || ((tag === 0x03 || tag === 0x04) && isWhole(contentStart, header.end));
      if (mayNest) walk(contentStart, header.end, index);
      at = header.end;
    }
  };
  walk(0, octets.length, -1);
  return nodes;
};

/** The octets with one node replaced, and every length above it made right again. */
export const withReplaced = (octets: Uint8Array, nodes: readonly TlvNode[], node: TlvNode, replacement: Uint8Array): Uint8Array => {
  let [part, from, to] = [replacement, node.start, node.end];
  for (let above = nodes[node.parent]; above !== undefined; above = nodes[above.parent]) {
    const unusedBits = above.tag === 0x03 ? octets.subarray(above.contentStart - 1, above.contentStart) : new Uint8Array(0);
    part = tagged(above.tag, unusedBits, octets.subarray(above.contentStart, from), part, octets.subarray(to, above.end));
    [from, to] = [above.start, above.end];
  }
  return concatBytes(octets.subarray(0, from), part, octets.subarray(to));
};

export const rawNode = (octets: Uint8Array, node: TlvNode): Uint8Array => octets.subarray(node.start, node.end);
