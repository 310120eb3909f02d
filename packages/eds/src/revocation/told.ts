import type { CertificateStatus, StatusEvidence } from "../report/types.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Crl } from "../x509/crl.ts";
import { nameOids, valuesOf } from "../x509/name.ts";
import type { OcspResponse, OcspSingleResponse } from "../x509/ocsp.ts";
import type { Decision, Revoked } from "./decide.ts";
import type { Status } from "./status.ts";

const signerName = ({ subject }: Certificate): Pick<StatusEvidence, "signedBy"> => {
  const [name] = valuesOf(subject, nameOids.commonName);
  return name === undefined ? {} : { signedBy: name };
};

export const toldOfCrl = (crl: Crl, signer: Certificate): StatusEvidence => ({
  kind: crl.baseNumber === undefined ? "crl" : "delta-crl",
  ...signerName(signer),
  ...(crl.number !== undefined && { crlNumber: `${crl.number}` }),
  thisUpdateMs: crl.thisUpdateMs,
  ...(crl.nextUpdateMs !== undefined && { nextUpdateMs: crl.nextUpdateMs }),
});

export const toldOfOcsp = (response: OcspResponse, answer: OcspSingleResponse, signer: Certificate): StatusEvidence => ({
  kind: "ocsp",
  ...signerName(signer),
  thisUpdateMs: answer.thisUpdateMs,
  ...(answer.nextUpdateMs !== undefined && { nextUpdateMs: answer.nextUpdateMs }),
  producedAtMs: response.producedAtMs,
});

/** What revoked the certificate, or will have: good evidence may name a revocation after the moment that is asked for. */
const revocationIn = (decision: Decision): Revoked | undefined => {
  if (decision.kind === "unknown") return undefined;
  if (decision.kind === "revoked") return decision.said;
  return decision.by.flatMap(({ says }) => (says.kind === "revoked" ? [says] : [])).toSorted((a, b) => a.revocationMs - b.revocationMs)[0];
};

/** The status of a certificate as a report tells it. */
export const statusTold = ({ sha256 }: Certificate, { decision, told }: Status): CertificateStatus => {
  const revocation = revocationIn(decision);
  return {
    certificateSha256: sha256,
    status: decision.kind,
    ...(revocation && { revokedAtMs: revocation.revocationMs, revocationReason: revocation.reason }),
    evidence: told,
  };
};
