import type { Certificate } from "../x509/certificate.ts";
import { anyPolicyOid } from "../x509/policies.ts";
import type { PathRules } from "./rules.ts";

// Certificate policies of RFC 5280 6.1, by the graph of RFC 9618 instead of the tree: a node stands for a policy at a
// depth, so that it grows with the certificates and not with their product. Of all that lies above a node only the
// policies of the anchor's domain are ever asked for again: each node carries those instead of its parents.

/** A policy of the certificate at hand. */
type Node = {
  /** What the next certificate may call it: itself, or what it was mapped to. */
  readonly expected: ReadonlySet<string>;
  /** The policies of the anchor's domain that it stands for; anyPolicy stands for itself. */
  readonly origins: ReadonlySet<string>;
};

/** The nodes of one depth, by valid_policy. Empty is the NULL of RFC 5280. */
type Level = ReadonlyMap<string, Node>;

const isolated = (policy: string): Node => ({ expected: new Set([policy]), origins: new Set([policy]) });

/** valid_policy_graph before the first certificate, RFC 9618 6.1.2 (a). */
const initialLevel: Level = new Map([[anyPolicyOid, isolated(anyPolicyOid)]]);

const union = (nodes: readonly Node[]): ReadonlySet<string> => {
  const [only] = nodes;
  return nodes.length === 1 && only !== undefined ? only.origins : new Set(nodes.flatMap(({ origins }) => [...origins]));
};

/** The nodes by what the next certificate may call them. */
const byExpectedPolicy = (level: Level): ReadonlyMap<string, readonly Node[]> => {
  const byPolicy = new Map<string, Node[]>();
  for (const node of level.values()) {
    for (const policy of node.expected) {
      const nodes = byPolicy.get(policy);
      if (nodes === undefined) byPolicy.set(policy, [node]);
      else nodes.push(node);
    }
  }
  return byPolicy;
};

/** RFC 9618 6.1.3 (d) and (e): what of the level above the certificate goes on with. */
const descend = (level: Level, certificate: Certificate, anyPolicyCounts: boolean): Level => {
  const { certificatePolicies } = certificate;
  if (certificatePolicies === undefined) return new Map();
  const expected = byExpectedPolicy(level);
  const next = new Map<string, Node>();
  for (const { oid } of certificatePolicies) {
    if (oid === anyPolicyOid) continue;
    const parents = expected.get(oid);
    if (parents !== undefined) next.set(oid, { expected: new Set([oid]), origins: union(parents) });
    else if (level.has(anyPolicyOid)) next.set(oid, isolated(oid));
  }
  if (!anyPolicyCounts || !certificatePolicies.some(({ oid }) => oid === anyPolicyOid)) return next;
  for (const [policy, parents] of expected) {
    if (!next.has(policy)) next.set(policy, { expected: new Set([policy]), origins: union(parents) });
  }
  return next;
};

/** RFC 9618 6.1.4 (b): policies under their names in the domain of the certificate's subject. */
const mapped = (level: Level, { policyMappings }: Certificate, mappingAllowed: boolean): Level => {
  const targets = new Map<string, Set<string>>();
  for (const { issuerDomainPolicy, subjectDomainPolicy } of policyMappings)
    targets.set(issuerDomainPolicy, (targets.get(issuerDomainPolicy) ?? new Set()).add(subjectDomainPolicy));
  const next = new Map(level);
  for (const [policy, expected] of targets) {
    const node = level.get(policy);
    if (!mappingAllowed) next.delete(policy);
    else if (node !== undefined) next.set(policy, { ...node, expected });
    else if (level.has(anyPolicyOid)) next.set(policy, { ...isolated(policy), expected });
  }
  return next;
};

/** The counters of RFC 5280 6.1.2 (d) to (f): certificates that may still follow before a rule is in force. */
type Counters = { readonly explicitPolicy: number; readonly policyMapping: number; readonly inhibitAnyPolicy: number };

const tightened = (counters: Counters, { policyConstraints, inhibitAnyPolicy }: Certificate): Counters => ({
  explicitPolicy: Math.min(counters.explicitPolicy, policyConstraints?.requireExplicitPolicy ?? counters.explicitPolicy),
  policyMapping: Math.min(counters.policyMapping, policyConstraints?.inhibitPolicyMapping ?? counters.policyMapping),
  inhibitAnyPolicy: Math.min(counters.inhibitAnyPolicy, inhibitAnyPolicy ?? counters.inhibitAnyPolicy),
});

const countedDown = ({ explicitPolicy, policyMapping, inhibitAnyPolicy }: Counters): Counters => ({
  explicitPolicy: Math.max(explicitPolicy - 1, 0),
  policyMapping: Math.max(policyMapping - 1, 0),
  inhibitAnyPolicy: Math.max(inhibitAnyPolicy - 1, 0),
});

export type PolicyOutcome = {
  /** True when a policy was asked for, by the caller or by an authority, and none holds along the path. */
  readonly refused: boolean;
  /** user-constrained-policy-set, in the words of the anchor's domain. */
  readonly policies: "any" | readonly string[];
};

/** The set of RFC 9618 6.1.5 (g): policies the authorities vouch for, among those the caller asks for. */
const constrainedPolicies = (level: Level, { initialPolicies }: PathRules): "any" | readonly string[] => {
  const vouched = union([...level.values()]);
  if (initialPolicies === "any" || initialPolicies.includes(anyPolicyOid))
    return vouched.has(anyPolicyOid) ? "any" : [...vouched].toSorted();
  return [...new Set(initialPolicies)].filter((policy) => vouched.has(policy) || vouched.has(anyPolicyOid)).toSorted();
};

/**
 * Certificate policies of a path, RFC 5280 6.1.3 (d) to (f), 6.1.4 (b), (h) to (j), 6.1.5 (a), (b), (g). The certificates
 * go from the one below the anchor to the target. Stricter: the anchor's own policyConstraints and inhibitAnyPolicy are in
 * force as well (RFC 5937 3.2).
 */
export const judgePolicies = (
  downwards: readonly Certificate[],
  anchor: Certificate,
  rules: PathRules,
  isSelfIssued: (certificate: Certificate) => boolean,
): PolicyOutcome => {
  const unlimited = downwards.length + 1;
  let counters = tightened(
    {
      explicitPolicy: rules.explicitPolicy ? 0 : unlimited,
      policyMapping: rules.inhibitPolicyMapping ? 0 : unlimited,
      inhibitAnyPolicy: rules.inhibitAnyPolicy ? 0 : unlimited,
    },
    anchor,
  );
  let level = initialLevel;
  for (const [index, certificate] of downwards.entries()) {
    const isTarget = index === downwards.length - 1;
    const selfIssued = isSelfIssued(certificate);
    level = descend(level, certificate, counters.inhibitAnyPolicy > 0 || (!isTarget && selfIssued));
    if (level.size === 0 && counters.explicitPolicy === 0) return { refused: true, policies: [] };
    if (isTarget) break;
    level = mapped(level, certificate, counters.policyMapping > 0);
    if (!selfIssued) counters = countedDown(counters);
    counters = tightened(counters, certificate);
  }
  const target = downwards.at(-1);
  const explicitPolicy = target?.policyConstraints?.requireExplicitPolicy === 0 ? 0 : Math.max(counters.explicitPolicy - 1, 0);
  const policies = constrainedPolicies(level, rules);
  return { refused: explicitPolicy === 0 && policies.length === 0, policies };
};
