import { describe, expect, it } from "vitest";
import { encodeCertId, issueOcspFailure, readOcspRequest } from "@beket/eds/issue";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { parseOcspResponse } from "../../../packages/eds/src/x509/ocsp-parse.ts";
import { encodeOcspRequest } from "../../../packages/eds/src/x509/ocsp-request.ts";
import { issuing, leaf, ocsp } from "./revocation-pki.ts";

const certificate = leaf();
const good = ocsp({ certificate });
const certId = (hash: "sha1" | "sha256" | "sha384" | "sha512" | "streebog256" | "streebog512", issuer = issuing): Uint8Array =>
  encodeCertId({ certificate, issuer: issuer.certificate, hash });

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
