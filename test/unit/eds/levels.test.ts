import { describe, expect, it } from "vitest";
import { permitPolicy, withTestAnchors, type SignatureLevel, type ValidationPolicy } from "@beket/eds";
import {
  basicResponseOf,
  certificateValuesAttribute,
  encodeCertId,
  issueOcspResponse,
  revocationValuesAttribute,
  signatureTimestampAttribute,
  type CmsSigner,
} from "@beket/eds/issue";
import { parseSignedData } from "../../../packages/eds/src/cms/signed-data.ts";
import { createStamping, daysLater } from "./timestamp-world.ts";
import { createWorld, day, now } from "./world.ts";

const world = createWorld("gost512", "levels");
const stamping = createStamping(world);
const lists = [world.crl(), world.rootCrl()];
const kalkan = world.leaf({});
const cades: CmsSigner = { ...kalkan, signingCertificateV2: true };
const stamped = stamping.stamped(cades, {});
const issuing = world.issuing.certificate;
const everything = [cades.certificate, issuing, stamping.authority.certificate];
const levelOf = (cms: Uint8Array, parts: Parameters<typeof world.validate>[1] = {}): SignatureLevel | undefined =>
  world.validate(cms, parts).signatures[0]?.level;
const policyOf = (level: SignatureLevel): ValidationPolicy => ({ ...withTestAnchors(permitPolicy), level });

describe("the level of a signature", () => {
  it("[ED133] is CMS without the signing-certificate attribute, without a signing time, without the certificate", () => {
    expect(levelOf(world.sign(kalkan))).toBe("CMS");
    expect(levelOf(world.sign(cades))).toBe("B-B");
    const bare = world.sign(cades, { certificates: [] });
    const intermediates = [issuing, cades.certificate];
    expect(world.validate(bare, { intermediates })).toMatchObject({ indication: "TOTAL_PASSED", signatures: [{ level: "CMS" }] });
  });

  it("[ED133] counts only what holds", () => {
    const document = new TextEncoder().encode("another document");
    expect(levelOf(world.sign(stamped), { document })).toBe("CMS");
    const copied: CmsSigner = { ...cades, unsignedAttributes: [signatureTimestampAttribute(stamping.token(Uint8Array.of(1)))] };
    expect(levelOf(world.sign(copied))).toBe("B-B");
  });

  it("[ED133] is B-T with a time-stamp, in the message or beside it", () => {
    expect(levelOf(world.sign(stamped))).toBe("B-T");
    const cms = world.sign(cades);
    const parsed = parseSignedData(cms, { bytesMax: 100_000, depthMax: 32, nodesMax: 10_000 });
    const signature = parsed.ok ? parsed.value.signerInfos[0]?.signature : undefined;
    expect(levelOf(cms, { timestamps: [stamping.token(signature ?? new Uint8Array(0))] })).toBe("B-T");
    expect(levelOf(world.sign(stamping.stamped(kalkan, {})))).toBe("CMS");
  });

  it("[ED133] is B-LT where the message carries all that the judgements rest on", () => {
    expect(levelOf(world.sign(stamped, { certificates: everything, crls: lists }), { crls: [], intermediates: [] })).toBe("B-LT");
    expect(levelOf(world.sign(stamped, { certificates: everything, crls: lists.slice(0, 1) }))).toBe("B-T");
    expect(levelOf(world.sign(stamped, { crls: lists }))).toBe("B-T");
  });

  it("[ED123, ED133] is B-LT with evidence in unsigned attributes, in OCSP responses, and inside the token", () => {
    const inAttributes: CmsSigner = {
      ...cades,
      unsignedAttributes: (signature) => [
        signatureTimestampAttribute(stamping.token(signature)),
        certificateValuesAttribute([issuing]),
        revocationValuesAttribute({ crls: lists }),
      ],
    };
    expect(levelOf(world.sign(inAttributes), { crls: [], intermediates: [] })).toBe("B-LT");
    const inToken: CmsSigner = {
      ...cades,
      unsignedAttributes: (signature) => [
        signatureTimestampAttribute(stamping.token(signature, { crls: lists, certificates: [issuing, stamping.authority.certificate] })),
      ],
    };
    expect(levelOf(world.sign(inToken), { crls: [], intermediates: [] })).toBe("B-LT");
    const answers = [cades.certificate, stamping.authority.certificate].map((certificate) => ({
      certId: encodeCertId({ certificate, issuer: issuing }),
      status: { kind: "good" } as const,
      thisUpdateMs: now,
      nextUpdateMs: now + day,
    }));
    const ocsp = issueOcspResponse(world.issuing, { answers, producedAtMs: now, random: world.random });
    const root = lists.slice(1);
    const inCrls = world.sign(stamped, { certificates: everything, crls: root, ocsp: [ocsp] });
    expect(levelOf(inCrls, { crls: [], intermediates: [] })).toBe("B-LT");
    const without = world.sign(stamped, { certificates: everything, crls: root });
    expect(levelOf(without, { crls: [], intermediates: [], ocsp: [{ der: ocsp }] })).toBe("B-T");
    const inValues: CmsSigner = {
      ...cades,
      unsignedAttributes: (signature) => [
        signatureTimestampAttribute(stamping.token(signature)),
        revocationValuesAttribute({ crls: root, ocsp: [basicResponseOf(ocsp)] }),
      ],
    };
    expect(levelOf(world.sign(inValues, { certificates: everything }), { crls: [], intermediates: [] })).toBe("B-LT");
  });

  it("[ED133] may be asked for by the policy", () => {
    const cms = world.sign(stamped);
    expect(world.validate(cms, { policy: policyOf("B-T") }).indication).toBe("TOTAL_PASSED");
    expect(world.validate(cms, { policy: policyOf("B-LT") })).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "SIG_CONSTRAINTS_FAILURE",
      reason: "eds.policy.level",
    });
    expect(world.validate(world.sign(kalkan), { policy: policyOf("B-B") }).reason).toBe("eds.policy.level");
  });
});

describe("what a verdict rests on", () => {
  it("[ED7] is enough for the same report", () => {
    const later = daysLater(world, 300);
    const cms = world.sign(stamped);
    const first = world.validate(cms, later);
    const { evidence } = first;
    const again = world.validate(cms, {
      validationTimeMs: evidence.validationTimeMs,
      intermediates: evidence.certificates,
      crls: evidence.crls,
      ocsp: evidence.ocsp,
      timestamps: evidence.timestamps,
    });
    expect(first.indication).toBe("TOTAL_PASSED");
    expect(again).toEqual(first);
    expect(evidence.certificates.length).toBe(3);
  });
});
