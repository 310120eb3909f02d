import { describe, expect, it } from "vitest";
import { parseTimestampToken, permitPolicy, withTestAnchors } from "@beket/eds";
import {
  encodeAttribute,
  ordinarySignedAttributes,
  serialNumberOf,
  signatureTimestampAttribute,
  signCms,
  type TimestampSpec,
} from "@beket/eds/issue";
import { digest } from "../../../packages/eds/src/algorithms/digests.ts";
import { cmsOids } from "../../../packages/eds/src/cms/oids.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { rsaTestKeys } from "./rsa-test-keys.ts";
import { createStamping, daysLater, listsUntil, stampReason } from "./timestamp-world.ts";
import { createWorld, day, long, now, otherOrganisation } from "./world.ts";

const world = createWorld("gost512", "timestamp-authority");
const stamping = createStamping(world);
const signer = world.leaf({});
const genTimeMs = now - 60_000;
const stampedWith = (spec: Partial<TimestampSpec>): Uint8Array => stamping.sign(signer, spec);
const tokenBy = (spec: Parameters<typeof stamping.newAuthority>[0], token: Partial<TimestampSpec> = {}): Uint8Array =>
  stamping.sign(signer, token, stamping.newAuthority(spec));

describe("the authority of a time-stamp", () => {
  it.each([
    ["no key purpose", { keyPurposes: [] }],
    ["another key purpose", { keyPurposes: ["1.3.6.1.5.5.7.3.9"] }],
    ["one key purpose more", { keyPurposes: ["1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.4"] }],
    ["the purpose in an extension that is not critical", { keyPurposesCritical: false }],
  ] as const)("[ED127] with %s is refused", (_what, spec) => {
    expect(world.validate(tokenBy(spec))).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "SIG_CONSTRAINTS_FAILURE",
      reason: "eds.timestamp.not-an-authority",
    });
  });

  it("[ED127] is not any signer with a valid certificate", () => {
    const cms = world.sign({
      ...signer,
      unsignedAttributes: (signature) => [signatureTimestampAttribute(stamping.token(signature, {}, signer))],
    });
    expect(world.validate(cms).reason).toBe("eds.timestamp.not-an-authority");
  });

  it("[ED127] is called in the token by its own name, where it is called at all", () => {
    expect(world.validate(stampedWith({ namesAuthority: true })).signatures[0]?.bestSignatureTimeFrom).toBe("timestamp");
  });

  it("[ED127] that no anchor vouches for is refused", () => {
    const elsewhere = createWorld("gost512", "elsewhere");
    const foreign = createStamping(elsewhere);
    const cms = world.sign({
      ...signer,
      unsignedAttributes: (signature) => [signatureTimestampAttribute(foreign.token(signature))],
    });
    // The other root has the same name: the key decides.
    expect(world.validate(cms)).toMatchObject({ indication: "INDETERMINATE", reason: "eds.timestamp.chain" });
    const anchors = [world, elsewhere].map(({ root }) => ({ certificate: root.certificate, purpose: "test" }) as const);
    const trusted = world.validate(cms, {
      trustAnchors: anchors,
      intermediates: [world.issuing.certificate, elsewhere.issuing.certificate],
      crls: [world.crl(), world.rootCrl(), elsewhere.crl(), elsewhere.rootCrl()],
    });
    expect(trusted.signatures[0]).toMatchObject({ indication: "TOTAL_PASSED", bestSignatureTimeFrom: "timestamp" });
  });

  it("[ED127] that is revoked is refused", () => {
    const revoked = [
      { serialNumber: serialNumberOf(stamping.authority.certificate), revocationMs: now - 10 * day, reason: "keyCompromise" },
    ] as const;
    const report = world.validate(stampedWith({}), { crls: [world.crl({ revoked }), world.rootCrl()] });
    expect(report).toMatchObject({ indication: "INDETERMINATE", subIndication: "REVOKED_NO_POE", reason: "eds.timestamp.revoked" });
  });

  it("[ED127, ED129] that has ended proves nothing more, unless the token was received before", () => {
    const cms = tokenBy({ validity: { notBeforeMs: long.notBeforeMs, notAfterMs: now + 10 * day } });
    const later = daysLater(world, 20);
    const ended = world.validate(cms, later);
    expect(ended.signatures[0]).toMatchObject({ indication: "TOTAL_PASSED", bestSignatureTimeFrom: "validation-time" });
    expect(stampReason(ended)).toBe("eds.timestamp.expired");
    const received = world.validate(cms, { ...later, receivedAtMs: now });
    expect(received.signatures[0]).toMatchObject({ bestSignatureTimeMs: genTimeMs, bestSignatureTimeFrom: "timestamp" });
    // A token from after the receipt was not there then: its authority is judged now.
    const since = tokenBy({ validity: { notBeforeMs: long.notBeforeMs, notAfterMs: now + 10 * day } }, { genTimeMs: now + day });
    expect(stampReason(world.validate(since, { ...later, receivedAtMs: now }))).toBe("eds.timestamp.expired");
  });
});

describe("the signature of a time-stamp", () => {
  const [rsaKey] = rsaTestKeys;
  if (rsaKey === undefined) throw new Error("no RSA key");

  it("[ED127, ED130] by an algorithm that is no longer trusted proves nothing, unless the token was received before", () => {
    const cms = tokenBy({ key: rsaKey });
    const base = withTestAnchors(permitPolicy);
    const ended = base.algorithms.map((rule) => (rule.algorithm === "rsa" ? { ...rule, untilMs: now + day } : rule));
    const policy = { ...base, algorithms: ended };
    expect(world.validate(cms, { policy }).signatures[0]?.bestSignatureTimeFrom).toBe("timestamp");
    const later = { ...daysLater(world, 2), policy };
    expect(stampReason(world.validate(cms, later))).toBe("eds.timestamp.algorithm-expired");
    expect(stampReason(world.validate(cms, { ...later, receivedAtMs: now }))).toBeUndefined();
  });

  it("[ED122, ED125] limits the authority's path to the certificates it names", () => {
    const naming = (...certificates: readonly Uint8Array[]): Uint8Array => {
      const essCertIds = certificates.map((certificate) => write.sequence(write.octetString(digest("sha256", certificate))));
      const ess = encodeAttribute(cmsOids.signingCertificateV2, write.sequence(write.sequence(...essCertIds)));
      return world.sign({
        ...signer,
        unsignedAttributes: (signature) => {
          const parsed = parseTimestampToken(stamping.token(signature));
          if (!parsed.ok) throw new Error(parsed.error.why);
          const { content } = parsed.value;
          const stamper = { ...stamping.authority, signingTimeMs: genTimeMs };
          const signedAttributes = [...ordinarySignedAttributes(stamper, content, cmsOids.timestampInfo), ess];
          const { random } = world;
          const signers = [{ ...stamper, signedAttributes }];
          return [
            signatureTimestampAttribute(signCms({ content, contentTypeOid: cmsOids.timestampInfo, detached: false, signers, random })),
          ];
        },
      });
    };
    const { certificate } = stamping.authority;
    expect(stampReason(world.validate(naming(certificate)))).toBeUndefined();
    expect(stampReason(world.validate(naming(certificate, world.issuing.certificate)))).toBeUndefined();
    expect(stampReason(world.validate(naming(certificate, signer.certificate)))).toBe("eds.timestamp.certificate-missing");
  });
});

describe("the time in a token", () => {
  it("[ED128] that has not come yet is refused, beyond the skew of clocks and its accuracy", () => {
    expect(world.validate(stampedWith({ genTimeMs: now + 301_000 }))).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "TIMESTAMP_ORDER_FAILURE",
      reason: "eds.timestamp.order",
    });
    expect(world.validate(stampedWith({ genTimeMs: now + 299_000 })).indication).toBe("TOTAL_PASSED");
    const inaccurate = { genTimeMs: now + 301_000, accuracy: { seconds: 1, millis: 1, micros: 1 } };
    expect(world.validate(stampedWith(inaccurate)).indication).toBe("TOTAL_PASSED");
  });

  it("[ED128] before the certificate of the signer or of the authority is refused", () => {
    const early = { genTimeMs: now - 101 * day };
    expect(world.validate(stampedWith(early)).reason).toBe("eds.timestamp.order");
    const young = tokenBy({ validity: { notBeforeMs: now - day, notAfterMs: now + 100 * day } }, { genTimeMs: now - 2 * day });
    expect(stampReason(world.validate(young))).toBe("eds.timestamp.order");
  });

  it("[ED128] may have a fraction of a second", () => {
    const report = world.validate(stampedWith({ genTimeMs: genTimeMs + 250 }));
    expect(report.signatures[0]?.bestSignatureTimeMs).toBe(genTimeMs + 250);
  });
});

describe("a time-stamp whose evidence is not at hand", () => {
  const other = createWorld("gost512", "other-authority");
  const foreign = createStamping(other);
  const cms = world.sign({
    ...signer,
    unsignedAttributes: (signature) => [signatureTimestampAttribute(foreign.token(signature))],
  });
  const trust = {
    trustAnchors: [world, other].map(({ root }) => ({ certificate: root.certificate, purpose: "test" }) as const),
    intermediates: [world.issuing.certificate, other.issuing.certificate],
  };

  it("[ED129] is passed over where the signature passes without it", () => {
    const report = world.validate(cms, { ...trust, crls: listsUntil(world, now) });
    expect(report).toMatchObject({ indication: "TOTAL_PASSED", missing: [] });
    expect(report.signatures[0]?.bestSignatureTimeFrom).toBe("validation-time");
    expect(report.signatures[0]?.checks).toContainEqual(expect.objectContaining({ code: "eds.timestamp.no-evidence", status: "warned" }));
  });

  it("[ED131] makes an ended certificate wait and says what to fetch", () => {
    const later = daysLater(world, 300);
    const waiting = world.validate(cms, { ...trust, ...later });
    expect(waiting).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "TRY_LATER",
      reason: "eds.timestamp.no-evidence",
      waits: true,
    });
    expect(waiting.missing.map(({ certificate }) => certificate)).toContainEqual(foreign.authority.certificate);
    expect(waiting.signatures[0]?.bestSignatureTimeFrom).toBe("validation-time");
    const crls = [...later.crls, ...daysLater(other, 300).crls];
    expect(world.validate(cms, { ...trust, ...later, crls })).toMatchObject({ indication: "TOTAL_PASSED", missing: [] });
  });

  it("[ED131] lets nothing wait that is refused for another reason", () => {
    const later = daysLater(world, 300);
    const report = world.validate(cms, { ...trust, ...later, expected: { bin: otherOrganisation.bin } });
    expect(report).toMatchObject({ indication: "TOTAL_FAILED", subIndication: "EXPIRED", waits: false });
  });
});
