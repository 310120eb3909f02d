import { describe, expect, it } from "vitest";
import {
  encodeCertId,
  issueOcspFailure,
  issueOcspResponse,
  readOcspRequest,
  serialNumberOf,
  type ExtensionSpec,
  type SigningKey,
} from "@beket/eds/issue";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { missingEvidenceOf } from "../../../packages/eds/src/evidence/missing.ts";
import { ocspOids } from "../../../packages/eds/src/x509/ocsp.ts";
import { parseBasicOcspResponse, parseOcspResponse } from "../../../packages/eds/src/x509/ocsp-parse.ts";
import { encodeOcspRequest } from "../../../packages/eds/src/x509/ocsp-request.ts";
import { basicResponseOf } from "../../../packages/eds/src/issue/ocsp.ts";
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
import { rsaTestKeys } from "./rsa-test-keys.ts";
import { day, now } from "./world.ts";

const rsaKey = (): SigningKey => {
  const [key] = rsaTestKeys;
  if (key === undefined) throw new Error("no RSA key");
  return key;
};
const certificate = leaf();
const good = ocsp({ certificate });
const certId = (hash: "sha1" | "sha256" | "sha384" | "sha512" | "streebog256" | "streebog512", issuer = issuing): Uint8Array =>
  encodeCertId({ certificate, issuer: issuer.certificate, hash });

describe("an OCSP response", () => {
  it("[ED110] is about the certificate that its CertID names, in every hash that is known", () => {
    for (const hash of ["sha1", "sha256", "sha384", "sha512", "streebog256", "streebog512"] as const)
      expect(status({ certificate, ocsp: [ocsp({ certificate, answer: { certId: certId(hash) } })] })).toBe("good");
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

describe("the reason", () => {
  it("[ED117] is the cause where all causes come to one, and otherwise that there is no evidence", () => {
    const wrong = ocsp({ certificate, by: { ...ordinaryResponder, key: newKey() } });
    const other = ocsp({ certificate: leaf() });
    expect(status({ certificate, ocsp: [wrong] })).toBe("evidence-signature-wrong");
    expect(status({ certificate, ocsp: [wrong, other] })).toBe("no-evidence");
    expect(causes({ certificate, ocsp: [other, wrong] })).toBe("certificate-id-differs, signature-wrong");
  });

  it("[ED117] comes with what would have to be fetched, and from where", () => {
    const urls = { ocsp: ["http://ocsp.example.kz/"], crl: ["http://crl.example.kz/1.crl"], deltaCrl: ["http://crl.example.kz/d.crl"] };
    const pointed = leaf({ urls });
    const trust = judge({ certificate: pointed });
    expect(trust.missing).toEqual([
      {
        kind: "revocation",
        certificate: pointed,
        issuer: issuing.certificate,
        ocspUrls: urls.ocsp,
        crlUrls: urls.crl,
        deltaCrlUrls: urls.deltaCrl,
      },
    ]);
    expect(judge({ certificate: pointed, ocsp: [ocsp({ certificate: pointed })] }).missing).toEqual([]);
    expect(missingEvidenceOf(read(pointed), read(issuing.certificate))).toEqual(trust.missing[0]);
  });

  it("[ED7] is reached again with nothing but the evidence that was used", () => {
    const checked = responder({ noCheck: false });
    const answer = ocsp({ certificate, by: checked, response: { certificates: [] } });
    const trust = judge({
      certificate,
      ocsp: [answer, ocsp({ certificate: leaf() })],
      crls: [crl({ thisUpdateMs: now - 5 * day, nextUpdateMs: now - 4 * day }), crl()],
      certificates: [checked.certificate],
    });
    expect(statusIn(trust)).toBe("good");
    expect(trust.used.ocsp).toHaveLength(1);
    const again = trustIn({
      certificate,
      ocsp: trust.used.ocsp.map(({ raw }) => raw),
      crls: trust.used.crls.map(({ raw }) => raw),
      certificates: trust.used.certificates.map(({ raw }) => raw),
    });
    expect(again).toEqual({ ...trust, used: again.used });
    expect(again.used.crls).toHaveLength(trust.used.crls.length);
  });

  it("[ED132] leaves open what may have been signed before, when the policy says so and nothing proves it", () => {
    const revoked = crl({ revoked: [{ serialNumber: serialNumberOf(certificate), revocationMs: now - day }] });
    const asked = { certificate, crls: [revoked], policy: { existence: "unproved" } } as const;
    expect(judge(asked).verdict).toMatchObject({ indication: "INDETERMINATE", subIndication: "REVOKED_NO_POE" });
    expect(judge({ ...asked, policy: {} }).verdict).toMatchObject({ indication: "TOTAL_FAILED", subIndication: "REVOKED" });
    // Proved to have existed before now, and even so after the revocation.
    expect(judge({ ...asked, atMs: now - hour, validationTimeMs: now }).verdict.subIndication).toBe("REVOKED");
    expect(judge({ ...asked, purpose: "timestamp-authority" }).verdict.subIndication).toBe("REVOKED");
  });

  it("[ED116] is an algorithm that is no longer trusted, where nothing stronger speaks", () => {
    const algorithms = [{ algorithm: "ecdsa-p256" }, { algorithm: "sha256" }, { algorithm: "rsa", untilMs: now - day }] as const;
    const asked = { certificate, ocsp: [ocsp({ certificate, by: responder({ key: rsaKey() }) })] };
    const strict = { ...asked, policy: { algorithms } };
    expect(status(asked)).toBe("good");
    expect(judge(strict).verdict).toMatchObject({ subIndication: "CRYPTO_CONSTRAINTS_FAILURE", reason: "eds.chain.algorithm-expired" });
    expect(status({ ...strict, crls: [crl()] })).toBe("good");
    expect(status({ ...strict, policy: { algorithms, reactions: { "eds.chain.algorithm-expired": "WARN" } } })).toBe("good");
    const revoked = ocsp({ certificate, by: responder({ key: rsaKey() }), status: { kind: "revoked", revocationMs: now - day } });
    expect(status({ ...strict, ocsp: [revoked] })).toBe("revoked");
    expect(status({ ...strict, ocsp: [revoked, good] })).toBe("good");
  });
});

describe("octets that may be a response", () => {
  it("[ED117] say what kind of failure they are", () => {
    for (const kind of ["malformedRequest", "internalError", "tryLater", "sigRequired", "unauthorized"] as const)
      expect(parseOcspResponse(issueOcspFailure(kind))).toEqual({ ok: false, error: { kind: "not-successful", status: kind } });
    expect(parseOcspResponse(write.sequence(write.enumerated(4)))).toEqual({ ok: false, error: { kind: "malformed" } });
    expect(parseOcspResponse(write.sequence(write.enumerated(0)))).toEqual({ ok: false, error: { kind: "malformed" } });
    expect(parseOcspResponse(good, good.length - 1).ok).toBe(false);
    expect(parseOcspResponse(good.subarray(0, good.length - 1)).ok).toBe(false);
    const otherType = write.sequence(
      write.enumerated(0),
      write.explicit(0, write.sequence(write.objectIdentifier("1.2.3"), write.octetString(new Uint8Array(1)))),
    );
    expect(parseOcspResponse(otherType)).toEqual({ ok: false, error: { kind: "unsupported-type", oid: "1.2.3" } });
  });

  it("[ED110] may come without their envelope", () => {
    const basic = parseBasicOcspResponse(basicResponseOf(good));
    const whole = parseOcspResponse(good);
    expect(basic.ok && whole.ok && basic.value.responses).toEqual(whole.ok && whole.value.responses);
    expect(basic.ok && basic.value.raw).toEqual(basicResponseOf(good));
  });

  it("[ED110, ED113] answer a request about the same certificate", () => {
    const nonce = Uint8Array.of(9, 8, 7);
    const asked = encodeOcspRequest({ certificate, issuer: issuing.certificate, nonce });
    const request = asked && readOcspRequest(asked);
    expect(request).toEqual({ certIds: [certId("sha256")], nonce });
    const sha1 = encodeOcspRequest({ certificate, issuer: issuing.certificate, hash: "sha1" });
    expect(sha1 && readOcspRequest(sha1)).toEqual({ certIds: [certId("sha1")] });
    expect(encodeOcspRequest({ certificate: Uint8Array.of(0), issuer: issuing.certificate })).toBeUndefined();
    expect(() => encodeOcspRequest({ certificate, issuer: issuing.certificate, nonce: new Uint8Array(33) })).toThrow("nonce");
  });
});
