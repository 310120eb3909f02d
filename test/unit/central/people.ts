import { checkDigit } from "@beket/domain";
import {
  createRoot,
  generateGost512Key,
  issueAuthority,
  issueCrl,
  issueLeaf,
  issueOcspResponder,
  issueTimestampAuthority,
  serialNumberOf,
  signCms,
  type LeafRole,
  type SigningKey,
} from "@beket/eds/issue";

const day = 86_400_000;

/** An invented identifier: 11 digits and the check digit of the national rule; the serial moves on where none exists. */
function withCheckDigit(prefix: string, serial: number, width: number): string {
  for (let at = serial; ; at += 1) {
    const first11 = `${prefix}${String(at).padStart(width, "0")}`;
    const digit = checkDigit(first11);
    if (digit !== null) return `${first11}${digit}`;
  }
}
/** Serials lie three apart, so that one that moves on meets no other. */
export function inventedIin(serial: number): string {
  const month = String(1 + (Math.floor(serial / 28) % 12)).padStart(2, "0");
  const date = String(1 + (serial % 28)).padStart(2, "0");
  return withCheckDigit(`90${month}${date}3`, 100 + Math.floor(serial / 336) * 3, 4);
}
export const inventedBin = (serial: number): string => withCheckDigit("150140", serial, 5);

/** Deterministic bytes for keys: the same certificates in every run. */
function seededRandom(seed: number): (length: number) => Uint8Array {
  let state = seed >>> 0;
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
}

export type Signer = { readonly key: SigningKey; readonly certificate: Uint8Array };

/** A certification authority of our own in the national profile, over GOST 34.10-2015. */
export function createTestAuthority(nowMs: number, seed = 7) {
  const random = seededRandom(seed);
  const validity = { notBeforeMs: nowMs - 30 * day, notAfterMs: nowMs + 900 * day };
  const root = createRoot({ commonName: `ТЕСТ НЕГІЗГІ ${seed}`, key: generateGost512Key(random), validity, random });
  const issuing = issueAuthority(root, {
    commonName: `ТЕСТ ОРТАЛЫҚ ${seed}`,
    key: generateGost512Key(random),
    validity,
    random,
    pathLenConstraint: 0,
  });
  const issue = (role: LeafRole, iin: string, bin: string | null, usage: "signing" | "authentication" = "signing"): Signer => {
    const key = generateGost512Key(random);
    const organisation = bin === null ? {} : { organisation: { name: "Ойдан шығарылған ұйым", bin } };
    const person = { surname: "Сынақбаев", givenName: "Тест", iin };
    return { key, certificate: issueLeaf(issuing, { role, usage, person, ...organisation, key, validity, random }) };
  };
  const crls = (revoked: readonly Signer[], from = nowMs - 60_000, revokedAt = nowMs - day): readonly Uint8Array[] => {
    const span = { thisUpdateMs: from, nextUpdateMs: from + 7 * day, number: 1, random };
    const list = revoked.map((signer) => ({ serialNumber: serialNumberOf(signer.certificate), revocationMs: revokedAt }));
    return [issueCrl(root, { ...span, revoked: [] }), issueCrl(issuing, { ...span, revoked: list })];
  };
  const sign = (who: Signer | readonly Signer[], document: string, atMs = nowMs): string =>
    Buffer.from(
      signCms({
        content: new TextEncoder().encode(document),
        detached: true,
        random,
        signers: [who].flat().map((signer) => ({ ...signer, signingTimeMs: atMs, signingCertificateV2: true })),
        certificates: [...[who].flat().map((signer) => signer.certificate), issuing.certificate, root.certificate],
      }),
    ).toString("base64");
  const service = (commonName: string) => ({ commonName, key: generateGost512Key(random), validity, random });
  /** What answers over HTTP in the name of the issuing authority. */
  const services = () => ({
    issuing,
    responder: issueOcspResponder(issuing, service(`ТЕСТ OCSP ${seed}`)),
    timestampAuthority: issueTimestampAuthority(issuing, service(`ТЕСТ TSA ${seed}`)),
    random,
  });
  return { anchor: root.certificate, intermediates: [issuing.certificate], issue, crls, sign, services };
}
export type TestAuthority = ReturnType<typeof createTestAuthority>;
