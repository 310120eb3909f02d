import { describe, expect, it } from "vitest";
import { archived, permitPolicy, withTestAnchors } from "@beket/eds";
import { serialNumberOf } from "@beket/eds/issue";
import { createStamping, daysLater } from "./timestamp-world.ts";
import { createWorld, day, faults, now } from "./world.ts";

const world = createWorld("gost512", "time");
const stamping = createStamping(world);
const signer = world.leaf({});
const plain = world.sign(signer);
const stamped = world.sign(stamping.stamped(signer, {}));
/** The certificate has ended: it was good for 265 days from now. */
const afterEnd = daysLater(world, 300);
const genTimeMs = now - 60_000;

/** The lists of twenty days later, on which the signer is revoked since then. */
const revokedSince = (revocationMs: number): readonly Uint8Array[] => {
  const spec = { thisUpdateMs: now + 19 * day, nextUpdateMs: now + 21 * day, number: 9 };
  const revoked = [{ serialNumber: serialNumberOf(signer.certificate), revocationMs, reason: "superseded" }] as const;
  return [world.crl(), world.rootCrl(), world.crl({ ...spec, revoked }), world.rootCrl(spec)];
};

describe("the time of a signature", () => {
  it("[ED130] is the moment of judgement where nothing proves an earlier one", () => {
    const report = world.validate(plain);
    expect(report.signatures[0]).toMatchObject({ bestSignatureTimeMs: now, bestSignatureTimeFrom: "validation-time", timestamps: [] });
    expect(world.validate(plain, afterEnd)).toMatchObject({ indication: "TOTAL_FAILED", subIndication: "EXPIRED" });
  });

  it("[ED130] is the time-stamp's: an ended certificate with a good time-stamp is valid", () => {
    const report = world.validate(stamped, afterEnd);
    expect(report).toMatchObject({ indication: "TOTAL_PASSED", waits: false, missing: [] });
    expect(report.signatures[0]).toMatchObject({
      bestSignatureTimeMs: genTimeMs,
      bestSignatureTimeFrom: "timestamp",
      timestamps: [{ indication: "TOTAL_PASSED", embedded: true, genTimeMs }],
    });
  });

  it("[ED130] is the receipt's: an ended certificate with an archived receipt is valid", () => {
    const receivedAtMs = now + 3_600_000;
    const report = world.validate(plain, { ...afterEnd, receivedAtMs });
    expect(report.indication).toBe("TOTAL_PASSED");
    expect(report.signatures[0]).toMatchObject({ bestSignatureTimeMs: receivedAtMs, bestSignatureTimeFrom: "receipt" });
    expect(report.evidence.receivedAtMs).toBe(receivedAtMs);
    const both = world.validate(stamped, { ...afterEnd, receivedAtMs });
    expect(both.signatures[0]).toMatchObject({ bestSignatureTimeMs: genTimeMs, bestSignatureTimeFrom: "timestamp" });
    const earlier = world.validate(stamped, { ...afterEnd, receivedAtMs: genTimeMs - 1 });
    expect(earlier.signatures[0]).toMatchObject({ bestSignatureTimeMs: genTimeMs - 1, bestSignatureTimeFrom: "receipt" });
  });

  it("[ED130] is never after the moment of judgement", () => {
    const report = world.validate(plain, { receivedAtMs: now + day });
    expect(report.signatures[0]).toMatchObject({ bestSignatureTimeMs: now, bestSignatureTimeFrom: "validation-time" });
  });

  it("[ED130] is the earliest of several time-stamps", () => {
    const cms = world.sign(stamping.stamped(signer, { genTimeMs }, { genTimeMs: genTimeMs - 30_000 }, { genTimeMs: genTimeMs + 10_000 }));
    const [signature] = world.validate(cms, afterEnd).signatures;
    expect(signature).toMatchObject({ indication: "TOTAL_PASSED", bestSignatureTimeMs: genTimeMs - 30_000 });
    expect(signature?.timestamps).toHaveLength(3);
  });

  it("[ED130] decides whether a revocation came before or after", () => {
    const revokedLater = { ...daysLater(world, 20), crls: revokedSince(now + 10 * day) };
    expect(world.validate(stamped, revokedLater).indication).toBe("TOTAL_PASSED");
    expect(world.validate(plain, revokedLater)).toMatchObject({ indication: "TOTAL_FAILED", subIndication: "REVOKED" });
    const revokedBefore = { ...daysLater(world, 20), crls: revokedSince(genTimeMs - 1) };
    expect(world.validate(stamped, revokedBefore)).toMatchObject({ indication: "TOTAL_FAILED", subIndication: "REVOKED" });
  });

  it("[ED130] decides whether the algorithms were still trusted", () => {
    const base = withTestAnchors(permitPolicy);
    const ended = base.algorithms.map((rule) => (rule.algorithm === "streebog512" ? { ...rule, untilMs: now + day } : rule));
    const policy = { ...base, algorithms: ended };
    const at = daysLater(world, 2);
    expect(faults(world.validate(plain, { ...at, policy }))).toContain("eds.crypto.algorithm-expired");
    const received = world.validate(plain, { ...at, policy, receivedAtMs: now });
    expect(faults(received)).not.toContain("eds.crypto.algorithm-expired");
  });

  it("[ED132] that is unproved makes an ended or revoked certificate INDETERMINATE under a policy for archives", () => {
    const policy = archived(withTestAnchors(permitPolicy));
    expect(world.validate(plain, { ...afterEnd, policy })).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "OUT_OF_BOUNDS_NO_POE",
      reason: "eds.certificate.expired-no-poe",
      waits: false,
    });
    const crls = revokedSince(now + 10 * day);
    expect(world.validate(plain, { ...daysLater(world, 20), crls, policy })).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "REVOKED_NO_POE",
    });
    expect(world.validate(stamped, { ...afterEnd, policy }).indication).toBe("TOTAL_PASSED");
    expect(world.validate(plain, { ...afterEnd, policy, receivedAtMs: now }).indication).toBe("TOTAL_PASSED");
  });

  it("[ED6] in anything but whole milliseconds is the caller's error", () => {
    expect(() => world.validate(plain, { validationTimeMs: Number.NaN })).toThrow("times in milliseconds");
  });
});
