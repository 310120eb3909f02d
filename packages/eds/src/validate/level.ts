import { claimedSigningTime } from "../cms/note-structure.ts";
import type { SignerInfo } from "../cms/signer-info.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import type { Trust } from "../path/judge-types.ts";
import type { SignatureLevel } from "../policy/policy.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Context } from "./context.ts";
import type { JudgedTimestamp } from "./judge-timestamps.ts";

/** What a level is recognised by. */
export type LevelInput = {
  readonly context: Context;
  readonly signer: SignerInfo;
  readonly certificate: Certificate;
  /** True when the signature is the key's, over the document, and its attributes name the certificate. */
  readonly holds: boolean;
  /** Those that prove their time. */
  readonly timestamps: readonly JudgedTimestamp[];
  readonly trust: Trust;
};

/**
 * The level of a signature, EN 319 122-1 6.3, by what held. B-B: signing time, the certificate named and sent along. B-T: a time-stamp
 * besides, in the message or kept beside it. B-LT: the message and its time-stamps themselves carry all certificates and revocation
 * data that the judgements of the signer and of one time-stamp rest on; evidence handed in does not count.
 */
export const levelOf = (input: LevelInput): SignatureLevel => {
  const { context, signer, certificate, timestamps, trust } = input;
  const isSent = context.data.certificates.some((sent) => bytesEqual(sent, certificate.raw));
  if (!input.holds || !isSent || claimedSigningTime(signer) === undefined) return "CMS";
  if (timestamps.length === 0) return "B-B";
  const isCarried = carries(context);
  return isCarried(trust) && timestamps.some((timestamp) => timestamp.trust !== undefined && isCarried(timestamp.trust)) ? "B-LT" : "B-T";
};

const carries = ({ embedded, pool }: Context): ((trust: Trust) => boolean) => {
  const holds =
    (all: readonly Uint8Array[]) =>
    (wanted: { readonly raw: Uint8Array }): boolean =>
      all.some((octets) => bytesEqual(octets, wanted.raw));
  const inOcsp = pool.ocsp.filter(holds(embedded.ocsp)).flatMap(({ certificates }) => certificates);
  const certificates = [...embedded.certificates, ...inOcsp];
  return ({ verdict, path, used }) =>
    verdict.indication === "TOTAL_PASSED" &&
    path !== undefined &&
    [...path.certificates, ...used.certificates].every(
      (certificate) => holds(certificates)(certificate) || certificate.sha256 === path.anchor.certificate.sha256,
    ) &&
    used.crls.every(holds(embedded.crls)) &&
    used.ocsp.every(holds(embedded.ocsp));
};
