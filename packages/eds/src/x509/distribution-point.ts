import { contentOf, readDer, type DerNode } from "../der/reader.ts";
import { contextConstructed, contextPrimitive, tags } from "../der/tags.ts";
import { childrenOrThrow, cursorOver, demand, expectTag, onlyChild } from "../der/values.ts";
import { tagged } from "../der/writer.ts";
import { generalNamesOf, type GeneralName } from "./general-name.ts";
import { nameOf, type Name } from "./name.ts";
import { reasonMaskOf, type ReasonMask } from "./revocation-reasons.ts";

/** DistributionPointName, RFC 5280 4.2.1.13. */
export type DistributionPointName =
  | { readonly kind: "fullName"; readonly names: readonly GeneralName[] }
  /** Content octets of the RelativeDistinguishedName (a SET), to be appended to the name of the list's issuer. */
  | { readonly kind: "nameRelativeToCRLIssuer"; readonly relative: Uint8Array };

/** Where a list about a certificate is, for which reasons and by whom, RFC 5280 4.2.1.13; also of freshestCRL. */
export type DistributionPoint = {
  readonly name?: DistributionPointName;
  /** Absent: all reasons. */
  readonly reasons?: ReasonMask;
  /** Present where another authority than the certificate's issuer signs the list. */
  readonly cRLIssuer?: readonly GeneralName[];
};

/** What a list covers, RFC 5280 5.2.5. */
export type IssuingDistributionPoint = {
  readonly name?: DistributionPointName;
  readonly onlyContainsUserCerts: boolean;
  readonly onlyContainsCACerts: boolean;
  readonly onlyContainsAttributeCerts: boolean;
  /** Absent: all reasons. */
  readonly onlySomeReasons?: ReasonMask;
  readonly indirectCRL: boolean;
};

const pointsMax = 256;

const nameOfPoint = (wrapper: DerNode): DistributionPointName => {
  const choice = onlyChild(wrapper);
  if (choice.tag === contextConstructed(0)) return { kind: "fullName", names: generalNamesOf(choice) };
  expectTag(choice, contextConstructed(1));
  // The attributes are read only to know that they are some: the octets are what is compared.
  for (const pair of childrenOrThrow(choice)) {
    const cursor = cursorOver(expectTag(pair, tags.sequence));
    cursor.take(tags.objectIdentifier);
    cursor.takeAny();
    cursor.finish();
  }
  const relative = contentOf(choice);
  demand(relative.length > 0 && relative.length <= 4096, "a relative name of a sane length");
  return { kind: "nameRelativeToCRLIssuer", relative };
};

const distributionPointOf = (node: DerNode): DistributionPoint => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const name = cursor.takeIf(contextConstructed(0));
  const reasons = cursor.takeIf(contextPrimitive(1));
  const issuer = cursor.takeIf(contextConstructed(2));
  cursor.finish();
  demand(name !== undefined || issuer !== undefined, "a name or an issuer");
  return {
    ...(name && { name: nameOfPoint(name) }),
    ...(reasons && { reasons: reasonMaskOf(reasons) }),
    ...(issuer && { cRLIssuer: generalNamesOf(issuer) }),
  };
};

/** The points of a cRLDistributionPoints or freshestCRL extension; at least one. */
export const distributionPointsOf = (node: DerNode): readonly DistributionPoint[] => {
  const points = childrenOrThrow(expectTag(node, tags.sequence)).map(distributionPointOf);
  demand(points.length > 0 && points.length <= pointsMax, "a sane number of distribution points");
  return points;
};

/** A BOOLEAN DEFAULT FALSE under an IMPLICIT tag. */
const flagOf = (node: DerNode | undefined): boolean => {
  if (node === undefined) return false;
  const [octet, ...rest] = contentOf(node);
  demand(rest.length === 0 && (octet === 0 || octet === 0xff), "a BOOLEAN");
  return octet === 0xff;
};

/** The value of an issuingDistributionPoint extension. At most one kind of certificate may be singled out, RFC 5280 5.2.5. */
export const issuingDistributionPointOf = (node: DerNode): IssuingDistributionPoint => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const name = cursor.takeIf(contextConstructed(0));
  const onlyContainsUserCerts = flagOf(cursor.takeIf(contextPrimitive(1)));
  const onlyContainsCACerts = flagOf(cursor.takeIf(contextPrimitive(2)));
  const reasons = cursor.takeIf(contextPrimitive(3));
  const indirectCRL = flagOf(cursor.takeIf(contextPrimitive(4)));
  const onlyContainsAttributeCerts = flagOf(cursor.takeIf(contextPrimitive(5)));
  cursor.finish();
  demand(
    [onlyContainsUserCerts, onlyContainsCACerts, onlyContainsAttributeCerts].filter(Boolean).length <= 1,
    "at most one kind of certificate",
  );
  return {
    ...(name && { name: nameOfPoint(name) }),
    onlyContainsUserCerts,
    onlyContainsCACerts,
    onlyContainsAttributeCerts,
    ...(reasons && { onlySomeReasons: reasonMaskOf(reasons) }),
    indirectCRL,
  };
};

/** The URLs a point gives, RFC 5280 4.2.1.13: hints of where to look, from an unproved source. */
export const urlsOf = (points: readonly DistributionPoint[]): readonly string[] =>
  points.flatMap(({ name }) =>
    name?.kind === "fullName" ? name.names.flatMap((one) => (one.kind === "uniformResourceIdentifier" ? one.value : [])) : [],
  );

/**
 * The full names that a point's name stands for, RFC 5280 4.2.1.13: a relative name is appended to that of the list's
 * issuer. Only a name of one issuer can be completed; with several there is nothing to compare.
 */
export const fullNamesOf = (name: DistributionPointName, issuers: readonly Name[]): readonly GeneralName[] => {
  if (name.kind === "fullName") return name.names;
  const [issuer, ...others] = issuers;
  if (issuer === undefined || others.length > 0) return [];
  const prefix = readDer(issuer.raw);
  demand(prefix.ok, "a name that was read before");
  const whole = readDer(tagged(tags.sequence, contentOf(prefix.value), tagged(tags.set, name.relative)));
  demand(whole.ok, "a relative name in DER");
  return [{ kind: "directoryName", name: nameOf(whole.value) }];
};
