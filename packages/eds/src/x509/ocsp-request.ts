import { digest, digestOids, sha1Digest, type DigestName } from "../algorithms/digests.ts";
import { readDer } from "../der/reader.ts";
import { bitStringBytesOf, cursorOver, demand } from "../der/values.ts";
import { explicit, integerOfContent, nullValue, objectIdentifier, octetString, sequence } from "../der/writer.ts";
import { assert } from "../result.ts";
import { parseCertificate, type Certificate } from "./certificate.ts";
import { ocspOids } from "./ocsp.ts";

/** The hash of a CertID. The national responder answers SHA-256, old ones only SHA-1. */
export type CertIdHash = DigestName | "sha1";

const sha1Oid = "1.3.14.3.2.26";

const hashNames: readonly CertIdHash[] = ["sha1", ...Object.keys(digestOids).filter((name): name is DigestName => name in digestOids)];

const oidOfHash = (hash: CertIdHash): string => (hash === "sha1" ? sha1Oid : digestOids[hash]);

/** The hash named by an object identifier; nothing where it is not known here. */
export const certIdHashByOid = (oid: string): CertIdHash | undefined => hashNames.find((name) => oidOfHash(name) === oid);

export const certIdHash = (hash: CertIdHash, octets: Uint8Array): Uint8Array =>
  hash === "sha1" ? sha1Digest(octets) : digest(hash, octets);

/** The bits of a certificate's key without tag, length and count of unused bits: what CertID and a ResponderID by key hash. */
export const keyBitsOf = (certificate: Certificate): Uint8Array => {
  const info = readDer(certificate.publicKeyInfo);
  demand(info.ok, "a key that was read before");
  const cursor = cursorOver(info.value);
  cursor.takeAny();
  return bitStringBytesOf(cursor.takeAny());
};

export type OcspRequestSpec = {
  /** DER of the certificate whose status is asked for, and of the one that issued it. */
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  /** 1 to 32 octets, RFC 8954 2.1; to be kept, because the answer must echo them. */
  readonly nonce?: Uint8Array;
  /** `sha256` when left out. */
  readonly hash?: CertIdHash;
};

/** An unsigned OCSPRequest about one certificate, RFC 6960 4.1.1. DER; nothing where a certificate cannot be read. */
export const encodeOcspRequest = (spec: OcspRequestSpec): Uint8Array | undefined => {
  const { nonce, hash = "sha256" } = spec;
  assert(nonce === undefined || (nonce.length > 0 && nonce.length <= 32), "a nonce of 1 to 32 octets");
  const certificate = parseCertificate(spec.certificate);
  const issuer = parseCertificate(spec.issuer);
  if (certificate === undefined || issuer === undefined) return undefined;
  const certId = sequence(
    sequence(objectIdentifier(oidOfHash(hash)), nullValue),
    octetString(certIdHash(hash, certificate.issuer.raw)),
    octetString(certIdHash(hash, keyBitsOf(issuer))),
    integerOfContent(certificate.serialNumber),
  );
  const extensions =
    nonce === undefined ? [] : [explicit(2, sequence(sequence(objectIdentifier(ocspOids.nonce), octetString(octetString(nonce)))))];
  return sequence(sequence(sequence(sequence(certId)), ...extensions));
};
