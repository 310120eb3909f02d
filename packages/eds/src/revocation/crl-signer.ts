import { bytesEqual } from "../bytes/bytes.ts";
import type { MissingEvidence } from "../evidence/missing.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Crl } from "../x509/crl.ts";
import { sameName } from "../x509/name.ts";
import { isSignedBy, judgeSigner, nothingUsed, weaknessOf, withFewKeys, type EvidenceSigner, type StatusQuestion } from "./question.ts";
import type { Cause } from "./statement.ts";

/**
 * Who signed a list, RFC 5280 6.3.3 (f), (g): the certificate's own issuer, any other authority of the path that is being
 * judged anyway, or another certificate of the list's issuer whose path ends at the same anchor.
 */
export const crlSignerOf = (crl: Crl, question: StatusQuestion): EvidenceSigner => {
  const { path, index, pool } = question;
  const above = [...path.certificates.slice(index + 1), path.anchor.certificate, ...selfCovered(question)];
  const causes = new Set<Cause>();
  const missing: MissingEvidence[] = [];
  const { tried, isCut } = withFewKeys(candidatesFor(crl, above, pool.certificates));
  for (const certificate of tried) {
    if (!isSignedBy(crl, certificate, pool)) continue;
    if (certificate.keyUsage !== undefined && !certificate.keyUsage.cRLSign) {
      causes.add("issuer-may-not-sign-lists");
      continue;
    }
    const isJudged = above.some(({ sha256 }) => sha256 === certificate.sha256);
    const judged = isJudged
      ? { trusted: true, used: nothingUsed, missing: [] }
      : judgeSigner(certificate, question, crl.thisUpdateMs, "crl-issuer");
    const weak = weaknessOf(crl, certificate, crl.thisUpdateMs, question);
    if (judged.trusted) return { kind: "proved", certificate, used: judged.used, ...(weak && { weak }) };
    causes.add("issuer-untrusted");
    missing.push(...judged.missing);
  }
  // Whoever was not tried may have signed it: certificates of one name cost a sender nothing.
  if (isCut) pool.proofs.giveUp();
  if (causes.size > 0) return { kind: "not-proved", causes: [...causes], missing };
  return { kind: "not-proved", causes: [tried.length > 0 ? "signature-wrong" : "issuer-missing"], missing };
};

/**
 * The issuer of an indirect list may be covered by that list itself, when its authority says so in a distribution point
 * (PKITS 4.14.30): nobody else could say anything about it, and it is being judged right now.
 */
const selfCovered = ({ certificate, index, purpose }: StatusQuestion): readonly Certificate[] => {
  const isOwnIssuer = certificate.crlDistributionPoints.some(({ cRLIssuer = [] }) =>
    cRLIssuer.some((name) => name.kind === "directoryName" && sameName(name.name, certificate.subject)),
  );
  return purpose === "crl-issuer" && index === 0 && isOwnIssuer ? [certificate] : [];
};

const candidatesFor = (crl: Crl, above: readonly Certificate[], pool: readonly Certificate[]): readonly Certificate[] => {
  const isLikely = ({ subjectKeyIdentifier: key }: Certificate): boolean =>
    key !== undefined && crl.authorityKeyIdentifier !== undefined && bytesEqual(key, crl.authorityKeyIdentifier);
  const named = [...above, ...pool].filter(({ subject }) => sameName(subject, crl.issuer));
  const distinct = [...new Map(named.map((certificate) => [certificate.sha256, certificate])).values()];
  // The sort is stable: those of the path come first among the likely ones and among the others.
  return distinct.toSorted((a, b) => Number(isLikely(b)) - Number(isLikely(a)));
};
