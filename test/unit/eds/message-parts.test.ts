import { describe, expect, it } from "vitest";
import { anyPolicy, withTestAnchors, type ValidationPolicy } from "@beket/eds";
import {
  assembleSignedData,
  encodeAttribute,
  ordinarySignedAttributes,
  signatureTimestampAttribute,
  signMessage,
  type CmsSigner,
} from "@beket/eds/issue";
import { concatBytes, utf8Bytes } from "../../../packages/eds/src/bytes/bytes.ts";
import { cmsOids } from "../../../packages/eds/src/cms/oids.ts";
import { parseSignedData } from "../../../packages/eds/src/cms/signed-data.ts";
import { digest, digestOids, sha1Digest } from "../../../packages/eds/src/algorithms/digests.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { parseCertificate } from "../../../packages/eds/src/x509/certificate.ts";
import { positionOf } from "./support.ts";
import { createWorld, document, faults, now } from "./world.ts";

const world = createWorld("gost512", "message-parts");
const signer = world.leaf({});
const lists = [world.crl(), world.rootCrl()];
const ordinary = ordinarySignedAttributes(signer, document);
const streebog = write.sequence(write.objectIdentifier(digestOids.streebog512), write.nullValue);
const signedWith = (...attributes: readonly Uint8Array[]): Uint8Array =>
  world.sign({ ...signer, signedAttributes: [...ordinary, ...attributes] });
const beside = (...unsignedAttributes: readonly Uint8Array[]): Uint8Array => world.sign({ ...signer, unsignedAttributes });
const reasonOf = (cms: Uint8Array): string | undefined => world.validate(cms).reason;

/** The same message under another version, or with other parts in the place of the certificates. */
const rebuilt = (cms: Uint8Array, parts: { readonly version?: number; readonly beforeCertificate?: Uint8Array }): Uint8Array => {
  const parsed = parseSignedData(cms, { bytesMax: 1_000_000, depthMax: 32, nodesMax: 10_000 });
  if (!parsed.ok) throw new Error(parsed.error.why);
  const { data, signedData } = cmsOids;
  const tail = cms.subarray(positionOf(cms, signerInfosOf(cms)));
  const certificates = concatBytes(parts.beforeCertificate ?? new Uint8Array(0), ...parsed.value.certificates);
  return write.sequence(
    write.objectIdentifier(signedData),
    write.explicit(
      0,
      write.sequence(
        write.integer(parts.version ?? parsed.value.version),
        write.setOf(streebog),
        write.sequence(write.objectIdentifier(data)),
        write.tagged(0xa0, certificates),
        tail,
      ),
    ),
  );
};
/** The SET of SignerInfos: the one that ends the message. */
const signerInfosOf = (cms: Uint8Array): Uint8Array => {
  for (let at = cms.length - 5; at > 0; at -= 1) {
    if (cms[at] !== 0x31 || cms[at + 1] !== 0x82) continue;
    if (at + 4 + (((cms[at + 2] ?? 0) << 8) | (cms[at + 3] ?? 0)) === cms.length) return cms.subarray(at);
  }
  throw new Error("no SignerInfos");
};

describe("a message's form", () => {
  it("[ED120] that is XML is refused by name", () => {
    for (const text of ['<?xml version="1.0"?><Signature/>', "\ufeff  <root/>", "\n<a/>"]) {
      const report = world.validate(utf8Bytes(text));
      expect(report).toMatchObject({ indication: "TOTAL_FAILED", reason: "eds.cms.not-signed-data", signatures: [] });
      expect(report.checks[0]?.detail).toEqual({ why: "xml" });
    }
    const enveloped = write.sequence(write.objectIdentifier("1.2.840.113549.1.7.3"), write.explicit(0, write.sequence()));
    expect(world.validate(enveloped).checks[0]?.detail).toEqual({ why: "1.2.840.113549.1.7.3" });
  });

  it("[ED120] has the version that its parts ask for", () => {
    const good = world.sign(signer);
    expect(rebuilt(good, {})).toEqual(good);
    for (const version of [3, 4, 5])
      expect(world.validate(rebuilt(good, { version }))).toMatchObject({ subIndication: "FORMAT_FAILURE", reason: "eds.cms.version" });
    const passedOver: ValidationPolicy = {
      ...withTestAnchors(anyPolicy),
      reactions: { ...anyPolicy.reactions, "eds.cms.version": "WARN" },
    };
    expect(world.validate(rebuilt(good, { version: 3 }), { policy: passedOver }).indication).toBe("TOTAL_PASSED");
    const attributeCertificate = (tag: number): Uint8Array => write.tagged(tag, write.integer(1));
    for (const [tag, due] of [
      [0xa1, 3],
      [0xa2, 4],
      [0xa3, 5],
    ] as const) {
      const parts = { beforeCertificate: attributeCertificate(tag) };
      expect(reasonOf(rebuilt(good, { ...parts, version: due })), tag.toString(16)).toBeUndefined();
      expect(reasonOf(rebuilt(good, parts)), tag.toString(16)).toBe("eds.cms.version");
    }
  });

  it("[ED120] names its signer by key identifier too, in version 3", () => {
    const byKey = world.sign({ ...signer, identifiedBy: "subjectKeyIdentifier" });
    expect(world.validate(byKey).indication).toBe("TOTAL_PASSED");
    const other = world.leaf({ key: world.newKey() });
    const bent = world.sign({ ...signer, identifiedBy: "subjectKeyIdentifier" }, { certificates: [other.certificate] });
    expect(reasonOf(bent)).toBe("eds.cms.certificate-missing");
  });

  it("[ED32] is over id-data and nothing else", () => {
    const other = world.sign({ ...signer }, { contentTypeOid: "1.2.840.113549.1.9.16.1.4", detached: false });
    expect(faults(world.validate(other))).toContain("eds.cms.content-type-mismatch");
    expect(world.validate(other)).toMatchObject({ indication: "TOTAL_FAILED", subIndication: "FORMAT_FAILURE" });
  });

  it("[ED6] holds no more evidence than the limits allow", () => {
    const limits = { certificatesMax: 1, crlsMax: 1, ocspMax: 1 };
    expect(world.validate(world.sign(signer), { limits }).indication).toBe("TOTAL_PASSED");
    const many = [
      world.sign(signer, { certificates: [signer.certificate, world.issuing.certificate] }),
      world.sign(signer, { crls: lists }),
      world.sign(signer, { ocsp: [write.sequence(write.integer(1)), write.sequence(write.integer(2))] }),
    ];
    for (const cms of many) expect(world.validate(cms, { limits }).reason).toBe("eds.cms.too-large");
    expect(world.validate(world.sign(signer), { limits: { proofsMax: 1 } })).toMatchObject({ indication: "INDETERMINATE", waits: false });
  });
});

describe("a signed attribute", () => {
  it("[ED121] of signing time is UTCTime to 2049", () => {
    const rest = ordinary.filter((attribute) => positionOf(attribute, write.objectIdentifier(cmsOids.signingTime)) < 0);
    const at = (time: Uint8Array): string | undefined =>
      reasonOf(world.sign({ ...signer, signedAttributes: [...rest, encodeAttribute(cmsOids.signingTime, time)] }));
    expect(at(write.time(now))).toBeUndefined();
    expect(at(write.time(Date.UTC(2050, 0, 1)))).toBeUndefined();
    expect(at(write.generalizedTime(now))).toBe("eds.cms.attribute-values");
    expect(at(write.tagged(0x17, utf8Bytes("2611220900Z")))).toBe("eds.cms.attribute-values");
  });

  it("[ED121] is nowhere else, and what is not signed is not signed", () => {
    const messageDigest = encodeAttribute(cmsOids.messageDigest, write.octetString(digest("streebog512", document)));
    expect(reasonOf(beside(messageDigest))).toBe("eds.cms.attribute-values");
    expect(reasonOf(beside(encodeAttribute(cmsOids.contentType, write.objectIdentifier(cmsOids.data))))).toBe("eds.cms.attribute-values");
    expect(reasonOf(signedWith(signatureTimestampAttribute(write.nullValue)))).toBe("eds.cms.attribute-values");
    expect(reasonOf(signedWith(encodeAttribute(cmsOids.certificateValues, write.sequence())))).toBe("eds.cms.attribute-values");
    expect(reasonOf(beside(encodeAttribute(cmsOids.revocationValues, write.nullValue)))).toBe("eds.cms.attribute-values");
  });

  it("[ED121] of algorithm protection names the algorithms in use", () => {
    const algorithm = write.sequence(write.objectIdentifier("1.2.398.3.10.1.1.2.3.2"), write.nullValue);
    const protection = (digestAlgorithm: Uint8Array, signatureAlgorithm: Uint8Array): Uint8Array =>
      encodeAttribute(cmsOids.algorithmProtection, write.sequence(digestAlgorithm, write.retagged(0xa1, signatureAlgorithm)));
    expect(reasonOf(signedWith(protection(streebog, algorithm)))).toBeUndefined();
    const sha256 = write.sequence(write.objectIdentifier(digestOids.sha256), write.nullValue);
    expect(reasonOf(signedWith(protection(sha256, algorithm)))).toBe("eds.crypto.algorithms-disagree");
    expect(reasonOf(signedWith(protection(streebog, sha256)))).toBe("eds.crypto.algorithms-disagree");
    expect(reasonOf(signedWith(encodeAttribute(cmsOids.algorithmProtection, write.nullValue)))).toBe("eds.crypto.algorithms-disagree");
  });

  it("[ED121] need not stand in the order of DER: the octets are hashed as they stand", () => {
    const certificate = parseCertificate(signer.certificate);
    if (certificate === undefined) throw new Error("not a certificate");
    const messageOver = (hashed: Uint8Array, sent: Uint8Array): Uint8Array =>
      assembleSignedData({
        digestAlgorithms: [streebog],
        content: undefined,
        certificates: [signer.certificate],
        crls: [],
        signerInfos: [
          write.sequence(
            write.integer(1),
            write.sequence(certificate.issuer.raw, write.integerOfContent(certificate.serialNumber)),
            streebog,
            write.retagged(0xa0, sent),
            write.sequence(write.objectIdentifier("1.2.398.3.10.1.1.2.3.2"), write.nullValue),
            write.octetString(signMessage(signer.key, hashed, world.random)),
          ),
        ],
      });
    const sorted = write.setOf(...ordinary);
    const unsorted = [write.tagged(0x31, ...ordinary), write.tagged(0x31, ...ordinary.toReversed())].find(
      (set) => positionOf(set, sorted) < 0,
    );
    if (unsorted === undefined) throw new Error("both orders are that of DER");
    expect(reasonOf(messageOver(unsorted, unsorted))).toBeUndefined();
    expect(reasonOf(messageOver(sorted, unsorted))).toBe("eds.crypto.signature-wrong");
  });
});

describe("a signing-certificate attribute", () => {
  const parsed = parseCertificate(signer.certificate);
  const issuing = parseCertificate(world.issuing.certificate);
  if (parsed === undefined || issuing === undefined) throw new Error("not a certificate");
  const v2 = (hash: Uint8Array, ...more: readonly Uint8Array[]): Uint8Array => write.sequence(write.octetString(hash), ...more);
  const attributeV2 = (...certIds: readonly Uint8Array[]): Uint8Array =>
    encodeAttribute(cmsOids.signingCertificateV2, write.sequence(write.sequence(...certIds)));
  const own = digest("sha256", signer.certificate);
  const above = digest("sha256", world.issuing.certificate);
  const elsewhere = digest("sha256", world.root.certificate);

  it("[ED122] names the signer first, and with more entries all of the path", () => {
    expect(reasonOf(signedWith(attributeV2(v2(own))))).toBeUndefined();
    expect(reasonOf(signedWith(attributeV2(v2(own), v2(above))))).toBeUndefined();
    expect(reasonOf(signedWith(attributeV2(v2(above), v2(own))))).toBe("eds.cms.signing-certificate-differs");
    expect(reasonOf(signedWith(attributeV2(v2(own), v2(elsewhere))))).toBe("eds.cms.signing-certificate-differs");
    expect(reasonOf(signedWith(attributeV2()))).toBe("eds.cms.signing-certificate-differs");
    expect(reasonOf(signedWith(attributeV2(v2(own), write.nullValue)))).toBe("eds.cms.signing-certificate-differs");
  });

  it("[ED122] may name it by another digest, and by issuer and number", () => {
    const algorithm = (oid: string): Uint8Array => write.sequence(write.objectIdentifier(oid));
    const streebogged = write.sequence(algorithm(digestOids.streebog512), write.octetString(digest("streebog512", signer.certificate)));
    expect(reasonOf(signedWith(attributeV2(streebogged)))).toBeUndefined();
    const unknown = write.sequence(algorithm("1.2.3.4"), write.octetString(own));
    expect(reasonOf(signedWith(attributeV2(unknown)))).toBe("eds.cms.signing-certificate-differs");
    const issuerSerial = (issuer: Uint8Array, serial: Uint8Array): Uint8Array =>
      write.sequence(write.sequence(write.explicit(4, issuer)), write.integerOfContent(serial));
    const { issuer, serialNumber } = parsed;
    expect(reasonOf(signedWith(attributeV2(v2(own, issuerSerial(issuer.raw, serialNumber)))))).toBeUndefined();
    const wrong = [issuerSerial(parsed.subject.raw, serialNumber), issuerSerial(issuer.raw, issuing.serialNumber), write.sequence()];
    for (const one of wrong) expect(reasonOf(signedWith(attributeV2(v2(own, one))))).toBe("eds.cms.signing-certificate-differs");
  });

  it("[ED122] of both versions names it in both", () => {
    const v1 = (hash: Uint8Array): Uint8Array =>
      encodeAttribute(cmsOids.signingCertificate, write.sequence(write.sequence(write.sequence(write.octetString(hash)))));
    const hash = sha1Digest(signer.certificate);
    expect(reasonOf(signedWith(v1(hash)))).toBeUndefined();
    expect(reasonOf(signedWith(v1(hash), attributeV2(v2(own))))).toBeUndefined();
    expect(reasonOf(signedWith(v1(sha1Digest(world.issuing.certificate)), attributeV2(v2(own))))).toBe(
      "eds.cms.signing-certificate-differs",
    );
    expect(reasonOf(signedWith(v1(hash), attributeV2(v2(above))))).toBe("eds.cms.signing-certificate-differs");
  });
});

describe("what is not judged", () => {
  const toldOf = (cms: Uint8Array): unknown => world.validate(cms).signatures[0]?.checks.find(({ code }) => code === "eds.cms.not-judged");

  it("[ED124] is told and helps nothing", () => {
    expect(toldOf(world.sign(signer))).toMatchObject({ status: "ok" });
    const counter = beside(encodeAttribute(cmsOids.counterSignature, write.sequence()));
    expect(toldOf(counter)).toMatchObject({ status: "informed", detail: { what: "counter-signature" } });
    expect(world.validate(counter).indication).toBe("TOTAL_PASSED");
    const content = signedWith(encodeAttribute(cmsOids.contentTimestamp, write.sequence()));
    expect(toldOf(content)).toMatchObject({ status: "informed", detail: { what: "content-time-stamp" } });
    const archive = beside(
      encodeAttribute("0.4.0.1733.2.4", write.sequence()),
      encodeAttribute("1.2.840.113549.1.9.16.2.48", write.sequence()),
    );
    expect(toldOf(archive)).toMatchObject({ status: "informed", detail: { what: "archive-time-stamp" } });
    const strict: ValidationPolicy = { ...withTestAnchors(anyPolicy), reactions: { ...anyPolicy.reactions, "eds.cms.not-judged": "FAIL" } };
    expect(world.validate(counter, { policy: strict })).toMatchObject({ indication: "INDETERMINATE", reason: "eds.cms.not-judged" });
  });

  it("[ED124] in the place of lists is told by its format", () => {
    const scvp = write.tagged(0xa1, write.objectIdentifier("1.3.6.1.5.5.7.16.4"), write.sequence());
    const good = world.sign(signer);
    const parsed = parseSignedData(good, { bytesMax: 1_000_000, depthMax: 32, nodesMax: 10_000 });
    if (!parsed.ok) throw new Error(parsed.error.why);
    const cms = assembleSignedData({
      digestAlgorithms: [streebog],
      content: undefined,
      certificates: [signer.certificate],
      crls: [scvp],
      signerInfos: [signerInfosOf(good).subarray(4)],
    });
    expect(toldOf(cms)).toMatchObject({ detail: { what: "revocation information 1.3.6.1.5.5.7.16.4" } });
    // Something other than a list asks for version 5.
    expect(reasonOf(cms)).toBe("eds.cms.version");
  });

  it("[ED124] but binds the signer is refused by name", () => {
    const policy = encodeAttribute(cmsOids.signaturePolicy, write.sequence(write.objectIdentifier("1.2.3.4")));
    expect(world.validate(signedWith(policy))).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "SIGNATURE_POLICY_NOT_AVAILABLE",
      reason: "eds.cms.signature-policy",
    });
  });
});

describe("evidence in the message", () => {
  it("[ED123] serves like evidence that is handed in, and is proved like it", () => {
    const certificates = [signer.certificate, world.issuing.certificate];
    const cms = world.sign(signer, { certificates, crls: lists });
    expect(world.validate(cms, { crls: [], intermediates: [] }).indication).toBe("TOTAL_PASSED");
    const forger = createWorld("gost512", "forger");
    const forged = world.sign(signer, { certificates, crls: [forger.crl(), forger.rootCrl()] });
    expect(world.validate(forged, { crls: [], intermediates: [] })).toMatchObject({ subIndication: "TRY_LATER", waits: true });
  });

  it("[ED123] of one signer serves another", () => {
    const second: CmsSigner = world.leaf({ person: { surname: "ӘБЕНОВА", givenName: "ДИНА", iin: "900215400559" } });
    const cms = world.sign(signer, { signers: [signer, second], crls: lists });
    expect(world.validate(cms, { crls: [] }).signatures.map(({ indication }) => indication)).toEqual(["TOTAL_PASSED", "TOTAL_PASSED"]);
  });
});
