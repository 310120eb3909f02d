import type { Ledger } from "../report/ledger.ts";
import type { Certificate } from "../x509/certificate.ts";
import { hasCheckDigit } from "../x509/identity-number.ts";
import { binClaim, iinClaim, rolesOf, type NumberClaim } from "../x509/subject.ts";
import type { CheckCode } from "../report/codes.ts";
import type { SignerRole } from "../x509/roles.ts";
import type { SignerRule, ValidationPolicy } from "./policy.ts";

export type Expected = { readonly bin?: string; readonly iin?: string };

/** Notes whether the certificate is of the kind, the role and the person that the policy and the caller ask for. */
export const noteSigner = (input: {
  readonly certificate: Certificate;
  readonly policy: ValidationPolicy;
  readonly expected: Expected;
  /** The national test CA issues numbers whose check digit fails: they are let pass below a test anchor only. */
  readonly belowTestAnchor: boolean;
  readonly ledger: Ledger;
}): void => {
  const { certificate, policy, expected, ledger } = input;
  noteKeyUsage(certificate, ledger);
  if (policy.signer.kind === "organisation") noteRole(certificate, policy.signer, expected, ledger);
  noteNumbers(certificate, expected, input.belowTestAnchor, ledger);
};

const noteKeyUsage = ({ keyUsage }: Certificate, ledger: Ledger): void => {
  // The profile's authentication key has digitalSignature without nonRepudiation.
  const isAuthentication = keyUsage?.digitalSignature === true && !keyUsage.nonRepudiation;
  ledger.note("eds.key.authentication", !isAuthentication);
  ledger.note("eds.key.not-for-signing", keyUsage?.digitalSignature === true);
};

/** The code that tells which key was used instead; the first role found decides. */
const otherRoleCodes: readonly (readonly [SignerRole, CheckCode])[] = [
  ["treasury-client", "eds.role.treasury"],
  ["employee", "eds.role.employee"],
  ["right-to-sign", "eds.role.right-to-sign"],
  ["individual", "eds.role.individual"],
];

const noteRole = (
  certificate: Certificate,
  rule: Extract<SignerRule, { readonly kind: "organisation" }>,
  expected: Expected,
  ledger: Ledger,
): void => {
  const roles = rolesOf(certificate);
  const accepted: readonly SignerRole[] = rule.roles;
  const forPerson = expected.bin === undefined && expected.iin !== undefined && rule.soleProprietor;
  if (!ledger.note("eds.policy.expected-missing", expected.bin !== undefined || forPerson)) return;
  // A treasury certificate also carries ordinary roles; it is for the treasury's own systems only.
  const isTreasury = roles.includes("treasury-client");
  if (forPerson) {
    const isPerson = roles.includes("individual") && !roles.includes("legal-entity") && !isTreasury;
    ledger.note("eds.role.not-individual", isPerson && binClaim(certificate).kind === "absent", { roles: roles.join(" ") });
    return;
  }
  if (!isTreasury && roles.some((role) => accepted.includes(role))) {
    ledger.note("eds.role.not-first-head", true);
    return;
  }
  const other = otherRoleCodes.find(([role]) => roles.includes(role) && !accepted.includes(role));
  ledger.note(other?.[1] ?? "eds.role.not-first-head", false, { roles: roles.join(" ") });
};

const noteNumbers = (certificate: Certificate, expected: Expected, belowTestAnchor: boolean, ledger: Ledger): void => {
  const wellFormed = (claim: NumberClaim): boolean =>
    claim.kind === "one" ? belowTestAnchor || hasCheckDigit(claim.value) : claim.kind !== "malformed";
  const iin = iinClaim(certificate);
  ledger.note("eds.subject.iin-repeated", iin.kind !== "repeated");
  ledger.note("eds.subject.iin-invalid", wellFormed(iin));
  ledger.note("eds.subject.iin-missing", iin.kind !== "absent");
  if (expected.iin !== undefined) ledger.note("eds.subject.iin-differs", iin.kind === "one" && iin.value === expected.iin);

  const bin = binClaim(certificate);
  ledger.note("eds.subject.bin-repeated", bin.kind !== "repeated");
  ledger.note("eds.subject.bin-invalid", wellFormed(bin));
  if (expected.bin === undefined) return;
  ledger.note("eds.subject.bin-missing", bin.kind !== "absent");
  if (bin.kind !== "absent") ledger.note("eds.subject.bin-differs", bin.kind === "one" && bin.value === expected.bin);
};
