import type { KeyFault, SignerWish } from "./failure.ts";

/** What a signer's certificate says of itself. Nothing of it is proved here: central proves it. */
export type ClaimedSigner = {
  readonly roles: readonly string[];
  /** The key usage allows signatures that bind (nonRepudiation); null where it is not stated. */
  readonly signs: boolean | null;
  readonly iin: string | null;
  readonly bin: string | null;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly issuerName: string | null;
};

const headRoles: ReadonlySet<string> = new Set(["first-head", "first-head-other-ca"]);
/** The common name of each of the national CA's issuing certificates begins so (RSA and GOST, and the names of its test authorities do). */
const nationalIssuer = /^(ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ|НАЦИОНАЛЬНЫЙ УДОСТОВЕРЯЮЩИЙ ЦЕНТР)/iu;

/**
 * Why central is going to refuse this signer, the thing to mend first; null where nothing is known against it. `nationalOnly`: the
 * page asked for keys of the national CA alone.
 */
export function keyFault(signer: ClaimedSigner, wish: SignerWish, nowMs: number, nationalOnly: boolean): KeyFault | null {
  // Signing in takes a sign-in key as well.
  if (signer.signs === false && wish.kind !== "anyone") return "key-authentication";
  if (nowMs > signer.notAfterMs) return "key-expired";
  if (nowMs < signer.notBeforeMs) return "key-not-yet-valid";
  const whose = wrongHolder(signer, wish);
  if (whose !== null) return whose;
  return nationalOnly && signer.issuerName !== null && !nationalIssuer.test(signer.issuerName) ? "key-other-authority" : null;
}

function wrongHolder(signer: ClaimedSigner, wish: SignerWish): KeyFault | null {
  switch (wish.kind) {
    case "anyone":
      return null;
    case "sole-proprietor":
      if (signer.bin !== null) return "key-organisation";
      return signer.iin !== null && signer.iin !== wish.iin ? "key-other-person" : null;
    case "head":
      if (signer.bin === null) return signer.roles.includes("individual") ? "key-individual" : null;
      if (signer.bin !== wish.bin) return "key-other-organisation";
      return signer.roles.some((role) => headRoles.has(role)) ? null : "key-employee";
  }
}

/**
 * Which key to choose instead, by central's refusal of a signature. Codes that another key cannot mend are null: evidence, a changed
 * document, a malformed message.
 */
const keyFaultByCode: Readonly<Record<string, KeyFault>> = {
  "eds.key.authentication": "key-authentication",
  "eds.key.not-for-signing": "key-authentication",
  "eds.role.employee": "key-employee",
  "eds.role.right-to-sign": "key-employee",
  "eds.role.treasury": "key-employee",
  "eds.role.not-first-head": "key-employee",
  "eds.role.not-accepted": "key-employee",
  "eds.role.individual": "key-individual",
  "eds.role.not-individual": "key-organisation",
  "eds.subject.bin-missing": "key-individual",
  "eds.subject.bin-differs": "key-other-organisation",
  "eds.subject.iin-differs": "key-other-person",
  "eds.certificate.expired": "key-expired",
  "eds.certificate.not-yet-valid": "key-not-yet-valid",
  "eds.certificate.expired-no-poe": "key-expired",
  "eds.revocation.revoked": "key-revoked",
  "eds.revocation.revoked-no-poe": "key-revoked",
  "eds.chain.unknown-authority": "key-other-authority",
  "eds.chain.test-anchor": "key-other-authority",
};

export const keyFaultOf = (codes: readonly string[]): KeyFault | null => {
  for (const code of codes) {
    const found = keyFaultByCode[code];
    if (found !== undefined) return found;
  }
  return null;
};
