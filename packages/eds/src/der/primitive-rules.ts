import type { DerFaultCode, DerNode } from "./reader.ts";
import { tags } from "./tags.ts";

/** What DER asks of the universal primitives beyond BER, X.690 clauses 8.3, 8.19, 11.1, 11.2; nothing when it holds. */
export const primitiveFault = (node: DerNode): DerFaultCode | undefined => {
  const length = node.end - node.contentStart;
  const first = node.source[node.contentStart] ?? 0;
  const second = node.source[node.contentStart + 1] ?? 0;
  const last = node.source[node.end - 1] ?? 0;
  switch (node.tag) {
    case tags.boolean:
      return length === 1 && (first === 0 || first === 0xff) ? undefined : "der.boolean";
    case tags.integer:
    case tags.enumerated: {
      const padded = length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
      return length > 0 && !padded ? undefined : "der.integer";
    }
    case tags.bitString:
      if (length === 0 || first > 7 || (length === 1 && first !== 0)) return "der.bit-string";
      return length > 1 && (last & ((1 << first) - 1)) !== 0 ? "der.bit-string" : undefined;
    case tags.null:
      return length === 0 ? undefined : "der.null";
    case tags.objectIdentifier:
      return isCanonicalOid(node) ? undefined : "der.object-identifier";
    case tags.sequence & ~0x20:
    case tags.set & ~0x20:
      return "der.constructed-expected";
    default:
      return undefined;
  }
};

/** No arc may start with 0x80 (a leading zero), and the last octet must end an arc. */
const isCanonicalOid = (node: DerNode): boolean => {
  if (node.end === node.contentStart) return false;
  let atStart = true;
  for (let i = node.contentStart; i < node.end; i += 1) {
    const octet = node.source[i] ?? 0;
    if (atStart && octet === 0x80) return false;
    atStart = octet < 0x80;
  }
  return atStart;
};
