import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { anyPolicy, fileToDer, parseCertificate, withTestAnchors, type Certificate } from "@beket/eds";
import { defaultLimits } from "../../packages/eds/src/input.ts";
import { createJudge } from "../../packages/eds/src/path/judge.ts";
import { createProofs } from "../../packages/eds/src/path/proofs.ts";
import { statusOf } from "../../packages/eds/src/revocation/status.ts";
import type { EvidencePool } from "../../packages/eds/src/revocation/types.ts";
import { hexToBytes } from "../../packages/eds/src/bytes/bytes.ts";
import { parseCrl } from "../../packages/eds/src/x509/crl.ts";
import { parseOcspResponse } from "../../packages/eds/src/x509/ocsp-parse.ts";

// Lists and responses of the national test authorities, over certificates that are not among the samples: of those only the
// serial numbers are known, and a status needs no more than that and the issuer.

const folder = process.env["BEKET_EDS_DATA"];
if (folder === undefined) console.warn("SKIPPED: national lists and responses (set BEKET_EDS_DATA to the folder of samples)");

describe("the national authorities' evidence", () => {
  it("is at hand in CI", () => {
    expect(folder === undefined && process.env["CI"] !== undefined).toBe(false);
  });
});

type Asked = {
  readonly authority: string;
  readonly serialNumber: string;
  readonly at: string;
  readonly validated?: string;
  readonly ocsp?: string;
  readonly nonce?: string;
  readonly crl?: string;
};

describe.runIf(folder !== undefined)("with the national samples", () => {
  const read = (path: string): Uint8Array => new Uint8Array(readFileSync(join(folder ?? "", "nca-test", path)));
  const der = (path: string): Uint8Array => fileToDer(read(path))[0] ?? new Uint8Array(0);
  const octets = (hex: string): Uint8Array => hexToBytes(hex) ?? new Uint8Array(0);
  const certificateIn = (path: string): Certificate => {
    const parsed = parseCertificate(der(path));
    if (parsed === undefined) throw new Error("not a certificate");
    return parsed;
  };
  const authorities = {
    gost2015: "samples/ca/nca_gost2015_test.cer",
    gost2004: "samples/ca/nca_gost_test.crt",
    rsa: "samples/ca/nca_rsa_test.crt",
  } as const;

  const ask = (asked: Asked): string => {
    const authority = certificateIn(asked.authority);
    const [crl] = asked.crl === undefined ? [] : [parseCrl(der(asked.crl), 1_000_000)];
    const response =
      asked.ocsp === undefined ? undefined : parseOcspResponse(read(asked.ocsp), 10_000, (asked.nonce && octets(asked.nonce)) || undefined);
    if (response !== undefined && !response.ok) throw new Error(response.error.kind);
    const pool: EvidencePool = {
      anchors: [{ certificate: authority, purpose: "test" }],
      certificates: [],
      crls: crl === undefined ? [] : [crl],
      ocsp: response === undefined ? [] : [response.value],
      proofs: createProofs(64),
      limits: defaultLimits,
      policy: withTestAnchors(anyPolicy),
    };
    const certificate = { ...authority, serialNumber: octets(asked.serialNumber), issuer: authority.subject, sha256: asked.serialNumber };
    const { decision, causes } = statusOf({
      certificate,
      issuer: authority,
      path: { certificates: [certificate], anchor: { certificate: authority, purpose: "test" } },
      index: 0,
      pool,
      times: { atMs: Date.parse(asked.at), validationTimeMs: Date.parse(asked.validated ?? asked.at) },
      judge: createJudge(pool),
      purpose: "signer",
      settled: [],
      depth: 0,
    });
    if (decision.kind === "revoked") return `${decision.said.reason} ${new Date(decision.said.revocationMs).toISOString()}`;
    return decision.kind === "unknown" ? [decision.why, ...causes].join(" ") : decision.kind;
  };

  const good: Asked = {
    authority: authorities.rsa,
    serialNumber: "4279390a141f5353a62947b61ed65e81741467d1",
    ocsp: "samples/ocsp/ocsp_response_individual_sign_2004.bin",
    at: "2022-09-02T17:00:00Z",
  };
  const held: Asked = {
    authority: authorities.gost2015,
    serialNumber: "3a90343e720594c55204b19cb9a402422ef0e622",
    ocsp: "samples/ocsp/ocsp_response_ceo_2015_revoked.bin",
    at: "2022-09-02T17:00:00Z",
  };

  it("[ED110, ED111, ED112, ED114] believes the good response for a day, and no longer", () => {
    expect(ask(good)).toBe("good");
    expect(ask({ ...good, at: "2022-09-03T16:53:59Z" })).toBe("good");
    expect(ask({ ...good, at: "2022-09-03T16:54:00Z" })).toBe("stale");
    expect(ask({ ...good, at: "2022-01-20T00:00:00Z", validated: "2022-09-02T17:00:00Z" })).toBe("good");
    expect(ask({ ...good, at: "2022-09-02T16:00:00Z" })).toBe("none made-after-validation");
  });

  it("[ED113] finds the echoed nonce of eight octets", () => {
    expect(ask({ ...good, nonce: "b5e5c9b552cbcac4" })).toBe("good");
    expect(ask({ ...good, nonce: "b5e5c9b552cbcac5" })).toBe("none nonce-differs");
  });

  it("[ED51, ED54, ED111] believes the revoked ones, by a GOST-2015 and a GOST-2004 responder", () => {
    expect(ask(held)).toBe("certificateHold 2022-07-27T10:25:30.000Z");
    expect(ask({ ...held, at: "2022-07-20T00:00:00Z", validated: "2022-09-02T17:00:00Z" })).toBe("good");
    expect(ask({ ...held, at: "2022-09-05T00:00:00Z" })).toBe("stale");
    const superseded: Asked = {
      authority: authorities.gost2004,
      serialNumber: "12e3e7b9966d09eb9cda64251457e815c2a8dded",
      ocsp: "samples/ocsp/ocsp_response_ceo_sign_2004_revoked.bin",
      at: "2022-09-02T17:00:00Z",
    };
    expect(ask(superseded)).toBe("superseded 2022-01-18T06:30:55.000Z");
    expect(ask({ ...superseded, at: "2022-12-01T00:00:00Z" })).toBe("superseded 2022-01-18T06:30:55.000Z");
  });

  it("[ED115] takes a certificate that was never issued as unknown", () => {
    const nonIssued: Asked = {
      authority: authorities.gost2015,
      serialNumber: "0ff06211dc82beb00253ffa000f1de84abef454f",
      ocsp: "samples/ocsp/ocsp_response_individual_2015.bin",
      at: "2022-09-02T17:00:00Z",
    };
    expect(ask(nonIssued)).toBe("status-unknown status-unknown");
    expect(ask({ ...nonIssued, crl: "samples/crl/nca_gost2022_test.crl" })).toBe("status-unknown status-unknown");
  });

  it("[ED110, ED111] believes none of them about another certificate, or below another authority", () => {
    expect(ask({ ...good, serialNumber: "4279390a141f5353a62947b61ed65e81741467d2" })).toBe("none certificate-id-differs");
    expect(ask({ ...good, authority: authorities.gost2015 })).toBe("none certificate-id-differs");
  });

  it("[ED50, ED51, ED52] finds the entries of each authority's list under its own signature", () => {
    const listed: Asked = {
      authority: authorities.gost2015,
      serialNumber: "11878bbb2d0c22c0bb736d57935c80d54be605ff",
      crl: "sdk/nca_gost2022_test.crl",
      at: "2026-09-01T00:00:00Z",
    };
    expect(ask(listed)).toBe("affiliationChanged 2026-05-06T16:34:41.000Z");
    expect(ask({ ...listed, at: "2027-03-01T00:00:00Z" })).toMatch(/^affiliationChanged/);
    const unlisted = { ...listed, serialNumber: "01" };
    expect(ask(unlisted)).toBe("good");
    expect(ask({ ...unlisted, at: "2027-03-01T00:00:00Z" })).toBe("stale");
    const older = { authority: authorities.gost2004, serialNumber: "01", crl: "samples/crl/nca_gost_test.crl", at: "2022-06-01T00:00:00Z" };
    expect(ask(older)).toBe("good");
    expect(ask({ ...older, authority: authorities.rsa, crl: "samples/crl/nca_rsa_test.crl" })).toBe("good");
    expect(ask({ ...older, authority: authorities.rsa })).toBe("none none-from-this-issuer");
  });
});
