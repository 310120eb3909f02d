import { describe, expect, it } from "vitest";
import { anyPolicy, checkCodes, indicationWords, permitPolicy, reasonWords, validateSignature, withTestAnchors } from "@beket/eds";
import {
  createRoot,
  encodeName,
  issueAuthority,
  issueLeaf,
  publicKeyInfoOf,
  signCertificate,
  subjectOf,
  type Authority,
  type ExtensionSpec,
  type LeafSpec,
} from "@beket/eds/issue";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import { nameOids } from "../../../packages/eds/src/x509/name.ts";
import { compareVerdicts } from "../../../packages/eds/src/report/indication.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { createWorld, day, document, head, long, now, organisation, validity } from "./world.ts";

const world = createWorld("gost512", "path");
const unmarked = createWorld("gost512", "path", "unmarked");
const { random } = world;
const crls = [world.crl(), world.rootCrl()];
const validate: typeof world.validate = (cms, parts = {}) => world.validate(cms, { crls, ...parts });
const signer = world.leaf({});
const good = world.sign(signer);

/** A permit signed below another issuing CA, whose revocation is left out of the question. */
const below = (authority: Authority, parts: Partial<LeafSpec> = {}): Uint8Array => {
  const spec: LeafSpec = { role: "first-head", usage: "signing", person: head, organisation, key: signer.key, validity, random, ...parts };
  return world.sign({ certificate: issueLeaf(authority, spec), key: spec.key, signingTimeMs: now });
};
const reasonBelow = (authority: Authority): string | undefined =>
  validate(below(authority), { intermediates: [authority.certificate, world.issuing.certificate] }).reason;

describe("a path", () => {
  it("[ED40] to no configured anchor is INDETERMINATE", () => {
    const stranger = createWorld("gost512", "stranger");
    expect(validate(stranger.sign(stranger.leaf({})))).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "CHAIN_CONSTRAINTS_FAILURE",
      reason: "eds.chain.signature-wrong",
    });
    const root = createRoot({ commonName: "ӨЗГЕ ОРТАЛЫҚ", key: world.newKey(), validity: long, random });
    expect(validate(below(root), { intermediates: [root.certificate] })).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
      reason: "eds.chain.unknown-authority",
      waits: false,
    });
    expect(validate(good, { trustAnchors: [] }).reason).toBe("eds.chain.unknown-authority");
    expect(validate(good, { intermediates: [] }).reason).toBe("eds.chain.unknown-authority");
    const [forged] = [world.random(500)];
    expect(validate(good, { trustAnchors: [{ certificate: forged, purpose: "test" }] }).indication).toBe("INDETERMINATE");
  });

  it("[ED40] is found among authorities of one name, and may end at a pinned issuing CA", () => {
    const twins = [0, 1, 2].map(() =>
      issueAuthority(world.root, { commonName: "ҰЛТТЫҚ ОРТАЛЫҚ (СЫНАҚ)", key: world.newKey(), validity: long, random }),
    );
    const intermediates = [...twins.map(({ certificate }) => certificate), world.issuing.certificate];
    expect(validate(good, { intermediates }).indication).toBe("TOTAL_PASSED");
    const pinned = { certificate: world.issuing.certificate, purpose: "test" } as const;
    const report = validate(good, { trustAnchors: [pinned], crls: [world.crl()] });
    expect(report.indication).toBe("TOTAL_PASSED");
    expect(report.signatures[0]?.pathSha256).toHaveLength(2);
  });

  it("[ED6, ED40] is not sought for ever among certificates that issue each other", () => {
    const key = world.newKey();
    const name = encodeName([{ oid: nameOids.commonName, value: "АЙНАЛМА" }]);
    const ring = Array.from({ length: 40 }, (_, i) =>
      signCertificate({
        serialNumber: Uint8Array.of(1, i),
        issuer: name,
        issuerKey: key,
        subject: name,
        subjectPublicKeyInfo: publicKeyInfoOf(key),
        validity: long,
        extensions: [{ oid: extensionOids.basicConstraints, critical: true, value: write.sequence(write.booleanTrue) }],
        random,
      }),
    );
    const cms = below({ certificate: ring[0] ?? new Uint8Array(0), key });
    expect(validate(cms, { intermediates: ring }).reason).toBe("eds.chain.unknown-authority");
    const flood = Array.from({ length: 17 }, (_, number) => world.crl({ number }));
    expect(validate(world.sign(signer, { crls: flood })).reason).toBe("eds.cms.too-large");
  });

  it("[ED41] to a test anchor is refused by a production policy", () => {
    const signed = unmarked.sign(unmarked.leaf({}));
    const judge = (purpose: "production" | "test") =>
      unmarked.validate(signed, { policy: permitPolicy, trustAnchors: [{ certificate: unmarked.root.certificate, purpose }] });
    expect(judge("test")).toMatchObject({ indication: "INDETERMINATE", reason: "eds.chain.test-anchor" });
    expect(judge("production").indication).toBe("TOTAL_PASSED");
  });

  it("[ED42] through an authority outside its validity is refused", () => {
    const over = issueAuthority(world.root, {
      commonName: "МЕРЗІМІ ӨТКЕН",
      key: world.newKey(),
      validity: { notBeforeMs: now - 900 * day, notAfterMs: now - day },
      random,
    });
    expect(reasonBelow(over)).toBe("eds.chain.authority-validity");
  });

  it("[ED43] through a holder who is no authority is refused", () => {
    const holder: Authority = { certificate: signer.certificate, key: signer.key };
    const cms = below(holder, { key: world.newKey() });
    const intermediates = [holder.certificate, world.issuing.certificate];
    expect(validate(cms, { intermediates }).reason).toBe("eds.chain.not-an-authority");
  });

  it("[ED43] longer than pathLenConstraint allows is refused", () => {
    const below0 = issueAuthority(world.issuing, { commonName: "ТӨМЕНГІ", key: world.newKey(), validity: long, random });
    expect(reasonBelow(below0)).toBe("eds.chain.path-length");
  });

  it("[ED43] through a key that may not sign certificates is refused", () => {
    const key = world.newKey();
    const certificate = signCertificate({
      serialNumber: Uint8Array.of(1, 2, 3),
      issuer: subjectOf(world.root.certificate),
      issuerKey: world.root.key,
      subject: encodeName([{ oid: nameOids.commonName, value: "ТЕК ТІЗІМДЕР" }]),
      subjectPublicKeyInfo: publicKeyInfoOf(key),
      validity: long,
      extensions: [
        { oid: extensionOids.basicConstraints, critical: true, value: write.sequence(write.booleanTrue) },
        { oid: extensionOids.keyUsage, critical: true, value: write.namedBits(6) },
      ],
      random,
    });
    expect(reasonBelow({ certificate, key })).toBe("eds.chain.authority-key-usage");
  });

  it("[ED44] with a critical extension that is not known is refused, at every level", () => {
    const unknown: ExtensionSpec = { oid: "1.2.398.9.9.9", critical: true, value: write.nullValue };
    const harmless: ExtensionSpec = { ...unknown, critical: false };
    const leafOf = (extension: ExtensionSpec): Uint8Array => world.sign(world.leaf({ extraExtensions: [extension] }));
    expect(validate(leafOf(unknown))).toMatchObject({
      subIndication: "CHAIN_CONSTRAINTS_FAILURE",
      reason: "eds.chain.critical-extension",
    });
    expect(validate(leafOf(harmless)).indication).toBe("TOTAL_PASSED");
    const authority = issueAuthority(world.root, {
      commonName: "КЕҢЕЙТІМ",
      key: world.newKey(),
      validity: long,
      random,
      extraExtensions: [unknown],
    });
    expect(reasonBelow(authority)).toBe("eds.chain.critical-extension");
  });
});

describe("the signer", () => {
  const named = (parts: readonly (readonly [string, string])[]): Uint8Array =>
    world.sign(world.leaf({ subject: parts.map(([oid, value]) => ({ oid, value })) }));
  const iin = [nameOids.serialNumber, `IIN${head.iin}`] as const;
  const bin = [nameOids.organisationalUnit, `BIN${organisation.bin}`] as const;

  it.each([
    ["no BIN", [iin], "eds.subject.bin-missing"],
    ["two BINs", [iin, bin, bin], "eds.subject.bin-repeated"],
    ["a BIN that is none", [iin, [nameOids.organisationalUnit, "BIN12"]], "eds.subject.bin-invalid"],
    [
      "a BIN with a blank before it and a true one",
      [iin, bin, [nameOids.organisationalUnit, " BIN060840003330"]],
      "eds.subject.bin-repeated",
    ],
    ["no IIN", [bin], "eds.subject.iin-missing"],
    ["two IINs", [iin, iin, bin], "eds.subject.iin-repeated"],
    ["an IIN that is none", [[nameOids.serialNumber, "IIN85071430123X"], bin], "eds.subject.iin-invalid"],
  ] as const)("[ED62] with %s is refused", (_what, parts, code) => {
    expect(validate(named(parts))).toMatchObject({ indication: "INDETERMINATE", reason: code });
  });

  it("[ED62] may belong to a department beside the BIN", () => {
    expect(validate(named([iin, bin, [nameOids.organisationalUnit, "Жол бөлімі"]])).indication).toBe("TOTAL_PASSED");
  });

  it("[ED62] must have the expected IIN where one is expected beside the BIN", () => {
    const both = { bin: organisation.bin, iin: head.iin };
    expect(validate(good, { expected: both }).indication).toBe("TOTAL_PASSED");
    expect(validate(good, { expected: { ...both, iin: "900215400559" } }).reason).toBe("eds.subject.iin-differs");
    const any = withTestAnchors(anyPolicy);
    expect(validate(good, { policy: any, expected: {} }).indication).toBe("TOTAL_PASSED");
    expect(validate(good, { policy: any, expected: { bin: "060840003330" } }).reason).toBe("eds.subject.bin-differs");
  });

  it("[ED64] has numbers with a check digit, except below a test anchor", () => {
    const test = { surname: "ТЕСТОВ", givenName: "ТЕСТ", iin: "123456789011" };
    const cms = world.sign(world.leaf({ person: test, organisation: { name: "АО ТЕСТ", bin: "123456789021" } }));
    const expected = { bin: "123456789021" };
    expect(validate(cms, { expected }).indication).toBe("TOTAL_PASSED");
    const trustAnchors = [{ certificate: unmarked.root.certificate, purpose: "production" }] as const;
    const signed = unmarked.sign(unmarked.leaf({ person: test, organisation: { name: "АО ТЕСТ", bin: "123456789021" } }));
    const report = unmarked.validate(signed, { expected, trustAnchors, policy: permitPolicy });
    expect(report).toMatchObject({ indication: "INDETERMINATE", reason: "eds.subject.iin-invalid" });
  });

  it("[ED65] is refused where nobody was expected", () => {
    expect(validate(good, { expected: {} }).reason).toBe("eds.policy.expected-missing");
  });

  it("[ED60] with a certificate without key usage is refused", () => {
    const certificate = signCertificate({
      serialNumber: Uint8Array.of(9, 9),
      issuer: subjectOf(world.issuing.certificate),
      issuerKey: world.issuing.key,
      subject: encodeName([{ oid: iin[0], value: iin[1] }]),
      subjectPublicKeyInfo: publicKeyInfoOf(signer.key),
      validity,
      extensions: [{ oid: "1.2.398.3.3.5", value: write.sequence() }],
      random,
    });
    const cms = world.sign({ ...signer, certificate });
    const report = validate(cms, { policy: withTestAnchors(anyPolicy), expected: {} });
    expect(report.reason).toBe("eds.key.not-for-signing");
  });
});

describe("the verdict", () => {
  it("[ED3] prefers TOTAL_FAILED to INDETERMINATE and a refusal to waiting", () => {
    const employee = world.sign(world.leaf({ role: "employee" }));
    expect(validate(employee, { crls: [] })).toMatchObject({ reason: "eds.role.employee", waits: false });
    const changed = validate(employee, { document: Uint8Array.of(...document, 0) });
    expect(changed).toMatchObject({ indication: "TOTAL_FAILED", reason: "eds.cms.document-differs" });
    const wait = { indication: "INDETERMINATE", subIndication: "TRY_LATER" } as const;
    const refusal = { indication: "INDETERMINATE", subIndication: "CHAIN_CONSTRAINTS_FAILURE" } as const;
    expect(compareVerdicts(refusal, wait)).toBeGreaterThan(0);
    expect(compareVerdicts(wait, { indication: "TOTAL_PASSED" })).toBeGreaterThan(0);
  });

  it("[ED7] names evidence with which it is reached again", () => {
    const report = validate(good);
    const { evidence } = report;
    expect(evidence.trustAnchorsSha256).toHaveLength(1);
    expect(evidence.crls).toHaveLength(2);
    const again = validateSignature({
      cms: good,
      document,
      trustAnchors: [{ certificate: world.root.certificate, purpose: "test" }],
      intermediates: evidence.certificates,
      crls: evidence.crls,
      validationTimeMs: evidence.validationTimeMs,
      policy: withTestAnchors(permitPolicy),
      expected: { bin: organisation.bin },
    });
    expect(again).toEqual(report);
  });

  it("[ED9] has a sentence in three languages for every reason", () => {
    for (const words of [...checkCodes.map((code) => reasonWords[code]), ...Object.values(indicationWords)]) {
      expect(Object.keys(words).toSorted()).toEqual(["en", "kk", "ru"]);
      for (const sentence of Object.values(words)) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
    }
    const english = checkCodes.map((code) => reasonWords[code].en);
    expect(new Set(english).size).toBe(english.length);
  });
});
