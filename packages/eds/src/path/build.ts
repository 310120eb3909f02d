import { algorithmUsageOf, verifySignature } from "../algorithms/signatures.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import type { Certificate } from "../x509/certificate.ts";
import { nameKey, sameName } from "../x509/name.ts";
import type { Proofs } from "./proofs.ts";

/** A trust anchor whose certificate could be read. */
export type Anchor = { readonly certificate: Certificate; readonly purpose: "production" | "test" };

/** From the target (first) to the certificate below the anchor; every signature on the way is proved. */
export type Path = { readonly certificates: readonly Certificate[]; readonly anchor: Anchor };

export type BuildInput = {
  readonly target: Certificate;
  readonly anchors: readonly Anchor[];
  readonly pool: readonly Certificate[];
  /** What is valid then is tried first. Milliseconds since 1970 UTC. */
  readonly timeMs: number;
  /** Certificates in a path, without the anchor. */
  readonly lengthMax: number;
  readonly pathsMax: number;
  /** Shared by all judgements of one validation. */
  readonly proofs: Proofs;
};

export type BuildFault = "eds.chain.signature-wrong" | "eds.crypto.algorithm-unsupported";

export type Building = {
  /** Ends when no path is left, or at the limits. */
  readonly next: () => Path | undefined;
  /** What was wrong with certificates that carried an issuer's name. A wrong signature outweighs one nobody here can prove. */
  readonly fault: () => BuildFault | undefined;
  /** True when the limits alone ended the search. */
  readonly cutShort: () => boolean;
};

/** Certificates that issue each other make more walks than anyone can take: no more steps than these per path wanted. */
const stepsPerPath = 64;

/** True when `issuer` has the name and the key that `subject` was issued by. */
export const isIssuedBy = (subject: Certificate, issuer: Certificate): boolean =>
  sameName(subject.issuer, issuer.subject) &&
  verifySignature({
    algorithm: subject.signatureAlgorithm,
    key: issuer.publicKey,
    message: subject.tbs,
    signature: subject.signature,
  }).ok;

/** The same authority with the same key: a path through both is a loop, RFC 4158 2.4.1. */
const isSameHolder = (a: Certificate, b: Certificate): boolean =>
  a.sha256 === b.sha256 || (sameName(a.subject, b.subject) && bytesEqual(a.publicKeyInfo, b.publicKeyInfo));

const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
};

/**
 * How many authorities are at least missing between a certificate of this issuer and an anchor, by names alone. A name
 * without an entry leads nowhere, so what a hostile message adds there costs nothing.
 */
const distancesByName = (input: BuildInput): ReadonlyMap<string, number> => {
  const issuedBy = grouped(input.pool, ({ issuer }) => nameKey(issuer));
  const distances = new Map<string, number>();
  let reached = [...new Set(input.anchors.map(({ certificate }) => nameKey(certificate.subject)))];
  for (let distance = 0; reached.length > 0 && distance <= input.lengthMax; distance += 1) {
    for (const name of reached) distances.set(name, distance);
    const below = reached.flatMap((name) => issuedBy.get(name) ?? []).map(({ subject }) => nameKey(subject));
    reached = [...new Set(below)].filter((name) => !distances.has(name));
  }
  return distances;
};

/** Hints only order the candidates, they exclude none: key identifiers, validity, and being an authority at all. */
const unlikeliness = (subject: Certificate, issuer: Certificate, timeMs: number): number => {
  const [hint, key] = [subject.authorityKeyIdentifier, issuer.subjectKeyIdentifier];
  const otherKey = hint !== undefined && key !== undefined && !bytesEqual(hint, key);
  const ended = timeMs < issuer.notBeforeMs || timeMs > issuer.notAfterMs;
  return (otherKey ? 4 : 0) + (ended ? 2 : 0) + (issuer.basicConstraints?.cA === true ? 0 : 1);
};

type Walk = readonly Certificate[];

/**
 * The paths to the anchors, one at a time, the shortest first. A name alone decides nothing: several authorities may bear
 * the same one, so every candidate is tried. Walks follow names, and signatures are proved from the anchor downwards
 * only when a walk has arrived: what no trusted key has signed costs one proof at the most. No walk goes over an edge that was found wrong.
 */
export const buildPaths = (input: BuildInput): Building => {
  const { target, proofs } = input;
  const distances = distancesByName(input);
  const anchorsByName = grouped(input.anchors, ({ certificate }) => nameKey(certificate.subject));
  const bySubject = grouped(input.pool, ({ subject }) => nameKey(subject));
  // Walks by the least length they can arrive at; a length that none has may have no place.
  const pending: (Walk[] | undefined)[] = [];
  const arrived: Path[] = [];
  const wrong = new Map<string, BuildFault>();
  let steps = 0;
  let found = 0;
  let tooLong = false;

  const edgeOf = (subject: Certificate, issuer: Certificate): string => `${subject.sha256}<${issuer.sha256}`;

  const isProved = (subject: Certificate, issuer: Certificate): boolean => {
    const edge = edgeOf(subject, issuer);
    if (proofs.prove(`certificate ${edge}`, () => isIssuedBy(subject, issuer))) return true;
    const usage = algorithmUsageOf({ algorithm: subject.signatureAlgorithm, key: issuer.publicKey });
    const isUnsupported = !usage.ok && usage.error.code === "eds.crypto.algorithm-unsupported";
    wrong.set(edge, isUnsupported ? "eds.crypto.algorithm-unsupported" : "eds.chain.signature-wrong");
    return false;
  };
  const isProvedFrom = ({ certificates, anchor }: Path): boolean => {
    const upwards = [...certificates, anchor.certificate];
    for (let i = certificates.length - 1; i >= 0; i -= 1) {
      const [subject, issuer] = [upwards[i], upwards[i + 1]];
      if (subject === undefined || issuer === undefined || !isProved(subject, issuer)) return false;
    }
    return true;
  };

  const push = (walk: Walk): void => {
    const missing = distances.get(nameKey((walk.at(-1) ?? target).issuer));
    if (missing === undefined) return;
    const length = walk.length + missing;
    if (length > input.lengthMax) tooLong = true;
    else (pending[length] ??= []).push(walk);
  };
  const pop = (): Walk | undefined => pending.find((walks) => walks !== undefined && walks.length > 0)?.shift();

  const leadsOn = (walk: Walk, issuer: Certificate): boolean =>
    !wrong.has(edgeOf(walk.at(-1) ?? target, issuer)) && !walk.some((one) => isSameHolder(one, issuer));

  /** Anchors that a walk has arrived at become paths; other issuers make it longer. */
  const step = (walk: Walk): void => {
    const top = walk.at(-1) ?? target;
    const issuerName = nameKey(top.issuer);
    const byLikelihood = (a: Certificate, b: Certificate): number =>
      unlikeliness(top, a, input.timeMs) - unlikeliness(top, b, input.timeMs);
    for (const anchor of (anchorsByName.get(issuerName) ?? []).toSorted((a, b) => byLikelihood(a.certificate, b.certificate))) {
      if (leadsOn(walk, anchor.certificate)) arrived.push({ certificates: walk, anchor });
    }
    for (const issuer of (bySubject.get(issuerName) ?? []).toSorted(byLikelihood)) if (leadsOn(walk, issuer)) push([...walk, issuer]);
  };

  const next = (): Path | undefined => {
    for (;;) {
      for (let path = arrived.shift(); path !== undefined; path = arrived.shift()) {
        if (!isProvedFrom(path)) continue;
        if (found >= input.pathsMax) {
          proofs.giveUp();
          return undefined;
        }
        found += 1;
        return path;
      }
      const walk = pop();
      if (walk === undefined) return undefined;
      steps += 1;
      if (steps > stepsPerPath * input.pathsMax) {
        proofs.giveUp();
        return undefined;
      }
      step(walk);
    }
  };

  push([target]);
  return {
    next,
    fault: () => {
      const faults = new Set(wrong.values());
      return faults.has("eds.chain.signature-wrong") ? "eds.chain.signature-wrong" : [...faults][0];
    },
    cutShort: () => tooLong || proofs.isExhausted(),
  };
};
