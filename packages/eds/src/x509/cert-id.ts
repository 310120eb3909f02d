import { digest, digestByOid, type DigestName } from "../algorithms/digests.ts";
import { gost94 } from "../algorithms/gost94.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import { readDer } from "../der/reader.ts";
import { bitStringBytesOf, cursorOver, demand } from "../der/values.ts";
import type { Certificate } from "./certificate.ts";
import type { OcspCertId } from "./ocsp.ts";

/**
 * The hash of a CertID. It names a certificate among those of one authority and proves nothing, so that the old ones are
 * good enough; who answers about it is proved by a signature.
 */
export type CertIdHash = DigestName | "gost94";

/** GOST 34.311-95 as the national CA names it. */
const gost94Oid = "1.2.398.3.10.1.3.1";

/** The hash named by an object identifier; nothing where it is not known here. */
export const certIdHashByOid = (oid: string): CertIdHash | undefined => (oid === gost94Oid ? "gost94" : digestByOid.get(oid));

export const certIdHash = (hash: CertIdHash, octets: Uint8Array): Uint8Array =>
  hash === "gost94" ? gost94(octets, "d-test") : digest(hash, octets);

/** The bits of a certificate's key without tag, length and count of unused bits: what CertID and a ResponderID by key hash. */
export const keyBitsOf = (certificate: Certificate): Uint8Array => {
  const info = readDer(certificate.publicKeyInfo);
  demand(info.ok, "a key that was read before");
  const cursor = cursorOver(info.value);
  cursor.takeAny();
  return bitStringBytesOf(cursor.takeAny());
};

/** How much of a CertID is about this certificate: all of it, its issuer or its number alone, nothing; or its hash is unknown. */
export type CertIdMatch = "certificate" | "in-part" | "nothing" | "hash-unknown";

/** Compares a CertID, RFC 6960 3.2 (1) and 4.1.1. */
export const matchCertId = (certId: OcspCertId, certificate: Certificate, issuer: Certificate): CertIdMatch => {
  const hash = certIdHashByOid(certId.hashOid);
  const sameNumber = bytesEqual(certId.serialNumber, certificate.serialNumber);
  if (hash === undefined) return sameNumber ? "hash-unknown" : "nothing";
  const sameIssuerName = bytesEqual(certId.issuerNameHash, certIdHash(hash, certificate.issuer.raw));
  const sameKey = bytesEqual(certId.issuerKeyHash, certIdHash(hash, keyBitsOf(issuer)));
  if (sameNumber && sameIssuerName && sameKey) return "certificate";
  return sameNumber || sameIssuerName || sameKey ? "in-part" : "nothing";
};
