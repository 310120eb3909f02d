import { describe, expect, it } from "vitest";
import { detailedReport, simpleReport, statusesIn, validateSignature, type CertificateStatus } from "@beket/eds";
import { serialNumberOf } from "@beket/eds/issue";
import { checkWords } from "../../../packages/eds/src/report/check-words.ts";
import {
  causeWords,
  certificateStatusWords,
  evidenceKindWords,
  revocationReasonWords,
} from "../../../packages/eds/src/report/evidence-words.ts";
import { factsOf } from "../../../packages/eds/src/report/facts.ts";
import { crl, hour, judge, leaf, ocsp } from "./revocation-pki.ts";
import { scenes } from "./scenes.ts";
import { day, now } from "./world.ts";

const certificate = leaf();
const serialNumber = serialNumberOf(certificate);
const statusOfLeaf = (parts: Omit<Parameters<typeof judge>[0], "certificate">): CertificateStatus | undefined =>
  judge({ certificate, ...parts }).statuses[0];

describe("[ED156] the status of a certificate is told with what says so:", () => {
  it("a list by its signer, its number and its times", () => {
    expect(statusOfLeaf({ crls: [crl({ number: 7 })] })).toMatchObject({
      status: "good",
      evidence: [{ kind: "crl", crlNumber: "7", thisUpdateMs: expect.any(Number), nextUpdateMs: expect.any(Number) }],
    });
    expect(statusOfLeaf({ crls: [crl({ number: 7 })] })?.evidence[0]?.signedBy).toMatch(/\S/);
  });

  it("a delta list together with its base", () => {
    const base = crl({ number: 7, thisUpdateMs: now - 5 * day, nextUpdateMs: now - 2 * day });
    const delta = crl({ number: 9, deltaOf: 7, thisUpdateMs: now - hour });
    expect(statusOfLeaf({ crls: [base, delta] })?.evidence).toMatchObject([
      { kind: "delta-crl", crlNumber: "9", thisUpdateMs: now - hour },
      { kind: "crl", crlNumber: "7", thisUpdateMs: now - 5 * day },
    ]);
  });

  it("a response by who signed it and when", () => {
    expect(statusOfLeaf({ ocsp: [ocsp({ certificate })] })).toMatchObject({
      status: "good",
      evidence: [{ kind: "ocsp", thisUpdateMs: now - hour, producedAtMs: now - hour, signedBy: expect.any(String) }],
    });
  });

  it("since when it is revoked and why, by that list and no other", () => {
    const revoked = crl({ number: 8, revoked: [{ serialNumber, revocationMs: now - day, reason: "superseded" }] });
    expect(statusOfLeaf({ crls: [crl({ number: 7, thisUpdateMs: now - 2 * day }), revoked] })).toMatchObject({
      status: "revoked",
      revokedAtMs: now - day,
      revocationReason: "superseded",
      evidence: [{ crlNumber: "8" }],
    });
  });

  it("a revocation after the moment is told with a status that is good", () => {
    const later = crl({ number: 8, revoked: [{ serialNumber, revocationMs: now - day, reason: "superseded" }] });
    const status = statusOfLeaf({ crls: [later], atMs: now - 2 * day, validationTimeMs: now });
    expect(status).toMatchObject({
      status: "good",
      revokedAtMs: now - day,
      revocationReason: "superseded",
      evidence: [{ crlNumber: "8" }],
    });
    expect(statusesIn(status === undefined ? [] : [status], "ru")[0]?.words).toBe(certificateStatusWords.later.ru);
    expect(statusOfLeaf({ crls: [crl({})] })).not.toHaveProperty("revokedAtMs");
  });

  it("what is believed and does not tell it is named all the same, and what is not believed is not", () => {
    const old = crl({ number: 5, thisUpdateMs: now - 5 * day, nextUpdateMs: now - 2 * day });
    expect(statusOfLeaf({ crls: [old] })).toMatchObject({ status: "unknown", evidence: [{ crlNumber: "5", nextUpdateMs: now - 2 * day }] });
    const broken = Uint8Array.from(old);
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    expect(statusOfLeaf({ crls: [broken] })).toMatchObject({ status: "unknown", evidence: [] });
    expect(statusOfLeaf({})).toMatchObject({ status: "unknown", evidence: [] });
  });
});

describe("reports", () => {
  const reports = scenes.map(({ name, input }) => ({ name, report: validateSignature(input) }));

  it.each(reports)("[ED156] name a status for every certificate below the anchor: $name", ({ report }) => {
    const judged = [...report.signatures, ...report.signatures.flatMap(({ timestamps }) => timestamps)];
    for (const { statuses, pathSha256 } of judged) {
      if (statuses.length === 0) continue;
      expect(statuses.map(({ certificateSha256 }) => certificateSha256)).toEqual(pathSha256.slice(0, -1));
      for (const { status, evidence } of statuses) if (status !== "unknown") expect(evidence.length).toBeGreaterThan(0);
    }
    for (const { indication, statuses } of report.signatures)
      if (indication === "TOTAL_PASSED") expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set(["good"]));
    const detailed = detailedReport(report).signatures;
    expect(detailed.map(({ statuses }) => statuses)).toEqual(report.signatures.map(({ statuses }) => statuses));
    for (const language of ["kk", "ru", "en"] as const) {
      const simple = simpleReport(report, language);
      expect(simple.signatures.map(({ statuses }) => statuses.map(({ status }) => status))).toEqual(
        report.signatures.map(({ statuses }) => statuses.map(({ status }) => status)),
      );
      const faults = report.signatures.map(({ checks }) => checks.filter(({ status }) => status !== "ok").map(({ code }) => code));
      expect(simple.signatures.map((signature) => signature.faults.map(({ code }) => code))).toEqual(faults);
    }
  });

  it.each(reports)("[ED140] say what was asked for, and a fault's sentence only where the fault is: $name", ({ report }) => {
    for (const { blocks } of detailedReport(report).signatures)
      for (const { checks } of blocks)
        for (const { code, status, words, sentence } of checks) {
          expect(words).toBe(checkWords[code]);
          expect(sentence === undefined).toBe(status === "ok");
        }
  });

  it("[ED8, ED156] name nobody outside of the signer but authorities and their services", () => {
    for (const { report } of reports) {
      const { signer: _signer, signatures, evidence: _evidence, ...rest } = report;
      const bare = JSON.stringify([rest, signatures.map(({ signer: _one, ...signature }) => signature)]);
      for (const one of signatures) {
        if (one.signer === undefined) continue;
        const { iin = "no IIN", bin = "no BIN", commonName } = one.signer;
        for (const said of [iin, bin, commonName]) expect(bare).not.toContain(said);
      }
    }
  });
});

describe("facts beside a check", () => {
  it("[ED142] are moments and words, and what is not known stands as it is", () => {
    const detail = { revokedAt: "2026-06-02T05:00:00.000Z", reason: "superseded", causes: "out-of-scope, issuer-missing", why: "xml" };
    const facts = factsOf({ detail }, "ru");
    expect(facts).toMatchObject([
      { kind: "time", key: "revokedAt", ms: Date.parse(detail.revokedAt) },
      { kind: "text", key: "reason", text: revocationReasonWords.superseded.ru },
      { kind: "text", key: "causes", text: `${causeWords["out-of-scope"].ru}; ${causeWords["issuer-missing"].ru}` },
      { kind: "text", key: "why", text: "xml" },
    ]);
    expect(factsOf({}, "kk")).toEqual([]);
  });

  it("[ED142] are said in three languages, each its own", () => {
    for (const table of [checkWords, causeWords, certificateStatusWords, evidenceKindWords, revocationReasonWords])
      for (const [name, { kk, ru, en }] of Object.entries(table)) {
        expect(new Set([kk, ru, en]).size, name).toBe(3);
        expect(ru, name).not.toMatch(/[ӘәҒғҚқҢңӨөҰұҮүҺһІі]/);
        expect(en, name).toMatch(/^[\x20-\x7e]+$/);
        for (const text of [kk, ru]) expect(text.replaceAll(/\b(?:OCSP|CMS|SHA-256)\b/g, ""), name).not.toMatch(/[A-Za-z]/);
      }
  });
});
