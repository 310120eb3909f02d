import { digest, digestOids, type DigestName } from "../algorithms/digests.ts";
import { explicit, integerOfContent, nullValue, objectIdentifier, octetString, sequence } from "../der/writer.ts";
import { assert } from "../result.ts";
import { keyBitsOf } from "./cert-id.ts";
import { parseCertificate } from "./certificate.ts";
import { ocspOids } from "./ocsp.ts";

export type OcspRequestSpec = {
  /** DER of the certificate whose status is asked for, and of the one that issued it. */
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  /** 1 to 32 octets, RFC 8954 2.1; to be kept, because the answer must echo them. */
  readonly nonce?: Uint8Array;
  /** `sha256` when left out: the national responder answers it, old ones only `sha1`. */
  readonly hash?: DigestName;
};

/** An unsigned OCSPRequest about one certificate, RFC 6960 4.1.1. DER; nothing where a certificate cannot be read. */
export const encodeOcspRequest = (spec: OcspRequestSpec): Uint8Array | undefined => {
  const { nonce, hash = "sha256" } = spec;
  assert(nonce === undefined || (nonce.length > 0 && nonce.length <= 32), "a nonce of 1 to 32 octets");
  const certificate = parseCertificate(spec.certificate);
  const issuer = parseCertificate(spec.issuer);
  if (certificate === undefined || issuer === undefined) return undefined;
  const certId = sequence(
    sequence(objectIdentifier(digestOids[hash]), nullValue),
    octetString(digest(hash, certificate.issuer.raw)),
    octetString(digest(hash, keyBitsOf(issuer))),
    integerOfContent(certificate.serialNumber),
  );
  const extensions =
    nonce === undefined ? [] : [explicit(2, sequence(sequence(objectIdentifier(ocspOids.nonce), octetString(octetString(nonce)))))];
  return sequence(sequence(sequence(sequence(certId)), ...extensions));
};
