import { digestByOid } from "../algorithms/digests.ts";
import { signatureOids } from "../algorithms/signatures.ts";
import { bytesEqual, reversed } from "../bytes/bytes.ts";
import { contentOf, readDer } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { attempt, childrenOrThrow, expectTag } from "../der/values.ts";
import * as write from "../der/writer.ts";
import { defaultLimits } from "../input.ts";
import { parseCertificate, type Certificate } from "../x509/certificate.ts";
import { sameName } from "../x509/name.ts";
import { parseSignedData } from "./signed-data.ts";
import { certificatesOf } from "./verify-signer.ts";

/** One signature as OpenSSL takes it: `openssl dgst -DIGEST -verify KEY -signature SIGNATURE MESSAGE`. */
export type PlainProof = {
  /** A signer's signature over its attributes, or an authority's over a certificate. */
  readonly of: "signature" | "certificate";
  /** OpenSSL's name; those with `gost` need its gost engine. */
  readonly digest: "sha256" | "sha384" | "sha512" | "md_gost12_256" | "md_gost12_512";
  /** SubjectPublicKeyInfo. */
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
};

/** Russian names of the same keys (RFC 9215): the engine knows no others, the octets are the same. */
const russian = {
  "gost2015-512": { key: "1.2.643.7.1.1.1.2", curve: "1.2.643.7.1.2.1.2.1", hash: "1.2.643.7.1.1.2.3", digest: "md_gost12_512" },
  "gost2015-256": { key: "1.2.643.7.1.1.1.1", curve: "1.2.643.7.1.2.1.1.1", hash: "1.2.643.7.1.1.2.2", digest: "md_gost12_256" },
} as const;

const shaByOid: ReadonlyMap<string, PlainProof["digest"]> = new Map([
  [signatureOids.sha256WithRsa, "sha256"],
  [signatureOids.sha384WithRsa, "sha384"],
  [signatureOids.sha512WithRsa, "sha512"],
  [signatureOids.ecdsaWithSha256, "sha256"],
  [signatureOids.ecdsaWithSha384, "sha384"],
  [signatureOids.ecdsaWithSha512, "sha512"],
]);

/**
 * The signatures of a message and of the certificates up to a self-signed one, cut out so that a program which knows nothing of the national
 * names can verify each. It proves nothing by itself: status, roles and times are the validator's. What no such program verifies
 * (PSS, the algorithms of 2004) is left out.
 */
export const plainProofs = (cms: Uint8Array, certificates: readonly Uint8Array[]): readonly PlainProof[] => {
  const { cmsBytesMax: bytesMax, derDepthMax: depthMax, derNodesMax: nodesMax } = defaultLimits;
  const data = parseSignedData(cms, { bytesMax, depthMax, nodesMax });
  if (!data.ok) return [];
  const pool = [...certificates, ...data.value.certificates].flatMap((der) => parseCertificate(der) ?? []);
  const proofs: PlainProof[] = [];
  const certified = new Set<string>();
  for (const signer of data.value.signerInfos) {
    const [holder] = certificatesOf(signer, pool);
    if (holder === undefined || signer.signedAttributes === undefined) continue;
    // What is hashed is a SET, RFC 5652 5.4; in the message the tag stands for it.
    const message = write.retagged(tags.set, signer.signedAttributes.raw);
    const beside = digestByOid.get(signer.digestAlgorithm.oid);
    add(proofs, "signature", holder, signer.signatureAlgorithm.oid, beside, message, signer.signature);
    climb(proofs, holder, pool, certified);
  }
  return proofs;
};

function climb(proofs: PlainProof[], from: Certificate, pool: readonly Certificate[], certified: Set<string>): void {
  let below: Certificate | undefined = from;
  while (below !== undefined && !certified.has(below.sha256)) {
    certified.add(below.sha256);
    const above = issuerOf(below, pool);
    if (above !== undefined) add(proofs, "certificate", above, below.signatureAlgorithm.oid, undefined, below.tbs, below.signature);
    below = above;
  }
}

const issuerOf = ({ issuer, authorityKeyIdentifier: key }: Certificate, pool: readonly Certificate[]): Certificate | undefined =>
  pool.find(
    ({ subject, subjectKeyIdentifier: own }) =>
      sameName(subject, issuer) && (key === undefined || own === undefined || bytesEqual(own, key)),
  );

function add(
  proofs: PlainProof[],
  of: PlainProof["of"],
  { publicKey, publicKeyInfo }: Certificate,
  algorithm: string,
  beside: string | undefined,
  message: Uint8Array,
  signature: Uint8Array,
): void {
  if (publicKey.kind === "gost2015-512" || publicKey.kind === "gost2015-256") {
    const { key, curve, hash, digest } = russian[publicKey.kind];
    const point = attempt(() => pointOf(publicKeyInfo));
    if (point === undefined) return;
    const names = write.sequence(write.objectIdentifier(key), write.sequence(write.objectIdentifier(curve), write.objectIdentifier(hash)));
    const info = write.sequence(names, write.bitString(write.octetString(point)));
    proofs.push({ of, digest, key: info, message, signature: reversed(signature) });
    return;
  }
  const isRsaOfCms = algorithm === signatureOids.rsaEncryption && (beside === "sha256" || beside === "sha384" || beside === "sha512");
  const digest = isRsaOfCms ? beside : shaByOid.get(algorithm);
  if (digest === undefined || ["rsa-pss", "gost2004", "unsupported", "invalid"].includes(publicKey.kind)) return;
  proofs.push({ of, digest, key: publicKeyInfo, message, signature });
}

/** x‖y of a key: the OCTET STRING in the BIT STRING of its SubjectPublicKeyInfo. */
function pointOf(info: Uint8Array): Uint8Array {
  const limits = { bytesMax: 2_048, depthMax: 6, nodesMax: 32 };
  const root = readDer(info, limits);
  if (!root.ok) throw new Error("unreachable: it was read before");
  const bits = childrenOrThrow(root.value)[1];
  if (bits === undefined) throw new Error("unreachable: it was read before");
  const inner = readDer(contentOf(expectTag(bits, tags.bitString)).slice(1), limits);
  if (!inner.ok) throw new Error("unreachable: it was read before");
  return contentOf(expectTag(inner.value, tags.octetString));
}
