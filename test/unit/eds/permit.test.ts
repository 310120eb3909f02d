import { describe, expect, it } from "vitest";
import { createWorld, day, document, faults, head, now, organisation, otherOrganisation } from "./world.ts";

const worlds = [
  ["GOST 34.10-2015", createWorld("gost512")],
  ["RSA-2048", createWorld("rsa")],
] as const;

describe.each(worlds)("a permit signed with %s", (_name, world) => {
  it("[ED21, ED23, ED70] by the first head of the organisation passes", () => {
    const report = world.validate(world.sign(world.leaf({})));
    expect(faults(report)).toEqual([]);
    expect(report).toMatchObject({ indication: "TOTAL_PASSED", waits: false });
    expect(report.reason).toBeUndefined();
    expect(report.signer).toMatchObject({ iin: head.iin, bin: organisation.bin, organisation: organisation.name });
    expect(report.signer?.roles).toEqual(["legal-entity", "first-head"]);
    expect(report.signatures[0]?.claimedSigningTimeMs).toBe(now - 60_000);
    expect(report.signatures[0]?.pathSha256).toHaveLength(3);
  });

  it("[ED33, ED35] attached, with a signing-certificate attribute, passes", () => {
    const signer = { ...world.leaf({}), signingCertificateV2: true };
    const report = world.validate(world.sign(signer, { detached: false }));
    expect(report.indication).toBe("TOTAL_PASSED");
    const absent = report.signatures[0]?.checks.find(({ code }) => code === "eds.cms.signing-certificate-absent");
    expect(absent?.status).toBe("ok");
  });

  it("[ED63] by a sole proprietor passes under the expected IIN and no BIN", () => {
    const cms = world.sign(world.leaf({ role: "individual" }));
    expect(world.validate(cms, { expected: { iin: head.iin } }).indication).toBe("TOTAL_PASSED");
    const another = world.validate(cms, { expected: { iin: "900215400559" } });
    expect(another).toMatchObject({ indication: "INDETERMINATE", reason: "eds.subject.iin-differs" });
    const headKey = world.validate(world.sign(world.leaf({})), { expected: { iin: head.iin } });
    expect(headKey.reason).toBe("eds.role.not-individual");
  });

  it("[ED61] by another role is refused by its own reason", () => {
    const reasonOf = (role: Parameters<typeof world.leaf>[0]["role"] & string): string | undefined =>
      world.validate(world.sign(world.leaf({ role }))).reason;
    expect(reasonOf("employee")).toBe("eds.role.employee");
    expect(reasonOf("right-to-sign")).toBe("eds.role.right-to-sign");
    expect(reasonOf("treasury-client")).toBe("eds.role.treasury");
    expect(reasonOf("individual")).toBe("eds.role.individual");
    expect(reasonOf("financial")).toBe("eds.role.not-first-head");
    expect(reasonOf("first-head-other-ca")).toBe("eds.role.not-first-head");
  });

  it("[ED60] by an authentication key is refused", () => {
    const report = world.validate(world.sign(world.leaf({ usage: "authentication" })));
    expect(report).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "SIG_CONSTRAINTS_FAILURE",
      reason: "eds.key.authentication",
      waits: false,
    });
  });

  it("[ED62] by the head of another organisation is refused", () => {
    const report = world.validate(world.sign(world.leaf({ organisation: otherOrganisation })));
    expect(report).toMatchObject({ indication: "INDETERMINATE", reason: "eds.subject.bin-differs" });
  });

  it("[ED33] over a document that was changed is TOTAL_FAILED", () => {
    const changed = Uint8Array.from(document);
    changed[2] = 0x42;
    for (const detached of [true, false]) {
      const report = world.validate(world.sign(world.leaf({}), { detached }), { document: changed });
      expect(report).toMatchObject({
        indication: "TOTAL_FAILED",
        subIndication: "HASH_FAILURE",
        reason: "eds.cms.document-differs",
      });
    }
  });

  it("[ED42] after the certificate's end or before its start is TOTAL_FAILED", () => {
    const over = world.leaf({ validity: { notBeforeMs: now - 30 * day, notAfterMs: now - 1000 } });
    expect(world.validate(world.sign(over))).toMatchObject({ subIndication: "EXPIRED", reason: "eds.certificate.expired" });
    const early = world.leaf({ validity: { notBeforeMs: now + 1000, notAfterMs: now + day } });
    expect(world.validate(world.sign(early))).toMatchObject({
      indication: "TOTAL_FAILED",
      subIndication: "NOT_YET_VALID",
    });
  });

  it("[ED1] gives the same report for the same input", () => {
    const cms = world.sign(world.leaf({}));
    const crls = [world.crl(), world.rootCrl()];
    expect(world.validate(cms, { crls })).toEqual(world.validate(cms, { crls }));
  });
});

describe("issuing", () => {
  it("[ED70] is repeatable from the same randomness and time", () => {
    const [first, second] = [createWorld("gost512", "twice"), createWorld("gost512", "twice")];
    expect(first.sign(first.leaf({}))).toEqual(second.sign(second.leaf({})));
    expect(first.crl()).toEqual(second.crl());
  });
});
