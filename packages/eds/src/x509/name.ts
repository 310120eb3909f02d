import { rawOf, type DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { childrenOrThrow, cursorOver, demand, expectTag, oidOf, textOf } from "../der/values.ts";

type NameAttribute = { readonly oid: string; readonly value: string | undefined };

/**
 * A distinguished name. Two names are the same when their DER is: stricter than RFC 5280 7.1, which folds case and
 * blanks. The national CAs copy names octet by octet, and folding has opened holes before.
 */
export type Name = { readonly raw: Uint8Array; readonly attributes: readonly NameAttribute[] };

const attributesMax = 64;

export const nameOf = (node: DerNode): Name => {
  const attributes: NameAttribute[] = [];
  for (const relative of childrenOrThrow(expectTag(node, tags.sequence))) {
    for (const pair of childrenOrThrow(expectTag(relative, tags.set))) {
      const cursor = cursorOver(expectTag(pair, tags.sequence));
      const oid = oidOf(cursor.take(tags.objectIdentifier));
      attributes.push({ oid, value: textOf(cursor.takeAny()) });
      cursor.finish();
      demand(attributes.length <= attributesMax, "a name of a sane length");
    }
  }
  return { raw: rawOf(node), attributes };
};

export const nameOids = {
  commonName: "2.5.4.3",
  surname: "2.5.4.4",
  serialNumber: "2.5.4.5",
  country: "2.5.4.6",
  organisation: "2.5.4.10",
  organisationalUnit: "2.5.4.11",
  givenName: "2.5.4.42",
} as const;

export const valuesOf = (name: Name, oid: string): readonly (string | undefined)[] =>
  name.attributes.filter((attribute) => attribute.oid === oid).map((attribute) => attribute.value);
