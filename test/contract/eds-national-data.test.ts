import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  anyPolicy,
  fileToDer,
  isTestAuthority,
  parseCertificate,
  permitPolicy,
  validateSignature,
  withTestAnchors,
  type ValidationReport,
} from "@beket/eds";
import { isIssuedBy } from "../../packages/eds/src/path/build.ts";
import { identityOf } from "../../packages/eds/src/x509/subject.ts";

// What the national test CA and its library made. The files are not ours to copy: they are read from the folder
// that BEKET_EDS_DATA names, and their absence is a failure in CI.

const folder = process.env["BEKET_EDS_DATA"];
if (folder === undefined) console.warn("SKIPPED: national EDS samples (set BEKET_EDS_DATA to their folder)");

describe("the samples of the national CA", () => {
  it("are at hand in CI", () => {
    expect(folder === undefined && process.env["CI"] !== undefined).toBe(false);
  });
});

describe.runIf(folder !== undefined)("with the national test data", () => {
  const read = (path: string): Uint8Array => new Uint8Array(readFileSync(join(folder ?? "", path)));
  const der = (path: string): Uint8Array => fileToDer(read(path))[0] ?? new Uint8Array(0);
  const certificate = (path: string) => {
    const parsed = parseCertificate(der(path));
    if (parsed === undefined) throw new Error("not a certificate");
    return parsed;
  };
  const gostCa = "nca-test/sdk/nca_gost2022_test.cer";
  const gostRoot = "nca-test/sdk/root_test_gost_2022.cer";
  const rsaCa = "nca-test/samples/ca/nca_rsa_test.crt";
  const anchor = (path: string) => ({ certificate: der(path), purpose: "test" }) as const;
  const attached = "cms/CmsServiceTest_L30_965dd4.der";
  const detached = "cms/CmsServiceTest_L31_3d5b58.der";
  const document = new TextEncoder().encode("test123");

  const validate = (cms: string, at: string, content: Uint8Array | undefined, anchors = [gostCa, rsaCa]): ValidationReport =>
    validateSignature({
      cms: read(cms),
      ...(content && { document: content }),
      trustAnchors: anchors.map(anchor),
      intermediates: [der(gostCa)],
      crls: [
        "nca-test/samples/crl/nca_gost2022_test.crl",
        "nca-test/samples/crl/nca_rsa_test.crl",
        "nca-test/sdk/nca_gost2022_test.crl",
      ].map(der),
      validationTimeMs: Date.parse(at),
      policy: withTestAnchors(anyPolicy),
      expected: {},
    });
  const verdicts = (report: ValidationReport): readonly (string | undefined)[] =>
    report.signatures.map(({ indication, reason }) => reason ?? indication);

  it("[ED21, ED40] proves the test root's signature over the issuing CA, and the RSA chain's keys", () => {
    expect(isIssuedBy(certificate(gostCa), certificate(gostRoot))).toBe(true);
    expect(isIssuedBy(certificate(gostRoot), certificate(gostRoot))).toBe(true);
    expect(isIssuedBy(certificate("nca-test/samples/certs/individual_valid_sign_2004_rsa.cer"), certificate(rsaCa))).toBe(true);
    expect(isIssuedBy(certificate(gostCa), certificate(gostCa))).toBe(false);
  });

  it("[ED2, ED21, ED42] passes the GOST signer at the time of signing, while the RSA signer had expired", () => {
    for (const cms of [attached, detached]) {
      const report = validate(cms, "2022-09-28T00:00:00Z", document);
      expect(verdicts(report)).toEqual(["TOTAL_PASSED", "eds.certificate.expired"]);
      expect(report).toMatchObject({ indication: "TOTAL_FAILED", subIndication: "EXPIRED" });
      const claimed = new Date(report.signatures[0]?.claimedSigningTimeMs ?? 0).toISOString();
      expect(claimed).toBe(cms === attached ? "2022-09-27T21:17:59.000Z" : "2022-09-27T21:29:41.000Z");
      expect(report.signer?.roles).toEqual(["individual"]);
    }
  });

  it("[ED23, ED52] proves the RSA signers, whose list was made after they expired", () => {
    for (const cms of ["cms/CmsIntegrationTest_L21_46dda5.der", "cms/CmsServiceTest_L32_0c1e8d.der"]) {
      const report = validate(cms, "2022-01-10T00:00:00Z", undefined);
      expect(report).toMatchObject({ indication: "INDETERMINATE", reason: "eds.revocation.no-evidence", waits: true });
      expect(report.signatures[0]?.checks.find(({ code }) => code === "eds.crypto.signature-wrong")?.status).toBe("ok");
    }
  });

  it("[ED42, ED52] refuses the same signatures today and without fresh lists", () => {
    expect(verdicts(validate(attached, "2026-09-01T00:00:00Z", document))).toEqual(["eds.certificate.expired", "eds.certificate.expired"]);
    expect(verdicts(validate(attached, "2023-03-01T00:00:00Z", document))[0]).toBe("eds.revocation.stale");
  });

  it("[ED33] refuses another document", () => {
    const other = new TextEncoder().encode("test124");
    for (const cms of [attached, detached])
      expect(verdicts(validate(cms, "2022-09-28T00:00:00Z", other))[0]).toBe("eds.cms.document-differs");
  });

  it("[ED55] waits below the root, whose list is not among the samples", () => {
    const report = validate(attached, "2022-09-28T00:00:00Z", document, [gostRoot, rsaCa]);
    expect(verdicts(report)[0]).toBe("eds.revocation.authority-no-evidence");
    expect(report.signatures[0]?.pathSha256).toHaveLength(3);
  });

  it("[ED41] refuses the test chain in production", () => {
    const report = validateSignature({
      cms: read(attached),
      document,
      trustAnchors: [anchor(gostCa), anchor(rsaCa)],
      intermediates: [],
      crls: [der("nca-test/samples/crl/nca_gost2022_test.crl")],
      validationTimeMs: Date.parse("2022-09-28T00:00:00Z"),
      policy: permitPolicy,
      expected: { bin: "123456789021" },
    });
    expect(verdicts(report)[0]).toBe("eds.chain.test-anchor");
  });

  it("[ED135] refuses the test chain in production although it is declared a real one", () => {
    const report = validateSignature({
      cms: read(attached),
      document,
      trustAnchors: [gostCa, rsaCa].map((path) => ({ certificate: der(path), purpose: "production" })),
      intermediates: [],
      crls: [der("nca-test/samples/crl/nca_gost2022_test.crl")],
      validationTimeMs: Date.parse("2022-09-28T00:00:00Z"),
      policy: permitPolicy,
      expected: { bin: "123456789021" },
    });
    expect(verdicts(report)[0]).toBe("eds.chain.test-anchor");
    const samples = [gostCa, gostRoot, rsaCa, "nca-test/samples/ca/nca_gost_test.crt", "nca-test/samples/ca/nca_gost2015_test.cer"];
    expect(samples.filter((path) => !isTestAuthority(certificate(path)))).toEqual([]);
  });

  it("[ED60, ED61] reads the profile of real certificates", () => {
    const auth = certificate("nca-test/samples/certs/individual_valid_sign_2004_rsa_auth.cer");
    expect(auth.keyUsage).toMatchObject({ digitalSignature: true, nonRepudiation: false });
    const ceo = identityOf(certificate("nca-test/samples/certs/ceo_valid_sign_2004_gost.cer"));
    expect(ceo.roles).toContain("first-head");
    expect(ceo.bin).toMatch(/^\d{12}$/);
    expect(ceo.iin).toMatch(/^\d{12}$/);
  });
});
