import { verifySignature } from "../algorithms/signatures.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Proofs } from "./proofs.ts";

/** A trust anchor whose certificate could be read. */
export type Anchor = { readonly certificate: Certificate; readonly purpose: "production" | "test" };

/** From the signer's certificate (first) to the one below the anchor; every signature on the way is proved. */
export type Path = { readonly certificates: readonly Certificate[]; readonly anchor: Anchor };

export type BuildResult = {
  readonly paths: readonly Path[];
  /** True when some certificate carried the issuer's name but its key had not signed. */
  readonly signatureWrong: boolean;
};

export type BuildInput = {
  readonly target: Certificate;
  readonly anchors: readonly Anchor[];
  readonly pool: readonly Certificate[];
  /** Certificates in a path, without the anchor. */
  readonly lengthMax: number;
  readonly pathsMax: number;
  readonly proofs: Proofs;
};

/** Certificates that issue each other make more walks than anyone can take: no more steps than these per path wanted. */
const stepsPerPath = 64;

/** True when `issuer` has the name and the key that `subject` was issued by. */
export const isIssuedBy = (subject: Certificate, issuer: Certificate): boolean =>
  bytesEqual(subject.issuer.raw, issuer.subject.raw) &&
  verifySignature({
    algorithm: subject.signatureAlgorithm,
    key: issuer.publicKey,
    message: subject.tbs,
    signature: subject.signature,
  }).ok;

/**
 * Every path to an anchor, within the limits: shortest first at each step, because anchors are tried before other
 * certificates. A name alone decides nothing: several CAs may bear the same one, so every candidate is tried.
 */
export const buildPaths = (input: BuildInput): BuildResult => {
  const paths: Path[] = [];
  const { proofs } = input;
  let signatureWrong = false;
  let steps = 0;

  const proves = (subject: Certificate, issuer: Certificate): boolean => {
    const proved = proofs.prove(`certificate ${subject.sha256}<${issuer.sha256}`, () => isIssuedBy(subject, issuer));
    signatureWrong ||= !proved;
    return proved;
  };

  const byKeyHint = (subject: Certificate, issuer: Certificate): number => {
    const hint = subject.authorityKeyIdentifier;
    const key = issuer.subjectKeyIdentifier;
    return hint !== undefined && key !== undefined && bytesEqual(hint, key) ? 0 : 1;
  };

  const extend = (certificates: readonly Certificate[], top: Certificate): void => {
    steps += 1;
    if (paths.length >= input.pathsMax || steps > stepsPerPath * input.pathsMax) return;
    const namesTop = (candidate: Certificate): boolean => bytesEqual(candidate.subject.raw, top.issuer.raw);
    for (const anchor of input.anchors) {
      if (!namesTop(anchor.certificate) || anchor.certificate.sha256 === top.sha256) continue;
      if (proves(top, anchor.certificate)) paths.push({ certificates, anchor });
    }
    if (certificates.length >= input.lengthMax) return;
    const candidates = input.pool
      .filter((candidate) => namesTop(candidate) && !certificates.some(({ sha256 }) => sha256 === candidate.sha256))
      .toSorted((a, b) => byKeyHint(top, a) - byKeyHint(top, b));
    for (const candidate of candidates) {
      if (proves(top, candidate)) extend([...certificates, candidate], candidate);
    }
  };

  extend([input.target], input.target);
  return { paths: paths.slice(0, input.pathsMax), signatureWrong };
};
