import type { PathRules } from "@beket/eds";
import type { Certificate } from "../../../packages/eds/src/x509/certificate.ts";

// The valid_policy_tree of RFC 5280 6.1 as its text has it, node by node: slow, plain, and written apart from what it tests.

const anyPolicy = "2.5.29.32.0";

type Node = {
  readonly policy: string;
  expected: ReadonlySet<string>;
  readonly depth: number;
  readonly parent?: Node;
  children: readonly Node[];
};

type Tree = { readonly root: Node };

const add = (parent: Node, policy: string, expected: ReadonlySet<string> = new Set([policy])): void => {
  parent.children = [...parent.children, { policy, expected, depth: parent.depth + 1, parent, children: [] }];
};

const all = (node: Node): readonly Node[] => [node, ...node.children.flatMap(all)];
const atDepth = (tree: Tree | undefined, depth: number): readonly Node[] =>
  tree === undefined ? [] : all(tree.root).filter((node) => node.depth === depth);

const remove = (node: Node): void => {
  const { parent } = node;
  if (parent !== undefined) parent.children = parent.children.filter((child) => child !== node);
};

/** "If there is a node in the valid_policy_tree of depth i-1 or less without any child nodes, delete that node." */
const pruned = (tree: Tree, depth: number): Tree | undefined => {
  for (;;) {
    const barren = all(tree.root).find((node) => node.depth < depth && node.children.length === 0);
    if (barren === undefined) return tree;
    if (barren.parent === undefined) return undefined;
    remove(barren);
  }
};

const processPolicies = (tree: Tree, certificate: Certificate, depth: number, anyCounts: boolean): Tree | undefined => {
  const oids = (certificate.certificatePolicies ?? []).map(({ oid }) => oid);
  const above = atDepth(tree, depth - 1);
  for (const oid of oids.filter((one) => one !== anyPolicy)) {
    const matching = above.filter(({ expected }) => expected.has(oid));
    for (const node of matching) add(node, oid);
    const any = above.find(({ policy }) => policy === anyPolicy);
    if (matching.length === 0 && any !== undefined) add(any, oid);
  }
  if (oids.includes(anyPolicy) && anyCounts)
    for (const node of above)
      for (const policy of node.expected) if (!node.children.some((child) => child.policy === policy)) add(node, policy);
  return pruned(tree, depth);
};

const processMappings = (tree: Tree, certificate: Certificate, depth: number, allowed: boolean): Tree | undefined => {
  const from = new Set(certificate.policyMappings.map(({ issuerDomainPolicy }) => issuerDomainPolicy));
  for (const policy of from) {
    const to = new Set(certificate.policyMappings.filter((one) => one.issuerDomainPolicy === policy).map((one) => one.subjectDomainPolicy));
    const nodes = atDepth(tree, depth).filter((node) => node.policy === policy);
    if (!allowed) for (const node of nodes) remove(node);
    else if (nodes.length > 0) for (const node of nodes) node.expected = to;
    else if (atDepth(tree, depth).some((node) => node.policy === anyPolicy)) {
      const any = atDepth(tree, depth - 1).find((node) => node.policy === anyPolicy);
      if (any !== undefined) add(any, policy, to);
    }
  }
  return allowed ? tree : pruned(tree, depth);
};

/** valid_policy_node_set: the nodes whose parent is anyPolicy. */
const nodeSet = (tree: Tree): readonly Node[] => all(tree.root).filter(({ parent }) => parent?.policy === anyPolicy);

const intersected = (tree: Tree, initial: readonly string[], depth: number): Tree | undefined => {
  const set = nodeSet(tree);
  for (const node of set) if (node.policy !== anyPolicy && !initial.includes(node.policy)) remove(node);
  const any = atDepth(tree, depth).find(({ policy }) => policy === anyPolicy);
  if (any?.parent !== undefined) {
    for (const policy of new Set(initial)) if (!set.some((node) => node.policy === policy)) add(any.parent, policy);
    remove(any);
  }
  return pruned(tree, depth);
};

type Path = {
  /** From below the anchor to the target. */
  readonly certificates: readonly Certificate[];
  readonly rules: PathRules;
  readonly isSelfIssued: (certificate: Certificate) => boolean;
};

/** What RFC 5280 says of the policies of a path: undefined for a failure, else the policies of the anchor's domain. */
export const policiesByTree = ({ certificates, rules, isSelfIssued }: Path): readonly string[] | undefined => {
  const n = certificates.length;
  let tree: Tree | undefined = { root: { policy: anyPolicy, expected: new Set([anyPolicy]), depth: 0, children: [] } };
  let explicitPolicy = rules.explicitPolicy ? 0 : n + 1;
  let policyMapping = rules.inhibitPolicyMapping ? 0 : n + 1;
  let inhibitAny = rules.inhibitAnyPolicy ? 0 : n + 1;
  for (let i = 1; i <= n; i += 1) {
    const certificate = certificates[i - 1];
    if (certificate === undefined) return undefined;
    const selfIssued = isSelfIssued(certificate);
    if (certificate.certificatePolicies === undefined) tree = undefined;
    else if (tree !== undefined) tree = processPolicies(tree, certificate, i, inhibitAny > 0 || (i < n && selfIssued));
    if (explicitPolicy === 0 && tree === undefined) return undefined;
    if (i === n) break;
    if (tree !== undefined) tree = processMappings(tree, certificate, i, policyMapping > 0);
    if (!selfIssued) {
      if (explicitPolicy > 0) explicitPolicy -= 1;
      if (policyMapping > 0) policyMapping -= 1;
      if (inhibitAny > 0) inhibitAny -= 1;
    }
    const { policyConstraints, inhibitAnyPolicy } = certificate;
    const { requireExplicitPolicy, inhibitPolicyMapping } = policyConstraints ?? {};
    if (requireExplicitPolicy !== undefined && requireExplicitPolicy < explicitPolicy) explicitPolicy = requireExplicitPolicy;
    if (inhibitPolicyMapping !== undefined && inhibitPolicyMapping < policyMapping) policyMapping = inhibitPolicyMapping;
    if (inhibitAnyPolicy !== undefined && inhibitAnyPolicy < inhibitAny) inhibitAny = inhibitAnyPolicy;
  }
  if (explicitPolicy > 0) explicitPolicy -= 1;
  if (certificates.at(-1)?.policyConstraints?.requireExplicitPolicy === 0) explicitPolicy = 0;
  if (tree !== undefined && rules.initialPolicies !== "any" && !rules.initialPolicies.includes(anyPolicy))
    tree = intersected(tree, rules.initialPolicies, n);
  if (explicitPolicy === 0 && tree === undefined) return undefined;
  return tree === undefined
    ? []
    : [
        ...new Set(
          nodeSet(tree)
            .filter((node) => node.policy !== anyPolicy || node.depth === n)
            .map(({ policy }) => policy),
        ),
      ].toSorted();
};
