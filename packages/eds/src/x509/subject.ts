import { bytesToHex } from "../bytes/bytes.ts";
import type { SignerIdentity } from "../report/types.ts";
import type { Certificate } from "./certificate.ts";
import { nameOids, valuesOf } from "./name.ts";
import { roleByOid, type SignerRole } from "./roles.ts";

/** What a subject says about an identity number. `repeated` and `malformed` are never read as a number. */
export type NumberClaim =
  | { readonly kind: "absent" }
  | { readonly kind: "one"; readonly value: string }
  | { readonly kind: "repeated" }
  | { readonly kind: "malformed" };

const claim = (values: readonly (string | undefined)[], prefix: "IIN" | "BIN"): NumberClaim => {
  // A value that cannot be read might be the number: it counts.
  const claims = values.filter((value) => value === undefined || value.toUpperCase().trimStart().startsWith(prefix));
  if (claims.length === 0) return { kind: "absent" };
  if (claims.length > 1) return { kind: "repeated" };
  const match = /^(?:IIN|BIN)(\d{12})$/.exec(claims[0] ?? "");
  return match?.[1] === undefined || !claims[0]?.startsWith(prefix) ? { kind: "malformed" } : { kind: "one", value: match[1] };
};

export const iinClaim = (certificate: Certificate): NumberClaim => claim(valuesOf(certificate.subject, nameOids.serialNumber), "IIN");

export const binClaim = (certificate: Certificate): NumberClaim => claim(valuesOf(certificate.subject, nameOids.organisationalUnit), "BIN");

export const rolesOf = (certificate: Certificate): readonly SignerRole[] =>
  certificate.extendedKeyUsage.flatMap((oid) => roleByOid.get(oid) ?? []);

/** The holder as the certificate states it. */
export const identityOf = (certificate: Certificate): SignerIdentity => {
  const iin = iinClaim(certificate);
  const bin = binClaim(certificate);
  const issuerName = valuesOf(certificate.issuer, nameOids.commonName)[0];
  const organisation = valuesOf(certificate.subject, nameOids.organisation)[0];
  return {
    ...(iin.kind === "one" && { iin: iin.value }),
    ...(bin.kind === "one" && { bin: bin.value }),
    commonName: valuesOf(certificate.subject, nameOids.commonName)[0] ?? "",
    ...(organisation !== undefined && { organisation }),
    roles: rolesOf(certificate),
    certificateSha256: certificate.sha256,
    serialNumber: bytesToHex(certificate.serialNumber),
    ...(issuerName !== undefined && { issuerName }),
    notBeforeMs: certificate.notBeforeMs,
    notAfterMs: certificate.notAfterMs,
  };
};
