import type { AlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { failure, ok, type Result } from "../result.ts";
import type { AlgorithmUsage } from "./constraints.ts";
import { isSha } from "./digest-info.ts";
import { digest, type DigestName } from "./digests.ts";
import { verifyEcdsa, type EcdsaPublicKey } from "./ecdsa.ts";
import { gostScheme, type GostSchemeName } from "./gost-scheme.ts";
import type { AffinePoint } from "./gost3410-curves.ts";
import { pssParametersOf } from "./pss-parameters.ts";
import { verifyRsa, type RsaPublicKey } from "./rsa.ts";
import { verifyRsaPss, type PssParameters, type RsaPssPublicKey } from "./rsa-pss.ts";

/** `point` comes from the scheme's `parsePublicKey`. */
type GostPublicKey = { readonly kind: GostSchemeName; readonly point: AffinePoint };

export type PublicKey =
  | GostPublicKey
  | RsaPublicKey
  | RsaPssPublicKey
  | EcdsaPublicKey
  | { readonly kind: "unsupported"; readonly oid: string }
  | { readonly kind: "invalid"; readonly why: string };

/** What a name of a signature algorithm binds: the kind of key, the digest, and whether parameters may stand there. */
type SignatureScheme =
  | { readonly kind: "gost"; readonly key: GostSchemeName }
  /** Without a digest where the name leaves it to its surroundings (rsaEncryption in CMS, RFC 3370 section 3.2). */
  | { readonly kind: "rsa"; readonly digest?: DigestName }
  | { readonly kind: "rsa-pss" }
  | { readonly kind: "ecdsa"; readonly digest: DigestName };

export const signatureOids = {
  gost512: "1.2.398.3.10.1.1.2.3.2",
  gost256: "1.2.398.3.10.1.1.2.3.1",
  gost2004: "1.2.398.3.10.1.1.1.2",
  rsaEncryption: "1.2.840.113549.1.1.1",
  sha1WithRsa: "1.2.840.113549.1.1.5",
  rsaPss: "1.2.840.113549.1.1.10",
  sha256WithRsa: "1.2.840.113549.1.1.11",
  sha384WithRsa: "1.2.840.113549.1.1.12",
  sha512WithRsa: "1.2.840.113549.1.1.13",
  sha224WithRsa: "1.2.840.113549.1.1.14",
  ecdsaWithSha1: "1.2.840.10045.4.1",
  ecdsaWithSha224: "1.2.840.10045.4.3.1",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  ecdsaWithSha384: "1.2.840.10045.4.3.3",
  ecdsaWithSha512: "1.2.840.10045.4.3.4",
} as const;

/** The one registry. SHA-1 and SHA-224 are in it so that a policy refuses them by name and not as unknown. */
const schemes: ReadonlyMap<string, SignatureScheme> = new Map<string, SignatureScheme>([
  [signatureOids.gost512, { kind: "gost", key: "gost2015-512" }],
  [signatureOids.gost256, { kind: "gost", key: "gost2015-256" }],
  [signatureOids.gost2004, { kind: "gost", key: "gost2004" }],
  [signatureOids.rsaEncryption, { kind: "rsa" }],
  [signatureOids.sha1WithRsa, { kind: "rsa", digest: "sha1" }],
  [signatureOids.sha224WithRsa, { kind: "rsa", digest: "sha224" }],
  [signatureOids.sha256WithRsa, { kind: "rsa", digest: "sha256" }],
  [signatureOids.sha384WithRsa, { kind: "rsa", digest: "sha384" }],
  [signatureOids.sha512WithRsa, { kind: "rsa", digest: "sha512" }],
  [signatureOids.rsaPss, { kind: "rsa-pss" }],
  [signatureOids.ecdsaWithSha1, { kind: "ecdsa", digest: "sha1" }],
  [signatureOids.ecdsaWithSha224, { kind: "ecdsa", digest: "sha224" }],
  [signatureOids.ecdsaWithSha256, { kind: "ecdsa", digest: "sha256" }],
  [signatureOids.ecdsaWithSha384, { kind: "ecdsa", digest: "sha384" }],
  [signatureOids.ecdsaWithSha512, { kind: "ecdsa", digest: "sha512" }],
]);

type SignatureFaultCode =
  | "eds.crypto.algorithm-unsupported"
  | "eds.crypto.algorithms-disagree"
  | "eds.crypto.key-invalid"
  | "eds.crypto.signature-malformed"
  | "eds.crypto.signature-wrong";

export type SignatureFault = { readonly code: SignatureFaultCode; readonly why: string };

export type AlgorithmInput = {
  readonly algorithm: AlgorithmIdentifier;
  /** The digest named beside the signature, where something is. */
  readonly digest?: DigestName;
  readonly key: PublicKey;
};

/** What one signature is made with, once algorithm, digest and key are known to belong together. */
type Resolved = {
  readonly usage: AlgorithmUsage;
  /** Nothing when it is right, else why not. */
  readonly faultOf: (message: Uint8Array, signature: Uint8Array) => string | undefined;
};

const fault = (code: SignatureFaultCode, why: string): Result<never, SignatureFault> => failure({ code, why });
const disagree = (why: string): Result<never, SignatureFault> => fault("eds.crypto.algorithms-disagree", why);
const unsupported = (why: string): Result<never, SignatureFault> => fault("eds.crypto.algorithm-unsupported", why);

const errorOf = (result: Result<true, string>): string | undefined => (result.ok ? undefined : result.error);

const resolve = (input: AlgorithmInput): Result<Resolved, SignatureFault> => {
  const { algorithm, key } = input;
  const scheme = schemes.get(algorithm.oid);
  if (scheme === undefined) return unsupported(`signature ${algorithm.oid}`);
  if (key.kind === "unsupported") return unsupported(`key ${key.oid}`);
  if (key.kind === "invalid") return fault("eds.crypto.key-invalid", key.why);
  switch (scheme.kind) {
    case "gost":
      return resolveGost(scheme.key, input);
    case "rsa":
      return resolveRsa(scheme.digest, input);
    case "rsa-pss":
      return resolvePss(input);
    case "ecdsa":
      return resolveEcdsa(scheme.digest, input);
  }
};

const hasParameters = ({ parameters }: AlgorithmIdentifier): boolean => parameters !== "absent" && parameters !== "null";

const differs = (named: DigestName, beside: DigestName | undefined): boolean => beside !== undefined && beside !== named;

const resolveGost = (name: GostSchemeName, { algorithm, key, digest: beside }: AlgorithmInput): Result<Resolved, SignatureFault> => {
  if (key.kind !== name) return disagree("signature and key");
  // None has parameters; the national CA writes NULL, others leave it out.
  if (hasParameters(algorithm)) return unsupported("signature algorithm with parameters");
  const scheme = gostScheme(name);
  if (differs(scheme.digest, beside)) return disagree("signature and digest");
  return ok({
    usage: { digest: scheme.digest, key: name },
    faultOf: (message, signature) => errorOf(scheme.verify(key.point, digest(scheme.digest, message), signature)),
  });
};

const resolveRsa = (
  named: DigestName | undefined,
  { algorithm, key, digest: beside }: AlgorithmInput,
): Result<Resolved, SignatureFault> => {
  if (key.kind !== "rsa") return disagree("signature and key");
  // RFC 4055 section 5 wants NULL; others leave it out, and nothing hangs on it.
  if (hasParameters(algorithm)) return unsupported("signature algorithm with parameters");
  const name = named ?? beside;
  if (name === undefined) return unsupported("no digest named");
  if (differs(name, beside)) return disagree("signature and digest");
  if (!isSha(name)) return disagree("digest and key");
  return ok({
    usage: { digest: name, key: "rsa", keyBits: key.modulusBits },
    faultOf: (message, signature) => errorOf(verifyRsa(key, name, digest(name, message), signature)),
  });
};

const resolveEcdsa = (name: DigestName, { algorithm, key, digest: beside }: AlgorithmInput): Result<Resolved, SignatureFault> => {
  if (key.kind !== "ecdsa-p256" && key.kind !== "ecdsa-p384") return disagree("signature and key");
  // RFC 5758 section 3.2: no parameters, and not NULL either.
  if (algorithm.parameters !== "absent") return unsupported("signature algorithm with parameters");
  if (differs(name, beside)) return disagree("signature and digest");
  return ok({
    usage: { digest: name, key: key.kind },
    faultOf: (message, signature) => errorOf(verifyEcdsa(key, digest(name, message), signature)),
  });
};

/** RFC 4055 section 1.2: what the key's own parameters fix, the signature's must keep; its salt may be longer. */
const fitsKey = (chosen: PssParameters, key: RsaPublicKey | RsaPssPublicKey): boolean =>
  key.kind === "rsa" ||
  key.parameters === undefined ||
  (key.parameters.hash === chosen.hash && key.parameters.saltLength <= chosen.saltLength);

const resolvePss = ({ algorithm, key, digest: beside }: AlgorithmInput): Result<Resolved, SignatureFault> => {
  if (key.kind !== "rsa" && key.kind !== "rsa-pss") return disagree("signature and key");
  const { parameters } = algorithm;
  const chosen = parameters === "absent" || parameters === "null" ? undefined : pssParametersOf(parameters);
  if (chosen === undefined) return unsupported("parameters of RSASSA-PSS");
  if (differs(chosen.hash, beside)) return disagree("signature and digest");
  if (!fitsKey(chosen, key)) return disagree("parameters of signature and key");
  return ok({
    usage: { digest: chosen.hash, key: "rsa-pss", keyBits: key.modulusBits },
    faultOf: (message, signature) => errorOf(verifyRsaPss(key, chosen, digest(chosen.hash, message), signature)),
  });
};

/**
 * What a signature would be made with, without proving it: for constraints, which cost nothing. A fault where algorithm,
 * digest and key are unknown or do not belong together.
 */
export const algorithmUsageOf = (input: AlgorithmInput): Result<AlgorithmUsage, SignatureFault> => {
  const resolved = resolve(input);
  return resolved.ok ? ok(resolved.value.usage) : resolved;
};

/**
 * Proves `signature` over `message` and gives back what it was made with. The algorithm, the key and, when given, the
 * digest named beside the signature must belong together; a key of one kind is never used with the algorithm of another.
 * Mathematics alone: whether these algorithms may still be believed the caller asks of `constraintFault`.
 */
export const verifySignature = (
  input: AlgorithmInput & { readonly message: Uint8Array; readonly signature: Uint8Array },
): Result<AlgorithmUsage, SignatureFault> => {
  const resolved = resolve(input);
  if (!resolved.ok) return resolved;
  const why = resolved.value.faultOf(input.message, input.signature);
  if (why === undefined) return ok(resolved.value.usage);
  return fault(why === "signature-wrong" ? "eds.crypto.signature-wrong" : "eds.crypto.signature-malformed", why);
};
