import { rawOf, type DerNode } from "../der/reader.ts";
import { contextConstructed, tags } from "../der/tags.ts";
import { attempt, childrenOrThrow, cursorOver, expectTag, oidOf, onlyChild } from "../der/values.ts";
import { enumerated, explicit, objectIdentifier, octetString, sequence } from "../der/writer.ts";
import { cmsOids, revocationInfoOids } from "./oids.ts";
import { unsignedValuesOf, type SignerInfo } from "./signer-info.ts";

/** Evidence that a message carries, as octets: not trusted before its own signature is proved. */
export type EmbeddedEvidence = {
  /** DER of certificates. */
  readonly certificates: readonly Uint8Array[];
  /** DER of CertificateLists. */
  readonly crls: readonly Uint8Array[];
  /** DER of OCSPResponses; a BasicOCSPResponse is wrapped as one. */
  readonly ocsp: readonly Uint8Array[];
};

/** SignedData.crls, RFC 5652 10.2.1. */
export type RevocationInfo = Pick<EmbeddedEvidence, "crls" | "ocsp"> & {
  /** True where some entry is not a CertificateList, which the version must tell. */
  readonly hasOther: boolean;
  /** Formats that are not read here. */
  readonly unknownFormats: readonly string[];
};

/** RevocationInfoChoices: CRLs, and OCSP responses as RFC 5940 and EN 319 122-1 5.4.2 embed them. */
export const revocationInfoOf = (node: DerNode | undefined): RevocationInfo => {
  const crls: Uint8Array[] = [];
  const ocsp: Uint8Array[] = [];
  const unknownFormats: string[] = [];
  const entries = node === undefined ? [] : childrenOrThrow(node);
  for (const entry of entries) {
    if (entry.tag === tags.sequence) {
      crls.push(rawOf(entry));
      continue;
    }
    const cursor = cursorOver(expectTag(entry, contextConstructed(1)));
    const format = oidOf(cursor.take(tags.objectIdentifier));
    const value = cursor.takeAny();
    cursor.finish();
    if (format === revocationInfoOids.ocspResponse) ocsp.push(rawOf(value));
    else if (format === revocationInfoOids.basicOcspResponse) ocsp.push(asOcspResponse(rawOf(value)));
    else unknownFormats.push(format);
  }
  return { crls, ocsp, hasOther: crls.length < entries.length, unknownFormats };
};

/** The OCSPResponse of status `successful` around a BasicOCSPResponse, RFC 6960 4.2.1. */
const asOcspResponse = (basic: Uint8Array): Uint8Array =>
  sequence(enumerated(0), explicit(0, sequence(objectIdentifier(revocationInfoOids.basicOcspResponse), octetString(basic))));

/**
 * The evidence in the unsigned attributes of a signer, EN 319 122-1 A.1.1.2 and A.1.2.2 (RFC 5126 6.3.3, 6.3.4, with
 * EXPLICIT tags); nothing where an attribute is not of that form.
 */
export const evidenceAttributesOf = (signer: SignerInfo): EmbeddedEvidence | undefined =>
  attempt(() => {
    const certificates = unsignedValuesOf(signer, cmsOids.certificateValues).flatMap((value) =>
      childrenOrThrow(expectTag(value, tags.sequence)).map((child) => rawOf(expectTag(child, tags.sequence))),
    );
    const values = unsignedValuesOf(signer, cmsOids.revocationValues).map(revocationValuesOf);
    return { certificates, crls: values.flatMap(({ crls }) => crls), ocsp: values.flatMap(({ ocsp }) => ocsp) };
  });

const revocationValuesOf = (value: DerNode): Pick<EmbeddedEvidence, "crls" | "ocsp"> => {
  const cursor = cursorOver(expectTag(value, tags.sequence));
  const listOf = (n: number): readonly Uint8Array[] => {
    const wrapped = cursor.takeIf(contextConstructed(n));
    return wrapped === undefined
      ? []
      : childrenOrThrow(expectTag(onlyChild(wrapped), tags.sequence)).map((child) => rawOf(expectTag(child, tags.sequence)));
  };
  const crls = listOf(0);
  const ocsp = listOf(1).map(asOcspResponse);
  cursor.takeIf(contextConstructed(2));
  cursor.finish();
  return { crls, ocsp };
};
