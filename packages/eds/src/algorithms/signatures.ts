import type { AlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { failure, ok, type Result } from "../result.ts";
import { digest, type DigestName } from "./digests.ts";
import { verifyGost512, type Gost512PublicKey } from "./gost512.ts";
import { verifyRsa, type RsaPublicKey } from "./rsa.ts";

export type PublicKey =
  | Gost512PublicKey
  | RsaPublicKey
  | { readonly kind: "unsupported"; readonly oid: string }
  | { readonly kind: "invalid"; readonly why: string };

type SignatureAlgorithm = {
  readonly keyKind: "gost512" | "rsa";
  /** Nothing where the name of the algorithm leaves the digest to its surroundings (rsaEncryption in CMS). */
  readonly digest?: DigestName;
};

export const signatureOids = {
  gost512: "1.2.398.3.10.1.1.2.3.2",
  rsaEncryption: "1.2.840.113549.1.1.1",
  sha256WithRsa: "1.2.840.113549.1.1.11",
  sha512WithRsa: "1.2.840.113549.1.1.13",
} as const;

const signatureAlgorithms: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  [signatureOids.gost512, { keyKind: "gost512", digest: "streebog512" }],
  [signatureOids.rsaEncryption, { keyKind: "rsa" }],
  [signatureOids.sha256WithRsa, { keyKind: "rsa", digest: "sha256" }],
  [signatureOids.sha512WithRsa, { keyKind: "rsa", digest: "sha512" }],
]);

type SignatureFaultCode =
  | "eds.crypto.algorithm-unsupported"
  | "eds.crypto.algorithms-disagree"
  | "eds.crypto.key-invalid"
  | "eds.crypto.signature-malformed"
  | "eds.crypto.signature-wrong";

export type SignatureFault = { readonly code: SignatureFaultCode; readonly why: string };

const fault = (code: SignatureFaultCode, why: string): Result<never, SignatureFault> => failure({ code, why });

/**
 * Proves `signature` over `message`. The algorithm, the key and, when given, the digest named beside the signature
 * must belong together; a key of one kind is never used with the algorithm of another.
 */
export const verifySignature = (input: {
  readonly algorithm: AlgorithmIdentifier;
  readonly digest?: DigestName;
  readonly key: PublicKey;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}): Result<true, SignatureFault> => {
  const { key, signature } = input;
  const known = signatureAlgorithms.get(input.algorithm.oid);
  if (known === undefined) return fault("eds.crypto.algorithm-unsupported", `signature ${input.algorithm.oid}`);
  // None of these algorithms has parameters; the national CA writes NULL, others leave them out.
  if (input.algorithm.parameters !== "absent" && input.algorithm.parameters !== "null")
    return fault("eds.crypto.algorithm-unsupported", "signature algorithm with parameters");
  if (key.kind === "unsupported") return fault("eds.crypto.algorithm-unsupported", `key ${key.oid}`);
  if (key.kind === "invalid") return fault("eds.crypto.key-invalid", key.why);
  if (key.kind !== known.keyKind) return fault("eds.crypto.algorithms-disagree", "signature and key");
  const digestName = known.digest ?? input.digest;
  if (digestName === undefined) return fault("eds.crypto.algorithm-unsupported", "no digest named");
  if (input.digest !== undefined && input.digest !== digestName) return fault("eds.crypto.algorithms-disagree", "signature and digest");
  if (key.kind === "gost512") {
    const verified = verifyGost512(key, digest("streebog512", input.message), signature);
    if (verified.ok) return ok(true);
    return fault(verified.error === "signature-wrong" ? "eds.crypto.signature-wrong" : "eds.crypto.signature-malformed", verified.error);
  }
  if (digestName === "streebog512") return fault("eds.crypto.algorithms-disagree", "digest and key");
  const verified = verifyRsa(key, digestName, digest(digestName, input.message), signature);
  if (verified.ok) return ok(true);
  return fault(verified.error === "signature-wrong" ? "eds.crypto.signature-wrong" : "eds.crypto.signature-malformed", verified.error);
};
