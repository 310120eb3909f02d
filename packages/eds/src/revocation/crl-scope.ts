import { attempt } from "../der/values.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Crl } from "../x509/crl.ts";
import { fullNamesOf, type DistributionPoint } from "../x509/distribution-point.ts";
import { extensionOids, extensionValue } from "../x509/extensions.ts";
import { generalNamesOf, type GeneralName } from "../x509/general-name.ts";
import { sameName, type Name } from "../x509/name.ts";
import { allReasons, type ReasonMask } from "../x509/revocation-reasons.ts";

/**
 * For which reasons a list would name a certificate, RFC 5280 6.3.3 (b), (d), (e). `other-issuer`: it has nothing to do with
 * the certificate; a mask of 0: it comes from the right issuer and covers other certificates.
 */
export type CrlScope = { readonly kind: "other-issuer" } | { readonly kind: "reasons"; readonly mask: ReasonMask };

const sameGeneralName = (a: GeneralName, b: GeneralName): boolean => {
  switch (a.kind) {
    case "directoryName":
      return b.kind === "directoryName" && sameName(a.name, b.name);
    case "iPAddress":
      return b.kind === "iPAddress" && bytesEqual(a.octets, b.octets);
    case "registeredID":
      return b.kind === "registeredID" && a.oid === b.oid;
    case "other":
      return b.kind === "other" && bytesEqual(a.raw, b.raw);
    case "dNSName":
    case "rfc822Name":
    case "uniformResourceIdentifier":
      return b.kind === a.kind && a.value === b.value;
  }
};

const directoryNames = (names: readonly GeneralName[]): readonly Name[] =>
  names.flatMap((name) => (name.kind === "directoryName" ? name.name : []));

/** RFC 5280 6.3.3, at its end: a list that no point names is looked at as if one bore the names of the issuer. */
const implicitPoint = (certificate: Certificate): DistributionPoint => {
  const alternatives = attempt(() => {
    const node = extensionValue(certificate.extensions, extensionOids.issuerAltName);
    return node === undefined ? [] : generalNamesOf(node);
  });
  return { name: { kind: "fullName", names: [{ kind: "directoryName", name: certificate.issuer }, ...(alternatives ?? [])] } };
};

export const crlScopeOf = (crl: Crl, certificate: Certificate): CrlScope => {
  let isConcerned = false;
  let mask: ReasonMask = 0;
  for (const point of [...certificate.crlDistributionPoints, implicitPoint(certificate)]) {
    // (b)(1): a point that names the issuer of its list asks for an indirect one.
    const issuers = point.cRLIssuer === undefined ? [certificate.issuer] : directoryNames(point.cRLIssuer);
    if (!issuers.some((issuer) => sameName(issuer, crl.issuer))) continue;
    isConcerned = true;
    if (point.cRLIssuer !== undefined && crl.issuingDistributionPoint?.indirectCRL !== true) continue;
    if (isNamed(crl, point, issuers) && isOfKind(crl, certificate)) mask |= reasonsOf(crl, point);
  }
  return isConcerned ? { kind: "reasons", mask } : { kind: "other-issuer" };
};

/** (b)(2)(i): the list's own name, where it has one, is a name of the point, else of the issuer that the point names. */
const isNamed = (crl: Crl, point: DistributionPoint, issuers: readonly Name[]): boolean => {
  const listName = crl.issuingDistributionPoint?.name;
  if (listName === undefined) return true;
  return (
    attempt(() => {
      const own = fullNamesOf(listName, [crl.issuer]);
      const wanted = point.name === undefined ? (point.cRLIssuer ?? []) : fullNamesOf(point.name, issuers);
      return own.some((one) => wanted.some((other) => sameGeneralName(one, other)));
    }) ?? false
  );
};

/** (b)(2)(ii) to (iv). */
const isOfKind = (crl: Crl, certificate: Certificate): boolean => {
  const isAuthority = certificate.basicConstraints?.cA === true;
  const { onlyContainsUserCerts, onlyContainsCACerts, onlyContainsAttributeCerts } = crl.issuingDistributionPoint ?? {};
  if (onlyContainsAttributeCerts === true) return false;
  return isAuthority ? onlyContainsUserCerts !== true : onlyContainsCACerts !== true;
};

/** (d). */
const reasonsOf = (crl: Crl, point: DistributionPoint): ReasonMask =>
  (crl.issuingDistributionPoint?.onlySomeReasons ?? allReasons) & (point.reasons ?? allReasons);
