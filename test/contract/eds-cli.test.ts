import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../support/run-command.ts";

// The command over other people's files, as an operator would use it. What it judges by is proved elsewhere: here the
// options, the files and the exit codes are.

const folder = process.env["BEKET_EDS_DATA"];
if (folder === undefined) console.warn("SKIPPED: beket eds over the national samples and NIST PKITS (set BEKET_EDS_DATA)");

describe("the samples for the command", () => {
  it("are at hand in CI", () => {
    expect(folder === undefined && process.env["CI"] !== undefined).toBe(false);
  });
});

type Case = {
  readonly id: string;
  readonly cert: string;
  readonly other_certs?: readonly string[];
  readonly crls?: readonly string[];
  readonly error?: object;
  readonly params?: {
    readonly user_initial_policy_set?: readonly string[];
    readonly initial_explicit_policy?: boolean;
    readonly initial_policy_mapping_inhibit?: boolean;
    readonly initial_any_policy_inhibit?: boolean;
  };
};
const isCase = (value: unknown): value is Case => typeof value === "object" && value !== null && "id" in value && "cert" in value;

describe.runIf(folder !== undefined)("beket eds", () => {
  const at = (...path: readonly string[]): string => join(folder ?? "", ...path);

  it("[CL9] takes the policy inputs of NIST PKITS as options", async () => {
    const all: unknown = JSON.parse(readFileSync(at("pkits", "pkits.json"), "utf8"));
    const asked = (Array.isArray(all) ? all : []).filter(isCase).filter(({ params }) => params !== undefined);
    expect(asked).toHaveLength(33);
    const wrong: string[] = [];
    for (const { id, cert, other_certs = [], crls = [], error, params = {} } of asked) {
      const done = await runCommand([
        "eds",
        "path",
        "--json",
        "--cert",
        at("pkits/certs", cert),
        "--trust",
        at("pkits/certs/TrustAnchorRootCertificate.crt"),
        ...other_certs.flatMap((name) => ["--intermediate", at("pkits/certs", name)]),
        ...["TrustAnchorRootCRL.crl", ...crls].flatMap((name) => ["--crl", at("pkits/crls", name)]),
        ...(params.user_initial_policy_set ?? []).flatMap((oid) => ["--policy", oid]),
        ...(params.initial_explicit_policy === true ? ["--initial-explicit-policy"] : []),
        ...(params.initial_policy_mapping_inhibit === true ? ["--initial-policy-mapping-inhibit"] : []),
        ...(params.initial_any_policy_inhibit === true ? ["--initial-inhibit-any-policy"] : []),
      ]);
      const report: unknown = JSON.parse(done.stdout);
      expect(report).toHaveProperty("indication");
      if ((done.code === 0) !== (error === undefined)) wrong.push(id);
    }
    expect(wrong).toEqual([]);
  });

  it("[CL3] validates the national samples at their time, and says what it lacks today", async () => {
    const args = [
      "eds",
      "validate",
      "--json",
      ...["--cms", at("cms/CmsServiceTest_L31_3d5b58.der")],
      ...["--trust", at("nca-test/sdk/nca_gost2022_test.cer")],
      ...["--crl", at("nca-test/samples/crl/nca_gost2022_test.crl")],
    ];
    // Detached: without its document nothing is proved.
    const without = await runCommand([...args, "--at", "2022-09-28T00:00:00Z"]);
    expect(without.code).not.toBe(0);
    expect(without.stdout).toContain("eds.cms.document-missing");
    const usage = await runCommand([...args, "--at", "yesterday"]);
    expect(usage).toMatchObject({ code: 3, stdout: "", stderr: expect.stringContaining("--at") });
  });
});
