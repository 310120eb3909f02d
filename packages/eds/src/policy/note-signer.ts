import type { Ledger } from "../report/ledger.ts";
import type { Certificate } from "../x509/certificate.ts";
import { hasCheckDigit } from "../x509/identity-number.ts";
import { binClaim, iinClaim, rolesOf, type NumberClaim } from "../x509/subject.ts";
import type { CheckCode } from "../report/codes.ts";
import type { SignerRole } from "../x509/roles.ts";
import type { KeyPurpose, SignerRule, ValidationPolicy } from "./policy.ts";

/** Whose signature it must be: 12 digits each. What is left out is not compared, but a policy may ask for it. */
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
  noteKeyUsage(certificate, policy.keyPurposes, ledger);
  noteRole(certificate, policy.signer, expected, ledger);
  noteNumbers({ ...input, isSystem: isAcceptedSystem(certificate, policy.signer) });
};

const noteKeyUsage = ({ keyUsage }: Certificate, accepted: readonly KeyPurpose[], ledger: Ledger): void => {
  ledger.note("eds.key.not-for-signing", keyUsage?.digitalSignature === true);
  // The profile's authentication key has digitalSignature without nonRepudiation.
  const isAuthentication = keyUsage?.digitalSignature === true && !keyUsage.nonRepudiation;
  const isSigning = keyUsage?.digitalSignature === true && keyUsage.nonRepudiation;
  if (!accepted.includes("authentication")) ledger.note("eds.key.authentication", !isAuthentication);
  if (!accepted.includes("signing")) ledger.note("eds.key.signing", !isSigning);
};

/** The code that tells which key was used where the first head had to sign; the first role found decides. */
const otherRoleCodes: readonly (readonly [SignerRole, CheckCode])[] = [
  ["employee", "eds.role.employee"],
  ["right-to-sign", "eds.role.right-to-sign"],
  ["individual", "eds.role.individual"],
];

const noteRole = (certificate: Certificate, rule: SignerRule, expected: Expected, ledger: Ledger): void => {
  if (rule.kind === "any") return;
  const roles = rolesOf(certificate);
  // A treasury certificate also carries ordinary roles; it is for the treasury's own systems only.
  const isTreasury = roles.includes("treasury-client");
  const detail = { roles: roles.join(" ") };
  if (rule.kind === "holder") {
    ledger.note("eds.role.treasury", !isTreasury, detail);
    ledger.note("eds.role.not-accepted", roles.includes("individual") || roles.includes("legal-entity"), detail);
    return;
  }
  const forPerson = expected.bin === undefined && expected.iin !== undefined && rule.soleProprietor;
  if (!ledger.note("eds.policy.expected-missing", expected.bin !== undefined || forPerson)) return;
  if (forPerson) {
    const isPerson = roles.includes("individual") && !roles.includes("legal-entity") && !isTreasury;
    ledger.note("eds.role.not-individual", isPerson && binClaim(certificate).kind === "absent", detail);
    return;
  }
  noteOrganisationRole(roles, rule.roles, ledger);
};

const noteOrganisationRole = (roles: readonly SignerRole[], accepted: readonly SignerRole[], ledger: Ledger): void => {
  const detail = { roles: roles.join(" ") };
  // A policy may relax this code; the role is asked for all the same.
  ledger.note("eds.role.treasury", !roles.includes("treasury-client"), detail);
  const has = roles.some((role) => accepted.includes(role));
  // "The first head must sign" is only said where it is true.
  const headAlone = accepted.every((role) => role === "first-head" || role === "first-head-other-ca");
  if (!headAlone) {
    ledger.note("eds.role.not-accepted", has, detail);
    return;
  }
  const other = has ? undefined : otherRoleCodes.find(([role]) => roles.includes(role));
  ledger.note(other?.[1] ?? "eds.role.not-first-head", has, detail);
};

/** An information system's certificate names no person, so it has no IIN; where its role is accepted that is in order. */
const isAcceptedSystem = (certificate: Certificate, rule: SignerRule): boolean =>
  rule.kind === "organisation" && rule.roles.includes("information-system") && rolesOf(certificate).includes("information-system");

const noteNumbers = (input: {
  readonly certificate: Certificate;
  readonly expected: Expected;
  readonly belowTestAnchor: boolean;
  readonly isSystem: boolean;
  readonly ledger: Ledger;
}): void => {
  const { certificate, expected, belowTestAnchor, isSystem, ledger } = input;
  const wellFormed = (claim: NumberClaim): boolean =>
    claim.kind === "one" ? belowTestAnchor || hasCheckDigit(claim.value) : claim.kind !== "malformed";
  const iin = iinClaim(certificate);
  ledger.note("eds.subject.iin-repeated", iin.kind !== "repeated");
  ledger.note("eds.subject.iin-invalid", wellFormed(iin));
  if (!isSystem) ledger.note("eds.subject.iin-missing", iin.kind !== "absent");
  if (expected.iin !== undefined) ledger.note("eds.subject.iin-differs", iin.kind === "one" && iin.value === expected.iin);

  const bin = binClaim(certificate);
  ledger.note("eds.subject.bin-repeated", bin.kind !== "repeated");
  ledger.note("eds.subject.bin-invalid", wellFormed(bin));
  if (expected.bin === undefined) return;
  ledger.note("eds.subject.bin-missing", bin.kind !== "absent");
  if (bin.kind !== "absent") ledger.note("eds.subject.bin-differs", bin.kind === "one" && bin.value === expected.bin);
};
