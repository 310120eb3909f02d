import { contentOf } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { timeOf } from "../der/time.ts";
import { attempt, oidOf } from "../der/values.ts";
import type { Ledger } from "../report/ledger.ts";
import { cmsOids, notJudgedOids } from "./oids.ts";
import type { SignedData } from "./signed-data.ts";
import { signedValueOf, type CmsAttribute, type SignedAttributes, type SignerInfo } from "./signer-info.ts";

/** The attributes that RFC 5652 11 and RFC 5035 allow once, with one value, and only where they are signed. */
const signedOnce: ReadonlySet<string> = new Set([
  cmsOids.contentType,
  cmsOids.messageDigest,
  cmsOids.signingTime,
  cmsOids.algorithmProtection,
  cmsOids.signingCertificate,
  cmsOids.signingCertificateV2,
  cmsOids.signaturePolicy,
]);

/** The attributes that are never signed: RFC 5652 11.4, EN 319 122-1 5.3 and annex A. */
const neverSigned: ReadonlySet<string> = new Set([
  cmsOids.counterSignature,
  cmsOids.signatureTimestamp,
  cmsOids.certificateValues,
  cmsOids.revocationValues,
]);

/**
 * Notes whether the signer's structure is one that may be verified: RFC 5652 sections 5.3 and 11. `contentTypeOid` is what
 * must have been signed: id-data, or id-ct-TSTInfo inside a time-stamp token.
 */
export const noteStructure = (signer: SignerInfo, data: SignedData, contentTypeOid: string, ledger: Ledger): boolean => {
  const version = signer.sid.kind === "issuerAndSerialNumber" ? 1 : 3;
  ledger.note("eds.cms.signer-version", signer.version === version, { version: String(signer.version) });
  const signed = signer.signedAttributes;
  // Without signed attributes the signature covers bare content, and a signature over attributes could be
  // served as one over content.
  if (!ledger.note("eds.cms.no-signed-attributes", signed !== undefined) || signed === undefined) return false;
  noteAttributes(signed, signer.unsignedAttributes, ledger);
  const stated = signedValueOf(signer, cmsOids.contentType);
  const statedOid = stated && attempt(() => oidOf(stated));
  ledger.note("eds.cms.content-type-mismatch", statedOid === contentTypeOid && data.contentTypeOid === contentTypeOid, {
    contentType: data.contentTypeOid,
    ...(statedOid !== undefined && { attribute: statedOid }),
  });
  return true;
};

const noteAttributes = (signed: SignedAttributes, unsigned: readonly CmsAttribute[], ledger: Ledger): void => {
  const oids = signed.attributes.map(({ oid }) => oid);
  const repeated = oids.find((oid, index) => oids.indexOf(oid) !== index);
  ledger.note("eds.cms.attribute-repeated", repeated === undefined, repeated === undefined ? {} : { attribute: repeated });
  const unfit = signed.attributes.find((attribute) => neverSigned.has(attribute.oid) || !hasFitValues(attribute));
  const misplaced = unsigned.find(({ oid, values }) => signedOnce.has(oid) || values.length === 0);
  const wrong = unfit ?? misplaced;
  ledger.note("eds.cms.attribute-values", wrong === undefined, wrong === undefined ? {} : { attribute: wrong.oid });
  const missing = [cmsOids.contentType, cmsOids.messageDigest].find((oid) => !oids.includes(oid));
  ledger.note("eds.cms.attribute-missing", missing === undefined, missing === undefined ? {} : { attribute: missing });
};

const hasFitValues = ({ oid, values }: CmsAttribute): boolean => {
  const [value] = values;
  if (value === undefined || (signedOnce.has(oid) && values.length !== 1)) return false;
  if (oid === cmsOids.signingTime)
    return isSigningTime(
      value.tag,
      attempt(() => timeOf(value)),
    );
  if (oid === cmsOids.messageDigest) return value.tag === tags.octetString;
  return oid !== cmsOids.contentType || value.tag === tags.objectIdentifier;
};

/** RFC 5652 11.3: UTCTime from 1950 to 2049, GeneralizedTime for any other year. */
const isSigningTime = (tag: number, ms: number | undefined): boolean =>
  ms !== undefined && (tag === tags.utcTime) === (ms >= Date.UTC(1950, 0, 1) && ms < Date.UTC(2050, 0, 1));

/**
 * Notes what the signature asks for or brings along and nothing here judges: it never helps a signature, and a report
 * tells that it was there.
 */
export const noteNotJudged = (signer: SignerInfo, data: SignedData, ledger: Ledger): void => {
  const policy = signedValueOf(signer, cmsOids.signaturePolicy);
  ledger.note("eds.cms.signature-policy", policy === undefined);
  const attributes = [...(signer.signedAttributes?.attributes ?? []), ...signer.unsignedAttributes];
  const found = [
    ...attributes.flatMap(({ oid }) => notJudgedOids.get(oid) ?? []),
    ...data.otherCertificates,
    ...data.revocation.unknownFormats.map((oid) => `revocation information ${oid}`),
  ];
  ledger.note("eds.cms.not-judged", found.length === 0, { what: [...new Set(found)].join(", ") });
};

/** Milliseconds since 1970 UTC: the signer's own claim. */
export const claimedSigningTime = (signer: SignerInfo): number | undefined => {
  const value = signedValueOf(signer, cmsOids.signingTime);
  return value && attempt(() => timeOf(value));
};

/** The digest that the signed attributes state; nothing where they state none. */
export const statedDigestOf = (signer: SignerInfo): Uint8Array | undefined => {
  const value = signedValueOf(signer, cmsOids.messageDigest);
  return value?.tag === tags.octetString ? contentOf(value) : undefined;
};
