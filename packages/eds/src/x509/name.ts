import { bytesEqual, bytesToHex } from "../bytes/bytes.ts";
import { rawOf, type DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { childrenOrThrow, cursorOver, demand, expectTag, oidOf, textOf } from "../der/values.ts";

/** One attribute of a name. `value` is absent where its string type is not read (TeletexString) or is not well formed. */
export type NameAttribute = { readonly oid: string; readonly value: string | undefined; readonly raw: Uint8Array };

/** A distinguished name: the attributes in their order, and the same by relative distinguished names. */
export type Name = {
  readonly raw: Uint8Array;
  readonly attributes: readonly NameAttribute[];
  readonly relativeNames: readonly (readonly NameAttribute[])[];
};

const attributesMax = 64;
/** Folding a name makes it many times longer: a name of megabytes would cost seconds. */
const octetsMax = 32 * 1024;

export const nameOf = (node: DerNode): Name => {
  let count = 0;
  demand(node.end - node.start <= octetsMax, "a name of a sane size");
  const relativeNames = childrenOrThrow(expectTag(node, tags.sequence)).map((relative) => {
    const attributes = childrenOrThrow(expectTag(relative, tags.set)).map((pair): NameAttribute => {
      const cursor = cursorOver(expectTag(pair, tags.sequence));
      const oid = oidOf(cursor.take(tags.objectIdentifier));
      const value = cursor.takeAny();
      cursor.finish();
      return { oid, value: textOf(value), raw: rawOf(value) };
    });
    count += attributes.length;
    demand(attributes.length > 0 && count <= attributesMax, "a name of a sane length");
    return attributes;
  });
  return { raw: rawOf(node), attributes: relativeNames.flat(), relativeNames };
};

/**
 * Text as names compare it, RFC 5280 7.1 and RFC 4518 2: compatibility forms, case and runs of blanks are one, and what
 * cannot be seen is left out. Laxer than RFC 5280 in that every string type which is read is compared as text.
 */
export const foldText = (text: string): string =>
  text
    .normalize("NFKC")
    .replaceAll(/[\s\u0085]+/gu, " ")
    .replaceAll(/\p{Cc}|\p{Cf}|\u034f|[\u180b-\u180d]|[\ufe00-\ufe0f]|\ufffc/gu, "")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKC")
    .replaceAll(/ +/g, " ")
    .trim();

/** The same function, run once for each of what it is asked about: names are compared with thousands of others. */
const once = <T extends object>(make: (of: T) => string): ((of: T) => string) => {
  const made = new WeakMap<T, string>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined) return known;
    const key = make(of);
    made.set(of, key);
    return key;
  };
};

/** Equal for attributes that match each other, RFC 5280 7.1. A value that cannot be read as text is its octets. */
export const attributeKey = once(({ oid, value, raw }: NameAttribute) =>
  value === undefined ? `${oid}#${bytesToHex(raw)}` : `${oid}=${foldText(value)}`,
);

/** Equal for relative distinguished names that match each other: sets, so their order says nothing. */
export const relativeNameKey = once((attributes: readonly NameAttribute[]) => JSON.stringify(attributes.map(attributeKey).toSorted()));

/** Equal for names that match each other, RFC 5280 7.1. For maps. */
export const nameKey = once((name: Name) => JSON.stringify(name.relativeNames.map(relativeNameKey)));

/**
 * True when two names match by RFC 5280 7.1. Folding makes different octets one name, so equality is never a proof: whoever
 * asks it proves by the key as well.
 */
export const sameName = (a: Name, b: Name): boolean => bytesEqual(a.raw, b.raw) || nameKey(a) === nameKey(b);

export const nameOids = {
  commonName: "2.5.4.3",
  surname: "2.5.4.4",
  serialNumber: "2.5.4.5",
  country: "2.5.4.6",
  organisation: "2.5.4.10",
  organisationalUnit: "2.5.4.11",
  givenName: "2.5.4.42",
  emailAddress: "1.2.840.113549.1.9.1",
} as const;

export const valuesOf = (name: Name, oid: string): readonly (string | undefined)[] =>
  name.attributes.filter((attribute) => attribute.oid === oid).map((attribute) => attribute.value);
