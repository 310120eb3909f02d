import { contentOf, rawOf, type DerNode } from "../der/reader.ts";
import { contextConstructed, contextPrimitive, tags } from "../der/tags.ts";
import { childrenOrThrow, demand, expectTag, oidOf, onlyChild } from "../der/values.ts";
import { nameOf, type Name } from "./name.ts";

/** A GeneralName, RFC 5280 4.2.1.6. `other` keeps the forms that nothing here compares, by their tag number. */
export type GeneralName =
  | { readonly kind: "rfc822Name" | "dNSName" | "uniformResourceIdentifier"; readonly value: string }
  | { readonly kind: "directoryName"; readonly name: Name }
  | { readonly kind: "iPAddress"; readonly octets: Uint8Array }
  | { readonly kind: "registeredID"; readonly oid: string }
  | { readonly kind: "other"; readonly tagNumber: number; readonly raw: Uint8Array };

const textKinds = { 1: "rfc822Name", 2: "dNSName", 6: "uniformResourceIdentifier" } as const;

const isTextTag = (n: number): n is keyof typeof textKinds => n in textKinds;

export const generalNameOf = (node: DerNode): GeneralName => {
  const tagNumber = node.tag & 0x1f;
  demand((node.tag & 0xc0) === 0x80 && tagNumber <= 8, "a GeneralName");
  if (isTextTag(tagNumber)) {
    expectTag(node, contextPrimitive(tagNumber));
    const content = contentOf(node);
    demand(content.length <= 2048, "a name of a sane length");
    demand(
      content.every((octet) => octet < 0x80),
      "an IA5String",
    );
    return { kind: textKinds[tagNumber], value: String.fromCharCode(...content) };
  }
  if (tagNumber === 4) return { kind: "directoryName", name: nameOf(onlyChild(expectTag(node, contextConstructed(4)))) };
  if (tagNumber === 7) return { kind: "iPAddress", octets: contentOf(expectTag(node, contextPrimitive(7))) };
  if (tagNumber === 8) {
    expectTag(node, contextPrimitive(8));
    return { kind: "registeredID", oid: oidOf({ ...node, tag: tags.objectIdentifier }) };
  }
  return { kind: "other", tagNumber, raw: rawOf(node) };
};

const namesMax = 1024;

/** The names inside a GeneralNames node, whatever tag it bears; at least one, RFC 5280 4.2.1.6. */
export const generalNamesOf = (node: DerNode): readonly GeneralName[] => {
  const names = childrenOrThrow(node).map(generalNameOf);
  demand(names.length > 0 && names.length <= namesMax, "a sane number of names");
  return names;
};
