import { fileToDer, identityOf, parseCertificate } from "@beket/eds";
import { verifySignature } from "../../../packages/eds/src/algorithms/signatures.ts";
import { bytesEqual } from "../../../packages/eds/src/bytes/bytes.ts";
import { evidenceAttributesOf } from "../../../packages/eds/src/cms/revocation-info.ts";
import { parseSignedData } from "../../../packages/eds/src/cms/signed-data.ts";
import { readDer } from "../../../packages/eds/src/der/reader.ts";
import { parseTimestampResponse } from "../../../packages/eds/src/tsp/response.ts";
import { parseTimestampToken } from "../../../packages/eds/src/tsp/token.ts";
import type { Certificate } from "../../../packages/eds/src/x509/certificate.ts";
import { parseCrl } from "../../../packages/eds/src/x509/crl.ts";
import { nameKey } from "../../../packages/eds/src/x509/name.ts";
import { parseOcspResponse } from "../../../packages/eds/src/x509/ocsp-parse.ts";
import { isTestAuthority } from "../../../packages/eds/src/x509/test-authority.ts";

/**
 * What became of an input. `proved`: a signature over it held, or the whole message passed. `forged`: one held although the
 * signed octets are not those that were signed.
 */
export type Outcome = "refused" | "read" | "proved" | "forged";

/** One original, and what is done with everything made from it. */
export type Target = {
  readonly name: string;
  readonly original: Uint8Array;
  readonly judge: (octets: Uint8Array) => Outcome;
  /** How often it is taken, beside the others: what costs more is taken less often. */
  readonly weight: number;
};

export const derLimits = { bytesMax: 1_000_000, depthMax: 32, nodesMax: 100_000 };
export const evidenceBytesMax = 1_000_000;

export const readCertificate = (der: Uint8Array): Certificate => {
  const certificate = parseCertificate(der);
  if (certificate === undefined) throw new Error("not a certificate");
  return certificate;
};

type Signed = Pick<Certificate, "tbs" | "signature" | "signatureAlgorithm">;

/** Whether the issuer's key signed it, and whether it signed just these octets. */
const provedBy = (issuer: Certificate | undefined, original: Signed | undefined, mutated: Signed): Outcome => {
  if (issuer === undefined || original === undefined) return "read";
  const { tbs, signature, signatureAlgorithm } = mutated;
  const isProved = verifySignature({ algorithm: signatureAlgorithm, key: issuer.publicKey, message: tbs, signature }).ok;
  if (!isProved) return "read";
  return bytesEqual(tbs, original.tbs) ? "proved" : "forged";
};

export const derTarget = (name: string, original: Uint8Array): Target => ({
  name: `der ${name}`,
  original,
  weight: 6,
  judge: (octets) => {
    fileToDer(octets);
    return readDer(octets, derLimits).ok ? "read" : "refused";
  },
});

export const certificateTarget = (name: string, original: Uint8Array, issuer?: Certificate): Target => {
  const known = parseCertificate(original);
  return {
    name: `certificate ${name}`,
    original,
    weight: 8,
    judge: (octets) => {
      const certificate = parseCertificate(octets);
      if (certificate === undefined) return "refused";
      nameKey(certificate.subject);
      identityOf(certificate);
      isTestAuthority(certificate);
      return provedBy(issuer, known, certificate);
    },
  };
};

export const crlTarget = (name: string, original: Uint8Array, issuer?: Certificate): Target => {
  const known = parseCrl(original, evidenceBytesMax);
  return {
    name: `crl ${name}`,
    original,
    weight: 8,
    judge: (octets) => {
      const crl = parseCrl(octets, evidenceBytesMax);
      if (crl === undefined) return "refused";
      for (const serialNumber of [Uint8Array.of(1), octets.subarray(-20)]) crl.find(serialNumber, crl.issuer);
      return provedBy(issuer, known, crl);
    },
  };
};

export const ocspTarget = (name: string, original: Uint8Array, responder?: Certificate): Target => {
  const parsed = parseOcspResponse(original, evidenceBytesMax);
  return {
    name: `ocsp ${name}`,
    original,
    weight: 8,
    judge: (octets) => {
      const response = parseOcspResponse(octets, evidenceBytesMax);
      if (!response.ok) return "refused";
      return provedBy(responder, parsed.ok ? parsed.value : undefined, response.value);
    },
  };
};

export const messageTarget = (name: string, original: Uint8Array): Target => ({
  name: `cms ${name}`,
  original,
  weight: 8,
  judge: (octets) => {
    const parsed = parseSignedData(octets, derLimits);
    if (!parsed.ok) return "refused";
    parsed.value.signerInfos.forEach(evidenceAttributesOf);
    return "read";
  },
});

export const timestampTarget = (name: string, original: Uint8Array): Target => ({
  name: `timestamp ${name}`,
  original,
  weight: 6,
  judge: (octets) => (parseTimestampToken(octets).ok || parseTimestampResponse(octets).ok ? "read" : "refused"),
});
