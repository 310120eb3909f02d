import { digestOids, type DigestName } from "../algorithms/digests.ts";
import { booleanTrue, integer, integerOfContent, nullValue, objectIdentifier, octetString, sequence } from "../der/writer.ts";
import { assert } from "../result.ts";

/** What a TimeStampReq asks for, RFC 3161 2.4.1. */
export type TimestampRequestSpec = {
  readonly digest: DigestName;
  /** The digest of the octets to stamp: for a signature, of SignerInfo.signature. */
  readonly imprint: Uint8Array;
  /** 1 to 32 random octets, which the answer must echo. */
  readonly nonce: Uint8Array;
  /** True asks for the authority's certificate inside the token. */
  readonly certReq: boolean;
  readonly policyOid?: string;
};

/** A TimeStampReq, RFC 3161 2.4.1. DER. */
export const encodeTimestampRequest = (spec: TimestampRequestSpec): Uint8Array =>
  sequence(
    integer(1),
    sequence(sequence(objectIdentifier(digestOids[spec.digest]), nullValue), octetString(spec.imprint)),
    ...(spec.policyOid === undefined ? [] : [objectIdentifier(spec.policyOid)]),
    integerOfContent(nonceContent(spec.nonce)),
    ...(spec.certReq ? [booleanTrue] : []),
  );

/** The nonce as the content of a positive INTEGER, as it comes back in the token. */
export const nonceContent = (nonce: Uint8Array): Uint8Array => {
  assert(nonce.length > 0 && nonce.length <= 32, "a nonce of 1 to 32 octets");
  let start = 0;
  while (start < nonce.length - 1 && nonce[start] === 0) start += 1;
  const digits = nonce.subarray(start);
  return (digits[0] ?? 0) >= 0x80 ? Uint8Array.of(0, ...digits) : Uint8Array.from(digits);
};
