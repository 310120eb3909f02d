import { constraintFault, type AlgorithmRule } from "../algorithms/constraints.ts";
import { digestByOid, type DigestName } from "../algorithms/digests.ts";
import { noteConstraint } from "../algorithms/note-constraints.ts";
import { algorithmUsageOf, verifySignature, type SignatureFault } from "../algorithms/signatures.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import { rawOf, type DerNode } from "../der/reader.ts";
import { contextConstructed, tags } from "../der/tags.ts";
import { attempt, cursorOver, expectTag } from "../der/values.ts";
import type { Ledger } from "../report/ledger.ts";
import { algorithmIdentifierOf } from "../x509/algorithm-identifier.ts";
import type { Certificate } from "../x509/certificate.ts";
import { sameName } from "../x509/name.ts";
import { namesSigner, signingCertificateOf } from "./ess.ts";
import { statedDigestOf } from "./note-structure.ts";
import { cmsOids } from "./oids.ts";
import type { SignedData } from "./signed-data.ts";
import { signedOctetsOf, signedValueOf, type SignedAttributes, type SignerInfo } from "./signer-info.ts";

/** The digest of what must have been signed; nothing when it is not at hand, which another check has noted. */
export type ContentDigest = (name: DigestName) => Uint8Array | undefined;

/** The certificates that the signer identifier may mean. Several may bear the same name and number. */
export const certificatesOf = ({ sid }: SignerInfo, pool: readonly Certificate[]): readonly Certificate[] =>
  pool.filter((certificate) =>
    sid.kind === "issuerAndSerialNumber"
      ? sameName(certificate.issuer, sid.issuer) && bytesEqual(certificate.serialNumber, sid.serialNumber)
      : certificate.subjectKeyIdentifier !== undefined && bytesEqual(certificate.subjectKeyIdentifier, sid.keyIdentifier),
  );

export type CryptographyInput = {
  readonly signer: SignerInfo;
  readonly data: SignedData;
  readonly certificate: Certificate;
  readonly contentDigest: ContentDigest;
  /** Runs the proof within the budget of the validation; false, unrun, when that is spent. */
  readonly prove: (proof: () => boolean) => boolean;
  readonly ledger: Ledger;
};

/** Notes whether the signature is over these octets by this certificate's key: RFC 5652 sections 5.4 and 5.6. True when it is. */
export const noteCryptography = (input: CryptographyInput): boolean => {
  const { signer, data, ledger } = input;
  const signed = signer.signedAttributes;
  const digestName = digestByOid.get(signer.digestAlgorithm.oid);
  const { parameters } = signer.digestAlgorithm;
  const known = digestName !== undefined && (parameters === "absent" || parameters === "null");
  if (!known || signed === undefined) {
    ledger.note("eds.crypto.algorithm-unsupported", false, { digest: signer.digestAlgorithm.oid });
    return false;
  }
  const announced = data.digestOids.includes(signer.digestAlgorithm.oid);
  ledger.note("eds.crypto.algorithms-disagree", announced, { why: "digest not announced by the message" });
  const isProtected = agreesWithProtection(signer);
  if (!isProtected) ledger.note("eds.crypto.algorithms-disagree", false, { why: "algorithm protection names others" });
  const stated = statedDigestOf(signer);
  const actual = input.contentDigest(digestName);
  const agrees = stated !== undefined && actual !== undefined && bytesEqual(stated, actual);
  if (actual !== undefined && stated !== undefined) ledger.note("eds.cms.document-differs", agrees);
  return noteProof(input, signed, digestName) && announced && isProtected && agrees;
};

const noteProof = (input: CryptographyInput, signed: SignedAttributes, digestName: DigestName): boolean => {
  const { signer, certificate, ledger } = input;
  const faults: SignatureFault[] = [];
  const proved = input.prove(() => {
    const verified = verifySignature({
      algorithm: signer.signatureAlgorithm,
      digest: digestName,
      key: certificate.publicKey,
      message: signedOctetsOf(signed),
      signature: signer.signature,
    });
    if (!verified.ok) faults.push(verified.error);
    return verified.ok;
  });
  if (proved) return ledger.note("eds.crypto.signature-wrong", true);
  const [fault] = faults;
  if (fault === undefined) return ledger.note("eds.chain.limits", false, { why: "proofs" });
  return ledger.note(fault.code, false, { why: fault.why });
};

/**
 * Notes whether the policy still trusts the signature's algorithms at `atMs`, EN 319 102-1 5.2.8: the moment at which the signature is
 * proved to have existed. Algorithms that do not belong together are noted where the signature is proved.
 */
export const noteAlgorithms = (input: {
  readonly signer: SignerInfo;
  readonly certificate: Certificate;
  readonly rules: readonly AlgorithmRule[];
  readonly atMs: number;
  readonly part: "signature" | "timestamp";
  readonly ledger: Ledger;
}): void => {
  const { signer, certificate, rules, atMs, part, ledger } = input;
  const digestName = digestByOid.get(signer.digestAlgorithm.oid);
  if (digestName === undefined) return;
  const usage = algorithmUsageOf({ algorithm: signer.signatureAlgorithm, digest: digestName, key: certificate.publicKey });
  if (usage.ok) noteConstraint(ledger, part, constraintFault(rules, usage.value, atMs));
};

/** RFC 6211 3: where the signed attributes name the algorithms, the message must use these and no others. */
const agreesWithProtection = (signer: SignerInfo): boolean => {
  if (signer.signedAttributes?.attributes.every(({ oid }) => oid !== cmsOids.algorithmProtection) === true) return true;
  const value = signedValueOf(signer, cmsOids.algorithmProtection);
  return (value && attempt(() => protects(value, signer))) ?? false;
};

const protects = (value: DerNode, signer: SignerInfo): boolean => {
  const cursor = cursorOver(expectTag(value, tags.sequence));
  const digestAlgorithm = algorithmIdentifierOf(cursor.take(tags.sequence));
  const signatureAlgorithm = cursor.take(contextConstructed(1));
  cursor.finish();
  const used = Uint8Array.from(signer.signatureAlgorithm.raw);
  used[0] = contextConstructed(1);
  return bytesEqual(digestAlgorithm.raw, signer.digestAlgorithm.raw) && bytesEqual(rawOf(signatureAlgorithm), used);
};

/** Notes whether the signed attributes name the certificate, where they name one: EN 319 102-1 5.2.3.4. True when they do. */
export const noteSigningCertificate = (signer: SignerInfo, certificate: Certificate, ledger: Ledger): boolean => {
  const signing = signingCertificateOf(signer);
  if (!ledger.note("eds.cms.signing-certificate-absent", signing.kind !== "absent")) return false;
  return ledger.note("eds.cms.signing-certificate-differs", namesSigner(signing, certificate));
};
