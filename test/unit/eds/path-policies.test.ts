import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { parseCertificate, type Certificate, type PathRules } from "@beket/eds";
import { judgePolicies } from "../../../packages/eds/src/path/policy-graph.ts";
import type { ExtensionSpec } from "@beket/eds/issue";
import {
  certify,
  holder,
  inhibitAnyPolicy,
  judge,
  leaf,
  listOf,
  mappings,
  middle,
  outcome,
  outcomeBelow,
  policies,
  policyConstraints,
  root,
  rootCertificate,
} from "./path-pki.ts";
import { policiesByTree } from "./policy-tree.ts";

const passed = "TOTAL_PASSED";
const refused = "eds.chain.policies";
const any = "2.5.29.32.0";
const [red, green, blue] = ["1.2.398.9.1", "1.2.398.9.2", "1.2.398.9.3"];
const explicit = { explicitPolicy: true };

/** A leaf with its policies below an authority with its own. */
const below = (
  authority: readonly ExtensionSpec[],
  target: readonly ExtensionSpec[],
  rules: Partial<PathRules> = {},
  rootSpec?: { readonly extensions: readonly ExtensionSpec[] },
): string => outcomeBelow({ extensions: authority }, leaf(middle, "ЖАПЫРАҚ", target), { rules, ...(rootSpec && { rootSpec }) });

describe("certificate policies", () => {
  it.each([
    ["nobody asks", [], [], {}, passed],
    ["the caller asks for any and there is one all the way", [policies(red)], [policies(red)], explicit, passed],
    ["the caller asks for any and there is none", [], [], explicit, refused],
    ["the authority has none", [], [policies(red)], explicit, refused],
    ["the leaf has none", [policies(red)], [], explicit, refused],
    ["they have not one in common", [policies(red)], [policies(green)], explicit, refused],
    ["the authority vouches for any", [policies(any)], [policies(green)], explicit, passed],
    ["the leaf claims any", [policies(red)], [policies(any)], explicit, passed],
    ["the caller asks for it", [policies(red, green)], [policies(green)], { ...explicit, initialPolicies: [green] }, passed],
    ["the caller asks for another", [policies(red, green)], [policies(green)], { ...explicit, initialPolicies: [red] }, refused],
    ["the caller names another without insisting", [policies(red)], [policies(red)], { initialPolicies: [green] }, passed],
    ["the caller names anyPolicy", [policies(red)], [policies(red)], { ...explicit, initialPolicies: [any] }, passed],
    ["the caller insists on nothing at all", [policies(red)], [policies(red)], { ...explicit, initialPolicies: [] }, refused],
    ["the authority asks at once", [policyConstraints({ explicit: 0 })], [policies(red)], {}, refused],
    ["the authority asks at once and has it", [policies(red), policyConstraints({ explicit: 0 })], [policies(red)], {}, passed],
    ["the authority asks later than the leaf", [policyConstraints({ explicit: 2 })], [], {}, passed],
    ["the leaf itself asks", [], [policies(red), policyConstraints({ explicit: 0 })], {}, refused],
    ["any is forbidden by the caller", [policies(any)], [policies(red)], { ...explicit, inhibitAnyPolicy: true }, refused],
    ["any is forbidden below", [policies(red), inhibitAnyPolicy(0)], [policies(any)], explicit, refused],
    ["any is forbidden later than the leaf", [policies(red), inhibitAnyPolicy(1)], [policies(any)], explicit, passed],
    ["it is mapped", [policies(red), mappings([red, green])], [policies(green)], { ...explicit, initialPolicies: [red] }, passed],
    ["it is mapped away", [policies(red), mappings([red, green])], [policies(red)], { ...explicit, initialPolicies: [red] }, refused],
    ["it is mapped to two", [policies(red), mappings([red, green], [red, blue])], [policies(blue)], explicit, passed],
    [
      "any stands for what is mapped",
      [policies(any), mappings([red, green])],
      [policies(green)],
      { ...explicit, initialPolicies: [red] },
      passed,
    ],
    [
      "mapping is forbidden",
      [policies(red), mappings([red, green])],
      [policies(green)],
      { ...explicit, inhibitPolicyMapping: true },
      refused,
    ],
    [
      "what is mapped is lost where mapping is forbidden",
      [policies(red), mappings([red, green])],
      [policies(red)],
      { ...explicit, inhibitPolicyMapping: true },
      refused,
    ],
    ["anyPolicy is mapped", [policies(any), mappings([any, green])], [policies(green)], {}, "eds.chain.policy-mapping"],
    ["something is mapped to anyPolicy", [policies(red), mappings([red, any])], [policies(green)], {}, "eds.chain.policy-mapping"],
  ] as const)("[ED100, ED101] when %s", (_what, authority, target, rules, expected) => {
    expect(below(authority, target, rules)).toBe(expected);
  });

  it("[ED100] are reported in the words of the anchor's domain", () => {
    const middleCertificate = certify(root, middle, { extensions: [policies(red, blue), mappings([red, green])] });
    const ask = (rules: Partial<PathRules>, ...oids: readonly string[]) =>
      judge(leaf(middle, "ЖАПЫРАҚ", [policies(...oids)]), {
        anchors: [rootCertificate],
        intermediates: [middleCertificate],
        lists: [listOf(root, rootCertificate), listOf(middle, middleCertificate)],
        rules,
      }).policies;
    expect(ask({}, green, blue)).toEqual([red, blue]);
    expect(ask({ initialPolicies: [blue, green] }, green, blue)).toEqual([blue]);
    expect(ask({}, any)).toEqual([red, blue]);
    expect(ask({}, "1.2.398.9.4")).toEqual([]);
  });

  it("[ED100, ED102] asked for by the anchor's own certificate bind too", () => {
    const asks = (...extensions: readonly ExtensionSpec[]) => ({ extensions });
    expect(below([], [], {}, asks(policyConstraints({ explicit: 0 })))).toBe(refused);
    expect(below([policies(red)], [policies(red)], {}, asks(policyConstraints({ explicit: 0 })))).toBe(passed);
    expect(below([policies(any)], [policies(red)], explicit, asks(inhibitAnyPolicy(0)))).toBe(refused);
    const mapped = [policies(red), mappings([red, green])];
    expect(below(mapped, [policies(green)], explicit, asks(policyConstraints({ mapping: 0 })))).toBe(refused);
  });

  it("[ED100] are not counted down by self-issued authorities", () => {
    const rolled = { name: middle.name, key: holder("x").key };
    const top = certify(root, middle, { extensions: [policies(red), inhibitAnyPolicy(0), policyConstraints({ mapping: 1 })] });
    const self = certify(middle, rolled, { extensions: [policies(any)] });
    const low = holder("ТӨМЕНГІ");
    const lowCertificate = certify(rolled, low, { extensions: [policies(red), mappings([red, green])] });
    const lists = [listOf(root, rootCertificate), listOf(middle, top), listOf(rolled, self), listOf(low, lowCertificate)];
    const asked = { anchors: [rootCertificate], intermediates: [top, self, lowCertificate], lists, rules: explicit };
    expect(outcome(judge(leaf(low, "ЖАПЫРАҚ", [policies(green)]), asked))).toBe(passed);
    expect(outcome(judge(leaf(low, "ЖАПЫРАҚ", [policies(any)]), asked))).toBe(refused);
  });
});

const base = parseCertificate(rootCertificate);
if (base === undefined) throw new Error("not a certificate");

type Shape = {
  readonly policies: readonly string[] | undefined;
  readonly mappings: readonly (readonly [string, string])[];
  readonly explicit: number | undefined;
  readonly mapping: number | undefined;
  readonly inhibit: number | undefined;
  readonly selfIssued: boolean;
};

/** A certificate of which only the policies and their constraints are of this shape. */
const shaped = ({ policies: oids, mappings: pairs, explicit: requireExplicitPolicy, mapping, inhibit }: Shape): Certificate => ({
  ...base,
  ...(oids && { certificatePolicies: oids.map((oid) => ({ oid, qualifiers: [] })) }),
  policyMappings: pairs.map(([issuerDomainPolicy, subjectDomainPolicy]) => ({ issuerDomainPolicy, subjectDomainPolicy })),
  policyConstraints: {
    ...(requireExplicitPolicy !== undefined && { requireExplicitPolicy }),
    ...(mapping !== undefined && { inhibitPolicyMapping: mapping }),
  },
  ...(inhibit !== undefined && { inhibitAnyPolicy: inhibit }),
});

const oid = fc.constantFrom("1.2.1", "1.2.2", "1.2.3");
const skip = fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined, freq: 2 });
const shape: fc.Arbitrary<Shape> = fc.record({
  policies: fc.option(fc.uniqueArray(fc.oneof({ arbitrary: oid, weight: 3 }, fc.constant(any)), { minLength: 1 }), {
    nil: undefined,
    freq: 9,
  }),
  mappings: fc.oneof(fc.constant([]), fc.array(fc.tuple(oid, oid), { maxLength: 3 })),
  explicit: skip,
  mapping: skip,
  inhibit: skip,
  selfIssued: fc.boolean(),
});
const rulesOf: fc.Arbitrary<PathRules> = fc.record({
  initialPolicies: fc.oneof(fc.constant("any" as const), fc.uniqueArray(oid)),
  explicitPolicy: fc.boolean(),
  inhibitPolicyMapping: fc.boolean(),
  inhibitAnyPolicy: fc.boolean(),
});

describe("the policy graph", () => {
  it("[ED100] decides every small path as the policy tree of RFC 5280 does", () => {
    let [accepted, constrained] = [0, 0];
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 5 }), rulesOf, (shapes, rules) => {
        const certificates = shapes.map(shaped);
        const selfIssued = new Set(certificates.filter((_, i) => shapes[i]?.selfIssued));
        const isSelfIssued = (certificate: Certificate): boolean => selfIssued.has(certificate);
        const byTree = policiesByTree({ certificates, rules, isSelfIssued });
        const byGraph = judgePolicies(certificates, base, rules, isSelfIssued);
        expect(byGraph.refused).toBe(byTree === undefined);
        if (byTree === undefined) return;
        accepted += 1;
        if (byTree.length > 0) constrained += 1;
        const expected = rules.initialPolicies === "any" && byTree.includes(any) ? "any" : byTree;
        expect(byGraph.policies).toEqual(expected);
      }),
      { numRuns: 4000, seed: 100 },
    );
    // Not vacuous: both answers, and policies that survive.
    expect(accepted).toBeGreaterThan(1000);
    expect(accepted).toBeLessThan(3900);
    expect(constrained).toBeGreaterThan(200);
  });

  it("[ED97, ED100] grows with the certificates and not with their product", () => {
    const oids = Array.from({ length: 120 }, (_, i) => `1.2.${i + 1}`);
    const pairs = oids.flatMap((from, i) => [0, 1].map((k): [string, string] => [from, oids[(2 * i + k) % oids.length] ?? from]));
    const wide = shaped({
      policies: [...oids, any],
      mappings: pairs,
      explicit: undefined,
      mapping: undefined,
      inhibit: undefined,
      selfIssued: false,
    });
    const rules: PathRules = { initialPolicies: oids, explicitPolicy: true, inhibitPolicyMapping: false, inhibitAnyPolicy: false };
    const outcomeOf = judgePolicies(
      Array.from({ length: 12 }, () => wide),
      base,
      rules,
      () => false,
    );
    expect(outcomeOf.refused).toBe(false);
    expect(outcomeOf.policies).toHaveLength(oids.length);
  });
});
