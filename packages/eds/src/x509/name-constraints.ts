import type { DerNode } from "../der/reader.ts";
import { contextConstructed, contextPrimitive, tags } from "../der/tags.ts";
import { childrenOrThrow, cursorOver, demand, expectTag } from "../der/values.ts";
import { generalNameOf, type GeneralName } from "./general-name.ts";

/** A GeneralSubtree. `bounded`: it bears a minimum or a maximum, which RFC 5280 leaves without a meaning. */
export type Subtree = { readonly base: GeneralName; readonly bounded: boolean };

/** NameConstraints, RFC 5280 4.2.1.10. */
export type NameConstraints = { readonly permitted: readonly Subtree[]; readonly excluded: readonly Subtree[] };

const subtreesMax = 2048;

const subtreeOf = (node: DerNode): Subtree => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const base = generalNameOf(cursor.takeAny());
  const minimum = cursor.takeIf(contextPrimitive(0));
  const maximum = cursor.takeIf(contextPrimitive(1));
  cursor.finish();
  if (base.kind === "iPAddress") demand(base.octets.length === 8 || base.octets.length === 32, "an address and its mask");
  return { base, bounded: minimum !== undefined || maximum !== undefined };
};

const subtreesOf = (node: DerNode | undefined): readonly Subtree[] => {
  if (node === undefined) return [];
  const subtrees = childrenOrThrow(node).map(subtreeOf);
  demand(subtrees.length > 0 && subtrees.length <= subtreesMax, "a sane number of subtrees");
  return subtrees;
};

export const nameConstraintsOf = (node: DerNode): NameConstraints => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const permitted = subtreesOf(cursor.takeIf(contextConstructed(0)));
  const excluded = subtreesOf(cursor.takeIf(contextConstructed(1)));
  cursor.finish();
  demand(permitted.length + excluded.length > 0, "a constraint");
  return { permitted, excluded };
};
