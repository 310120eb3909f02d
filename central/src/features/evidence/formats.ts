import { checkCrl, checkOcspAnswer, checkTimestampAnswer, issuerKeyOf, ocspQuestion, type MissingEvidence } from "@beket/eds";
import { assert, err, ok } from "@beket/domain";
import type { Checked } from "./caller.ts";

/** The question about one certificate. The validator read both certificates before it named them. */
export function encodeOcspAsk(missing: MissingEvidence, nonce: Uint8Array): Uint8Array {
  const question = ocspQuestion(missing, nonce);
  assert(question !== undefined, "certificates that can be read");
  return question;
}

type OcspTimes = { readonly thisUpdate: number; readonly nextUpdate: number | null };

/** What is kept of an answer: only one that answers this question and knows the certificate. */
export function readOcspAnswer(bytes: Uint8Array, missing: MissingEvidence, nonce: Uint8Array): Checked<OcspTimes> {
  const answer = checkOcspAnswer(bytes, missing, nonce);
  if (answer.ok) {
    const { status, thisUpdateMs, nextUpdateMs } = answer.value;
    // RFC 6960 2.2: a certificate that the responder does not know, or that was never issued. Neither says "not revoked".
    if (status.kind === "unknown" || status.kind === "non-issued") return err("status-unknown");
    return ok({ thisUpdate: thisUpdateMs, nextUpdate: nextUpdateMs ?? null });
  }
  switch (answer.error) {
    case "malformed":
    case "unsupported-type":
      return err("unreadable");
    case "not-successful":
      return err("refused-by-service");
    case "unauthorized":
      return err("not-served");
    case "other-certificate":
      return err("other-subject");
    case "nonce-differs":
      return err("nonce-differs");
  }
}

type ListFacts = { readonly issuer: string; readonly isIndirect: boolean; readonly thisUpdate: number; readonly nextUpdate: number };

/** A list without nextUpdate never proves anything, and a complete one is not a delta. */
export function readList(bytes: Uint8Array, isDelta: boolean): Checked<ListFacts> {
  const list = checkCrl(bytes);
  if (!list.ok || list.value.isDelta !== isDelta) return err("unreadable");
  const { issuerKey, isIndirect, thisUpdateMs, nextUpdateMs } = list.value;
  return nextUpdateMs === undefined
    ? err("stale")
    : ok({ issuer: issuerKey, isIndirect, thisUpdate: thisUpdateMs, nextUpdate: nextUpdateMs });
}

export function issuerOf({ issuer }: Pick<MissingEvidence, "issuer">): string {
  const key = issuerKeyOf(issuer);
  assert(key !== undefined, "an issuer that can be read");
  return key;
}

export function readTimestamp(bytes: Uint8Array, signature: Uint8Array, nonce: Uint8Array): Checked<Uint8Array> {
  const answer = checkTimestampAnswer(bytes, signature, nonce);
  if (answer.ok) return ok(answer.value.token);
  switch (answer.error) {
    case "malformed":
      return err("unreadable");
    case "refused":
      return err("refused-by-service");
    case "other-imprint":
      return err("other-subject");
    case "nonce-differs":
      return err("nonce-differs");
  }
}
