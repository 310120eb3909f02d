import { digestOids } from "../algorithms/digests.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import { rawOf, readDer, type DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { attempt, childrenOrThrow, cursorOver, demand, expectTag, namedBitsOf, smallOf, textOf } from "../der/values.ts";
import { failure, ok, type Result } from "../result.ts";
import { nonceContent, type TimestampRequestSpec } from "./request.ts";
import { parseTimestampToken, timestampDerLimits, type TimestampToken } from "./token.ts";

/** PKIStatus, RFC 3161 2.4.2, in the order of its numbers. */
const statuses = ["granted", "grantedWithMods", "rejection", "waiting", "revocationWarning", "revocationNotification"] as const;

/** PKIFailureInfo, RFC 3161 2.4.2, by bit. */
const failureNames: ReadonlyMap<number, string> = new Map([
  [0, "badAlg"],
  [2, "badRequest"],
  [5, "badDataFormat"],
  [14, "timeNotAvailable"],
  [15, "unacceptedPolicy"],
  [16, "unacceptedExtension"],
  [17, "addInfoNotAvailable"],
  [25, "systemFailure"],
]);

/** A TimeStampResp, RFC 3161 2.4.2: a token comes with `granted` and `grantedWithMods`, and with nothing else. */
export type TimestampResponse =
  | { readonly kind: "granted"; readonly status: "granted" | "grantedWithMods"; readonly token: TimestampToken }
  | {
      readonly kind: "refused";
      readonly status: Exclude<(typeof statuses)[number], "granted" | "grantedWithMods">;
      readonly failures: readonly string[];
      /** What the authority says, not to be believed. At most 8 lines of 512 characters. */
      readonly text: readonly string[];
    };

export type TimestampResponseFault = { readonly why: string };

/** Reads what a time-stamp authority answered. The token is read but not yet judged. */
export const parseTimestampResponse = (
  bytes: Uint8Array,
  bytesMax: number = timestampDerLimits.bytesMax,
): Result<TimestampResponse, TimestampResponseFault> => {
  const limits = { ...timestampDerLimits, bytesMax };
  const root = readDer(bytes, limits);
  if (!root.ok) return failure({ why: root.error.code });
  const outer = attempt(() => outerOf(root.value));
  if (outer === undefined) return failure({ why: "TimeStampResp" });
  const { status, failures, text } = outer;
  if (status !== "granted" && status !== "grantedWithMods") {
    return outer.token === undefined ? ok({ kind: "refused", status, failures, text }) : failure({ why: "a token with a refusal" });
  }
  if (outer.token === undefined) return failure({ why: "no token" });
  const token = parseTimestampToken(rawOf(outer.token), limits);
  return token.ok ? ok({ kind: "granted", status, token: token.value }) : token;
};

type Outer = {
  readonly status: (typeof statuses)[number];
  readonly failures: readonly string[];
  readonly text: readonly string[];
  readonly token: DerNode | undefined;
};

const outerOf = (root: DerNode): Outer => {
  const cursor = cursorOver(expectTag(root, tags.sequence));
  const info = cursorOver(cursor.take(tags.sequence));
  const token = cursor.takeIf(tags.sequence);
  cursor.finish();
  const status = statuses[smallOf(info.take(tags.integer))];
  demand(status !== undefined, "a status");
  const freeText = info.takeIf(tags.sequence);
  const failureNode = info.takeIf(tags.bitString);
  info.finish();
  const lines = freeText === undefined ? [] : childrenOrThrow(freeText);
  const text = lines.slice(0, 8).map((line) => (textOf(expectTag(line, tags.utf8String)) ?? "").slice(0, 512));
  const bits = failureNode === undefined ? [] : namedBitsOf(failureNode);
  const failures = bits.flatMap((isSet, bit) => (isSet ? [failureNames.get(bit) ?? `bit ${bit}`] : []));
  return { status, failures, text, token };
};

/**
 * Nothing where the token answers the request: the same imprint, the nonce echoed, the policy that was asked for, RFC 3161 2.4.2;
 * otherwise what differs. It says nothing about who made the token.
 */
export const timestampAnswerFault = (
  token: TimestampToken,
  request: TimestampRequestSpec,
): "imprint" | "nonce" | "policy" | "certificate" | undefined => {
  const { imprint, nonce, policyOid } = token.info;
  const isImprint = imprint.hashOid === digestOids[request.digest] && bytesEqual(imprint.hashedMessage, request.imprint);
  if (!isImprint) return "imprint";
  if (nonce === undefined || !bytesEqual(nonce, nonceContent(request.nonce))) return "nonce";
  if (request.policyOid !== undefined && policyOid !== request.policyOid) return "policy";
  // RFC 3161 2.4.1: with certReq the authority's certificate is inside.
  return request.certReq && token.data.certificates.length === 0 ? "certificate" : undefined;
};
