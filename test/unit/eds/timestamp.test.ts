import { describe, expect, it } from "vitest";
import { permitPolicy, withTestAnchors, type Reaction, type RelaxableCode, type ValidationPolicy } from "@beket/eds";
import {
  assembleSignedData,
  encodeAttribute,
  issueTimestampResponse,
  signatureTimestampAttribute,
  type TimestampSpec,
} from "@beket/eds/issue";
import { cmsOids } from "../../../packages/eds/src/cms/oids.ts";
import { parseSignedData } from "../../../packages/eds/src/cms/signed-data.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { createStamping, daysLater, stampReason } from "./timestamp-world.ts";
import { createWorld, now } from "./world.ts";

const world = createWorld("gost512", "timestamp");
const stamping = createStamping(world);
const signer = world.leaf({});
const genTimeMs = now - 60_000;

const policyWith = (reactions: Partial<Record<RelaxableCode, Reaction>>): ValidationPolicy => {
  const base = withTestAnchors(permitPolicy);
  return { ...base, reactions: { ...base.reactions, ...reactions } };
};
const stampedWith = (spec: Partial<TimestampSpec>): Uint8Array => stamping.sign(signer, spec);
const withAttributes = (...attributes: readonly Uint8Array[]): Uint8Array => world.sign({ ...signer, unsignedAttributes: attributes });
const plain = world.sign(signer);
const signatureOf = (cms: Uint8Array): Uint8Array => {
  const parsed = parseSignedData(cms, { bytesMax: 1_000_000, depthMax: 32, nodesMax: 10_000 });
  const signature = parsed.ok ? parsed.value.signerInfos[0]?.signature : undefined;
  if (signature === undefined) throw new Error("no signature");
  return signature;
};

describe("a signature time-stamp", () => {
  it("[ED125, ED129] that is no token is refused", () => {
    const cases = [
      withAttributes(signatureTimestampAttribute(write.nullValue)),
      withAttributes(signatureTimestampAttribute(plain)),
      stampedWith({ contentTypeOid: "1.2.840.113549.1.7.1" }),
      stampedWith({ signingCertificate: "none" }),
    ];
    for (const cms of cases) {
      const report = world.validate(cms);
      expect(report).toMatchObject({ indication: "INDETERMINATE", subIndication: "FORMAT_FAILURE", reason: "eds.timestamp.malformed" });
      expect(report.signatures[0]?.bestSignatureTimeFrom).toBe("validation-time");
    }
  });

  it("[ED125] names its authority's certificate by either version of the attribute", () => {
    for (const signingCertificate of ["v1", "v2"] as const)
      expect(world.validate(stampedWith({ signingCertificate })).signatures[0]?.bestSignatureTimeFrom).toBe("timestamp");
  });

  it("[ED125] whose authority's certificate is nowhere is refused, and is used when it is handed in", () => {
    const cms = stampedWith({ certificates: [] });
    expect(world.validate(cms)).toMatchObject({ indication: "INDETERMINATE", reason: "eds.timestamp.certificate-missing" });
    const helped = world.validate(cms, { intermediates: [world.issuing.certificate, stamping.authority.certificate] });
    expect(helped.signatures[0]).toMatchObject({ indication: "TOTAL_PASSED", bestSignatureTimeMs: genTimeMs });
  });

  it("[ED125] of another authority than it names is refused", () => {
    const other = stamping.newAuthority();
    const swapped = world.sign({
      ...signer,
      unsignedAttributes: (signature) => [
        signatureTimestampAttribute(stamping.token(signature, { certificates: [other.certificate] }, stamping.authority)),
      ],
    });
    expect(world.validate(swapped).reason).toBe("eds.timestamp.certificate-missing");
  });

  it.each(["sha256", "sha384", "sha512", "streebog256", "streebog512"] as const)(
    "[ED126] over the signature by %s proves its time",
    (hash) => {
      const cms = world.sign({
        ...signer,
        unsignedAttributes: (octets) => [
          signatureTimestampAttribute(stamping.token(octets, { imprint: { kind: "octets", octets, hash } })),
        ],
      });
      expect(world.validate(cms).signatures[0]).toMatchObject({ indication: "TOTAL_PASSED", bestSignatureTimeMs: genTimeMs });
    },
  );

  it("[ED126] over the signature by SHA-1 proves nothing and harms nothing", () => {
    const cms = world.sign({
      ...signer,
      unsignedAttributes: (octets) => [
        signatureTimestampAttribute(stamping.token(octets, { imprint: { kind: "octets", octets, hash: "sha1" } })),
      ],
    });
    const report = world.validate(cms);
    expect(report.signatures[0]).toMatchObject({ indication: "TOTAL_PASSED", bestSignatureTimeFrom: "validation-time" });
    expect(stampReason(report)).toBe("eds.timestamp.algorithm-expired");
    expect(world.validate(cms, { policy: policyWith({ "eds.timestamp.algorithm-expired": "FAIL" }) }).subIndication).toBe(
      "CRYPTO_CONSTRAINTS_FAILURE",
    );
    const base = withTestAnchors(permitPolicy);
    const trusting = { ...base, algorithms: [...base.algorithms, { algorithm: "sha1" }] } as const;
    expect(world.validate(cms, { policy: trusting }).signatures[0]?.bestSignatureTimeFrom).toBe("timestamp");
  });

  it("[ED126, ED129] copied from another signature is refused", () => {
    const copied = withAttributes(signatureTimestampAttribute(stamping.token(signatureOf(world.sign(signer)))));
    expect(world.validate(copied)).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "HASH_FAILURE",
      reason: "eds.timestamp.imprint-differs",
      waits: false,
    });
  });

  it("[ED126] handed in belongs to the signature that it imprints", () => {
    const token = stamping.token(signatureOf(plain));
    const answered = issueTimestampResponse({ kind: "granted", token });
    for (const timestamps of [[token], [answered], [token, token]]) {
      const report = world.validate(plain, { timestamps });
      expect(report.signatures[0]).toMatchObject({ indication: "TOTAL_PASSED", bestSignatureTimeFrom: "timestamp" });
      expect(report.signatures[0]?.timestamps).toMatchObject([{ embedded: false, indication: "TOTAL_PASSED" }]);
      expect(report.evidence.timestamps).toEqual(timestamps);
    }
    const second = world.leaf({ person: { surname: "ӘБЕНОВА", givenName: "ДИНА", iin: "900215400559" } });
    const both = world.sign(signer, { signers: [signer, second] });
    const parsed = parseSignedData(both, { bytesMax: 1_000_000, depthMax: 32, nodesMax: 10_000 });
    const last = parsed.ok ? parsed.value.signerInfos[1]?.signature : undefined;
    const report = world.validate(both, { timestamps: [stamping.token(last ?? new Uint8Array(0))] });
    expect(report.signatures.map(({ bestSignatureTimeFrom }) => bestSignatureTimeFrom)).toEqual(["validation-time", "timestamp"]);
  });

  it("[ED126] handed in over no signature of the message, or without a token, is refused", () => {
    const stray = stamping.token(Uint8Array.of(1, 2, 3));
    expect(world.validate(plain, { timestamps: [stray] })).toMatchObject({
      indication: "INDETERMINATE",
      reason: "eds.timestamp.imprint-differs",
    });
    const refusal = issueTimestampResponse({ kind: "rejected", failure: "unacceptedPolicy" });
    for (const bytes of [refusal, new Uint8Array(0), plain])
      expect(world.validate(plain, { timestamps: [bytes] }).reason).toBe("eds.timestamp.malformed");
    const passedOver = policyWith({ "eds.timestamp.imprint-differs": "WARN" });
    expect(world.validate(plain, { timestamps: [stray], policy: passedOver }).indication).toBe("TOTAL_PASSED");
  });

  it("[ED129] whose own signature is wrong is refused", () => {
    const cms = world.sign({
      ...signer,
      unsignedAttributes: (signature) => {
        const token = Uint8Array.from(stamping.token(signature));
        token[token.length - 1] = (token[token.length - 1] ?? 0) ^ 1;
        return [signatureTimestampAttribute(token)];
      },
    });
    expect(world.validate(cms)).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "SIG_CRYPTO_FAILURE",
      reason: "eds.timestamp.signature-wrong",
    });
  });

  it("[ED129] that is refused proves no time under any policy", () => {
    const later = daysLater(world, 300);
    const policy = policyWith({
      "eds.timestamp.not-an-authority": "IGNORE",
      "eds.timestamp.imprint-differs": "INFORM",
      "eds.timestamp.malformed": "WARN",
    });
    for (const cms of [
      stamping.sign(signer, {}, stamping.newAuthority({ keyPurposes: [] })),
      stampedWith({ imprint: { kind: "octets", octets: plain, hash: "sha256" } }),
    ]) {
      const report = world.validate(cms, { ...later, policy });
      expect(report).toMatchObject({ indication: "TOTAL_FAILED", subIndication: "EXPIRED" });
      expect(report.signatures[0]?.bestSignatureTimeFrom).toBe("validation-time");
      expect(world.validate(cms, { policy }).indication).toBe("TOTAL_PASSED");
    }
  });

  it("[ED5] is asked for by a policy that wants one", () => {
    const policy = policyWith({ "eds.timestamp.absent": "FAIL" });
    expect(world.validate(plain, { policy })).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "SIG_CONSTRAINTS_FAILURE",
      reason: "eds.timestamp.absent",
    });
    expect(world.validate(stampedWith({}), { policy }).indication).toBe("TOTAL_PASSED");
  });
});

describe("many time-stamps", () => {
  it("[ED6] are FORMAT_FAILURE beyond the limit of a signer", () => {
    const five = Array.from({ length: 5 }, (_, i) => ({ genTimeMs: genTimeMs - i * 1000 }));
    expect(world.validate(world.sign(stamping.stamped(signer, ...five)))).toMatchObject({
      indication: "TOTAL_FAILED",
      reason: "eds.cms.too-large",
    });
    const token = stamping.token(signatureOf(plain));
    expect(world.validate(plain, { timestamps: [token, token, token, token, token] }).reason).toBe("eds.cms.too-large");
    expect(world.validate(stampedWith({}), { limits: { timestampBytesMax: 500 } }).reason).toBe("eds.timestamp.malformed");
  });

  it("[ED123] may stand in several attributes", () => {
    const cms = world.sign({
      ...signer,
      unsignedAttributes: (signature) => [
        signatureTimestampAttribute(stamping.token(signature)),
        signatureTimestampAttribute(stamping.token(signature, { genTimeMs: genTimeMs - 5000 })),
      ],
    });
    expect(world.validate(cms).signatures[0]).toMatchObject({ indication: "TOTAL_PASSED", bestSignatureTimeMs: genTimeMs - 5000 });
  });

  it("[ED125] in one SignedData are none", () => {
    const parts = parseSignedData(stamping.token(signatureOf(plain)), { bytesMax: 100_000, depthMax: 32, nodesMax: 10_000 });
    if (!parts.ok) throw new Error(parts.error.why);
    const twice = assembleSignedData({
      digestAlgorithms: [write.sequence(write.objectIdentifier("1.2.398.3.10.1.3.3"), write.nullValue)],
      contentTypeOid: cmsOids.timestampInfo,
      content: parts.value.content,
      certificates: parts.value.certificates,
      crls: [],
      signerInfos: [],
    });
    const cms = withAttributes(encodeAttribute(cmsOids.signatureTimestamp, twice));
    expect(world.validate(cms).reason).toBe("eds.timestamp.malformed");
  });
});
