import { contentOf, type DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { demand, expectTag, namedBitsOf } from "../der/values.ts";

/** CRLReason, RFC 5280 5.3.1, by its number; 7 is not used. */
const reasonNames = [
  "unspecified",
  "keyCompromise",
  "cACompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  "unused",
  "removeFromCRL",
  "privilegeWithdrawn",
  "aACompromise",
] as const;

export type RevocationReason = (typeof reasonNames)[number];

/** The reason in a reasonCode extension or an OCSP revokedInfo. */
export const reasonOf = (node: DerNode): RevocationReason => {
  const content = contentOf(expectTag(node, tags.enumerated));
  const name = content.length === 1 ? reasonNames[content[0] ?? 0xff] : undefined;
  demand(name !== undefined && name !== "unused", "a known reason");
  return name;
};

/**
 * ReasonFlags, RFC 5280 4.2.1.13, as a number: bit n of the number is bit n of the list. The flags have no bit for
 * `unspecified`, and bit 0 is not used: a certificate is covered for all reasons by bits 1 to 8.
 */
export type ReasonMask = number;

export const allReasons: ReasonMask = 0x1fe;
export const holdReason: ReasonMask = 1 << 6;

/** The mask of a named-bit list under whatever tag; none of the known reasons is no mask. */
export const reasonMaskOf = (node: DerNode): ReasonMask => {
  let mask = 0;
  namedBitsOf({ ...node, tag: tags.bitString }).forEach((bit, position) => {
    if (bit && position <= 8) mask |= 1 << position;
  });
  return mask & allReasons;
};
