import type { KeyInfo, KeyWish } from "./messages.ts";

/** A key of the folder as the simulator needs it. */
export type SimulatorKey = {
  /** The file's name without its ending. */
  readonly name: string;
  readonly commonName: string;
  readonly organisation: string | null;
  readonly iin: string | null;
  readonly bin: string | null;
  /** Lower-case hexadecimal. */
  readonly serialNumber: string;
  readonly extKeyUsageOids: readonly string[];
  /** True where the key usage has nonRepudiation: it signs; without, it only signs in. */
  readonly signs: boolean;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly algorithm: string;
  /** DER of the issuing certificates. */
  readonly issuers: readonly Uint8Array[];
  readonly info: KeyInfo;
  /** CMS SignedData over one document, DER. */
  readonly sign: (document: Uint8Array, options: { readonly encapsulate: boolean; readonly signingTimeMs: number }) => Uint8Array;
};

const mismatches = ["use", "role", "iin", "bin", "serial-number", "chain", "expired", "not-yet-valid"] as const;
export type Mismatch = (typeof mismatches)[number];

/** emailProtection marks a signing key, clientAuth a sign-in key; the other OIDs are roles. */
const useOids: ReadonlySet<string> = new Set(["1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2"]);

const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, index) => byte === b[index]);

/**
 * Why a key is not offered for a wish; empty when it is. The demo's own authority is not the national one, so without
 * `chain` no demo key fits: a page must say `chain: []`, as it must with the national test authority.
 */
export function mismatchesOf(key: SimulatorKey, wish: KeyWish, nowMs: number): readonly Mismatch[] {
  const found: Mismatch[] = [];
  const lacks = wish.extKeyUsageOids.filter((oid) => !key.extKeyUsageOids.includes(oid));
  const wrongUse = wish.use !== "any" && key.signs !== (wish.use === "signing");
  if (wrongUse || lacks.some((oid) => useOids.has(oid))) found.push("use");
  if (lacks.some((oid) => !useOids.has(oid))) found.push("role");
  if (wish.iin !== null && wish.iin !== key.iin) found.push("iin");
  if (wish.bin !== null && wish.bin !== key.bin) found.push("bin");
  if (wish.serialNumber !== null && wish.serialNumber.toLowerCase() !== key.serialNumber) found.push("serial-number");
  if (!inChain(key, wish.chain)) found.push("chain");
  if (nowMs < key.notBeforeMs) found.push("not-yet-valid");
  if (nowMs > key.notAfterMs) found.push("expired");
  return found;
}

function inChain(key: SimulatorKey, chain: KeyWish["chain"]): boolean {
  if (chain === "any") return true;
  if (chain === "production") return false;
  return chain.some((wanted) => key.issuers.some((issuer) => equalBytes(wanted, issuer)));
}
