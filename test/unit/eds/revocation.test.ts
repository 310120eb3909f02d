import { describe, expect, it } from "vitest";
import {
  encodeName,
  issueAuthority,
  issueCrl,
  issueLeaf,
  publicKeyInfoOf,
  serialNumberOf,
  signCertificate,
  subjectOf,
  type Authority,
  type CrlSpec,
} from "@beket/eds/issue";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import { nameOids } from "../../../packages/eds/src/x509/name.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { createWorld, day, head, long, now, organisation, validity } from "./world.ts";

describe.each([
  ["GOST 34.10-2015", createWorld("gost512", "revocation")],
  ["RSA-2048", createWorld("rsa", "revocation")],
] as const)("revocation below %s", (_name, world) => {
  const signer = world.leaf({});
  const good = world.sign(signer);
  const rootCrl = world.rootCrl();
  const serialNumber = serialNumberOf(signer.certificate);
  const judge = (...crls: readonly Uint8Array[]) => world.validate(good, { crls: [rootCrl, ...crls] });
  const listing = (spec: Partial<CrlSpec> = {}): Uint8Array =>
    world.crl({ revoked: [{ serialNumber, revocationMs: now - 3 * day, reason: "keyCompromise" }], ...spec });
  const detailOf = (report: ReturnType<typeof judge>, code: string) =>
    report.signatures[0]?.checks.find((check) => check.code === code && check.status !== "ok")?.detail;

  it("[ED51] of the signer's certificate is TOTAL_FAILED, on hold too", () => {
    const report = judge(listing());
    expect(report).toMatchObject({
      indication: "TOTAL_FAILED",
      subIndication: "REVOKED",
      reason: "eds.revocation.revoked",
      waits: false,
    });
    expect(detailOf(report, "eds.revocation.revoked")).toEqual({
      reason: "keyCompromise",
      revokedAt: new Date(now - 3 * day).toISOString(),
    });
    const held = judge(listing({ revoked: [{ serialNumber, revocationMs: now - day, reason: "certificateHold" }] }));
    expect(held.subIndication).toBe("REVOKED");
    const bare = judge(listing({ revoked: [{ serialNumber, revocationMs: now }] }));
    expect(bare.subIndication).toBe("REVOKED");
  });

  it("[ED52, ED4] without a list waits", () => {
    const report = judge();
    expect(report).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "TRY_LATER",
      reason: "eds.revocation.no-evidence",
      waits: true,
    });
    expect(detailOf(report, "eds.revocation.no-evidence")).toEqual({ causes: "none-from-this-issuer" });
  });

  it("[ED52] with a list past its nextUpdate waits, but a revocation in it stays", () => {
    const old = { thisUpdateMs: now - 3 * day, nextUpdateMs: now - 1000 };
    expect(judge(world.crl(old))).toMatchObject({ reason: "eds.revocation.stale", waits: true });
    expect(judge(listing(old)).subIndication).toBe("REVOKED");
    const held = listing({ ...old, revoked: [{ serialNumber, revocationMs: now - 3 * day, reason: "certificateHold" }] });
    expect(judge(held)).toMatchObject({ reason: "eds.revocation.stale", waits: true });
  });

  it("[ED54] follows the youngest list made before the time of validation", () => {
    const held = listing({
      thisUpdateMs: now - 2 * day,
      revoked: [{ serialNumber, revocationMs: now - 2 * day, reason: "certificateHold" }],
    });
    expect(judge(held, world.crl()).indication).toBe("TOTAL_PASSED");
    expect(judge(world.crl({ thisUpdateMs: now - 2 * day }), listing()).subIndication).toBe("REVOKED");
  });

  it("[ED50] is not read from a list of another key, nor of an issuer who may not sign lists", () => {
    const impostor: Authority = { certificate: world.issuing.certificate, key: world.newKey() };
    const list: CrlSpec = { thisUpdateMs: now - day, nextUpdateMs: now + day, number: 1, revoked: [], random: world.random };
    const report = judge(issueCrl(impostor, list));
    expect(detailOf(report, "eds.revocation.evidence-signature-wrong")).toEqual({ causes: "signature-wrong" });
    expect(report).toMatchObject({ reason: "eds.revocation.evidence-signature-wrong", waits: true });
    expect(judge(rootCrl).reason).toBe("eds.revocation.no-evidence");
    const key = world.newKey();
    const certificate = signCertificate({
      serialNumber: Uint8Array.of(7),
      issuer: subjectOf(world.root.certificate),
      issuerKey: world.root.key,
      subject: encodeName([{ oid: nameOids.commonName, value: "ТЕК СЕРТИФИКАТТАР" }]),
      subjectPublicKeyInfo: publicKeyInfoOf(key),
      validity: long,
      extensions: [
        { oid: extensionOids.basicConstraints, critical: true, value: write.sequence(write.booleanTrue) },
        { oid: extensionOids.keyUsage, critical: true, value: write.namedBits(5) },
      ],
      random: world.random,
    });
    const noLists: Authority = { certificate, key };
    const leaf = issueLeaf(noLists, {
      role: "first-head",
      usage: "signing",
      person: head,
      organisation,
      key: signer.key,
      validity,
      random: world.random,
    });
    const cms = world.sign({ ...signer, certificate: leaf });
    const forbidden = world.validate(cms, { intermediates: [certificate], crls: [rootCrl, issueCrl(noLists, list)] });
    expect(detailOf(forbidden, "eds.revocation.no-evidence")).toEqual({ causes: "issuer-may-not-sign-lists" });
  });

  it.each([
    [
      "an unknown critical extension",
      { extraExtensions: [{ oid: "1.2.3.4", critical: true, value: write.nullValue }] },
      "critical-extension",
    ],
    [
      "an entry with an unknown critical extension",
      {
        revoked: [
          {
            serialNumber: Uint8Array.of(5),
            revocationMs: now - day,
            extraExtensions: [{ oid: "1.2.3.4", critical: true, value: write.nullValue }],
          },
        ],
      },
      "critical-extension",
    ],
    [
      "entries of another issuer",
      {
        revoked: [
          {
            serialNumber: Uint8Array.of(5),
            revocationMs: now - day,
            extraExtensions: [
              {
                oid: extensionOids.certificateIssuer,
                critical: true,
                value: write.sequence(write.explicit(4, encodeName([{ oid: nameOids.commonName, value: "X" }]))),
              },
            ],
          },
        ],
      },
      "indirect-crl",
    ],
    [
      "an entry taken off the list",
      {
        revoked: [
          {
            serialNumber: Uint8Array.of(5),
            revocationMs: now - day,
            extraExtensions: [{ oid: extensionOids.reasonCode, value: write.enumerated(8) }],
          },
        ],
      },
      "remove-from-crl",
    ],
  ] as const)("[ED53] is not read from %s, and the cause is named", (_what, spec, cause) => {
    const report = judge(world.crl(spec));
    expect(report).toMatchObject({ indication: "INDETERMINATE", subIndication: "TRY_LATER" });
    expect(report.reason).toBe("eds.revocation.evidence-unsupported");
    expect(detailOf(report, "eds.revocation.evidence-unsupported")).toEqual({ causes: cause });
    expect(judge(world.crl(spec), world.crl()).indication).toBe("TOTAL_PASSED");
  });

  it("[ED53] is not read from a list without nextUpdate", () => {
    const list: CrlSpec = { thisUpdateMs: now - day, number: 1, revoked: [], random: world.random };
    const report = judge(issueCrl(world.issuing, list));
    expect(report.reason).toBe("eds.revocation.evidence-unsupported");
    expect(detailOf(report, "eds.revocation.evidence-unsupported")).toEqual({ causes: "no-next-update" });
  });

  it("[ED55] is asked of the issuing CA too", () => {
    const missing = world.validate(good, { crls: [world.crl()] });
    expect(missing).toMatchObject({ reason: "eds.revocation.authority-no-evidence", waits: true });
    const revoked = [{ serialNumber: serialNumberOf(world.issuing.certificate), revocationMs: now - day }];
    const report = world.validate(good, { crls: [world.crl(), world.rootCrl({ revoked })] });
    expect(report).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "REVOKED_CA_NO_POE",
      reason: "eds.revocation.authority-revoked",
      waits: false,
    });
  });

  it("[ED50] is read from a list that travels in the message", () => {
    const cms = world.sign(signer, { crls: [world.crl(), rootCrl] });
    expect(world.validate(cms, { crls: [] }).indication).toBe("TOTAL_PASSED");
    expect(world.validate(cms, { crls: [listing({ thisUpdateMs: now - 1000 })] }).subIndication).toBe("REVOKED");
  });

  it("[ED50] is not read from a list of a CA of the same name", () => {
    const twin = issueAuthority(world.root, {
      commonName: "ҰЛТТЫҚ ОРТАЛЫҚ (СЫНАҚ)",
      key: world.newKey(),
      validity: long,
      random: world.random,
    });
    const list: CrlSpec = { thisUpdateMs: now - day, nextUpdateMs: now + day, number: 1, revoked: [], random: world.random };
    expect(judge(issueCrl(twin, list)).reason).toBe("eds.revocation.evidence-signature-wrong");
  });
});
