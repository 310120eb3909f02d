import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  anyPolicy,
  archived,
  bundleOf,
  detailedReport,
  encodeBundle,
  fileToDer,
  parseBundle,
  revalidate,
  simpleReport,
  validateSignature,
  withTestAnchors,
  type ValidationInput,
} from "@beket/eds";

// Messages that the national library made, kept as bundles.

const folder = process.env["BEKET_EDS_DATA"];
if (folder === undefined) console.warn("SKIPPED: bundles of national samples (set BEKET_EDS_DATA to their folder)");

describe("bundles of the national samples", () => {
  it("are tried in CI", () => {
    expect(folder === undefined && process.env["CI"] !== undefined).toBe(false);
  });
});

describe.runIf(folder !== undefined)("with the national test data", () => {
  const read = (path: string): Uint8Array => new Uint8Array(readFileSync(join(folder ?? "", path)));
  const der = (path: string): Uint8Array => fileToDer(read(path))[0] ?? new Uint8Array(0);
  const authorities = ["nca-test/sdk/nca_gost2022_test.cer", "nca-test/samples/ca/nca_rsa_test.crt"];
  const lists = [
    "nca-test/samples/crl/nca_gost2022_test.crl",
    "nca-test/samples/crl/nca_rsa_test.crl",
    "nca-test/sdk/nca_gost2022_test.crl",
  ];
  const messages = ["CmsServiceTest_L30_965dd4", "CmsServiceTest_L31_3d5b58", "CmsServiceTest_L32_0c1e8d", "CmsIntegrationTest_L21_46dda5"];
  const moments = ["2022-01-10T00:00:00Z", "2022-09-28T00:00:00Z", "2023-03-01T00:00:00Z", "2026-09-01T00:00:00Z"];
  const inputOf = (message: string, moment: string, policy = withTestAnchors(anyPolicy)): ValidationInput => ({
    cms: read(`cms/${message}.der`),
    ...(message.includes("_L3") && !message.includes("L32") && { document: new TextEncoder().encode("test123") }),
    trustAnchors: authorities.map((path) => ({ certificate: der(path), purpose: "test" })),
    intermediates: [der("nca-test/sdk/nca_gost2022_test.cer")],
    crls: lists.map(der),
    ocsp: [{ der: read("nca-test/samples/ocsp/ocsp_response_individual_2015.bin") }],
    validationTimeMs: Date.parse(moment),
    policy,
    expected: {},
  });

  it.each(messages)("[ED144] %s comes to the same report again, at any moment", (message) => {
    const policies = [withTestAnchors(anyPolicy), withTestAnchors(archived(anyPolicy))];
    for (const input of moments.flatMap((moment) => policies.map((policy) => inputOf(message, moment, policy)))) {
      const report = validateSignature(input);
      const bundle = parseBundle(encodeBundle(bundleOf(input, report)));
      if (!bundle.ok) throw new Error(bundle.error.code);
      expect(revalidate(bundle.value, input.trustAnchors)).toEqual({ report, same: true });
      for (const shown of [simpleReport(report, "kk"), detailedReport(report)]) expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
    }
  });

  it("[ED145] of three lists and a response only what was relied on is kept: a list for each signer", () => {
    const input = inputOf("CmsServiceTest_L31_3d5b58", "2022-09-28T00:00:00Z");
    const bundle = bundleOf(input, validateSignature(input));
    expect([bundle.crls.length, bundle.ocsp.length]).toEqual([2, 0]);
  });
});
