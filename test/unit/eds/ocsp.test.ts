import { describe, expect, it } from "vitest";
import { encodeCertId, issueOcspResponse, serialNumberOf, type ExtensionSpec, type OcspStatusSpec } from "@beket/eds/issue";
import { gost94 } from "../../../packages/eds/src/algorithms/gost94.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { keyBitsOf } from "../../../packages/eds/src/x509/cert-id.ts";
import { ocspOids } from "../../../packages/eds/src/x509/ocsp.ts";
import {
  authority,
  causes,
  crl,
  hour,
  issuing,
  judge,
  leaf,
  newKey,
  ocsp,
  ordinaryResponder,
  random,
  read,
  responder,
  root,
  status,
  statusIn,
  trustIn,
} from "./revocation-pki.ts";
import { day, now } from "./world.ts";

const certificate = leaf();
const good = ocsp({ certificate });
const certId = (hash: "sha1" | "sha256" | "sha384" | "sha512" | "streebog256" | "streebog512", issuer = issuing): Uint8Array =>
  encodeCertId({ certificate, issuer: issuer.certificate, hash });

describe("an OCSP response", () => {
  it("[ED70] is made with times in whole seconds, whatever the clock said", () => {
    const at = now - hour + 490;
    const answer = { thisUpdateMs: at, nextUpdateMs: now + hour + 1 };
    const made = (spec: OcspStatusSpec): Uint8Array => ocsp({ certificate, status: spec, answer, response: { producedAtMs: at } });
    expect(status({ certificate, ocsp: [made({ kind: "good" })] })).toBe("good");
    expect(status({ certificate, ocsp: [made({ kind: "revoked", revocationMs: now - 2 * day + 1 })] })).toBe("revoked");
  });

  it("[ED110] is about the certificate that its CertID names, in every hash that is known", () => {
    for (const hash of ["sha1", "sha256", "sha384", "sha512", "streebog256", "streebog512"] as const)
      expect(status({ certificate, ocsp: [ocsp({ certificate, answer: { certId: certId(hash) } })] })).toBe("good");
  });

  it("[ED110] may name it by GOST 34.311, as old national responders did", () => {
    const issuer = read(issuing.certificate);
    const old = (key: Uint8Array): Uint8Array =>
      write.sequence(
        write.sequence(write.objectIdentifier("1.2.398.3.10.1.3.1"), write.nullValue),
        write.octetString(gost94(issuer.subject.raw, "d-test")),
        write.octetString(gost94(key, "d-test")),
        write.integerOfContent(serialNumberOf(certificate)),
      );
    expect(status({ certificate, ocsp: [ocsp({ certificate, answer: { certId: old(keyBitsOf(issuer)) } })] })).toBe("good");
    expect(status({ certificate, ocsp: [ocsp({ certificate, answer: { certId: old(issuer.publicKeyInfo) } })] })).toBe(
      "certificate-id-differs",
    );
  });

  it("[ED110] about another certificate is named as such", () => {
    const other = leaf();
    expect(status({ certificate, ocsp: [ocsp({ certificate: other })] })).toBe("certificate-id-differs");
    const twin = authority("ҰЛТТЫҚ ОРТАЛЫҚ (СЫНАҚ)");
    expect(status({ certificate, ocsp: [ocsp({ certificate, answer: { certId: certId("sha256", twin) } })] })).toBe(
      "certificate-id-differs",
    );
    const unknown = write.sequence(
      write.sequence(write.objectIdentifier("1.2.3.4"), write.nullValue),
      write.octetString(new Uint8Array(20)),
      write.octetString(new Uint8Array(20)),
      write.integerOfContent(serialNumberOf(certificate)),
    );
    expect(status({ certificate, ocsp: [ocsp({ certificate, answer: { certId: unknown } })] })).toBe("evidence-unsupported");
    // One about the authority of the same path is in its place.
    const ofAuthority = ocsp({ certificate: issuing.certificate, issuer: root, by: root });
    expect(status({ certificate, ocsp: [ofAuthority] })).toBe("no-evidence");
  });

  it("[ED110] may hold answers about several certificates", () => {
    const [one, other] = [leaf(), leaf()];
    const answers = [one, other].map((der, index) => ({
      certId: encodeCertId({ certificate: der, issuer: issuing.certificate }),
      status: index === 0 ? ({ kind: "good" } as const) : ({ kind: "revoked", revocationMs: now - day } as const),
      thisUpdateMs: now - hour,
    }));
    const both = issueOcspResponse(ordinaryResponder, { answers, producedAtMs: now - hour, random });
    expect(status({ certificate: one, ocsp: [both] })).toBe("good");
    expect(status({ certificate: other, ocsp: [both] })).toBe("revoked");
  });

  it("[ED51, ED54] that says revoked or on hold is believed like a list", () => {
    const says = (revocationMs: number, reason: "certificateHold" | "keyCompromise", thisUpdateMs = now - hour): Uint8Array =>
      ocsp({
        certificate,
        status: { kind: "revoked", revocationMs, reason },
        answer: { thisUpdateMs },
        response: { producedAtMs: thisUpdateMs },
      });
    expect(status({ certificate, ocsp: [says(now - day, "keyCompromise")] })).toBe("revoked");
    expect(status({ certificate, ocsp: [says(now - day, "certificateHold")], crls: [crl()] })).toBe("revoked");
    expect(status({ certificate, ocsp: [says(now - 5 * day, "certificateHold", now - 2 * day)], crls: [crl()] })).toBe("good");
    expect(status({ certificate, ocsp: [says(now - 5 * day, "keyCompromise", now - 2 * day)], crls: [crl()] })).toBe("revoked");
    const list = crl({ revoked: [{ serialNumber: serialNumberOf(certificate), revocationMs: now - 2 * day, reason: "certificateHold" }] });
    expect(status({ certificate, ocsp: [good], crls: [list] })).toBe("good");
    expect(status({ certificate, ocsp: [good], crls: [crl()] })).toBe("good");
  });
});

describe("the responder", () => {
  it("[ED111] is the key that issued the certificate, or one to whom it has delegated, by key or by name", () => {
    for (const responderId of ["by-key", "by-name"] as const) {
      expect(status({ certificate, ocsp: [ocsp({ certificate, response: { responderId } })] })).toBe("good");
      expect(status({ certificate, ocsp: [ocsp({ certificate, by: issuing, response: { responderId } })] })).toBe("good");
    }
    expect(status({ certificate, ocsp: [ocsp({ certificate, by: issuing, response: { certificates: [] } })] })).toBe("good");
  });

  it("[ED111] may be found among the certificates at hand", () => {
    const bare = ocsp({ certificate, response: { certificates: [] } });
    expect(causes({ certificate, ocsp: [bare] })).toBe("responder-missing");
    expect(status({ certificate, ocsp: [bare] })).toBe("responder-unauthorised");
    expect(status({ certificate, ocsp: [bare], certificates: [ordinaryResponder.certificate] })).toBe("good");
  });

  const anotherAuthority = authority("БАСҚА ОРТАЛЫҚ");
  it.each([
    ["a certificate without the purpose", responder({ keyPurposes: ["1.3.6.1.5.5.7.3.8"] }), "responder-without-purpose"],
    ["any purpose at all", responder({ keyPurposes: ["2.5.29.37.0"] }), "responder-without-purpose"],
    ["no purposes", responder({ keyPurposes: [] }), "responder-without-purpose"],
    ["another authority below the same root", responder({}, anotherAuthority), "responder-not-of-this-issuer"],
    ["the root", root, "responder-without-purpose"],
    ["a responder that has ended", responder({ validity: { notBeforeMs: now - 9 * day, notAfterMs: now - day } }), "responder-untrusted"],
    ["a responder of tomorrow", responder({ validity: { notBeforeMs: now + 1000, notAfterMs: now + 9 * day } }), "responder-untrusted"],
    [
      "a responder with a critical extension nobody knows",
      responder({ extraExtensions: [{ oid: "1.2.3.4", critical: true, value: write.nullValue }] }),
      "responder-untrusted",
    ],
  ] as const)("[ED111] is not %s", (_what, by, cause) => {
    const parts = { certificate, ocsp: [ocsp({ certificate, by })], certificates: [anotherAuthority.certificate] };
    expect(status(parts)).toBe("responder-unauthorised");
    expect(causes(parts)).toBe(cause);
  });

  it("[ED111] must have signed", () => {
    const impostor = { certificate: ordinaryResponder.certificate, key: newKey() };
    const forged = ocsp({ certificate, by: impostor, status: { kind: "revoked", revocationMs: now - day } });
    expect(status({ certificate, ocsp: [forged] })).toBe("evidence-signature-wrong");
    expect(status({ certificate, ocsp: [forged, good] })).toBe("good");
    // Signed by its key, but naming another.
    const misnamed = { certificate: issuing.certificate, key: ordinaryResponder.key };
    expect(status({ certificate, ocsp: [ocsp({ certificate, by: misnamed })] })).toBe("evidence-signature-wrong");
  });

  it("[ED112, ED119] without nocheck needs evidence of its own", () => {
    const checked = responder({ noCheck: false });
    const answer = ocsp({ certificate, by: checked });
    const trust = judge({ certificate, ocsp: [answer] });
    expect(statusIn(trust)).toBe("responder-unauthorised");
    expect(trust.verdict.subIndication).toBe("TRY_LATER");
    expect(trust.missing.map((one) => one.certificate)).toEqual([certificate, checked.certificate]);
    const aboutIt = ocsp({ certificate: checked.certificate, by: issuing });
    expect(status({ certificate, ocsp: [answer, aboutIt] })).toBe("good");
    const revoked = ocsp({ certificate: checked.certificate, by: issuing, status: { kind: "revoked", revocationMs: now - day } });
    expect(status({ certificate, ocsp: [answer, revoked] })).toBe("responder-unauthorised");
    // A responder does not vouch for itself.
    expect(status({ certificate, ocsp: [answer, ocsp({ certificate: checked.certificate, by: checked })] })).toBe("responder-unauthorised");
  });

  it("[ED112] may bear a nocheck without a value, as those of the national CA did", () => {
    const old = responder({ noCheck: false, extraExtensions: [{ oid: ocspOids.noCheck, value: new Uint8Array(0) }] });
    expect(status({ certificate, ocsp: [ocsp({ certificate, by: old })] })).toBe("good");
  });

  it("[ED119] that only others vouch for is followed to a small depth", () => {
    // Each answers about the one before it; the authority itself about the last.
    const chainOf = (length: number): readonly Uint8Array[] => {
      const responders = Array.from({ length }, (_, n) => responder({ commonName: `OCSP ${n}`, noCheck: false }));
      const asked = [certificate, ...responders.map((one) => one.certificate)];
      return asked.map((about, n) => ocsp({ certificate: about, by: responders[n] ?? issuing }));
    };
    expect(status({ certificate, ocsp: chainOf(3) })).toBe("good");
    expect(status({ certificate, ocsp: chainOf(8) })).toBe("responder-unauthorised");
  });

  it("[ED55, ED119] leaves the authority's own status open", () => {
    expect(statusIn(trustIn({ certificate, ocsp: [good] }))).toBe("authority-no-evidence");
    const ofAuthority = ocsp({ certificate: issuing.certificate, issuer: root, by: responder({ commonName: "ROOT OCSP" }, root) });
    expect(statusIn(trustIn({ certificate, ocsp: [good, ofAuthority] }))).toBe("good");
  });
});

describe("freshness", () => {
  const at = (thisUpdateMs: number, nextUpdateMs?: number): Uint8Array =>
    ocsp({
      certificate,
      answer: { thisUpdateMs, ...(nextUpdateMs !== undefined && { nextUpdateMs }) },
      response: { producedAtMs: thisUpdateMs },
    });

  it("[ED114] of a response without nextUpdate is what the policy says", () => {
    expect(status({ certificate, ocsp: [at(now - 24 * hour)] })).toBe("good");
    expect(status({ certificate, ocsp: [at(now - 24 * hour - 1000)] })).toBe("stale");
    const revocation = { ocspMaxAgeMs: hour, clockSkewMs: 0 };
    expect(status({ certificate, ocsp: [at(now - 2 * hour)], policy: { revocation } })).toBe("stale");
  });

  it("[ED114] of a response with nextUpdate is its own", () => {
    expect(status({ certificate, ocsp: [at(now - 5 * day, now)] })).toBe("good");
    expect(status({ certificate, ocsp: [at(now - hour, now - 1000)] })).toBe("stale");
    expect(causes({ certificate, ocsp: [at(now - hour, now - 2 * hour)] })).toBe("times-disagree");
  });

  it("[ED109] believes no answer of tomorrow, and none that is younger than its response", () => {
    expect(status({ certificate, ocsp: [at(now + 200_000)] })).toBe("good");
    expect(causes({ certificate, ocsp: [at(now + 400_000)] })).toBe("made-after-validation");
    const early = ocsp({ certificate, answer: { thisUpdateMs: now - hour }, response: { producedAtMs: now - 2 * hour } });
    expect(causes({ certificate, ocsp: [early] })).toBe("times-disagree");
  });

  it("[ED54] lets a response made later serve, unless the certificate had ended by then", () => {
    const asked = { certificate, atMs: now, validationTimeMs: now + 400 * day, crls: [crl({ nextUpdateMs: now + 401 * day }, root)] };
    const answered = (thisUpdateMs: number, extraExtensions: readonly ExtensionSpec[] = []): Uint8Array =>
      ocsp({
        certificate,
        by: issuing,
        answer: { thisUpdateMs, ...(extraExtensions.length > 0 && { extraExtensions }) },
        response: { producedAtMs: thisUpdateMs },
      });
    expect(status({ ...asked, ocsp: [answered(now + 10 * day)] })).toBe("good");
    expect(causes({ ...asked, ocsp: [answered(now + 300 * day)] })).toBe("made-after-expiry");
    const cutoff: ExtensionSpec = { oid: ocspOids.archiveCutoff, value: write.generalizedTime(now - 900 * day) };
    expect(status({ ...asked, ocsp: [answered(now + 300 * day, [cutoff])] })).toBe("good");
  });

  it("[ED113] echoes the nonce where one was asked", () => {
    const nonce = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const echoing = ocsp({ certificate, response: { nonce } });
    expect(status({ certificate, ocsp: [{ der: echoing, nonce }] })).toBe("good");
    expect(status({ certificate, ocsp: [echoing] })).toBe("good");
    expect(status({ certificate, ocsp: [{ der: echoing, nonce: nonce.toReversed() }] })).toBe("nonce-differs");
    expect(status({ certificate, ocsp: [{ der: good, nonce }] })).toBe("nonce-differs");
  });
});

describe("what responders do not know", () => {
  it("[ED115] is unknown and not revoked", () => {
    for (const kind of ["unknown", "non-issued"] as const) {
      const trust = judge({ certificate, ocsp: [ocsp({ certificate, status: { kind } })] });
      expect(trust.verdict).toEqual({ indication: "INDETERMINATE", subIndication: "TRY_LATER", reason: "eds.revocation.status-unknown" });
    }
  });

  it("[ED115] is left to a list, unless the certificate was never issued", () => {
    const says = (kind: "unknown" | "non-issued", thisUpdateMs = now - hour): Uint8Array =>
      ocsp({ certificate, status: { kind }, answer: { thisUpdateMs }, response: { producedAtMs: thisUpdateMs } });
    expect(status({ certificate, ocsp: [says("unknown")], crls: [crl()] })).toBe("good");
    expect(status({ certificate, ocsp: [says("non-issued")], crls: [crl()] })).toBe("status-unknown");
    expect(status({ certificate, ocsp: [says("non-issued", now - 2 * hour), good], crls: [crl()] })).toBe("good");
    const revoked = crl({ revoked: [{ serialNumber: serialNumberOf(certificate), revocationMs: now - day }] });
    expect(status({ certificate, ocsp: [says("non-issued")], crls: [revoked] })).toBe("revoked");
  });

  it("[ED117] is never guessed at: an unknown critical extension is not supported", () => {
    const extension: ExtensionSpec = { oid: "1.2.3.4", critical: true, value: write.nullValue };
    for (const one of [
      ocsp({ certificate, response: { extraExtensions: [extension] } }),
      ocsp({ certificate, answer: { extraExtensions: [extension] } }),
    ]) {
      expect(status({ certificate, ocsp: [one] })).toBe("evidence-unsupported");
      expect(causes({ certificate, ocsp: [one] })).toBe("critical-extension");
    }
    const known: ExtensionSpec = { oid: "1.2.3.4", value: write.nullValue };
    expect(status({ certificate, ocsp: [ocsp({ certificate, response: { extraExtensions: [known] } })] })).toBe("good");
  });
});
