import { verifySignature } from "../algorithms/signatures.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import type { Proofs } from "../path/proofs.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Crl, CrlScopeFault, RevokedEntry } from "../x509/crl.ts";

/**
 * What the lists at hand say about one certificate at one time. `unknown` is never `good`: it waits for better lists.
 * Milliseconds since 1970 UTC.
 */
export type RevocationStatus =
  | { readonly kind: "good"; readonly crl: Crl }
  | { readonly kind: "revoked"; readonly crl: Crl; readonly entry: RevokedEntry }
  | { readonly kind: "stale"; readonly nextUpdateMs: number }
  | { readonly kind: "no-evidence"; readonly causes: readonly UnusableCause[] };

type UnusableCause = CrlScopeFault | "signature-wrong" | "issuer-may-not-sign-lists" | "made-after-expiry" | "none-from-this-issuer";

export type RevocationInput = {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly crls: readonly Crl[];
  readonly timeMs: number;
  /** Remembers proved signatures: a list serves several certificates of a message. */
  readonly proofs: Proofs;
};

const isProved = (crl: Crl, issuer: Certificate, proofs: Proofs, index: number): boolean =>
  proofs.prove(
    `list ${index}<${issuer.sha256}`,
    () => verifySignature({ algorithm: crl.signatureAlgorithm, key: issuer.publicKey, message: crl.tbs, signature: crl.signature }).ok,
  );

/**
 * CRL validation, RFC 5280 section 6.3, for complete direct lists: signed by the key that issued the certificate and
 * whole in scope. The status is the one at `timeMs`. The youngest list made before that time speaks if it was still
 * current then: a hold may have been lifted since. Otherwise a list made later does, because whoever had to wait for
 * evidence gets it afterwards; a list made after the certificate ended says nothing, as it drops such entries.
 */
export const revocationStatus = (input: RevocationInput): RevocationStatus => {
  const { certificate, issuer, timeMs } = input;
  const causes = new Set<UnusableCause>();
  const usable: Crl[] = [];
  const deltas: Crl[] = [];
  for (const [index, crl] of input.crls.entries()) {
    if (!bytesEqual(crl.issuer.raw, certificate.issuer.raw)) continue;
    const cause = unusableBecause(crl, input, index, issuer);
    if (cause === undefined) usable.push(crl);
    else causes.add(cause);
    if (cause === "delta-crl" && isProved(crl, issuer, input.proofs, index)) deltas.push(crl);
  }
  usable.sort((a, b) => b.thisUpdateMs - a.thisUpdateMs);
  const later = usable.filter((crl) => crl.thisUpdateMs > timeMs);
  const earlier = usable.find((crl) => crl.thisUpdateMs <= timeMs);
  const isCurrent = earlier?.nextUpdateMs !== undefined && timeMs <= earlier.nextUpdateMs;

  // A delta list cannot show that a certificate is good; when it says revoked, that is believed.
  for (const crl of deltas) {
    const entry = entryAt(crl, certificate, timeMs);
    const isLifted = entry?.reason === "removeFromCRL" || (earlier !== undefined && crl.thisUpdateMs < earlier.thisUpdateMs);
    if (entry !== undefined && !isLifted) return { kind: "revoked", crl, entry };
  }
  for (const crl of later) {
    const entry = entryAt(crl, certificate, timeMs);
    if (entry !== undefined && (!isCurrent || !isHold(entry))) return { kind: "revoked", crl, entry };
  }
  if (earlier !== undefined) {
    const entry = entryAt(earlier, certificate, timeMs);
    // A revocation stays true when its list grows old; a hold, or the absence of either, needs a current list.
    if (entry !== undefined && (isCurrent || !isHold(entry))) return { kind: "revoked", crl: earlier, entry };
    if (isCurrent) return { kind: "good", crl: earlier };
  }
  const [youngest] = later;
  if (youngest !== undefined) return { kind: "good", crl: youngest };
  if (earlier?.nextUpdateMs !== undefined) return { kind: "stale", nextUpdateMs: earlier.nextUpdateMs };
  return { kind: "no-evidence", causes: causes.size === 0 ? ["none-from-this-issuer"] : [...causes] };
};

const isHold = (entry: RevokedEntry): boolean => entry.reason === "certificateHold";

const entryAt = (crl: Crl, certificate: Certificate, timeMs: number): RevokedEntry | undefined => {
  const entry = crl.find(certificate.serialNumber);
  return entry !== undefined && entry.revocationMs <= timeMs ? entry : undefined;
};

const unusableBecause = (
  crl: Crl,
  { certificate, proofs }: RevocationInput,
  index: number,
  issuer: Certificate,
): UnusableCause | undefined => {
  if (crl.scopeFault !== undefined) return crl.scopeFault;
  if (crl.thisUpdateMs > certificate.notAfterMs) return "made-after-expiry";
  if (issuer.keyUsage !== undefined && !issuer.keyUsage.cRLSign) return "issuer-may-not-sign-lists";
  return isProved(crl, issuer, proofs, index) ? undefined : "signature-wrong";
};
