import { bytesEqual } from "../bytes/bytes.ts";
import type { MissingEvidence } from "../evidence/missing.ts";
import { extensionOctets, type Crl, type RevokedEntry } from "../x509/crl.ts";
import { extensionOids } from "../x509/extensions.ts";
import { allReasons, type ReasonMask } from "../x509/revocation-reasons.ts";
import { crlScopeOf } from "./crl-scope.ts";
import { crlSignerOf } from "./crl-signer.ts";
import { joinUsed, nothingUsed, type EvidenceSigner, type StatusQuestion } from "./question.ts";
import type { Cause, Findings, Statement, StatusSaid } from "./statement.ts";

/** A list that covers the certificate in some reasons, is understood and is signed by whom it should be. */
type Believed = {
  readonly crl: Crl;
  readonly reasons: ReasonMask;
  readonly signer: Extract<EvidenceSigner, { kind: "proved" }>;
};

/** What the lists at hand say about a certificate, RFC 5280 6.3.3. */
export const crlFindings = (question: StatusQuestion): Findings => {
  const causes = new Set<Cause>();
  const rejected = new Set<Crl>();
  const missing: MissingEvidence[] = [];
  const believed: Believed[] = [];
  for (const crl of question.pool.crls) {
    const scope = crlScopeOf(crl, question.certificate);
    if (scope.kind === "other-issuer") continue;
    const cause = unusableBecause(crl, scope.mask, question);
    const signer: EvidenceSigner = cause === undefined ? crlSignerOf(crl, question) : { kind: "not-proved", causes: [cause], missing: [] };
    if (signer.kind === "proved") believed.push({ crl, reasons: scope.mask, signer });
    else {
      for (const one of signer.causes) causes.add(one);
      missing.push(...signer.missing);
      rejected.add(crl);
    }
  }
  const statements: Statement[] = [];
  const add = (one: Statement | Cause, crl: Crl): void => {
    if (typeof one !== "string") statements.push(one);
    else {
      causes.add(one);
      rejected.add(crl);
    }
  };
  const complete = believed.filter(({ crl }) => crl.baseNumber === undefined);
  for (const one of complete) add(completeStatement(one, question), one.crl);
  for (const one of believed) if (one.crl.baseNumber !== undefined) add(deltaStatement(one, complete, question), one.crl);
  return { statements, causes: [...causes], rejected: { ...nothingUsed, crls: [...rejected] }, missing };
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

const completeStatement = (believed: Believed, question: StatusQuestion): Statement | Cause =>
  statementOf(believed, saidBy(entryIn(believed.crl, question)), question);

const statementOf = ({ crl, reasons, signer }: Believed, says: StatusSaid, { certificate }: StatusQuestion): Statement | Cause => {
  // After the end of a certificate a list need not name it any more, RFC 5280 5: silence says nothing then.
  const keepsFromMs = crl.expiredCertsOnCrlMs ?? Number.POSITIVE_INFINITY;
  if (says.kind === "good" && crl.thisUpdateMs > certificate.notAfterMs && keepsFromMs > certificate.notAfterMs) return "made-after-expiry";
  return {
    source: "crl",
    madeMs: crl.thisUpdateMs,
    ...(crl.nextUpdateMs !== undefined && { untilMs: crl.nextUpdateMs }),
    reasons,
    says,
    ...(signer.weak && { weak: signer.weak }),
    used: joinUsed(signer.used, { ...nothingUsed, crls: [crl] }),
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
const deltaStatement = (delta: Believed, complete: readonly Believed[], question: StatusQuestion): Statement | Cause => {
  const entry = entryIn(delta.crl, question);
  const [base] = complete.filter((one) => isBaseOf(one, delta)).toSorted((a, b) => b.crl.thisUpdateMs - a.crl.thisUpdateMs);
  if (base === undefined) {
    if (entry === undefined || entry.reason === "removeFromCRL") return "base-missing";
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
  return statementOf(together, saidBy(kept), question);
};
