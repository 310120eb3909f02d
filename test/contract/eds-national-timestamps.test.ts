import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  anyPolicy,
  defaultLimits,
  fileToDer,
  parseTimestampResponse,
  parseTimestampToken,
  validateSignature,
  withTestAnchors,
} from "@beket/eds";
import { bytesToHex, utf8Bytes } from "../../packages/eds/src/bytes/bytes.ts";
import type { AlgorithmRule } from "../../packages/eds/src/algorithms/constraints.ts";
import { createJudge } from "../../packages/eds/src/path/judge.ts";
import { judgeTimestamp } from "../../packages/eds/src/tsp/judge-timestamp.ts";
import { createPool } from "../../packages/eds/src/validate/context.ts";

// What the national time-stamp authority for tests made. The files are read from the folder that BEKET_EDS_DATA names.

const folder = process.env["BEKET_EDS_DATA"];
if (folder === undefined) console.warn("SKIPPED: national time-stamp samples (set BEKET_EDS_DATA to their folder)");

describe("the time-stamps of the national CA", () => {
  it("are at hand in CI", () => {
    expect(folder === undefined && process.env["CI"] !== undefined).toBe(false);
  });
});

describe.runIf(folder !== undefined)("with the national test data", () => {
  const read = (path: string): Uint8Array => new Uint8Array(readFileSync(join(folder ?? "", path)));
  const der = (path: string): Uint8Array => fileToDer(read(path))[0] ?? new Uint8Array(0);
  const response = read("nca-test/samples/tsp/tsp_response.bin");
  const tokenDer = read("nca-test/samples/tsp/tsp_token.bin");
  const genTimeMs = Date.parse("2022-09-18T13:20:14Z");
  const token = () => {
    const parsed = parseTimestampToken(tokenDer);
    if (!parsed.ok) throw new Error(parsed.error.why);
    return parsed.value;
  };

  it("[ED125, ED134] are read: a granted response, and the token in it", () => {
    const parsed = parseTimestampResponse(response);
    expect(parsed).toMatchObject({ ok: true, value: { kind: "granted", status: "granted" } });
    const inside = parsed.ok && parsed.value.kind === "granted" ? parsed.value.token : undefined;
    expect(inside?.info).toEqual(token().info);
    expect(token().info).toMatchObject({ policyOid: "1.2.398.3.3.2.6.1", genTimeMs, ordering: false, criticalExtensions: [] });
    // SHA-1, as the national tools asked for then.
    expect(token().info.imprint.hashOid).toBe("1.3.14.3.2.26");
    expect(bytesToHex(token().info.nonce ?? new Uint8Array(0))).toBe("018350c022d7");
  });

  const judge = (at: string, algorithms: readonly AlgorithmRule[], stamped = utf8Bytes("another signature")) => {
    const policy = { ...withTestAnchors(anyPolicy), algorithms };
    const evidence = {
      trustAnchors: [{ certificate: der("nca-test/samples/ca/nca_gost_test.crt"), purpose: "test" }] as const,
      intermediates: token().data.certificates,
      crls: [der("nca-test/samples/crl/nca_gost_test.crl")],
    };
    const pool = createPool(evidence, { certificates: [], crls: [], ocsp: [] }, defaultLimits, policy);
    const question = { token: token(), tokenSha256: "sample", stamped, pool, judge: createJudge(pool), validationTimeMs: Date.parse(at) };
    return judgeTimestamp(question)
      .checks.filter(({ status }) => status === "failed" || status === "indeterminate")
      .map(({ code }) => code);
  };

  it("[ED126, ED127] hold in all but the imprint, which is of a signature that is not among the samples", () => {
    const trusting = [...anyPolicy.algorithms, { algorithm: "sha1" } as const];
    expect(judge("2022-09-19T00:00:00Z", trusting)).toEqual(["eds.timestamp.imprint-differs"]);
    expect(judge("2022-09-19T00:00:00Z", anyPolicy.algorithms)).toEqual([
      "eds.timestamp.algorithm-expired",
      "eds.timestamp.imprint-differs",
    ]);
  });

  it("[ED127, ED128] hold neither before their time nor after their authority's end", () => {
    expect(judge("2022-09-18T13:00:00Z", anyPolicy.algorithms)).toContain("eds.timestamp.order");
    expect(judge("2024-03-25T00:00:00Z", anyPolicy.algorithms)).toContain("eds.certificate.expired");
    expect(judge("2022-12-01T00:00:00Z", anyPolicy.algorithms)).toContain("eds.revocation.stale");
  });

  it("[ED126] are refused beside a message that they are not over", () => {
    const report = validateSignature({
      cms: read("cms/CmsServiceTest_L30_965dd4.der"),
      document: utf8Bytes("test123"),
      trustAnchors: ["nca-test/sdk/nca_gost2022_test.cer", "nca-test/samples/ca/nca_rsa_test.crt"].map((path) => ({
        certificate: der(path),
        purpose: "test",
      })),
      intermediates: [],
      crls: [der("nca-test/samples/crl/nca_gost2022_test.crl")],
      timestamps: [response],
      validationTimeMs: Date.parse("2022-09-28T00:00:00Z"),
      policy: withTestAnchors(anyPolicy),
      expected: {},
    });
    expect(report.checks).toContainEqual(expect.objectContaining({ code: "eds.timestamp.imprint-differs", status: "indeterminate" }));
    expect(report.signatures[0]).toMatchObject({ indication: "TOTAL_PASSED", timestamps: [] });
  });
});
