import { describe, expect, it } from "vitest";
import { serialNumberOf, type SigningKey } from "@beket/eds/issue";
import { missingEvidenceOf } from "../../../packages/eds/src/evidence/missing.ts";
import {
  causes,
  crl,
  hour,
  issuing,
  judge,
  leaf,
  newKey,
  ocsp,
  ordinaryResponder,
  read,
  responder,
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
