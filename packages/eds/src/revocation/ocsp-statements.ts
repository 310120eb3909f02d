import { bytesEqual, bytesToHex } from "../bytes/bytes.ts";
import { readDer } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { timeOf } from "../der/time.ts";
import { attempt, demand, expectTag } from "../der/values.ts";
import { matchCertId, type CertIdMatch } from "../x509/cert-id.ts";
import { extensionOids, type Extension } from "../x509/extensions.ts";
import { ocspOids, type OcspResponse, type OcspSingleResponse } from "../x509/ocsp.ts";
import { allReasons } from "../x509/revocation-reasons.ts";
import { certificatesSentWith, ocspSignerOf } from "./ocsp-signer.ts";
import { joinUsed, nothingUsed, type EvidenceSigner, type StatusQuestion } from "./question.ts";
import { toldOfOcsp } from "./told.ts";
import { findingsOf, rejection, type Cause, type Findings, type Rejection, type Statement } from "./statement.ts";

/** Extensions of a response and of an answer in it that are processed, or that ask nothing of the reader, RFC 6960 4.4. */
const understoodOfResponse: ReadonlySet<string> = new Set([ocspOids.nonce, ocspOids.extendedRevoke]);
const understoodOfAnswer: ReadonlySet<string> = new Set([
  ocspOids.archiveCutoff,
  ocspOids.crlReferences,
  extensionOids.invalidityDate,
  extensionOids.reasonCode,
]);

/** What the responses at hand say about a certificate, RFC 6960 3.2. */
export const ocspFindings = (question: StatusQuestion): Findings => {
  let known: ReadonlySet<string> | undefined;
  const others = (): ReadonlySet<string> => (known ??= otherSerialNumbers(question));
  const outcomes = question.pool.ocsp.flatMap((evidence) =>
    outcomesOf(evidence, question, others).map((outcome) => ({ evidence, outcome })),
  );
  return findingsOf(outcomes, (ocsp) => ({ ...nothingUsed, ocsp }));
};

/** One outcome for each answer about the certificate, or why the response has none; nothing where it is about others. */
const outcomesOf = (
  response: OcspResponse,
  question: StatusQuestion,
  others: () => ReadonlySet<string>,
): readonly (Statement | Rejection)[] => {
  const matches = response.responses.map((answer) => matchOf(answer, question));
  const ours = response.responses.filter((_, index) => matches[index] === "certificate");
  if (ours.length === 0) {
    const cause = mismatchOf(matches, response, others);
    return cause === undefined ? [] : [rejection(cause)];
  }
  let signer: EvidenceSigner | undefined;
  return ours.map((answer) => {
    const cause = unusableBecause(response, answer, question);
    if (cause !== undefined) return rejection(cause);
    signer ??= ocspSignerOf(response, question);
    return signer.kind === "proved" ? statementOf(response, answer, signer, question) : signer;
  });
};

const matchOf = ({ certId }: OcspSingleResponse, { certificate, issuer }: StatusQuestion): CertIdMatch =>
  matchCertId(certId, certificate, issuer);

/** The serial numbers of all other certificates at hand, in hexadecimal digits. */
const otherSerialNumbers = ({ certificate, path, pool }: StatusQuestion): ReadonlySet<string> => {
  const sent = pool.ocsp.flatMap(certificatesSentWith);
  const others = [...path.certificates, ...pool.certificates, ...sent].filter(({ sha256 }) => sha256 !== certificate.sha256);
  return new Set(others.map(({ serialNumber }) => bytesToHex(serialNumber)));
};

/** A response about another certificate at hand is in its place; one about a stranger below this issuer is not. */
const mismatchOf = (matches: readonly CertIdMatch[], response: OcspResponse, others: () => ReadonlySet<string>): Cause | undefined => {
  if (matches.includes("hash-unknown")) return "certificate-id-unsupported";
  if (!matches.includes("in-part")) return undefined;
  const isInPlace = response.responses.some(({ certId }) => others().has(bytesToHex(certId.serialNumber)));
  return isInPlace ? undefined : "certificate-id-differs";
};

const hasUnknownCritical = (extensions: readonly Extension[], understood: ReadonlySet<string>): boolean =>
  extensions.some(({ oid, critical }) => critical && !understood.has(oid));

const unusableBecause = (response: OcspResponse, answer: OcspSingleResponse, { times, pool }: StatusQuestion): Cause | undefined => {
  const { nonce, askedNonce, producedAtMs } = response;
  const { thisUpdateMs, nextUpdateMs } = answer;
  const { clockSkewMs } = pool.policy.revocation;
  if (askedNonce !== undefined && (nonce === undefined || !bytesEqual(nonce, askedNonce))) return "nonce-differs";
  if (hasUnknownCritical(response.extensions, understoodOfResponse)) return "critical-extension";
  if (hasUnknownCritical(answer.extensions, understoodOfAnswer)) return "critical-extension";
  if (Math.max(thisUpdateMs, producedAtMs) > times.validationTimeMs + clockSkewMs) return "made-after-validation";
  if (nextUpdateMs !== undefined && nextUpdateMs < thisUpdateMs) return "times-disagree";
  return thisUpdateMs > producedAtMs + clockSkewMs ? "times-disagree" : undefined;
};

/** Since when a responder keeps what it knows of certificates that have ended, RFC 6960 4.4.4; nothing where it cannot be read. */
const archiveCutoffOf = ({ extensions }: OcspSingleResponse): number | undefined => {
  const found = extensions.find(({ oid }) => oid === ocspOids.archiveCutoff);
  return (
    found &&
    attempt(() => {
      const node = readDer(found.value);
      demand(node.ok, "DER in the extension");
      return timeOf(expectTag(node.value, tags.generalizedTime));
    })
  );
};

const statementOf = (
  response: OcspResponse,
  answer: OcspSingleResponse,
  signer: Extract<EvidenceSigner, { kind: "proved" }>,
  { certificate, pool }: StatusQuestion,
): Statement | Rejection => {
  const { status, thisUpdateMs, nextUpdateMs = thisUpdateMs + pool.policy.revocation.ocspMaxAgeMs } = answer;
  const keepsFromMs = archiveCutoffOf(answer) ?? Number.POSITIVE_INFINITY;
  if (status.kind === "good" && thisUpdateMs > certificate.notAfterMs && keepsFromMs > certificate.notAfterMs)
    return rejection("made-after-expiry");
  return {
    source: "ocsp",
    madeMs: thisUpdateMs,
    untilMs: nextUpdateMs,
    reasons: allReasons,
    says: status,
    ...(signer.weak && { weak: signer.weak }),
    used: joinUsed(signer.used, { ...nothingUsed, ocsp: [response] }),
    told: [toldOfOcsp(response, answer, signer.certificate)],
  };
};
