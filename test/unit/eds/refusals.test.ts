import { describe, expect, it } from "vitest";
import { checkCatalogue } from "@beket/eds";
import { encodeCertId, issueOcspFailure, issueOcspResponder, issueOcspResponse } from "@beket/eds/issue";
import { evidenceRefusals, plainResponse } from "./refusal-evidence.ts";
import { messageRefusals, plainMessage } from "./refusal-message.ts";
import { plainProduction, plainSigner, signerRefusals } from "./refusal-signer.ts";
import { createStamping, daysLater } from "./timestamp-world.ts";
import { createWorld, long, now } from "./world.ts";

// What a good verifier refuses and toy ones accept. Each differs in one thing from a message that passes.

const refusals = [...messageRefusals, ...signerRefusals, ...evidenceRefusals];

/** The list that a good verifier is measured by; each of it is a refusal of that name, or several. */
const asked = [
  ...["zero signers", "a signer whose certificate is missing", "no signed attributes", "a duplicate attribute", "a multi-valued attribute"],
  ...["a content-type mismatch", "a digest mismatch", "a signing-certificate that names another certificate"],
  ...["a digest that does not belong", "a signature algorithm that does not belong to the key", "another byte layout", "r out of range"],
  ...[
    "s out of range",
    "a point off the curve",
    "detached bytes other than the document",
    "attached content other than the expected document",
  ],
  ...["an authentication key", "a right-to-sign certificate", "an employee", "a treasury certificate"],
  ...["a missing BIN", "a wrong BIN", "a duplicated BIN", "a missing IIN", "a wrong IIN", "a duplicated IIN", "a test CA in production"],
  ...["a wrong CertID", "an unauthorised responder", "a stale CRL", "a delta CRL without its base", "an unknown critical extension"],
  ...["a path longer than pathLenConstraint", "a name outside the name constraints", "a time-stamp token copied from another signature"],
  ...["a TSA certificate without its key purpose", "signed attributes served as content"],
];

describe("what every refusal differs from", () => {
  it.each([
    ["a message", plainMessage],
    ["a signer", plainSigner],
    ["a signer below a real authority", plainProduction],
    ["a response", plainResponse],
  ])("[ED137] passes: %s", (_what, judge) => {
    expect(judge()).toMatchObject({ indication: "TOTAL_PASSED", waits: false });
  });
});

describe("refused", () => {
  it.each(refusals)("[ED137] $name", ({ judge, indication, subIndication, reason }) => {
    const report = judge();
    const { waits } = report;
    expect({ indication: report.indication, subIndication: report.subIndication, reason: report.reason }).toEqual({
      indication,
      subIndication,
      reason,
    });
    // Only what may change by waiting waits.
    expect(waits).toBe(subIndication === "TRY_LATER");
    expect(report.missing.length > 0).toBe(waits);
  });

  it("[ED137] are all that was asked, each by the verdict of the catalogue, none named twice", () => {
    expect(asked.filter((phrase) => !refusals.some(({ name }) => name.startsWith(phrase)))).toEqual([]);
    for (const { reason, indication, subIndication } of refusals)
      expect(checkCatalogue[reason]).toMatchObject({ indication, subIndication });
    expect(new Set(refusals.map(({ name }) => name)).size).toBe(refusals.length);
  });
});

describe("what users of other verifiers complain of", () => {
  const world = createWorld("gost512", "complaints");
  const urls = { ocsp: ["http://ocsp.example.kz/"], crl: ["http://crl.example.kz/base.crl"] };
  const signer = world.leaf({ urls });
  const cms = world.sign(signer);
  const rootCrl = world.rootCrl();

  it("[ED137] an ended certificate with a good time-stamp is valid", () => {
    const stamped = world.sign(createStamping(world).stamped(signer, {}));
    expect(world.validate(stamped, daysLater(world, 300))).toMatchObject({ indication: "TOTAL_PASSED", waits: false });
    expect(world.validate(cms, daysLater(world, 300))).toMatchObject({ indication: "TOTAL_FAILED", subIndication: "EXPIRED" });
  });

  it.each([
    ["no document", undefined, "SIGNED_DATA_NOT_FOUND"],
    ["an empty document", new Uint8Array(0), "HASH_FAILURE"],
    ["another document", new Uint8Array(1_000_000), "HASH_FAILURE"],
  ] as const)("[ED137] a detached signature with %s is a verdict, not an error", (_what, document, subIndication) => {
    const report = document === undefined ? world.validateAlone(cms) : world.validate(cms, { document });
    expect(report).toMatchObject({ subIndication, waits: false });
    expect(report.indication).not.toBe("TOTAL_PASSED");
  });

  it.each([
    ["octets that are no response", Uint8Array.of(0x30, 0x03, 0x0a, 0x01)],
    ["no octets", new Uint8Array(0)],
    ["a responder that is busy", issueOcspFailure("tryLater")],
    ["a responder that will not answer", issueOcspFailure("unauthorized")],
  ])("[ED137] %s are never 'not revoked'", (_what, der) => {
    const report = world.validate(cms, { crls: [rootCrl], ocsp: [{ der }] });
    expect(report).toMatchObject({ indication: "INDETERMINATE", subIndication: "TRY_LATER", waits: true });
  });

  it("[ED137] a missing issuer is never 'not revoked'", () => {
    const responder = issueOcspResponder(world.issuing, { commonName: "OCSP", key: world.newKey(), validity: long, random: world.random });
    const certId = encodeCertId({ certificate: signer.certificate, issuer: world.issuing.certificate });
    const answers = [{ certId, status: { kind: "good" }, thisUpdateMs: now - 1000 }] as const;
    const der = issueOcspResponse(responder, { answers, producedAtMs: now - 1000, random: world.random });
    const parts = { crls: [rootCrl], ocsp: [{ der }] };
    expect(world.validate(cms, parts).indication).toBe("TOTAL_PASSED");
    expect(world.validate(cms, { ...parts, intermediates: [] })).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
      waits: false,
    });
  });

  it("[ED137] 'try again' waits, and says what to ask and where", () => {
    const report = world.validate(cms, { crls: [rootCrl] });
    expect(report).toMatchObject({ subIndication: "TRY_LATER", waits: true });
    expect(report.missing).toMatchObject([{ certificate: signer.certificate, ocspUrls: urls.ocsp, crlUrls: urls.crl }]);
    expect(world.validate(cms, { crls: [rootCrl, world.crl()] })).toMatchObject({ indication: "TOTAL_PASSED", waits: false, missing: [] });
  });
});
