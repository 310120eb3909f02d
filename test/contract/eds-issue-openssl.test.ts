import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { derToPem } from "@beket/eds";
import {
  basicResponseOf,
  certificateValuesAttribute,
  encodeCertId,
  issueOcspFailure,
  issueOcspResponder,
  issueOcspResponse,
  issueTimestampAuthority,
  issueTimestampResponse,
  issueTimestampToken,
  readOcspRequest,
  readTimestampRequest,
  revocationValuesAttribute,
  signatureTimestampAttribute,
  subjectOf,
} from "@beket/eds/issue";
import { createWorld, day, document, now, validity } from "../unit/eds/world.ts";

// OpenSSL knows nothing of ours: what it reads and verifies is what the standards say, not what we think they say.

const folder = mkdtempSync(join(tmpdir(), "beket-issue-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: Uint8Array | string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const openssl = (...args: readonly string[]): string =>
  execFileSync("openssl", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

const world = createWorld("rsa", "openssl");
const { random } = world;
const leaf = world.leaf({
  urls: { ocsp: ["http://ocsp.example.kz"], crl: ["http://crl.example.kz/base.crl"], deltaCrl: ["http://crl.example.kz/delta.crl"] },
});
const responder = issueOcspResponder(world.issuing, { commonName: "OCSP", key: world.newKey(), validity, random });
const tsa = issueTimestampAuthority(world.issuing, { commonName: "TSA", key: world.newKey(), validity, random });
const pem = { root: derToPem("CERTIFICATE", world.root.certificate), issuing: derToPem("CERTIFICATE", world.issuing.certificate) };
const root = file("root.pem", pem.root);
const issuing = file("issuing.pem", pem.issuing);
const atTime = ["-attime", String(now / 1000)];
const certId = encodeCertId({ certificate: leaf.certificate, issuer: world.issuing.certificate });
const good = { certId, status: { kind: "good" }, thisUpdateMs: now } as const;
const ocsp = issueOcspResponse(responder, { answers: [good], producedAtMs: now, random });

describe("what is issued", () => {
  it("[ED136] as a certificate shows where its evidence is", () => {
    const text = openssl("x509", "-inform", "DER", "-in", file("leaf.der", leaf.certificate), "-noout", "-text");
    for (const url of ["ocsp.example.kz", "crl.example.kz/base.crl", "crl.example.kz/delta.crl"]) expect(text).toContain(url);
  });

  it("[ED136] as an OCSP response is verified, and each status is told apart", () => {
    const answers = [
      good,
      { ...good, status: { kind: "unknown" } },
      { ...good, status: { kind: "revoked", revocationMs: now - day, reason: "keyCompromise" }, nextUpdateMs: now + day },
      { ...good, status: { kind: "non-issued" } },
    ] as const;
    for (const [index, responderId] of (["by-key", "by-name"] as const).entries()) {
      const der = issueOcspResponse(responder, { answers, producedAtMs: now, nonce: Uint8Array.of(1, 2, 3, 4), random, responderId });
      const path = file(`ocsp-${index}.der`, der);
      const text = openssl("ocsp", "-respin", path, "-resp_text", "-CAfile", root, "-verify_other", issuing, ...atTime);
      const statuses = [...text.matchAll(/Cert Status: (\w+)/g)].map((match) => match[1]);
      expect(statuses).toEqual(["good", "unknown", "revoked", "revoked"]);
      expect(text).toMatch(/Revocation Time: Jan {2}1 00:00:00 1970 GMT\s+Revocation Reason: certificateHold/);
      expect(text).toContain("040401020304");
    }
  });

  it("[ED136] as a failed OCSP response is read", () => {
    // OpenSSL says what it read and leaves with a failure.
    const asked = ["ocsp", "-respin", file("later.der", issueOcspFailure("tryLater")), "-noverify"];
    expect(spawnSync("openssl", asked, { encoding: "utf8" }).stdout).toContain("trylater");
  });

  it("[ED136] as a time-stamp is verified over its octets, and over no other", () => {
    const token = issueTimestampToken(tsa, {
      imprint: { kind: "octets", octets: document, hash: "sha256" },
      genTimeMs: now + 120,
      accuracy: { seconds: 1, millis: 5 },
      ordering: true,
      nonce: Uint8Array.of(5),
      namesAuthority: true,
      random,
    });
    const path = file("granted.tsr", issueTimestampResponse({ kind: "granted", token }));
    const verify = (data: Uint8Array): string =>
      openssl("ts", "-verify", "-in", path, "-data", file("data", data), "-CAfile", root, "-untrusted", issuing, ...atTime);
    expect(verify(document)).toContain("OK");
    expect(() => verify(Uint8Array.of(...document, 0))).toThrow();
    const text = openssl("ts", "-reply", "-in", path, "-text");
    for (const part of ["09:00:00.12 2026", "Nonce: 0x05", "0x05 millis", "CN=TSA"]) expect(text).toContain(part);
    const rejected = file("rejected.tsr", issueTimestampResponse({ kind: "rejected", failure: "badAlg", text: "not that one" }));
    expect(openssl("ts", "-reply", "-in", rejected, "-text")).toContain("unrecognized or unsupported algorithm");
  });

  it("[ED136] as a list is verified, with what it covers", () => {
    const entry = { serialNumber: Uint8Array.of(5), revocationMs: now - day, certificateIssuer: subjectOf(world.root.certificate) };
    const list = world.crl({
      revoked: [{ ...entry, reason: "removeFromCRL" }],
      deltaOf: 6,
      distributionPoint: { urls: ["http://crl.example.kz"], only: "user-certificates", indirect: true, onlySomeReasons: ["superseded"] },
      deltaUrls: ["http://crl.example.kz/delta.crl"],
    });
    const text = openssl("crl", "-inform", "DER", "-in", file("delta.crl", list), "-noout", "-text", "-CAfile", issuing);
    for (const part of ["Delta CRL Indicator: critical", "Only User Certificates", "Indirect CRL", "Superseded", "Remove From CRL"])
      expect(text).toContain(part);
  });

  it("[ED136] as a message with its evidence is verified", () => {
    const timestamp = (signature: Uint8Array): Uint8Array =>
      issueTimestampToken(tsa, { imprint: { kind: "octets", octets: signature, hash: "sha256" }, genTimeMs: now, random });
    const cms = world.sign(
      {
        ...leaf,
        signingCertificateV2: true,
        unsignedAttributes: (signature) => [
          signatureTimestampAttribute(timestamp(signature)),
          certificateValuesAttribute([world.issuing.certificate]),
          revocationValuesAttribute({ crls: [world.crl()], ocsp: [basicResponseOf(ocsp)] }),
        ],
      },
      { crls: [world.crl()], ocsp: [ocsp] },
    );
    const parts = ["-inform", "DER", "-in", file("cms.der", cms), "-binary", "-content", file("content", document)];
    const trust = ["-CAfile", file("chain.pem", pem.root + pem.issuing), "-cades", "-out", join(folder, "verified"), ...atTime];
    expect(() => openssl("cms", "-verify", ...parts, ...trust)).not.toThrow();
  });
});

describe("what is asked", () => {
  it("[ED136] with OpenSSL's OCSP request is read", () => {
    const path = join(folder, "request.der");
    const certificate = file("leaf.pem", derToPem("CERTIFICATE", leaf.certificate));
    openssl("ocsp", "-sha256", "-issuer", issuing, "-cert", certificate, "-reqout", path);
    const request = readOcspRequest(new Uint8Array(readFileSync(path)));
    expect(request?.certIds).toEqual([certId]);
    expect(request?.nonce?.length).toBeGreaterThanOrEqual(8);
  });

  it("[ED136] with OpenSSL's time-stamp request is read", () => {
    const path = join(folder, "request.tsq");
    openssl("ts", "-query", "-data", file("asked", document), "-sha256", "-cert", "-out", path);
    const request = readTimestampRequest(new Uint8Array(readFileSync(path)));
    expect(request).toMatchObject({ hashOid: "2.16.840.1.101.3.4.2.1", certificateRequested: true });
    expect(request?.hashedMessage).toHaveLength(32);
    expect(request?.nonce).toBeDefined();
  });
});
