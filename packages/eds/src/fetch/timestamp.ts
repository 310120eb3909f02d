import { digest, type DigestName } from "../algorithms/digests.ts";
import { parseSignedData } from "../cms/signed-data.ts";
import { defaultLimits } from "../input.ts";
import { failure, ok, type Result } from "../result.ts";
import { encodeTimestampRequest, type TimestampRequestSpec } from "../tsp/request.ts";
import { parseTimestampResponse, timestampAnswerFault } from "../tsp/response.ts";

/** A time-stamp token as an authority gave it. Whether it may be believed is for the validator to say. */
export type TimestampAnswer = { readonly token: Uint8Array; readonly genTimeMs: number };
/** `refused`: the authority gave none; `other-imprint`: a token over something else. */
export type TimestampAnswerFault = "malformed" | "refused" | "other-imprint" | "nonce-differs";

const requestOf = (signature: Uint8Array, nonce: Uint8Array, hash: DigestName): TimestampRequestSpec => ({
  digest: hash,
  imprint: digest(hash, signature),
  nonce,
  certReq: true,
});

/** The body of a POST to a time-stamp authority over the octets of a signature, RFC 3161 2.4.1; asks for its certificate too. */
export const timestampQuestion = (signature: Uint8Array, nonce: Uint8Array, hash: DigestName = "sha256"): Uint8Array =>
  encodeTimestampRequest(requestOf(signature, nonce, hash));

/** The token that answers that question: over this signature, the nonce echoed. Its own signature is not looked at. */
export const checkTimestampAnswer = (
  bytes: Uint8Array,
  signature: Uint8Array,
  nonce: Uint8Array,
  hash: DigestName = "sha256",
): Result<TimestampAnswer, TimestampAnswerFault> => {
  const response = parseTimestampResponse(bytes);
  if (!response.ok) return failure("malformed");
  if (response.value.kind === "refused") return failure("refused");
  const { token } = response.value;
  const fault = timestampAnswerFault(token, requestOf(signature, nonce, hash));
  if (fault === undefined) return ok({ token: token.raw, genTimeMs: token.info.genTimeMs });
  return failure(fault === "nonce" ? "nonce-differs" : fault === "imprint" ? "other-imprint" : "malformed");
};

/** What a signature time-stamp is over, EN 319 122-1 5.3: the signature octets of each signer of a CMS message. Empty where it is none. */
export const signatureValuesOf = (cms: Uint8Array): readonly Uint8Array[] => {
  const limits = { bytesMax: defaultLimits.cmsBytesMax, depthMax: defaultLimits.derDepthMax, nodesMax: defaultLimits.derNodesMax };
  const data = parseSignedData(cms, limits);
  return data.ok ? data.value.signerInfos.map(({ signature }) => signature) : [];
};
