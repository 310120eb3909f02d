import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { anyPolicy, defaultLimits, parseCertificate, withTestAnchors } from "@beket/eds";
import { createJudge } from "../../packages/eds/src/path/judge.ts";
import { createProofs } from "../../packages/eds/src/path/proofs.ts";
import { parseCrl } from "../../packages/eds/src/x509/crl.ts";

// NIST's Public Key Interoperability Test Suite. This part of the validator refuses by name what it does not implement
// (policies from outside, name constraints, delta, indirect and partial lists), so many valid paths are refused too;
// what must never happen is the opposite. Cases with policy inputs cannot be asked here and are left out, counted.

const folder = process.env["BEKET_EDS_DATA"];
if (folder === undefined) console.warn("SKIPPED: NIST PKITS (set BEKET_EDS_DATA to the folder of samples)");

type Case = {
  readonly id: string;
  readonly name: string;
  readonly cert: string;
  readonly other_certs?: readonly string[];
  readonly crls?: readonly string[];
  readonly error?: object;
  readonly params?: object;
};

const isCase = (value: unknown): value is Case =>
  typeof value === "object" && value !== null && "id" in value && "name" in value && "cert" in value;

describe("NIST PKITS", () => {
  it("is at hand in CI", () => {
    expect(folder === undefined && process.env["CI"] !== undefined).toBe(false);
  });
});

describe.runIf(folder !== undefined)("NIST PKITS", () => {
  const read = (...path: readonly string[]): Uint8Array => new Uint8Array(readFileSync(join(folder ?? "", "pkits", ...path)));
  const certificate = (name: string) => parseCertificate(read("certs", name));
  const list = (name: string) => parseCrl(read("crls", name), 1_000_000);
  const policy = withTestAnchors(anyPolicy);
  const timeMs = Date.UTC(2024, 0, 1);

  const isAccepted = (test: Case): boolean => {
    const anchor = certificate("TrustAnchorRootCertificate.crt");
    const target = certificate(test.cert);
    if (anchor === undefined || target === undefined) return false;
    const judge = createJudge({
      anchors: [{ certificate: anchor, purpose: "test" }],
      certificates: (test.other_certs ?? []).flatMap((name) => certificate(name) ?? []),
      crls: ["TrustAnchorRootCRL.crl", ...(test.crls ?? [])].flatMap((name) => list(name) ?? []),
      ocsp: [],
      proofs: createProofs(defaultLimits.proofsMax),
      limits: defaultLimits,
      policy,
    });
    const times = { atMs: timeMs, validationTimeMs: timeMs };
    return judge({ certificate: target, times, purpose: "signer", depth: 0 }).verdict.indication === "TOTAL_PASSED";
  };

  it("[ED43, ED44, ED53, ED55] has no path that must be refused and is accepted", () => {
    const all: unknown = JSON.parse(new TextDecoder().decode(read("pkits.json")));
    const cases = (Array.isArray(all) ? all : []).filter(isCase);
    expect(cases).toHaveLength(246);
    const asked = cases.filter(({ params }) => params === undefined);
    const accepted = new Set(asked.filter(isAccepted));
    const nameOf = ({ id, name }: Case): string => `${id} ${name}`;
    const falseAccepts = asked.filter((test) => accepted.has(test) && test.error !== undefined).map(nameOf);
    const falseRefusals = asked.filter((test) => !accepted.has(test) && test.error === undefined).map(nameOf);
    console.info(
      `PKITS: ${asked.length} asked, ${asked.length - falseAccepts.length - falseRefusals.length} as expected, ` +
        `${falseRefusals.length} refused for what is not implemented, ${falseAccepts.length} false accepts`,
    );
    if (process.env["PKITS_VERBOSE"] !== undefined) console.info(falseRefusals.join("\n"));
    expect(falseAccepts).toEqual([]);
    // Not vacuous: the plain valid paths pass.
    expect(accepted.size).toBeGreaterThan(20);
  });
});
