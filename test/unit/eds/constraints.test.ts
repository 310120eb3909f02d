import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  permitPolicy,
  validateSignature,
  withTestAnchors,
  type ValidationInput,
  type ValidationPolicy,
  type ValidationReport,
} from "@beket/eds";
import { createRoot, generateKey, issueAuthority, issueCrl, issueLeaf, signCms, type SigningKey } from "@beket/eds/issue";
import {
  constraintFault,
  digestConstraintFault,
  nationalAlgorithms,
  type AlgorithmRule,
  type AlgorithmUsage,
} from "../../../packages/eds/src/algorithms/constraints.ts";
import { rsaTestKeys } from "./rsa-test-keys.ts";
import { day, document, faults, head, organisation, seeded } from "./world.ts";

const [rsa] = rsaTestKeys;
if (rsa === undefined) throw new Error("no RSA key");
const at = (iso: string): number => Date.parse(iso);

describe("constraintFault", () => {
  const usage: AlgorithmUsage = { digest: "sha256", key: "rsa", keyBits: 2048 };

  it("[ED89] refuses what no rule names, the digest as well as the key", () => {
    const now = at("2026-11-22T00:00:00Z");
    expect(constraintFault([], usage, now)).toEqual({ kind: "expired", algorithm: "rsa" });
    expect(constraintFault([{ algorithm: "rsa" }], usage, now)).toEqual({ kind: "expired", algorithm: "sha256" });
    expect(constraintFault([{ algorithm: "sha256" }], usage, now)).toEqual({ kind: "expired", algorithm: "rsa" });
    expect(constraintFault([{ algorithm: "rsa" }, { algorithm: "sha256" }], usage, now)).toBeUndefined();
    expect(digestConstraintFault([{ algorithm: "sha512" }], "sha256", now)).toEqual({ kind: "expired", algorithm: "sha256" });
  });

  it("[ED89] trusts an algorithm to the last millisecond before its end, and no time that is not one", () => {
    const untilMs = at("2029-01-01T00:00:00Z");
    const rules: readonly AlgorithmRule[] = [{ algorithm: "rsa", untilMs }, { algorithm: "sha256" }];
    expect(constraintFault(rules, usage, untilMs - 1)).toBeUndefined();
    for (const time of [untilMs, untilMs + 1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(constraintFault(rules, usage, time)).toEqual({ kind: "expired", algorithm: "rsa", untilMs });
  });

  it("[ED89] tells a short key from an old algorithm, and takes the best of several rules", () => {
    const [soon, later] = [at("2027-01-01T00:00:00Z"), at("2031-01-01T00:00:00Z")];
    const rules: readonly AlgorithmRule[] = [
      { algorithm: "rsa", bitsMin: 2048, untilMs: soon },
      { algorithm: "rsa", bitsMin: 3000, untilMs: later },
      { algorithm: "sha256" },
    ];
    const judge = (keyBits: number, time: number): unknown => constraintFault(rules, { ...usage, keyBits }, time);
    expect(judge(2047, soon - 1)).toEqual({ kind: "key-too-short", algorithm: "rsa", keyBits: 2047, bitsMin: 2048 });
    expect([judge(2048, soon - 1), judge(3000, soon), judge(4096, later - 1)]).toEqual([undefined, undefined, undefined]);
    expect(judge(2999, soon)).toEqual({ kind: "expired", algorithm: "rsa", untilMs: soon });
    expect(judge(3000, later)).toEqual({ kind: "expired", algorithm: "rsa", untilMs: later });
  });

  it("[ED89] never trusts again what it stopped to trust, over random rules", () => {
    const rule = fc.record(
      { algorithm: fc.constantFrom("rsa", "sha256"), bitsMin: fc.nat(4096), untilMs: fc.nat(1000) },
      { requiredKeys: ["algorithm"] },
    );
    fc.assert(
      fc.property(fc.array(rule), fc.nat(4096), fc.nat(1000), fc.nat(1000), (rules, keyBits, a, b) => {
        const [before, after] = [Math.min(a, b), Math.max(a, b)];
        const trusted = (time: number, bits = keyBits): boolean => constraintFault(rules, { ...usage, keyBits: bits }, time) === undefined;
        if (trusted(after)) expect([trusted(before), trusted(after, keyBits + 1)]).toEqual([true, true]);
        if (trusted(before)) expect(rules.map(({ algorithm }) => algorithm)).toEqual(expect.arrayContaining(["rsa", "sha256"]));
      }),
    );
  });

  it("[ED89] has the national rules end when TS 119 312 and the national authorities do", () => {
    const judge = (parts: Partial<AlgorithmUsage>, time: string): string | undefined => {
      const fault = constraintFault(nationalAlgorithms, { ...usage, ...parts }, at(time));
      return fault && `${fault.kind} ${fault.algorithm}`;
    };
    expect(judge({ digest: "gost94", key: "gost2004" }, "2015-06-01T00:00:00Z")).toBeUndefined();
    expect(judge({ digest: "gost94", key: "gost2004" }, "2022-06-01T00:00:00Z")).toBeUndefined();
    expect(judge({ digest: "gost94", key: "gost2004" }, "2026-01-01T00:00:00Z")).toBe("expired gost2004");
    expect(judge({ digest: "streebog512", key: "gost2015-512" }, "2040-01-01T00:00:00Z")).toBeUndefined();
    expect(judge({}, "2028-12-31T23:59:59Z")).toBeUndefined();
    expect(judge({ keyBits: 4096 }, "2029-01-01T00:00:00Z")).toBe("expired rsa");
    expect(judge({ key: "rsa-pss", keyBits: 2048 }, "2029-01-01T00:00:00Z")).toBe("expired rsa-pss");
    expect(judge({ key: "rsa-pss", keyBits: 3072 }, "2029-01-01T00:00:00Z")).toBeUndefined();
    expect(judge({ keyBits: 1024 }, "2010-01-01T00:00:00Z")).toBe("key-too-short rsa");
    expect(judge({ digest: "sha1" }, "2011-01-01T00:00:00Z")).toBe("expired sha1");
    expect(judge({ digest: "sha224" }, "2020-01-01T00:00:00Z")).toBe("expired sha224");
    expect(judge({ digest: "sha384", key: "ecdsa-p384" }, "2040-01-01T00:00:00Z")).toBeUndefined();
  });
});

/** A permit whose authority and signer have these keys, received and judged at these times. */
const permitWith = (
  keys: { readonly authority: SigningKey; readonly signer: SigningKey },
  receivedAtMs: number,
  validationTimeMs = receivedAtMs,
  parts: Partial<ValidationInput> = {},
): ValidationReport => {
  const random = seeded("constraints");
  const always = { notBeforeMs: at("2014-01-01T00:00:00Z"), notAfterMs: at("2045-01-01T00:00:00Z") };
  const root = createRoot({ commonName: "НЕГІЗГІ ОРТАЛЫҚ (СЫНАҚ)", key: generateKey("gost512", random), validity: always, random });
  const issuing = issueAuthority(root, { commonName: "ҰЛТТЫҚ ОРТАЛЫҚ (СЫНАҚ)", key: keys.authority, validity: always, random });
  const certificate = issueLeaf(issuing, {
    role: "first-head",
    usage: "signing",
    person: head,
    organisation,
    key: keys.signer,
    validity: always,
    random,
  });
  const list = { thisUpdateMs: receivedAtMs - day, nextUpdateMs: validationTimeMs + day, number: 1, revoked: [], random };
  const cms = signCms({
    content: document,
    detached: true,
    signers: [{ certificate, key: keys.signer, signingTimeMs: receivedAtMs }],
    random,
  });
  return validateSignature({
    cms,
    document,
    trustAnchors: [{ certificate: root.certificate, purpose: "test" }],
    intermediates: [issuing.certificate],
    crls: [issueCrl(issuing, list), issueCrl(root, list)],
    validationTimeMs,
    receivedAtMs,
    policy: withTestAnchors(permitPolicy),
    expected: { bin: organisation.bin },
    ...parts,
  });
};

const detailsOf = (report: ValidationReport, code: string): unknown =>
  report.signatures.flatMap(({ checks }) => checks).find((check) => check.code === code && check.status !== "ok")?.detail;

describe("a permit", () => {
  const random = seeded("permit");
  const [strong, old] = [generateKey("gost512", random), generateKey("gost2004", random)];

  it.each([
    ["GOST-2015 with 256 bits", generateKey("gost256", random)],
    ["RSA PKCS#1 v1.5", rsa],
    ["RSASSA-PSS", rsa.kind === "rsa" ? { ...rsa, kind: "rsa-pss" as const } : rsa],
    ["ECDSA P-256", generateKey("ecdsa-p256", random)],
    ["ECDSA P-384", generateKey("ecdsa-p384", random)],
  ] as const)("[ED85, ED94] passes with %s all the way in 2026", (_, key) => {
    expect(permitWith({ authority: key, signer: key }, at("2026-11-22T09:00:00Z")).indication).toBe("TOTAL_PASSED");
  });

  it("[ED89] with GOST-2004 passed in 2022 and is refused in 2026", () => {
    const keys = { authority: strong, signer: old };
    expect(permitWith(keys, at("2022-06-01T00:00:00Z")).indication).toBe("TOTAL_PASSED");
    const late = permitWith(keys, at("2026-11-22T09:00:00Z"));
    expect(late).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "CRYPTO_CONSTRAINTS_FAILURE",
      reason: "eds.crypto.algorithm-expired",
      waits: false,
    });
    expect(detailsOf(late, "eds.crypto.algorithm-expired")).toEqual({ algorithm: "gost2004", until: "2026-01-01T00:00:00.000Z" });
  });

  it("[ED89, ED90] with GOST-2004 that was received in 2022 with its evidence still passes in 2026", () => {
    const [received, today] = [at("2022-06-01T00:00:00Z"), at("2026-11-22T09:00:00Z")];
    expect(permitWith({ authority: old, signer: old }, received, today).indication).toBe("TOTAL_PASSED");
  });

  it("[ED89] below an authority with GOST-2004 is refused for its chain", () => {
    const late = permitWith({ authority: old, signer: strong }, at("2026-11-22T09:00:00Z"));
    expect(late).toMatchObject({ subIndication: "CRYPTO_CONSTRAINTS_FAILURE", reason: "eds.chain.algorithm-expired" });
    expect(detailsOf(late, "eds.chain.algorithm-expired")).toEqual({ algorithm: "gost2004", until: "2026-01-01T00:00:00.000Z" });
  });

  it("[ED90] does not rest on a list whose algorithm has expired, whatever day the list says it was made", () => {
    // Only the list is signed with the old key: the issuing authority has two keys under one name.
    const random2 = seeded("two keys");
    const always = { notBeforeMs: at("2014-01-01T00:00:00Z"), notAfterMs: at("2045-01-01T00:00:00Z") };
    const root = createRoot({ commonName: "НЕГІЗГІ ОРТАЛЫҚ (СЫНАҚ)", key: strong, validity: always, random: random2 });
    const spec = { commonName: "ҰЛТТЫҚ ОРТАЛЫҚ (СЫНАҚ)", validity: always, random: random2 };
    const issuing = issueAuthority(root, { ...spec, key: generateKey("gost512", random2) });
    const listing = issueAuthority(root, { ...spec, key: old });
    const key = generateKey("gost512", random2);
    const certificate = issueLeaf(issuing, {
      role: "first-head",
      usage: "signing",
      person: head,
      organisation,
      key,
      validity: always,
      random: random2,
    });
    const judge = (madeMs: number, validationTimeMs: number, receivedAtMs?: number): ValidationReport => {
      const list = { thisUpdateMs: madeMs, nextUpdateMs: at("2030-01-01T00:00:00Z"), number: 1, revoked: [], random: random2 };
      return validateSignature({
        cms: signCms({ content: document, detached: true, signers: [{ certificate, key, signingTimeMs: madeMs }], random: random2 }),
        document,
        trustAnchors: [{ certificate: root.certificate, purpose: "test" }],
        intermediates: [issuing.certificate, listing.certificate],
        crls: [issueCrl(listing, list), issueCrl(root, list)],
        validationTimeMs,
        ...(receivedAtMs !== undefined && { receivedAtMs }),
        policy: withTestAnchors(permitPolicy),
        expected: { bin: organisation.bin },
      });
    };
    const [then, now] = [at("2022-06-01T00:00:00Z"), at("2026-11-22T09:00:00Z")];
    expect(judge(then, then + day).indication).toBe("TOTAL_PASSED");
    expect(faults(judge(then, now))).toContain("eds.chain.algorithm-expired");
    expect(judge(then, now).indication).toBe("INDETERMINATE");
    expect(judge(then, now, then + day).indication).toBe("TOTAL_PASSED");
    expect(judge(then + 2 * day, now, then + day).indication).toBe("INDETERMINATE");
  });

  it("[ED89] is refused for a key too short by its own reason, with the bits", () => {
    const strict: ValidationPolicy = {
      ...withTestAnchors(permitPolicy),
      algorithms: nationalAlgorithms.map((rule) => (rule.algorithm === "rsa" ? { ...rule, bitsMin: 3072 } : rule)),
    };
    const now = at("2026-11-22T09:00:00Z");
    const report = permitWith({ authority: strong, signer: rsa }, now, now, { policy: strict });
    expect(report).toMatchObject({ subIndication: "CRYPTO_CONSTRAINTS_FAILURE", reason: "eds.crypto.key-too-short" });
    expect(detailsOf(report, "eds.crypto.key-too-short")).toEqual({ algorithm: "rsa", bits: "2048", bitsMin: "3072" });
  });

  it("[ED5, ED89] may be let through with a warning by a policy that says so", () => {
    const lenient: ValidationPolicy = {
      ...withTestAnchors(permitPolicy),
      reactions: { ...permitPolicy.reactions, "eds.crypto.algorithm-expired": "WARN" },
    };
    const now = at("2026-11-22T09:00:00Z");
    const report = permitWith({ authority: strong, signer: old }, now, now, { policy: lenient });
    expect(report.indication).toBe("TOTAL_PASSED");
    const check = report.signatures[0]?.checks.find(({ code }) => code === "eds.crypto.algorithm-expired");
    expect(check).toMatchObject({ status: "warned", detail: { algorithm: "gost2004" } });
  });
});
