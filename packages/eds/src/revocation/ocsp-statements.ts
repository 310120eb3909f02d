import { bytesEqual } from "../bytes/bytes.ts";
import { readDer } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { timeOf } from "../der/time.ts";
import { attempt, demand, expectTag } from "../der/values.ts";
import type { MissingEvidence } from "../evidence/missing.ts";
import { matchCertId, type CertIdMatch } from "../x509/cert-id.ts";
import { extensionOids, type Extension } from "../x509/extensions.ts";
import { ocspOids, type OcspResponse, type OcspSingleResponse } from "../x509/ocsp.ts";
import { allReasons } from "../x509/revocation-reasons.ts";
import { ocspSignerOf } from "./ocsp-signer.ts";
import { joinUsed, nothingUsed, type EvidenceSigner, type StatusQuestion } from "./question.ts";
import type { Cause, Findings, Statement } from "./statement.ts";

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
  const causes = new Set<Cause>();
  const rejected = new Set<OcspResponse>();
  const missing: MissingEvidence[] = [];
  const statements: Statement[] = [];
  const reject = (response: OcspResponse, ...why: readonly Cause[]): void => {
    rejected.add(response);
    for (const cause of why) causes.add(cause);
  };
  for (const response of question.pool.ocsp) {
    const answers = response.responses.map((answer) => ({ answer, match: matchOf(answer, question) }));
    const ours = answers.filter(({ match }) => match === "certificate").map(({ answer }) => answer);
    if (ours.length === 0) {
      const cause = mismatchOf(
        answers.map(({ match }) => match),
        response,
        question,
      );
      if (cause !== undefined) reject(response, cause);
      continue;
    }
    let signer: EvidenceSigner | undefined;
    for (const answer of ours) {
      const cause = unusableBecause(response, answer, question);
      if (cause !== undefined) {
        reject(response, cause);
        continue;
      }
      signer ??= ocspSignerOf(response, question);
      const statement = signer.kind === "proved" ? statementOf(response, answer, signer, question) : undefined;
      if (statement === undefined && signer.kind === "not-proved") {
        reject(response, ...signer.causes);
        missing.push(...signer.missing);
      } else if (typeof statement === "string") reject(response, statement);
      else if (statement !== undefined) statements.push(statement);
    }
  }
  return { statements, causes: [...causes], rejected: { ...nothingUsed, ocsp: [...rejected] }, missing };
};

const matchOf = ({ certId }: OcspSingleResponse, { certificate, issuer }: StatusQuestion): CertIdMatch =>
  matchCertId(certId, certificate, issuer);

/** A response about another certificate of the path is in its place; one about a stranger below this issuer is not. */
const mismatchOf = (matches: readonly CertIdMatch[], response: OcspResponse, { path }: StatusQuestion): Cause | undefined => {
  if (matches.includes("hash-unknown")) return "certificate-id-unsupported";
  if (!matches.includes("in-part")) return undefined;
  const isAboutPath = path.certificates.some((certificate, index) => {
    const issuer = path.certificates[index + 1] ?? path.anchor.certificate;
    return response.responses.some(({ certId }) => matchCertId(certId, certificate, issuer) === "certificate");
  });
  return isAboutPath ? undefined : "certificate-id-differs";
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
): Statement | Cause => {
  const { status, thisUpdateMs, nextUpdateMs = thisUpdateMs + pool.policy.revocation.ocspMaxAgeMs } = answer;
  const keepsFromMs = archiveCutoffOf(answer) ?? Number.POSITIVE_INFINITY;
  if (status.kind === "good" && thisUpdateMs > certificate.notAfterMs && keepsFromMs > certificate.notAfterMs) return "made-after-expiry";
  return {
    source: "ocsp",
    madeMs: thisUpdateMs,
    untilMs: nextUpdateMs,
    reasons: allReasons,
    says: status,
    ...(signer.weak && { weak: signer.weak }),
    used: joinUsed(signer.used, { ...nothingUsed, ocsp: [response] }),
  };
};
