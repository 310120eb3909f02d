import { failure, ok, type Result } from "../result.ts";
import { isConstructed } from "./tags.ts";
import { primitiveFault } from "./primitive-rules.ts";

// A strict reader of DER, X.690 clause 10. Nodes are slices of the input: what was signed is what is hashed.

export type DerLimits = { readonly bytesMax: number; readonly depthMax: number; readonly nodesMax: number };

const defaultDerLimits: DerLimits = { bytesMax: 16 * 1024 * 1024, depthMax: 32, nodesMax: 200_000 };

export type DerFaultCode =
  | "der.too-large"
  | "der.too-deep"
  | "der.too-many-nodes"
  | "der.empty"
  | "der.truncated"
  | "der.trailing-bytes"
  | "der.high-tag-number"
  | "der.indefinite-length"
  | "der.length-not-minimal"
  | "der.length-too-long"
  | "der.constructed-expected"
  | "der.boolean"
  | "der.integer"
  | "der.bit-string"
  | "der.null"
  | "der.object-identifier";

export type DerFault = { readonly code: DerFaultCode; readonly offset: number };

/** One tag-length-value. Offsets are into `source`. */
export type DerNode = {
  /** The identifier octet. */
  readonly tag: number;
  readonly source: Uint8Array;
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
};

/** The octets of the value. A view, not a copy. */
export const contentOf = (node: DerNode): Uint8Array => node.source.subarray(node.contentStart, node.end);

/** The octets of tag, length and value as they stood in the input. A view, not a copy. */
export const rawOf = (node: DerNode): Uint8Array => node.source.subarray(node.start, node.end);

/** The node that starts at `offset` and ends at or before `end`; its content is not looked at. */
export const readNode = (source: Uint8Array, offset: number, end: number): Result<DerNode, DerFault> => {
  const fault = (code: DerFaultCode): Result<DerNode, DerFault> => failure({ code, offset });
  const tag = source[offset];
  const first = source[offset + 1];
  if (tag === undefined || first === undefined || offset + 2 > end) return fault("der.truncated");
  if ((tag & 0x1f) === 0x1f) return fault("der.high-tag-number");
  if (first === 0x80) return fault("der.indefinite-length");
  let length = first;
  let contentStart = offset + 2;
  if (first > 0x80) {
    const count = first & 0x7f;
    // Four octets reach 4 GiB, more than any limit; 0xff is reserved.
    if (count > 4) return fault("der.length-too-long");
    if (contentStart + count > end) return fault("der.truncated");
    length = 0;
    for (let i = 0; i < count; i += 1) length = length * 256 + (source[contentStart + i] ?? 0);
    if (length < 0x80 || length < 256 ** (count - 1)) return fault("der.length-not-minimal");
    contentStart += count;
  }
  if (length > end - contentStart) return fault("der.truncated");
  return ok({ tag, source, start: offset, contentStart, end: contentStart + length });
};

/** The nodes inside a constructed node. */
export const childrenOf = (node: DerNode): Result<readonly DerNode[], DerFault> => {
  const children: DerNode[] = [];
  for (let offset = node.contentStart; offset < node.end;) {
    const child = readNode(node.source, offset, node.end);
    if (!child.ok) return child;
    children.push(child.value);
    offset = child.value.end;
  }
  return ok(children);
};

/**
 * The one node that `source` consists of, with every nested node proved to be DER: definite minimal lengths,
 * no octet left over, canonical universal primitives (X.690 clauses 8, 10, 11). Stricter than X.690: tag numbers
 * above 30 are refused. Laxer: the order of a SET OF and DEFAULT values are not looked at, and octets inside an
 * OCTET STRING stay octets. Time and memory are linear in the input and end at the limits.
 */
export const readDer = (source: Uint8Array, limits: DerLimits = defaultDerLimits): Result<DerNode, DerFault> => {
  if (source.length === 0) return failure({ code: "der.empty", offset: 0 });
  if (source.length > limits.bytesMax) return failure({ code: "der.too-large", offset: 0 });
  const root = readNode(source, 0, source.length);
  if (!root.ok) return root;
  if (root.value.end !== source.length) return failure({ code: "der.trailing-bytes", offset: root.value.end });
  const fault = findFault(root.value, limits);
  return fault === undefined ? root : failure(fault);
};

const findFault = (root: DerNode, limits: DerLimits): DerFault | undefined => {
  const pending: { readonly node: DerNode; readonly depth: number }[] = [{ node: root, depth: 1 }];
  let count = 1;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth } = next;
    if (!isConstructed(node.tag)) {
      const code = primitiveFault(node);
      if (code !== undefined) return { code, offset: node.start };
      continue;
    }
    if (depth >= limits.depthMax) return { code: "der.too-deep", offset: node.start };
    for (let offset = node.contentStart; offset < node.end;) {
      const child = readNode(node.source, offset, node.end);
      if (!child.ok) return child.error;
      count += 1;
      if (count > limits.nodesMax) return { code: "der.too-many-nodes", offset };
      pending.push({ node: child.value, depth: depth + 1 });
      offset = child.value.end;
    }
  }
  return undefined;
};
