import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  anyPolicy,
  parseCertificate,
  validateCertificate,
  withTestAnchors,
  type CertificateReport,
  type CheckCode,
  type PathRules,
} from "@beket/eds";

// NIST's Public Key Interoperability Test Suite, 2011: every case with its inputs, judged by the public function.

const folder = process.env["BEKET_EDS_DATA"];
if (folder === undefined) console.warn("SKIPPED: NIST PKITS (set BEKET_EDS_DATA to the folder of samples)");

type Parameters = {
  readonly user_initial_policy_set?: readonly string[];
  readonly initial_explicit_policy?: boolean;
  readonly initial_policy_mapping_inhibit?: boolean;
  readonly initial_any_policy_inhibit?: boolean;
};

type Case = {
  /** Section and test, "40801" is 4.8.1; several cases of one test differ by their parameters. */
  readonly id: string;
  readonly name: string;
  readonly cert: string;
  readonly other_certs?: readonly string[];
  readonly crls?: readonly string[];
  /** Present where the path must be refused. */
  readonly error?: object;
  readonly params?: Parameters;
  /** Of the second list: what a user should be shown. */
  readonly notice?: string;
};

const isCase = (value: unknown): value is Case =>
  typeof value === "object" && value !== null && "id" in value && "name" in value && "cert" in value;

/** Every outcome that is not NIST's, with the reason. docs/spec/eds.md says why. */
const differences: Readonly<Record<string, CheckCode>> = {
  // DSA is not supported: RFC 3279 2.2.2 is no algorithm of the national authority, nor one that is still trusted.
  "40104 valid_dsa_signatures_test4": "eds.crypto.algorithm-unsupported",
  "40105 valid_dsa_parameter_inheritance_test5": "eds.crypto.algorithm-unsupported",
};

/** The reasons that a section's refusals may have: a path refused for something else proves nothing about the section. */
const reasonsOfSection: Readonly<Record<string, readonly CheckCode[]>> = {
  // A signature that is no whole number of octets makes the certificate unreadable, so it leads nowhere.
  "401": ["eds.chain.signature-wrong", "eds.chain.unknown-authority", "eds.certificate.malformed"],
  "402": ["eds.chain.authority-validity", "eds.certificate.not-yet-valid", "eds.certificate.expired"],
  "403": ["eds.chain.unknown-authority"],
  "404": [],
  "405": ["eds.chain.not-an-authority"],
  "406": ["eds.chain.not-an-authority", "eds.chain.path-length"],
  "407": ["eds.chain.authority-key-usage"],
  "408": ["eds.chain.policies"],
  "409": ["eds.chain.policies"],
  "410": ["eds.chain.policies", "eds.chain.policy-mapping"],
  "411": ["eds.chain.policies"],
  "412": ["eds.chain.policies"],
  "413": ["eds.chain.name-constraints"],
  "414": [],
  "415": [],
  "416": ["eds.chain.critical-extension"],
};
/** Sections with lists of their own; 4.13 has one path whose list is revoked by name. */
const sectionsOfRevocation: ReadonlySet<string> = new Set(["404", "405", "407", "414", "415"]);

const nameOf = ({ id, name }: Case): string => `${id} ${name}`;
const policy = withTestAnchors(anyPolicy);

describe("NIST PKITS", () => {
  it("is at hand in CI", () => {
    expect(folder === undefined && process.env["CI"] !== undefined).toBe(false);
  });
});

describe.runIf(folder !== undefined)("NIST PKITS", () => {
  const files = new Map<string, Uint8Array>();
  const read = (...path: readonly string[]): Uint8Array => {
    const name = join(folder ?? "", "pkits", ...path);
    const bytes = files.get(name) ?? new Uint8Array(readFileSync(name));
    files.set(name, bytes);
    return bytes;
  };
  const casesIn = (name: string): readonly Case[] => {
    const all: unknown = JSON.parse(new TextDecoder().decode(read(name)));
    return (Array.isArray(all) ? all : []).filter(isCase);
  };
  const cases = folder === undefined ? [] : casesIn("pkits.json");
  const rulesOf = ({ params = {} }: Case): PathRules => ({
    initialPolicies: params.user_initial_policy_set ?? "any",
    explicitPolicy: params.initial_explicit_policy ?? false,
    inhibitPolicyMapping: params.initial_policy_mapping_inhibit ?? false,
    inhibitAnyPolicy: params.initial_any_policy_inhibit ?? false,
  });
  const certificatesOf = ({ other_certs = [] }: Case): readonly string[] => other_certs;
  const listsOf = ({ crls = [] }: Case): readonly string[] => ["TrustAnchorRootCRL.crl", ...crls];

  const judge = (
    test: Case,
    parts: { readonly atMs?: number; readonly certificates?: readonly string[]; readonly lists?: readonly string[] } = {},
  ): CertificateReport =>
    validateCertificate({
      certificate: read("certs", test.cert),
      trustAnchors: [{ certificate: read("certs", "TrustAnchorRootCertificate.crt"), purpose: "test" }],
      intermediates: (parts.certificates ?? certificatesOf(test)).map((name) => read("certs", name)),
      crls: (parts.lists ?? listsOf(test)).map((name) => read("crls", name)),
      validationTimeMs: parts.atMs ?? Date.UTC(2024, 0, 1),
      rules: rulesOf(test),
      policy,
    });
  const passes = (report: CertificateReport): boolean => report.indication === "TOTAL_PASSED";

  it.each([
    ["2024", Date.UTC(2024, 0, 1)],
    ["2026", Date.UTC(2026, 10, 22)],
  ])("[ED103] is decided as NIST says in all 246 cases but the listed ones, in %s", (_year, atMs) => {
    expect(cases).toHaveLength(246);
    const reports = new Map(cases.map((test) => [test, judge(test, { atMs })]));
    const isAccepted = (test: Case): boolean => reports.get(test)?.indication === "TOTAL_PASSED";
    expect(cases.filter((test) => test.error !== undefined && isAccepted(test)).map(nameOf)).toEqual([]);
    const refused = cases.filter((test) => test.error === undefined && !isAccepted(test));
    expect(Object.fromEntries(refused.map((test) => [nameOf(test), reports.get(test)?.reason]))).toEqual(differences);
    console.info(`PKITS: ${cases.length} cases, ${cases.length - refused.length} as expected, ${refused.length} refused, 0 false accepts`);
  });

  it("[ED103] refuses for a reason that belongs to the section", () => {
    const strange = cases
      .filter(({ error }) => error !== undefined)
      .map((test) => ({ test, section: test.id.slice(0, 3), reason: judge(test).reason }))
      .filter(({ section, reason }) => {
        if (reason === undefined) return true;
        if (reasonsOfSection[section]?.includes(reason) === true) return false;
        return !(sectionsOfRevocation.has(section) && reason.startsWith("eds.revocation."));
      });
    expect(strange.map(({ test, reason }) => `${nameOf(test)}: ${reason}`)).toEqual([]);
  });

  it("[ED96, ED103] is decided the same in whatever order, and with whatever else beside", () => {
    const strangers = [...new Set(cases.flatMap(certificatesOf))];
    const otherLists = [...new Set(cases.flatMap(listsOf))];
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.shuffledSubarray(strangers, { maxLength: 24 }),
        fc.shuffledSubarray(otherLists, { maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        (test, extraCertificates, extraLists, order) => {
          const shuffled = (names: readonly string[]): readonly string[] => {
            const ranks = new Map(names.map((name) => [name, order.next().value ?? 0]));
            return names.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
          };
          const certificates = shuffled([...certificatesOf(test), ...extraCertificates, test.cert, "TrustAnchorRootCertificate.crt"]);
          const report = judge(test, { certificates, lists: shuffled([...listsOf(test), ...extraLists]) });
          expect({ name: nameOf(test), accepted: passes(report) }).toEqual({ name: nameOf(test), accepted: passes(judge(test)) });
        },
      ),
      { numRuns: 300, seed: 4 },
    );
  });

  it("[ED100] reads the notices that NIST wants to be shown", () => {
    const shown = casesIn("pkits-user-notice.json");
    expect(shown).toHaveLength(10);
    for (const test of shown) {
      // Where anyPolicy or a mapping stands in the leaf, the notice is the authority's.
      const texts = [test.cert, ...certificatesOf(test)]
        .flatMap((name) => parseCertificate(read("certs", name))?.certificatePolicies ?? [])
        .flatMap(({ qualifiers }) => qualifiers)
        .flatMap((qualifier) => (qualifier.kind === "user-notice" ? (qualifier.text ?? "") : []));
      expect(texts.some((text) => text.startsWith(test.notice ?? "no notice"))).toBe(true);
    }
  });
});
