import { contentOf, type DerNode } from "../der/reader.ts";
import { contextConstructed, contextPrimitive, tags } from "../der/tags.ts";
import { booleanOf, cursorOver, demand, expectTag, oidOf, onlyChild, smallOf } from "../der/values.ts";
import { algorithmIdentifierOf } from "../x509/algorithm-identifier.ts";
import { extensionsOf } from "../x509/extensions.ts";
import { generalNameOf, type GeneralName } from "../x509/general-name.ts";

/** TSTInfo, RFC 3161 2.4.2. Milliseconds since 1970 UTC. */
export type TimestampInfo = {
  readonly policyOid: string;
  readonly imprint: { readonly hashOid: string; readonly hashedMessage: Uint8Array };
  /** Content octets of the INTEGER. */
  readonly serialNumber: Uint8Array;
  readonly genTimeMs: number;
  /** How far genTime may be off to either side, rounded up; absent where the authority does not say. Milliseconds. */
  readonly accuracyMs?: number;
  readonly ordering: boolean;
  /** Content octets of the INTEGER. */
  readonly nonce?: Uint8Array;
  /** The authority as the token names it. */
  readonly authority?: GeneralName;
  /** Object identifiers of critical extensions: none is understood here. */
  readonly criticalExtensions: readonly string[];
};

export const timestampInfoOf = (root: DerNode): TimestampInfo => {
  const cursor = cursorOver(expectTag(root, tags.sequence));
  demand(smallOf(cursor.take(tags.integer)) === 1, "version 1");
  const policyOid = oidOf(cursor.take(tags.objectIdentifier));
  const imprint = cursorOver(cursor.take(tags.sequence));
  const { oid: hashOid, parameters } = algorithmIdentifierOf(imprint.take(tags.sequence));
  demand(parameters === "absent" || parameters === "null", "a digest without parameters");
  const hashedMessage = contentOf(imprint.take(tags.octetString));
  imprint.finish();
  const serialNumber = contentOf(cursor.take(tags.integer));
  demand(serialNumber.length <= 32, "a serial number of a sane length");
  const genTimeMs = genTimeOf(cursor.take(tags.generalizedTime));
  const accuracy = cursor.takeIf(tags.sequence);
  const ordering = cursor.takeIf(tags.boolean);
  const nonce = cursor.takeIf(tags.integer);
  const authority = cursor.takeIf(contextConstructed(0));
  const extensions = cursor.takeIf(contextConstructed(1));
  cursor.finish();
  return {
    policyOid,
    imprint: { hashOid, hashedMessage },
    serialNumber,
    genTimeMs,
    ...(accuracy && { accuracyMs: accuracyOf(accuracy) }),
    ordering: ordering !== undefined && booleanOf(ordering),
    ...(nonce && { nonce: contentOf(nonce) }),
    ...(authority && { authority: generalNameOf(onlyChild(authority)) }),
    criticalExtensions: extensions === undefined ? [] : criticalOidsOf(extensions),
  };
};

/** GeneralizedTime with seconds, `Z` and an optional fraction without zeros at its end: RFC 3161 2.4.2. Rounded down. */
const genTimeOf = (node: DerNode): number => {
  const content = contentOf(node);
  demand(content.length <= 32, "a short time");
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/.exec(String.fromCharCode(...content));
  demand(match !== null, "digits and Z");
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const fractionMs = Math.floor(Number(`0.${match[7] ?? "0"}`) * 1000);
  demand(hour < 24 && minute < 60 && second < 60, "a time of day");
  const value = Date.UTC(year, month - 1, day, hour, minute, second, fractionMs);
  const back = new Date(value);
  demand(back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day, "a day of the calendar");
  return value;
};

const accuracyOf = (node: DerNode): number => {
  const cursor = cursorOver(node);
  const seconds = cursor.takeIf(tags.integer);
  const millis = cursor.takeIf(contextPrimitive(0));
  const micros = cursor.takeIf(contextPrimitive(1));
  cursor.finish();
  const numberOf = (part: DerNode | undefined): number => (part === undefined ? 0 : smallOf({ ...part, tag: tags.integer }));
  const [wholeMillis, wholeMicros] = [numberOf(millis), numberOf(micros)];
  demand(wholeMillis <= 999 && wholeMicros <= 999, "fractions of a second");
  return numberOf(seconds) * 1000 + wholeMillis + (wholeMicros > 0 ? 1 : 0);
};

/** `[1]` IMPLICIT Extensions. */
const criticalOidsOf = (node: DerNode): readonly string[] =>
  extensionsOf({ ...node, tag: tags.sequence })
    .filter(({ critical }) => critical)
    .map(({ oid }) => oid);
