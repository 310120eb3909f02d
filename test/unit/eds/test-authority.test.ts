import { describe, expect, it } from "vitest";
import { permitPolicy } from "@beket/eds";
import { publicKeyInfoOf, signCertificate, subjectOf } from "@beket/eds/issue";
import { parseCertificate } from "../../../packages/eds/src/x509/certificate.ts";
import { knownTestAuthorities } from "../../../packages/eds/src/x509/known-test-authorities.ts";
import { isTestAuthority } from "../../../packages/eds/src/x509/test-authority.ts";
import { createWorld, long } from "./world.ts";

const marked = createWorld("gost512", "marked");
const unmarked = createWorld("gost512", "marked", "unmarked");
const isTest = (der: Uint8Array): boolean => {
  const certificate = parseCertificate(der);
  if (certificate === undefined) throw new Error("not a certificate");
  return isTestAuthority(certificate);
};

describe("an authority for tests", () => {
  it("[ED135] is known by its mark, root and issuing, and no other authority is", () => {
    expect([marked.root, marked.issuing].map(({ certificate }) => isTest(certificate))).toEqual([true, true]);
    expect([unmarked.root, unmarked.issuing].map(({ certificate }) => isTest(certificate))).toEqual([false, false]);
  });

  it("[ED135] is refused in production although its operator declares it a real one", () => {
    const cms = marked.sign(marked.leaf({}));
    const trustAnchors = [{ certificate: marked.root.certificate, purpose: "production" }] as const;
    expect(marked.validate(cms, { trustAnchors }).indication).toBe("TOTAL_PASSED");
    expect(marked.validate(cms, { trustAnchors, policy: permitPolicy })).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
      reason: "eds.chain.test-anchor",
      waits: false,
    });
  });

  it("[ED135] is refused in production below a root that bears no mark", () => {
    const cms = marked.sign(marked.leaf({}));
    const crossed = signCertificate({
      serialNumber: Uint8Array.of(1),
      issuer: subjectOf(unmarked.root.certificate),
      issuerKey: unmarked.root.key,
      subject: subjectOf(marked.issuing.certificate),
      subjectPublicKeyInfo: publicKeyInfoOf(marked.issuing.key),
      validity: long,
      extensions: parseCertificate(marked.issuing.certificate)?.extensions ?? [],
      random: marked.random,
    });
    const report = marked.validate(cms, {
      policy: permitPolicy,
      trustAnchors: [{ certificate: unmarked.root.certificate, purpose: "production" }],
      intermediates: [crossed],
      crls: [marked.crl(), unmarked.rootCrl()],
    });
    expect(report.reason).toBe("eds.chain.test-anchor");
  });

  it("[ED135] of the national CA is named by two hashes, none twice", () => {
    const hashes = knownTestAuthorities.flatMap(({ certificateSha256, publicKeyInfoSha256 }) => [certificateSha256, publicKeyInfoSha256]);
    expect(new Set(hashes).size).toBe(2 * knownTestAuthorities.length);
    expect(hashes.filter((hash) => !/^[0-9a-f]{64}$/.test(hash))).toEqual([]);
  });
});
