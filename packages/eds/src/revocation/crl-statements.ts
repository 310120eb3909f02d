import { bytesEqual } from "../bytes/bytes.ts";
import { extensionOctets, type Crl, type RevokedEntry } from "../x509/crl.ts";
import { extensionOids } from "../x509/extensions.ts";
import { allReasons, type ReasonMask } from "../x509/revocation-reasons.ts";
import { crlScopeOf } from "./crl-scope.ts";
import { crlSignerOf } from "./crl-signer.ts";
import { joinUsed, nothingUsed, type EvidenceSigner, type StatusQuestion } from "./question.ts";
import { toldOfCrl } from "./told.ts";
import { findingsOf, rejection, type Cause, type Findings, type Rejection, type Statement, type StatusSaid } from "./statement.ts";

/** A list that covers the certificate in some reasons, is understood and is signed by whom it should be. */
type Believed = {
  readonly crl: Crl;
  readonly reasons: ReasonMask;
  readonly signer: Extract<EvidenceSigner, { kind: "proved" }>;
};

/** What the lists at hand say about a certificate, RFC 5280 6.3.3. */
export const crlFindings = (question: StatusQuestion): Findings => {
  const read = question.pool.crls.flatMap((crl) => {
    const scope = crlScopeOf(crl, question.certificate);
    return scope.kind === "other-issuer" ? [] : [{ crl, result: believedOr(crl, scope.mask, question) }];
  });
  const complete = read.flatMap(({ crl, result }) => ("signer" in result && crl.baseNumber === undefined ? [result] : []));
  const outcomeOf = (crl: Crl, result: Believed | Rejection): Statement | Rejection => {
    if (!("signer" in result)) return result;
    return crl.baseNumber === undefined ? completeStatement(result, question) : deltaStatement(result, complete, question);
  };
  return findingsOf(
    read.map(({ crl, result }) => ({ evidence: crl, outcome: outcomeOf(crl, result) })),
    (crls) => ({ ...nothingUsed, crls }),
  );
};

const believedOr = (crl: Crl, reasons: ReasonMask, question: StatusQuestion): Believed | Rejection => {
  const cause = unusableBecause(crl, reasons, question);
  if (cause !== undefined) return rejection(cause);
  const signer = crlSignerOf(crl, question);
  return signer.kind === "proved" ? { crl, reasons, signer } : signer;
};

const unusableBecause = (crl: Crl, mask: ReasonMask, { times, pool }: StatusQuestion): Cause | undefined => {
  if (crl.fault !== undefined) return crl.fault;
  if (mask === 0) return "out-of-scope";
  if (crl.nextUpdateMs !== undefined && crl.nextUpdateMs < crl.thisUpdateMs) return "times-disagree";
  return crl.thisUpdateMs > times.validationTimeMs + pool.policy.revocation.clockSkewMs ? "made-after-validation" : undefined;
};

const entryIn = (crl: Crl, { certificate }: StatusQuestion): RevokedEntry | undefined =>
  crl.find(certificate.serialNumber, certificate.issuer);

const saidBy = (entry: RevokedEntry | undefined): StatusSaid => (entry === undefined ? { kind: "good" } : { kind: "revoked", ...entry });

const completeStatement = (believed: Believed, question: StatusQuestion): Statement | Rejection =>
  statementOf(believed, saidBy(entryIn(believed.crl, question)), question);

const statementOf = ({ crl, reasons, signer }: Believed, says: StatusSaid, { certificate }: StatusQuestion): Statement | Rejection => {
  // After the end of a certificate a list need not name it any more, RFC 5280 5: silence says nothing then.
  const keepsFromMs = crl.expiredCertsOnCrlMs ?? Number.POSITIVE_INFINITY;
  if (says.kind === "good" && crl.thisUpdateMs > certificate.notAfterMs && keepsFromMs > certificate.notAfterMs)
    return rejection("made-after-expiry");
  return {
    source: "crl",
    madeMs: crl.thisUpdateMs,
    ...(crl.nextUpdateMs !== undefined && { untilMs: crl.nextUpdateMs }),
    reasons,
    says,
    ...(signer.weak && { weak: signer.weak }),
    used: joinUsed(signer.used, { ...nothingUsed, crls: [crl] }),
    told: [toldOfCrl(crl, signer.certificate)],
  };
};

const sameExtension = (a: Crl, b: Crl, oid: string): boolean => {
  const [one, other] = [extensionOctets(a, oid), extensionOctets(b, oid)];
  return one === undefined || other === undefined ? one === other : bytesEqual(one, other);
};

/** RFC 5280 5.2.4 and 6.3.3 (c), (h): the same issuer, scope and key, and a base that the delta goes on from. */
const isBaseOf = (base: Believed, delta: Believed): boolean =>
  base.crl.number !== undefined &&
  delta.crl.number !== undefined &&
  delta.crl.baseNumber !== undefined &&
  delta.crl.baseNumber <= base.crl.number &&
  base.crl.number < delta.crl.number &&
  bytesEqual(base.crl.issuer.raw, delta.crl.issuer.raw) &&
  sameExtension(base.crl, delta.crl, extensionOids.issuingDistributionPoint) &&
  sameExtension(base.crl, delta.crl, extensionOids.authorityKeyIdentifier) &&
  bytesEqual(base.signer.certificate.publicKeyInfo, delta.signer.certificate.publicKeyInfo);

const isLasting = (entry: RevokedEntry): boolean => entry.reason !== "certificateHold" && entry.reason !== "removeFromCRL";

/**
 * A delta list and the youngest base it fits are together a complete list of the delta's age (RFC 5280 5.2.4). Alone it never
 * says good; when it says revoked, that is believed.
 */
const deltaStatement = (delta: Believed, complete: readonly Believed[], question: StatusQuestion): Statement | Rejection => {
  const entry = entryIn(delta.crl, question);
  const [base] = complete.filter((one) => isBaseOf(one, delta)).toSorted((a, b) => b.crl.thisUpdateMs - a.crl.thisUpdateMs);
  if (base === undefined) {
    if (entry === undefined || entry.reason === "removeFromCRL") return rejection("base-missing");
    return statementOf(delta, saidBy(entry), question);
  }
  const before = entryIn(base.crl, question);
  // Only a hold can be taken off a list; a certificate that ended while revoked is taken off too, and stays revoked.
  const kept = before !== undefined && isLasting(before) ? before : entry?.reason === "removeFromCRL" ? undefined : (entry ?? before);
  const together: Believed = {
    crl: delta.crl,
    reasons: delta.reasons & base.reasons & allReasons,
    signer: { ...delta.signer, used: joinUsed(delta.signer.used, base.signer.used, { ...nothingUsed, crls: [base.crl] }) },
  };
  const statement = statementOf(together, saidBy(kept), question);
  return "says" in statement ? { ...statement, told: [...statement.told, toldOfCrl(base.crl, base.signer.certificate)] } : statement;
};
