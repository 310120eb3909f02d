import {
  assembleSignedData,
  encodeAttribute,
  ordinarySignedAttributes,
  publicKeyInfoOf,
  serialNumberOf,
  signCertificate,
  signingCertificate,
  signMessage,
  subjectOf,
} from "@beket/eds/issue";
import { digest } from "../../../packages/eds/src/algorithms/digests.ts";
import { concatBytes, reversed } from "../../../packages/eds/src/bytes/bytes.ts";
import { cmsOids } from "../../../packages/eds/src/cms/oids.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import { failed, undecided, type Refusal } from "./refusals.ts";
import { digestOids, positionOf, streebogDigest } from "./support.ts";
import { createWorld, document, validity } from "./world.ts";

// Messages that a lax reader takes. Each differs from one that passes in one thing, and is signed again with it.

const world = createWorld("gost512", "refusals");
const { random, issuing } = world;
const signer = world.leaf({});
const gostSignature = "1.2.398.3.10.1.1.2.3.2";
const rsaSignature = "1.2.840.113549.1.1.11";
/** The order q of the group, little-endian: RFC 7836 appendix A.2. */
const order = reversed(
  Uint8Array.from(
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275".match(
      /../g,
    ) ?? [],
    (octet) => Number.parseInt(octet, 16),
  ),
);

const algorithm = (oid: string): Uint8Array => write.sequence(write.objectIdentifier(oid), write.nullValue);
const contentType = (oid: string): Uint8Array => encodeAttribute(cmsOids.contentType, write.objectIdentifier(oid));
const messageDigest = (...contents: readonly Uint8Array[]): Uint8Array =>
  encodeAttribute(cmsOids.messageDigest, ...contents.map((content) => write.octetString(streebogDigest(content))));
const ordinary = ordinarySignedAttributes(signer, document);
/** The content's digest is right, so that only the algorithms are wrong. */
const overSha256 = [contentType(cmsOids.data), encodeAttribute(cmsOids.messageDigest, write.octetString(digest("sha256", document)))];

type Parts = {
  /** Nothing leaves them out; then the signature is over the content. */
  readonly attributes?: readonly Uint8Array[] | "none";
  readonly digestOid?: string;
  readonly signatureOid?: string;
  readonly certificate?: Uint8Array;
  readonly bend?: (signature: Uint8Array) => Uint8Array;
  readonly content?: Uint8Array;
  readonly certificates?: readonly Uint8Array[];
};

/** A message by hand, so that every part of its one SignerInfo can be another. */
const messageOf = (parts: Parts): Uint8Array => {
  const { attributes = ordinary, digestOid = digestOids.streebog512, signatureOid = gostSignature, content } = parts;
  const certificate = parts.certificate ?? signer.certificate;
  const signed = attributes === "none" ? undefined : write.setOf(...attributes);
  const signature = signMessage(signer.key, signed ?? content ?? document, random);
  const info = write.sequence(
    write.integer(1),
    write.sequence(subjectOf(issuing.certificate), write.integerOfContent(serialNumberOf(certificate))),
    algorithm(digestOid),
    ...(signed === undefined ? [] : [write.retagged(0xa0, signed)]),
    algorithm(signatureOid),
    write.octetString(parts.bend?.(signature) ?? signature),
  );
  return assembleSignedData({
    digestAlgorithms: [algorithm(digestOid)],
    content,
    certificates: parts.certificates ?? [certificate],
    crls: [],
    signerInfos: [info],
  });
};

const judged = (parts: Parts) => () => world.validate(messageOf(parts));

/** What the parts give when nothing is changed in them. */
export const plainMessage = () => world.validate(messageOf({}));

const [half, whole] = [64, 128];
const rOf = (signature: Uint8Array): Uint8Array => signature.subarray(0, half);
const sOf = (signature: Uint8Array): Uint8Array => signature.subarray(half, whole);

/** A certificate over the signer's key with one octet of the point changed. */
const offTheCurve = (): Uint8Array => {
  const info = Uint8Array.from(publicKeyInfoOf(signer.key));
  info[info.length - 1] = (info[info.length - 1] ?? 0) ^ 1;
  return signCertificate({
    serialNumber: Uint8Array.of(0x51),
    issuer: subjectOf(issuing.certificate),
    issuerKey: issuing.key,
    subject: subjectOf(signer.certificate),
    subjectPublicKeyInfo: info,
    validity,
    extensions: [{ oid: extensionOids.keyUsage, critical: true, value: write.namedBits(0, 1) }],
    random,
  });
};

const format = (code: Extract<Refusal["reason"], `eds.cms.${string}`>) => failed("FORMAT_FAILURE", code);
const crypto = (code: Extract<Refusal["reason"], `eds.crypto.${string}`>) => failed("SIG_CRYPTO_FAILURE", code);

const otherCertificate = world.leaf({ role: "employee" }).certificate;
const otherBytes = new TextEncoder().encode('{"bin":"000000000000","persons":[1]}');
const served = write.setOf(...ordinary);

export const messageRefusals: readonly Refusal[] = [
  {
    name: "zero signers",
    judge: () =>
      world.validate(
        assembleSignedData({ digestAlgorithms: [], content: document, certificates: [signer.certificate], crls: [], signerInfos: [] }),
      ),
    ...format("eds.cms.no-signer"),
  },
  {
    name: "a signer whose certificate is missing",
    judge: judged({ certificates: [] }),
    ...undecided("NO_SIGNING_CERTIFICATE_FOUND", "eds.cms.certificate-missing"),
  },
  { name: "no signed attributes", judge: judged({ attributes: "none" }), ...format("eds.cms.no-signed-attributes") },
  {
    name: "signed attributes served as content",
    judge: () => {
      const message = messageOf({ attributes: "none", content: served });
      return world.validate(message, { document: served });
    },
    ...format("eds.cms.no-signed-attributes"),
  },
  {
    name: "a duplicate attribute",
    judge: judged({ attributes: [...ordinary, messageDigest(document)] }),
    ...format("eds.cms.attribute-repeated"),
  },
  {
    name: "a multi-valued attribute",
    judge: judged({ attributes: [contentType(cmsOids.data), messageDigest(document, otherBytes)] }),
    ...format("eds.cms.attribute-values"),
  },
  { name: "a missing attribute", judge: judged({ attributes: [contentType(cmsOids.data)] }), ...format("eds.cms.attribute-missing") },
  {
    name: "a content-type mismatch",
    judge: judged({ attributes: [contentType(cmsOids.timestampInfo), messageDigest(document)] }),
    ...format("eds.cms.content-type-mismatch"),
  },
  {
    name: "a digest mismatch",
    judge: judged({ attributes: [contentType(cmsOids.data), messageDigest(otherBytes)] }),
    ...failed("HASH_FAILURE", "eds.cms.document-differs"),
  },
  {
    name: "a signing-certificate that names another certificate",
    judge: judged({ attributes: [...ordinary, signingCertificate(otherCertificate, "v2")] }),
    ...undecided("NO_SIGNING_CERTIFICATE_FOUND", "eds.cms.signing-certificate-differs"),
  },
  {
    name: "a digest that does not belong to the signature algorithm",
    judge: judged({ digestOid: digestOids.sha256, attributes: overSha256 }),
    ...crypto("eds.crypto.algorithms-disagree"),
  },
  {
    name: "a signature algorithm that does not belong to the key",
    judge: judged({ signatureOid: rsaSignature, digestOid: digestOids.sha256, attributes: overSha256 }),
    ...crypto("eds.crypto.algorithms-disagree"),
  },
  { name: "another byte layout: all octets reversed", judge: judged({ bend: reversed }), ...crypto("eds.crypto.signature-wrong") },
  {
    name: "another byte layout: s before r",
    judge: judged({ bend: (signature) => concatBytes(sOf(signature), rOf(signature)) }),
    ...crypto("eds.crypto.signature-wrong"),
  },
  {
    name: "another byte layout: big-endian r and s",
    judge: judged({ bend: (signature) => concatBytes(reversed(rOf(signature)), reversed(sOf(signature))) }),
    ...crypto("eds.crypto.signature-wrong"),
  },
  ...(
    [
      ["r of zero", (signature: Uint8Array) => concatBytes(new Uint8Array(half), sOf(signature))],
      ["s of zero", (signature: Uint8Array) => concatBytes(rOf(signature), new Uint8Array(half))],
      ["r out of range", (signature: Uint8Array) => concatBytes(order, sOf(signature))],
      ["s out of range", (signature: Uint8Array) => concatBytes(rOf(signature), order)],
      ["a signature of another length", (signature: Uint8Array) => signature.subarray(1)],
    ] as const
  ).map(([name, bend]): Refusal => ({ name, judge: judged({ bend }), ...crypto("eds.crypto.signature-malformed") })),
  {
    name: "a point off the curve",
    judge: () => world.validate(messageOf({ certificate: offTheCurve() })),
    ...crypto("eds.crypto.key-invalid"),
  },
  {
    name: "detached bytes other than the document",
    judge: () => world.validate(world.sign(signer), { document: otherBytes }),
    ...failed("HASH_FAILURE", "eds.cms.document-differs"),
  },
  {
    name: "attached content other than the expected document",
    judge: () => world.validate(world.sign(signer, { detached: false, content: otherBytes })),
    ...failed("HASH_FAILURE", "eds.cms.document-differs"),
  },
  {
    name: "attached content other than what was signed",
    judge: judged({ content: otherBytes }),
    ...failed("HASH_FAILURE", "eds.cms.document-differs"),
  },
  {
    name: "an octet of the signed attributes changed",
    judge: () => {
      const bent = world.sign(signer);
      const at = positionOf(bent, write.objectIdentifier(cmsOids.signingTime)) + 15;
      bent[at] = (bent[at] ?? 0) ^ 1;
      return world.validate(bent);
    },
    ...crypto("eds.crypto.signature-wrong"),
  },
];
