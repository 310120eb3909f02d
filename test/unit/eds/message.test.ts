import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assembleSignedData, encodeAttribute, ordinarySignedAttributes } from "@beket/eds/issue";
import { anyPolicy, withTestAnchors } from "@beket/eds";
import { cmsOids, parseSignedData } from "../../../packages/eds/src/cms/signed-data.ts";
import { digestOids, positionOf, streebogDigest } from "./support.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { concatBytes } from "../../../packages/eds/src/bytes/bytes.ts";
import { createWorld, document, faults, organisation } from "./world.ts";

const world = createWorld("gost512", "message");
const rsa = createWorld("rsa", "message");
const signer = world.leaf({});
const good = world.sign(signer);
const crls = [world.crl(), world.rootCrl()];
const validate: typeof world.validate = (cms, parts = {}) => world.validate(cms, { crls, ...parts });

const limits = { bytesMax: 100_000, depthMax: 32, nodesMax: 10_000 };
/** The octets of the first SignerInfo of a message. */
const signerInfoOf = (cms: Uint8Array): Uint8Array => {
  const parsed = parseSignedData(cms, limits);
  if (!parsed.ok) throw new Error(parsed.error.code);
  // The SignerInfos end the message: the last SET's content.
  const signature = parsed.value.signerInfos[0]?.signature ?? new Uint8Array(0);
  for (let at = cms.length - signature.length; at > 0; at -= 1) {
    if (cms[at] !== 0x30) continue;
    const length = ((cms[at + 2] ?? 0) << 8) | (cms[at + 3] ?? 0);
    if (cms[at + 1] === 0x82 && at + 4 + length === cms.length) return cms.subarray(at);
  }
  throw new Error("no SignerInfo");
};
const streebog = write.sequence(write.objectIdentifier(digestOids.streebog512), write.nullValue);
const assemble = (parts: Partial<Parameters<typeof assembleSignedData>[0]>): Uint8Array =>
  assembleSignedData({
    digestAlgorithms: [streebog],
    content: undefined,
    certificates: [signer.certificate],
    crls: [],
    signerInfos: [signerInfoOf(good)],
    ...parts,
  });
const ordinary = ordinarySignedAttributes(signer, document);
const withAttributes = (signedAttributes: readonly Uint8Array[]): Uint8Array => world.sign({ ...signer, signedAttributes });
const contentType = encodeAttribute(cmsOids.contentType, write.objectIdentifier(cmsOids.data));
const messageDigest = encodeAttribute(cmsOids.messageDigest, write.octetString(streebogDigest(document)));

describe("a message", () => {
  it("[ED2] is assembled here as the signer assembles it", () => {
    expect(assemble({})).toEqual(good);
    expect(validate(good).indication).toBe("TOTAL_PASSED");
  });

  it("[ED30] without a signer is TOTAL_FAILED", () => {
    const report = validate(assemble({ signerInfos: [] }));
    expect(report).toMatchObject({ indication: "TOTAL_FAILED", reason: "eds.cms.no-signer", signatures: [] });
  });

  it("[ED31] without signed attributes is TOTAL_FAILED", () => {
    const info = signerInfoOf(good);
    const parsed = parseSignedData(good, limits);
    const attributes = parsed.ok ? parsed.value.signerInfos[0]?.signedAttributes?.raw : undefined;
    if (attributes === undefined) throw new Error("no signed attributes");
    const at = positionOf(info, attributes);
    const bare = write.sequence(info.subarray(4, at), info.subarray(at + attributes.length));
    expect(validate(assemble({ signerInfos: [bare] }))).toMatchObject({
      indication: "TOTAL_FAILED",
      subIndication: "FORMAT_FAILURE",
      reason: "eds.cms.no-signed-attributes",
    });
    // The attributes of a real signature served as the content of one without attributes.
    const served = write.setOf(...ordinary);
    const report = validate(assemble({ signerInfos: [bare], content: served }), { document: served });
    expect(report.indication).toBe("TOTAL_FAILED");
  });

  it.each([
    ["an attribute twice", [...ordinary, contentType], "eds.cms.attribute-repeated"],
    [
      "two values of one attribute",
      [
        encodeAttribute(cmsOids.messageDigest, write.octetString(streebogDigest(document)), write.octetString(new Uint8Array(64))),
        contentType,
      ],
      "eds.cms.attribute-values",
    ],
    ["an attribute without values", [...ordinary, encodeAttribute("1.2.3.4")], "eds.cms.attribute-values"],
    [
      "a signing time that is none",
      [contentType, messageDigest, encodeAttribute(cmsOids.signingTime, write.nullValue)],
      "eds.cms.attribute-values",
    ],
    ["no message digest", [contentType], "eds.cms.attribute-missing"],
    ["no content type", [messageDigest], "eds.cms.attribute-missing"],
    [
      "another content type",
      [encodeAttribute(cmsOids.contentType, write.objectIdentifier("1.2.840.113549.1.9.16.1.4")), messageDigest],
      "eds.cms.content-type-mismatch",
    ],
  ] as const)("[ED32] with %s is TOTAL_FAILED", (_what, attributes, code) => {
    const report = validate(withAttributes(attributes));
    expect(report).toMatchObject({ indication: "TOTAL_FAILED", subIndication: "FORMAT_FAILURE", reason: code });
  });

  it("[ED33] that is detached is INDETERMINATE without its document", () => {
    expect(validate(good).indication).toBe("TOTAL_PASSED");
    const missing = world.validateAlone(good);
    expect(missing).toMatchObject({ indication: "INDETERMINATE", subIndication: "SIGNED_DATA_NOT_FOUND", waits: false });
  });

  it("[ED34] without the signer's certificate is INDETERMINATE, and passes when it is handed in", () => {
    const cms = assemble({ certificates: [] });
    expect(validate(cms)).toMatchObject({ indication: "INDETERMINATE", subIndication: "NO_SIGNING_CERTIFICATE_FOUND" });
    const helped = validate(cms, { intermediates: [world.issuing.certificate, signer.certificate] });
    expect(helped.indication).toBe("TOTAL_PASSED");
    const broken = validate(assemble({ certificates: [write.sequence(write.nullValue)] }));
    expect(broken.reason).toBe("eds.certificate.malformed");
  });

  it("[ED35] whose signing-certificate attribute names another certificate is refused", () => {
    const other = { ...world.leaf({ role: "employee" }), signingCertificateV2: true };
    const lent = ordinarySignedAttributes(other, document);
    expect(validate(withAttributes(lent))).toMatchObject({
      indication: "INDETERMINATE",
      reason: "eds.cms.signing-certificate-differs",
    });
    const garbled = [...ordinary, encodeAttribute(cmsOids.signingCertificateV2, write.nullValue)];
    expect(validate(withAttributes(garbled)).reason).toBe("eds.cms.signing-certificate-differs");
  });

  it("[ED5, ED35] without a signing-certificate attribute passes unless the policy requires it", () => {
    const base = withTestAnchors(anyPolicy);
    const strict = { ...base, reactions: { ...base.reactions, "eds.cms.signing-certificate-absent": "FAIL" } } as const;
    expect(validate(good, { policy: strict })).toMatchObject({ reason: "eds.cms.signing-certificate-absent" });
    const named = world.sign({ ...signer, signingCertificateV2: true });
    expect(validate(named, { policy: strict }).indication).toBe("TOTAL_PASSED");
  });

  it("[ED5] is not helped by a policy that relaxes what may not be relaxed", () => {
    const stored: Record<string, "IGNORE"> = { "eds.crypto.signature-wrong": "IGNORE", "eds.cms.no-signer": "IGNORE" };
    const policy = { ...withTestAnchors(anyPolicy), reactions: stored };
    const bent = Uint8Array.from(good);
    bent[bent.length - 1] = (bent[bent.length - 1] ?? 0) ^ 1;
    expect(validate(bent, { policy })).toMatchObject({ reason: "eds.crypto.signature-wrong" });
    expect(validate(assemble({ signerInfos: [] }), { policy }).indication).toBe("TOTAL_FAILED");
  });

  it("[ED24] whose algorithms do not belong together is refused", () => {
    const info = signerInfoOf(good);
    const from = write.objectIdentifier(digestOids.streebog512);
    const swap = (bytes: Uint8Array, a: Uint8Array, b: Uint8Array): Uint8Array => {
      const at = positionOf(bytes, a);
      if (at < 0) throw new Error("not found");
      return concatBytes(bytes.subarray(0, at), b, bytes.subarray(at + a.length));
    };
    const body = (changed: Uint8Array): Uint8Array => write.sequence(changed.subarray(4));
    const sha256 = write.objectIdentifier(digestOids.sha256);
    const digestSwapped = body(swap(info, write.sequence(from, write.nullValue), write.sequence(sha256, write.nullValue)));
    const announced = [streebog, write.sequence(sha256, write.nullValue)];
    const disagreeing = validate(assemble({ signerInfos: [digestSwapped], digestAlgorithms: announced }));
    expect(faults(disagreeing)).toContain("eds.crypto.algorithms-disagree");
    expect(disagreeing.indication).toBe("TOTAL_FAILED");
    const algorithm = (oid: string): Uint8Array => write.sequence(write.objectIdentifier(oid), write.nullValue);
    const signatureOid = algorithm("1.2.398.3.10.1.1.2.3.2");
    const rsaOid = algorithm("1.2.840.113549.1.1.11");
    const signatureSwapped = body(swap(info, signatureOid, rsaOid));
    expect(validate(assemble({ signerInfos: [signatureSwapped] })).reason).toBe("eds.crypto.algorithms-disagree");
    const unknown = body(swap(info, signatureOid, algorithm("1.2.3.4")));
    expect(validate(assemble({ signerInfos: [unknown] }))).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "CRYPTO_CONSTRAINTS_FAILURE",
    });
    const notAnnounced = assemble({ digestAlgorithms: [write.sequence(sha256, write.nullValue)] });
    expect(validate(notAnnounced).reason).toBe("eds.crypto.algorithms-disagree");
  });

  it("[ED2] of two signers is as good as the worse one", () => {
    const anchors = [world, rsa].map(({ root }) => ({ certificate: root.certificate, purpose: "test" }) as const);
    const parts = {
      trustAnchors: anchors,
      intermediates: [world.issuing.certificate, rsa.issuing.certificate],
      crls: [...crls, rsa.crl(), rsa.rootCrl()],
    };
    const second = rsa.leaf({});
    const both = world.sign(signer, { signers: [signer, second] });
    const passed = world.validate(both, parts);
    expect(passed.indication).toBe("TOTAL_PASSED");
    expect(passed.signatures.map(({ signatureAlgorithm }) => signatureAlgorithm)).toEqual([
      "1.2.398.3.10.1.1.2.3.2",
      "1.2.840.113549.1.1.11",
    ]);
    const mixed = world.sign(signer, { signers: [signer, rsa.leaf({ role: "employee" })] });
    const report = world.validate(mixed, parts);
    expect(report).toMatchObject({ indication: "INDETERMINATE", reason: "eds.role.employee" });
    expect(report.signatures.map(({ indication }) => indication)).toEqual(["TOTAL_PASSED", "INDETERMINATE"]);
  });

  it("[ED6] that is anything else is FORMAT_FAILURE and throws nothing", () => {
    const inputs = [new Uint8Array(0), new Uint8Array(1000), write.sequence(), write.nullValue, signer.certificate, good.subarray(0, 900)];
    for (const cms of inputs) expect(validate(cms)).toMatchObject({ indication: "TOTAL_FAILED", subIndication: "FORMAT_FAILURE" });
    expect(validate(good, { limits: { cmsBytesMax: 500 } }).reason).toBe("eds.cms.too-large");
    expect(validate(good, { limits: { derDepthMax: 5 } }).reason).toBe("eds.cms.too-large");
    expect(validate(good, { limits: { signersMax: 0 } }).reason).toBe("eds.cms.too-large");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (cms) => {
        expect(validate(cms).indication).toBe("TOTAL_FAILED");
      }),
      { numRuns: 300 },
    );
  });

  it("[ED8] is reported without names or numbers outside the signer", () => {
    const report = validate(world.sign(world.leaf({ role: "employee" })), { expected: { bin: "060840003330", iin: "900215400559" } });
    const told = JSON.stringify([report.checks, report.reason, report.signatures.map(({ checks }) => checks)]);
    for (const secret of [organisation.bin, "850714301234", "ОМАРОВ", "Сарыарқа", "060840003330", "900215400559"])
      expect(told).not.toContain(secret);
  });
});
