import { bytesEqual } from "../bytes/bytes.ts";
import { rawOf, type DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { cursorOver, expectTag, oidOf } from "../der/values.ts";

/** AlgorithmIdentifier, RFC 5280 4.1.1.2. */
export type AlgorithmIdentifier = {
  readonly oid: string;
  readonly parameters: "absent" | "null" | DerNode;
  readonly raw: Uint8Array;
};

export const algorithmIdentifierOf = (node: DerNode): AlgorithmIdentifier => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const oid = oidOf(cursor.take(tags.objectIdentifier));
  const rest = cursor.atEnd() ? undefined : cursor.takeAny();
  cursor.finish();
  const isNull = rest !== undefined && rest.tag === tags.null && rest.contentStart === rest.end;
  return { oid, parameters: rest === undefined ? "absent" : isNull ? "null" : rest, raw: rawOf(node) };
};

/**
 * True when the two places of a certificate or list name one algorithm, RFC 5280 4.1.1.2 and 5.1.1.2. Laxer than the
 * text in one point: absent parameters and NULL are the same, because the national CA's lists have one of each.
 */
export const isSameAlgorithm = (a: AlgorithmIdentifier, b: AlgorithmIdentifier): boolean => {
  const isBare = ({ parameters }: AlgorithmIdentifier): boolean => parameters === "absent" || parameters === "null";
  return a.oid === b.oid && ((isBare(a) && isBare(b)) || bytesEqual(a.raw, b.raw));
};
