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
