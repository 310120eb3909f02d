import { sha1Digest } from "../algorithms/digests.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import type { MissingEvidence } from "../evidence/missing.ts";
import { isIssuedBy } from "../path/build.ts";
import { keyBitsOf } from "../x509/cert-id.ts";
import { parseCertificate, type Certificate } from "../x509/certificate.ts";
import { sameName } from "../x509/name.ts";
import { ocspOids, type OcspResponse } from "../x509/ocsp.ts";
import { isSignedBy, judgeSigner, nothingUsed, weaknessOf, withFewKeys, type EvidenceSigner, type StatusQuestion } from "./question.ts";
import type { Cause } from "./statement.ts";

/**
 * Who signed a response, RFC 6960 4.2.2.2: the key that issued the certificate, or a responder to whom that same key has
 * delegated it, in force and not revoked. A responder that is trusted for itself (4.2.2.2, the first of the three) is not supported.
 */
export const ocspSignerOf = (response: OcspResponse, question: StatusQuestion): EvidenceSigner => {
  const { issuer, pool } = question;
  const causes = new Set<Cause>();
  const missing: MissingEvidence[] = [];
  const { tried, isCut } = withFewKeys(candidatesFor(response, question));
  for (const responder of tried) {
    if (!isSignedBy(response, responder, pool)) continue;
    const weak = weaknessOf(response, responder, response.producedAtMs, question);
    if (bytesEqual(responder.publicKeyInfo, issuer.publicKeyInfo))
      return { kind: "proved", certificate: responder, used: nothingUsed, ...(weak && { weak }) };
    const cause = unauthorisedBecause(responder, response, question);
    if (cause !== undefined) {
      causes.add(cause);
      continue;
    }
    const judged = judgeSigner(responder, question, response.producedAtMs, "ocsp-responder");
    if (judged.trusted) return { kind: "proved", certificate: responder, used: judged.used, ...(weak && { weak }) };
    causes.add("responder-untrusted");
    missing.push(...judged.missing);
  }
  // Whoever was not tried may have signed it.
  if (isCut) pool.proofs.giveUp();
  if (causes.size > 0) return { kind: "not-proved", causes: [...causes], missing };
  return { kind: "not-proved", causes: [tried.length > 0 ? "signature-wrong" : "responder-missing"], missing };
};

const unauthorisedBecause = (responder: Certificate, response: OcspResponse, { issuer, pool }: StatusQuestion): Cause | undefined => {
  if (!responder.extendedKeyUsage.includes(ocspOids.signing)) return "responder-without-purpose";
  if (responder.keyUsage !== undefined && !responder.keyUsage.digitalSignature && !responder.keyUsage.nonRepudiation)
    return "responder-without-purpose";
  const isDelegated = pool.proofs.prove(`certificate ${responder.sha256}<${issuer.sha256}`, () => isIssuedBy(responder, issuer));
  if (!isDelegated) return "responder-not-of-this-issuer";
  const { producedAtMs } = response;
  return producedAtMs < responder.notBeforeMs || producedAtMs > responder.notAfterMs ? "responder-untrusted" : undefined;
};

const sentWith = new WeakMap<OcspResponse, readonly Certificate[]>();

/** The certificates that came along with a response. Read once: every certificate of every path asks. */
export const certificatesSentWith = (response: OcspResponse): readonly Certificate[] => {
  const known = sentWith.get(response);
  if (known !== undefined) return known;
  const sent = response.certificates.flatMap((der) => parseCertificate(der) ?? []);
  sentWith.set(response, sent);
  return sent;
};

/** Whoever bears the name or the key that the response names; the issuer first, then what came with the response. */
const candidatesFor = (response: OcspResponse, { issuer, pool }: StatusQuestion): readonly Certificate[] => {
  const { responder } = response;
  const isNamed = (certificate: Certificate): boolean =>
    responder.kind === "by-name"
      ? sameName(certificate.subject, responder.name)
      : bytesEqual(sha1Digest(keyBitsOf(certificate)), responder.keySha1);
  const named = [issuer, ...certificatesSentWith(response), ...pool.certificates].filter(isNamed);
  return [...new Map(named.map((certificate) => [certificate.sha256, certificate])).values()];
};
