import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  anyPolicy,
  fileToDer,
  identityOf,
  parseCertificate,
  permitPolicy,
  validateSignature,
  withTestAnchors,
  type Certificate,
  type ValidationPolicy,
  type ValidationReport,
} from "@beket/eds";
import { publicKeyInfoOf, signCms } from "@beket/eds/issue";
import { readPkcs12, type Pkcs12Key } from "@beket/eds/pkcs12";
import { verifySignature } from "../../packages/eds/src/algorithms/signatures.ts";
import { bytesToHex } from "../../packages/eds/src/bytes/bytes.ts";
import { parseCrl } from "../../packages/eds/src/x509/crl.ts";
import { seeded } from "../unit/eds/world.ts";

// The national CA's public test keys. Their folders' and files' names say what they are, and some of the names are wrong.

const folder = process.env["BEKET_EDS_DATA"];
if (folder === undefined) console.warn("SKIPPED: the national test keys (set BEKET_EDS_DATA to the folder of the samples)");

describe("the national test keys", () => {
  it("are at hand in CI", () => {
    expect(folder === undefined && process.env["CI"] !== undefined).toBe(false);
  });
});

describe.runIf(folder !== undefined)("with the national test keys", () => {
  const sdk = join(folder ?? "", "nca-test/sdk");
  const read = (path: string): Uint8Array => new Uint8Array(readFileSync(join(sdk, path)));
  const open = (path: string): Pkcs12Key => {
    const file = readPkcs12(read(path), "Qwerty12");
    if (!file.ok) throw new Error(file.error.code);
    const [key] = file.value.keys;
    if (key === undefined || file.value.keys.length !== 1) throw new Error("not one key");
    return key;
  };
  const certificateOf = (key: Pkcs12Key): Certificate => {
    const certificate = key.certificate && parseCertificate(key.certificate);
    if (certificate === undefined) throw new Error("no certificate");
    return certificate;
  };

  const document = new TextEncoder().encode('{"bin":"000000000000","persons":[]}');
  // While the list of 2026-08-11 is current: to 2027-02-07.
  const current = Date.parse("2026-09-01T09:00:00Z");
  const validate = (path: string, policy: ValidationPolicy, validationTimeMs = current): ValidationReport => {
    const key = open(path);
    const certificate = certificateOf(key);
    const { bin, iin } = identityOf(certificate);
    const signers = [{ certificate: certificate.raw, key: key.key, signingTimeMs: validationTimeMs }];
    return validateSignature({
      cms: signCms({ content: document, detached: true, signers, random: seeded(path) }),
      document,
      trustAnchors: [{ certificate: read("nca_gost2022_test.cer"), purpose: "test" }],
      intermediates: [],
      crls: [read("nca_gost2022_test.crl")],
      validationTimeMs,
      policy: withTestAnchors(policy),
      expected: bin === undefined ? (iin === undefined ? {} : { iin }) : { bin },
    });
  };
  const outcome = (path: string, policy: ValidationPolicy, at?: number): string => {
    const report = validate(path, policy, at);
    const detail = report.signatures[0]?.checks.find(({ code }) => code === report.reason)?.detail;
    const { reason = "", revokedAt = "" } = detail ?? {};
    return [report.indication, report.reason, reason, revokedAt.slice(0, 10)].filter((part) => part !== undefined && part !== "").join(" ");
  };

  const role = (path: string): string => identityOf(certificateOf(open(path))).roles.at(-1) ?? "";
  const superseded = "TOTAL_FAILED eds.revocation.revoked superseded 2026-06-02";
  const onHold = "TOTAL_FAILED eds.revocation.revoked certificateHold 2026-05-08";
  const files: readonly (readonly [path: string, role: string, any: string, permit: string])[] = [
    ["individual/valid/individual_valid.p12", "individual", "TOTAL_PASSED", "TOTAL_PASSED"],
    ["legal/valid/head.p12", "first-head", "TOTAL_PASSED", "TOTAL_PASSED"],
    ["legal/valid/employee_signright.p12", "right-to-sign", "TOTAL_PASSED", "INDETERMINATE eds.role.right-to-sign"],
    // The labels of these two are exchanged, and `valid` is wrong for the second and the third.
    ["legal/valid/treasury_client.p12", "information-system", "TOTAL_PASSED", "INDETERMINATE eds.role.not-first-head"],
    ["legal/valid/infosystem.p12", "treasury-client", superseded, superseded],
    ["legal/valid/employee.p12", "employee", superseded, superseded],
    ["individual/revoked/individual_revoked.p12", "individual", onHold, onHold],
    ["legal/revoked/head.p12", "first-head", onHold, onHold],
    ["legal/revoked/employee.p12", "employee", onHold, onHold],
    ["legal/revoked/employee_signright.p12", "right-to-sign", onHold, onHold],
    ["legal/revoked/treasury_client.p12", "information-system", onHold, onHold],
    ["legal/revoked/infosystem.p12", "treasury-client", onHold, onHold],
  ];

  it("[ED93] are all named here", () => {
    const found = readdirSync(sdk, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".p12"));
    expect(found.toSorted()).toEqual(files.map(([path]) => path).toSorted());
  });

  it.each(files)("[ED91, ED93] %s opens with its password alone, and its key is that of its certificate", (path, expectedRole) => {
    const key = open(path);
    expect(key.key.kind).toBe("gost512");
    expect(bytesToHex(publicKeyInfoOf(key.key))).toBe(bytesToHex(certificateOf(key).publicKeyInfo));
    expect(role(path)).toBe(expectedRole);
    expect(readPkcs12(read(path), "qwerty12")).toEqual({ ok: false, error: { code: "pkcs12.wrong-password", why: "MAC" } });
  });

  it.each(files)("[ED21, ED51, ED61] %s signs what is judged as its certificate is", (path, _, any, permit) => {
    expect(outcome(path, anyPolicy)).toBe(any);
    expect(outcome(path, permitPolicy)).toBe(permit);
  });

  it("[ED41, ED51, ED62] a first head passes for its own organisation, in no production, and only while there is evidence", () => {
    expect(validate("legal/valid/head.p12", permitPolicy).signer?.roles).toContain("first-head");
    expect(outcome("legal/valid/head.p12", { ...permitPolicy, algorithms: [] })).toMatch(/^INDETERMINATE eds\.crypto\.algorithm-expired/);
    expect(outcome("legal/valid/head.p12", permitPolicy, Date.parse("2027-03-01T00:00:00Z"))).toBe("INDETERMINATE eds.revocation.stale");
    expect(outcome("legal/valid/head.p12", permitPolicy, Date.parse("2027-06-01T00:00:00Z"))).toMatch(
      /^TOTAL_FAILED eds\.certificate\.expired/,
    );
    const certificate = certificateOf(open("legal/valid/head.p12"));
    const { key } = open("legal/valid/head.p12");
    const report = validateSignature({
      cms: signCms({
        content: document,
        detached: true,
        signers: [{ certificate: certificate.raw, key, signingTimeMs: current }],
        random: seeded("production"),
      }),
      document,
      trustAnchors: [{ certificate: read("nca_gost2022_test.cer"), purpose: "production" }],
      intermediates: [],
      crls: [read("nca_gost2022_test.crl")],
      validationTimeMs: current,
      policy: permitPolicy,
      expected: { bin: identityOf(certificate).bin ?? "" },
    });
    expect(report).toMatchObject({ indication: "INDETERMINATE", reason: "eds.chain.test-anchor" });
    const elsewhere = validateSignature({
      cms: signCms({
        content: document,
        detached: true,
        signers: [{ certificate: certificate.raw, key, signingTimeMs: current }],
        random: seeded("elsewhere"),
      }),
      document,
      trustAnchors: [{ certificate: read("nca_gost2022_test.cer"), purpose: "test" }],
      intermediates: [],
      crls: [read("nca_gost2022_test.crl")],
      validationTimeMs: current,
      policy: withTestAnchors(permitPolicy),
      expected: { bin: "060840003330" },
    });
    expect(elsewhere).toMatchObject({ indication: "INDETERMINATE", reason: "eds.subject.bin-differs" });
  });
});

describe.runIf(folder !== undefined)("with the national samples of GOST-2004", () => {
  const sample = (path: string): Uint8Array =>
    fileToDer(new Uint8Array(readFileSync(join(folder ?? "", "nca-test/samples", path))))[0] ?? new Uint8Array(0);
  const certificate = (path: string): Certificate => {
    const parsed = parseCertificate(sample(path));
    if (parsed === undefined) throw new Error("not a certificate");
    return parsed;
  };
  const used = { ok: true, value: { digest: "gost94", key: "gost2004" } };

  it("[ED88] proves a first head's certificate and the authority's list, and neither with a bit changed", () => {
    const authority = certificate("ca/nca_gost_test.crt");
    const crl = parseCrl(sample("crl/nca_gost_test.crl"), 1_000_000);
    if (crl === undefined) throw new Error("not a list");
    for (const { signatureAlgorithm, tbs, signature } of [certificate("certs/ceo_valid_sign_2004_gost.cer"), crl]) {
      const input = { algorithm: signatureAlgorithm, key: authority.publicKey, message: tbs, signature };
      expect(verifySignature(input)).toEqual(used);
      expect(verifySignature({ ...input, message: tbs.subarray(1) }).ok).toBe(false);
      expect(verifySignature({ ...input, signature: signature.toReversed() }).ok).toBe(false);
    }
  });
});
