import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  archivePolicy,
  bundleInput,
  bundleOf,
  defaultLimits,
  canonicalReport,
  encodeBundle,
  parseBundle,
  revalidate,
  validateSignature,
  withTestAnchors,
  type BundleFault,
  type EvidenceBundle,
  type ValidationInput,
} from "@beket/eds";
import { base64ToBytes, bytesToBase64 } from "../../../packages/eds/src/bytes/base64.ts";
import { bundleSha256 } from "../../../packages/eds/src/evidence/bundle.ts";
import { canonicalJson, toJson, type Json } from "../../../packages/eds/src/json/canonical.ts";
import { scenes, sceneNamed } from "./scenes.ts";
import { createWorld, day, document, now } from "./world.ts";

const bundled = (input: ValidationInput): EvidenceBundle => bundleOf(input, validateSignature(input));
const throughOctets = (bundle: EvidenceBundle): EvidenceBundle => {
  const parsed = parseBundle(encodeBundle(bundle));
  if (!parsed.ok) throw new Error(parsed.error.code);
  return parsed.value;
};

describe("a bundle", () => {
  it.each(scenes)("[ED144] validates again to the same report: $name", ({ input }) => {
    const report = validateSignature(input);
    const bundle = throughOctets(bundleOf(input, report));
    const again = revalidate(bundle, input.trustAnchors);
    expect(canonicalReport(again.report)).toBe(canonicalReport(report));
    expect(again.report).toEqual(report);
    expect(again.same).toBe(true);
  });

  it("[ED144] validates again to the same report with whatever else was at hand", () => {
    const inputs = scenes.map(({ input }) => input);
    const some = <T>(items: readonly T[]): fc.Arbitrary<readonly T[]> => fc.shuffledSubarray([...items], { maxLength: 5 });
    const evidence = fc.record({
      intermediates: some(inputs.flatMap(({ intermediates }) => intermediates)),
      crls: some(inputs.flatMap(({ crls }) => crls)),
      ocsp: some(inputs.flatMap(({ ocsp = [] }) => ocsp)),
      timestamps: fc.subarray(
        inputs.flatMap(({ timestamps = [] }) => timestamps),
        { maxLength: 1 },
      ),
    });
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom(...inputs), evidence, (input, parts) => {
        const mixed = { ...input, ...parts, crls: [...parts.crls, ...input.crls.slice(0, 1)] };
        const report = validateSignature(mixed);
        seen.add(report.reason ?? "passed");
        const bundle = throughOctets(bundleOf(mixed, report));
        expect(revalidate(bundle, mixed.trustAnchors)).toEqual({ report, same: true });
        expect(bundle.crls.length).toBeLessThanOrEqual(mixed.crls.length);
      }),
      { numRuns: 80 },
    );
    expect(seen.size).toBeGreaterThan(8);
  });

  it("[ED144] the scenes are not vacuous", () => {
    const reports = scenes.map(({ input }) => validateSignature(input));
    const count = (indication: string): number => reports.filter((report) => report.indication === indication).length;
    expect(count("TOTAL_PASSED")).toBeGreaterThanOrEqual(12);
    expect(count("TOTAL_FAILED")).toBeGreaterThanOrEqual(8);
    expect(reports.filter(({ waits }) => waits).length).toBeGreaterThanOrEqual(6);
    expect(new Set(reports.map(({ reason }) => reason)).size).toBeGreaterThanOrEqual(25);
  });

  it("[ED145] leaves out what the verdict does not need", () => {
    const crowded = sceneNamed("evidence that nobody asked for");
    const bundle = bundled(crowded);
    expect([crowded.crls.length, crowded.intermediates.length, crowded.ocsp?.length]).toEqual([4, 2, 1]);
    expect([bundle.crls.length, bundle.certificates.length, bundle.ocsp.length]).toEqual([2, 1, 0]);
    const handedIn = sceneNamed("the certificate handed in");
    expect([handedIn.intermediates.length, bundled(handedIn).certificates.length]).toEqual([3, 2]);
  });

  it("[ED145] keeps evidence that was looked at and refused, where the report names it", () => {
    expect(bundled(sceneNamed("a list that another key signed")).crls).toHaveLength(2);
    expect(bundled(sceneNamed("an OCSP response by the wrong key")).ocsp).toHaveLength(1);
    expect(bundled(sceneNamed("an authority's name taken by another key")).certificates).toHaveLength(1);
    // A list by nobody's issuer is not even looked at.
    expect(bundled(sceneNamed("a stale list and a forged one")).crls).toHaveLength(3);
  });

  it("[ED145] is refused to whoever brings the report of another input", () => {
    const other = validateSignature(sceneNamed("an employee"));
    expect(() => bundleOf(sceneNamed("an ordinary permit"), other)).toThrow("the report of this input");
  });

  it("[ED148] may hold the digest of the document alone; then the document is handed in", () => {
    const input = sceneNamed("an ordinary permit");
    const bundle = throughOctets(bundleOf(input, validateSignature(input), { document: "digests" }));
    expect(bundle.document).toMatchObject({ kind: "digests", byteLength: document.length });
    expect(JSON.stringify(bundle)).not.toContain(bytesToBase64(document));
    expect(revalidate(bundle, input.trustAnchors, document).same).toBe(true);
    const without = revalidate(bundle, input.trustAnchors);
    expect(without).toMatchObject({ same: false, report: { subIndication: "SIGNED_DATA_NOT_FOUND" } });
    const another = revalidate(bundle, input.trustAnchors, Uint8Array.of(...document, 0x0a));
    expect(another).toMatchObject({ same: false, report: { subIndication: "HASH_FAILURE" } });
  });

  it("[ED148] is believed by the verifier's anchors and by no others", () => {
    const bundle = bundled(sceneNamed("an ordinary permit"));
    expect(bundle.trustAnchors).toHaveLength(1);
    expect(revalidate(bundle, [])).toMatchObject({ same: false, report: { reason: "eds.chain.unknown-authority" } });
    const other = createWorld("gost512", "another root").root;
    const byOther = revalidate(bundle, [{ certificate: other.certificate, purpose: "test" }]);
    expect(byOther.same).toBe(false);
    expect(byOther.report.indication).toBe("INDETERMINATE");
  });

  it("[ED148] can be asked another question: today, out of the archive", () => {
    const input = sceneNamed("an ordinary permit");
    const later = now + 400 * day;
    const asked = { ...bundleInput(bundled(input), input.trustAnchors), validationTimeMs: later, policy: withTestAnchors(archivePolicy) };
    expect(validateSignature(asked)).toMatchObject({ reason: "eds.certificate.expired-no-poe", waits: false });
    expect(validateSignature({ ...asked, receivedAtMs: now })).toMatchObject({ indication: "TOTAL_PASSED" });
  });
});

/** A bundle whose digest is made anew, as whoever forges one would. */
const resealed = (bundle: EvidenceBundle): EvidenceBundle => ({ ...bundle, sha256: bundleSha256(bundle) });

const flipped = (base64: string, position: number, mask: number): string => {
  const octets = Uint8Array.from(base64ToBytes(base64) ?? []);
  if (octets.length > 0) octets[position % octets.length] = (octets[position % octets.length] ?? 0) ^ mask;
  return bytesToBase64(octets);
};

type Octets = "cms" | "document" | "certificates" | "crls" | "ocsp" | "timestamps";
const tampered = (bundle: EvidenceBundle, part: Octets, at: number, mask: number): EvidenceBundle => {
  const inList = (items: readonly string[]): readonly string[] => items.map((item) => flipped(item, at, mask));
  switch (part) {
    case "cms":
      return resealed({ ...bundle, cms: flipped(bundle.cms, at, mask) });
    case "document":
      return bundle.document?.kind === "octets"
        ? resealed({ ...bundle, document: { kind: "octets", octets: flipped(bundle.document.octets, at, mask) } })
        : bundle;
    case "ocsp":
      return resealed({ ...bundle, ocsp: bundle.ocsp.map((one) => ({ ...one, der: flipped(one.der, at, mask) })) });
    case "certificates":
    case "crls":
    case "timestamps":
      return resealed({ ...bundle, [part]: inList(bundle[part]) });
  }
};

const judged = scenes.map(({ input }) => ({ input, report: validateSignature(input) }));
const bundles = judged.map(({ input, report }) => ({ input, report, bundle: bundleOf(input, report) }));
const refusals = bundles.filter(({ report }) => report.indication !== "TOTAL_PASSED");
const passes = bundles.filter(({ report }) => report.indication === "TOTAL_PASSED");
const octet = fc.record({ at: fc.nat({ max: 1_000_000 }), mask: fc.integer({ min: 1, max: 255 }) });

describe("tampering with a bundle", () => {
  it("[ED147] of any octet of its text is found", () => {
    const texts = refusals.map(({ bundle }) => encodeBundle(bundle));
    fc.assert(
      fc.property(fc.constantFrom(...texts), octet, (text, { at, mask }) => {
        const changed = Uint8Array.from(text);
        changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ mask;
        expect(parseBundle(changed).ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it("[ED147] by a forger who makes its digest anew is never a pass that is the same", () => {
    const part = fc.constantFrom<Octets>("cms", "document", "certificates", "crls", "ocsp", "timestamps");
    fc.assert(
      fc.property(fc.constantFrom(...refusals), part, octet, ({ input, bundle }, which, { at, mask }) => {
        const again = revalidate(throughOctets(tampered(bundle, which, at, mask)), input.trustAnchors);
        expect(again.same && again.report.indication === "TOTAL_PASSED").toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it("[ED147] of what was signed, in a bundle that passed, is never a pass", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...passes),
        fc.constantFrom<Octets>("document", "crls"),
        octet,
        ({ input, bundle }, part, { at, mask }) => {
          const changed = tampered(bundle, part, at, mask);
          if ((part === "crls" && bundle.crls.length === 0) || changed === bundle) return;
          // A second list or response may still prove what the changed one did, but then the report is another one.
          const again = revalidate(changed, input.trustAnchors);
          expect(again.same).toBe(false);
          if (part === "document") expect(again.report.indication).not.toBe("TOTAL_PASSED");
        },
      ),
      { numRuns: 100 },
    );
  });

  it("[ED147] of what was asked is seen, whatever it makes of the verdict", () => {
    const employee = sceneNamed("an employee");
    const bundle = bundled(employee);
    const { context } = bundle;
    const forgeries: readonly EvidenceBundle[] = [
      { ...bundle, context: { ...context, policy: { ...context.policy, signer: { kind: "any" } } } },
      {
        ...bundle,
        context: { ...context, policy: { ...context.policy, reactions: { ...context.policy.reactions, "eds.role.employee": "IGNORE" } } },
      },
    ];
    for (const forged of forgeries) {
      const again = revalidate(throughOctets(resealed(forged)), employee.trustAnchors);
      expect(again).toMatchObject({ same: false, report: { indication: "TOTAL_PASSED" } });
    }
    const revoked = sceneNamed("a revoked certificate");
    const earlier = bundled(revoked);
    const moved = resealed({ ...earlier, context: { ...earlier.context, validationTimeMs: now - 3 * day } });
    expect(revalidate(throughOctets(moved), revoked.trustAnchors).same).toBe(false);
  });
});

const octetsOf = (value: Json): Uint8Array => new TextEncoder().encode(canonicalJson(value));

describe("reading a bundle", () => {
  const bundle = bundled(sceneNamed("an ordinary permit"));
  const codeOf = (bytes: Uint8Array, limits = {}): BundleFault["code"] | "read" => {
    const parsed = parseBundle(bytes, limits);
    return parsed.ok ? "read" : parsed.error.code;
  };
  const plain = (over: Readonly<Record<string, unknown>>): Json => toJson({ ...bundle, ...over }, () => null);

  it("[ED146] takes its own canonical text and no other", () => {
    const text = encodeBundle(bundle);
    expect(codeOf(text)).toBe("read");
    const source = new TextDecoder().decode(text);
    const encode = (changed: string): Uint8Array => new TextEncoder().encode(changed);
    expect(codeOf(encode(`${source} `))).toBe("bundle.not-canonical");
    expect(codeOf(encode(JSON.stringify(JSON.parse(source), undefined, 1)))).toBe("bundle.not-canonical");
    expect(codeOf(encode(JSON.stringify(Object.fromEntries(Object.entries(bundle).toReversed()))))).toBe("bundle.not-canonical");
    // The second of two members of one name is the one that counts, and the text is then another.
    expect(codeOf(encode(source.replace('{"certificates"', '{"cms":"","certificates"')))).toBe("bundle.not-canonical");
    expect(codeOf(encode(`\uFEFF${source}`))).toBe("bundle.not-json");
    expect(codeOf(Uint8Array.of(0xff))).toBe("bundle.not-json");
    expect(codeOf(new Uint8Array())).toBe("bundle.not-json");
  });

  it("[ED146] refuses a member more, a member less and a member of another kind, and says where", () => {
    const shapeFault = (value: Json): unknown => {
      const parsed = parseBundle(octetsOf(value));
      return parsed.ok ? undefined : parsed.error;
    };
    expect(shapeFault(plain({ extra: 1 }))).toMatchObject({ code: "bundle.shape", at: "$" });
    for (const name of Object.keys(bundle)) {
      if (name === "document") continue;
      expect(shapeFault(plain({ [name]: undefined })), name).toMatchObject({ code: "bundle.shape", at: `$.${name}` });
      expect(shapeFault(plain({ [name]: 7 })), name).toMatchObject({ code: "bundle.shape", at: `$.${name}` });
    }
    expect(shapeFault(plain({ cms: "AA==\n" }))).toMatchObject({ at: "$.cms" });
    expect(shapeFault(plain({ cms: "AB==" }))).toMatchObject({ at: "$.cms" });
    expect(shapeFault(plain({ crls: ["AAA"] }))).toMatchObject({ at: "$.crls[0]" });
    const context = { ...bundle.context, policy: { ...bundle.context.policy, reactions: { "eds.crypto.signature-wrong": "IGNORE" } } };
    expect(shapeFault(plain({ context }))).toMatchObject({ at: "$.context.policy.reactions" });
    expect(shapeFault(plain({ context: { ...bundle.context, validationTimeMs: 1.5 } }))).toMatchObject({
      at: "$.context.validationTimeMs",
    });
    expect(shapeFault(plain({ format: "beket/eds-evidence/2" }))).toMatchObject({ at: "$.format" });
    expect(shapeFault(plain({ sha256: "0".repeat(64) }))).toEqual({ code: "bundle.digest-differs" });
  });

  it("[ED146] has limits, and ends on hostile JSON", () => {
    const text = encodeBundle(bundle);
    expect(codeOf(text, { bytesMax: text.length })).toBe("read");
    expect(codeOf(text, { bytesMax: text.length - 1 })).toBe("bundle.too-large");
    expect(codeOf(text, { itemsMax: 1 })).toBe("bundle.shape");
    // Limits in a bundle are what keeps its validation short.
    const limited = (pathsMax: number): Uint8Array =>
      encodeBundle(resealed({ ...bundle, context: { ...bundle.context, limits: { ...bundle.context.limits, pathsMax } } }));
    expect(codeOf(limited(16 * defaultLimits.pathsMax))).toBe("read");
    expect(codeOf(limited(16 * defaultLimits.pathsMax + 1))).toBe("bundle.shape");
    const encode = (source: string): Uint8Array => new TextEncoder().encode(source);
    const deep = 200_000;
    expect(["bundle.not-json", "bundle.shape"]).toContain(codeOf(encode(`${"[".repeat(deep)}${"]".repeat(deep)}`)));
    expect(["bundle.not-json", "bundle.shape"]).toContain(codeOf(encode(`${'{"cms":'.repeat(deep)}1${"}".repeat(deep)}`)));
    expect(codeOf(encode('{"__proto__":{"format":"beket/eds-evidence/1"}}'))).toBe("bundle.shape");
    fc.assert(
      fc.property(fc.json(), (source) => codeOf(encode(source)) !== "read"),
      { numRuns: 200 },
    );
  });
});
