import { bytesEqual } from "../bytes/bytes.ts";
import type { MissingEvidence } from "../evidence/missing.ts";
import { failure, ok, type Result } from "../result.ts";
import { matchCertId } from "../x509/cert-id.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { parseOcspResponse } from "../x509/ocsp-parse.ts";
import { encodeOcspRequest } from "../x509/ocsp-request.ts";
import type { OcspFault, OcspSingleResponse } from "../x509/ocsp.ts";

/** What a responder said about the certificate asked for. Whether it may be believed is for the validator to say. */
export type OcspAnswer = Pick<OcspSingleResponse, "status" | "thisUpdateMs" | "nextUpdateMs">;
/**
 * `malformed` to `unauthorized`: no answer at all (RFC 6960 2.3), the last because the responder does not answer for this certificate; the
 * other two: the answer to another question.
 */
export type OcspAnswerFault = OcspFault["kind"] | "unauthorized" | "other-certificate" | "nonce-differs";

/** The body of a POST to an OCSP responder about a certificate whose status is missing, RFC 6960 A.1. Nothing where a certificate cannot be read. */
export const ocspQuestion = (missing: Pick<MissingEvidence, "certificate" | "issuer">, nonce: Uint8Array): Uint8Array | undefined =>
  encodeOcspRequest({ certificate: missing.certificate, issuer: missing.issuer, nonce });

/**
 * Whether these octets answer that question: they can be read, are about this certificate (CertID) and echo the nonce. For whoever
 * fetches and keeps answers; a wrong one is not kept. Neither the signature nor the responder is looked at.
 */
export const checkOcspAnswer = (
  bytes: Uint8Array,
  missing: Pick<MissingEvidence, "certificate" | "issuer">,
  nonce: Uint8Array,
  bytesMax?: number,
): Result<OcspAnswer, OcspAnswerFault> => {
  const response = parseOcspResponse(bytes, bytesMax, nonce);
  if (!response.ok) {
    const isUnauthorized = response.error.kind === "not-successful" && response.error.status === "unauthorized";
    return failure(isUnauthorized ? "unauthorized" : response.error.kind);
  }
  const certificate = parseCertificate(missing.certificate);
  const issuer = parseCertificate(missing.issuer);
  const answer =
    certificate && issuer && response.value.responses.find(({ certId }) => matchCertId(certId, certificate, issuer) === "certificate");
  if (answer === undefined) return failure("other-certificate");
  const { status, thisUpdateMs, nextUpdateMs } = answer;
  if (response.value.nonce === undefined || !bytesEqual(response.value.nonce, nonce)) return failure("nonce-differs");
  return ok({ status, thisUpdateMs, ...(nextUpdateMs !== undefined && { nextUpdateMs }) });
};
