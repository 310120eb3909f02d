import { contentOf, type DerNode } from "../der/reader.ts";
import { contextPrimitive, tags } from "../der/tags.ts";
import { childrenOrThrow, cursorOver, demand, expectTag, oidOf, smallOf, textOf } from "../der/values.ts";

export const anyPolicyOid = "2.5.29.32.0";

/** What a policy's qualifier says to people, RFC 5280 4.2.1.4. It decides nothing; `other` is not read. */
export type PolicyQualifier =
  | { readonly kind: "cps"; readonly uri: string }
  /** `text` is absent where the notice only refers to a text kept elsewhere. */
  | { readonly kind: "user-notice"; readonly text?: string }
  | { readonly kind: "other"; readonly oid: string };

export type PolicyInformation = { readonly oid: string; readonly qualifiers: readonly PolicyQualifier[] };

export type PolicyMapping = { readonly issuerDomainPolicy: string; readonly subjectDomainPolicy: string };

/** PolicyConstraints, RFC 5280 4.2.1.11: certificates that may still follow. */
export type PolicyConstraints = { readonly requireExplicitPolicy?: number; readonly inhibitPolicyMapping?: number };

const policiesMax = 256;
const qualifiersMax = 16;

const qualifierOids = { cps: "1.3.6.1.5.5.7.2.1", userNotice: "1.3.6.1.5.5.7.2.2" } as const;

const qualifierOf = (node: DerNode): PolicyQualifier => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const oid = oidOf(cursor.take(tags.objectIdentifier));
  const value = cursor.takeAny();
  cursor.finish();
  if (oid === qualifierOids.cps) {
    const uri = textOf(expectTag(value, tags.ia5String));
    demand(uri !== undefined, "an IA5String");
    return { kind: "cps", uri };
  }
  if (oid !== qualifierOids.userNotice) return { kind: "other", oid };
  const notice = cursorOver(expectTag(value, tags.sequence));
  notice.takeIf(tags.sequence);
  // DisplayText of at most 200 characters; RFC 5280 4.2.1.4 asks to bear with longer ones.
  const explicitText = notice.atEnd() ? undefined : textOf(notice.takeAny());
  notice.finish();
  return explicitText === undefined ? { kind: "user-notice" } : { kind: "user-notice", text: explicitText };
};

const policyInformationOf = (node: DerNode): PolicyInformation => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const oid = oidOf(cursor.take(tags.objectIdentifier));
  const list = cursor.takeIf(tags.sequence);
  cursor.finish();
  const qualifiers = list === undefined ? [] : childrenOrThrow(list).map(qualifierOf);
  demand(list === undefined || (qualifiers.length > 0 && qualifiers.length <= qualifiersMax), "a sane number of qualifiers");
  return { oid, qualifiers };
};

/** CertificatePolicies, RFC 5280 4.2.1.4: each policy once. */
export const certificatePoliciesOf = (node: DerNode): readonly PolicyInformation[] => {
  const policies = childrenOrThrow(expectTag(node, tags.sequence)).map(policyInformationOf);
  demand(policies.length > 0 && policies.length <= policiesMax, "a sane number of policies");
  demand(new Set(policies.map(({ oid }) => oid)).size === policies.length, "no policy twice");
  return policies;
};

/** PolicyMappings, RFC 5280 4.2.1.5. */
export const policyMappingsOf = (node: DerNode): readonly PolicyMapping[] => {
  const mappings = childrenOrThrow(expectTag(node, tags.sequence)).map((pair): PolicyMapping => {
    const cursor = cursorOver(expectTag(pair, tags.sequence));
    const issuerDomainPolicy = oidOf(cursor.take(tags.objectIdentifier));
    const subjectDomainPolicy = oidOf(cursor.take(tags.objectIdentifier));
    cursor.finish();
    return { issuerDomainPolicy, subjectDomainPolicy };
  });
  demand(mappings.length > 0 && mappings.length <= policiesMax, "a sane number of mappings");
  return mappings;
};

/** An INTEGER under an implicit tag. */
const skipCertsOf = (node: DerNode): number => {
  demand(contentOf(node).length > 0, "an INTEGER");
  return smallOf({ ...node, tag: tags.integer });
};

export const policyConstraintsOf = (node: DerNode): PolicyConstraints => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const requireExplicit = cursor.takeIf(contextPrimitive(0));
  const inhibitMapping = cursor.takeIf(contextPrimitive(1));
  cursor.finish();
  demand(requireExplicit !== undefined || inhibitMapping !== undefined, "a constraint");
  return {
    ...(requireExplicit && { requireExplicitPolicy: skipCertsOf(requireExplicit) }),
    ...(inhibitMapping && { inhibitPolicyMapping: skipCertsOf(inhibitMapping) }),
  };
};

/** InhibitAnyPolicy, RFC 5280 4.2.1.14. */
export const inhibitAnyPolicyOf = (node: DerNode): number => smallOf(expectTag(node, tags.integer));
