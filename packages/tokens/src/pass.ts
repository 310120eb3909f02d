import { base45Text, bytesOfBase45 } from "./base45.ts";
import { cborOf, decodeSign1, encodeSign1, keyIdBytes, type Signer, valueOfCbor } from "./cose-sign1.ts";
import type { Result } from "./result.ts";

/*
 * A pass, as its QR code holds it: `BEKET2:` and base45 (RFC 9285) of a COSE_Sign1 of the content type `beket-pass` over
 *
 *   { 1: version, 2: permit number, 3: ledger, 4: kind, 5: valid from, 6: valid until, 7: [days, from minute, to minute] }
 *
 * Times are Unix minutes. Nothing in it names or binds a person or vehicle: it is an input to a check, never a proof, so a copy of it
 * tells nothing and opens nothing.
 */
export const passKinds = ["person", "vehicle", "bus"] as const;
export type PassKind = (typeof passKinds)[number];
/** As the domain names them. */
export const passLedgers = ["city", "roadblock"] as const;
export type Pass = {
  /** Of the permit, `R7K2-94QX`. */
  readonly number: string;
  readonly ledger: (typeof passLedgers)[number];
  readonly kind: PassKind;
  /** Unix ms; `validFrom` is written rounded down to the minute, `validTo` up. */
  readonly validFrom: number;
  readonly validTo: number;
  /** As a permit's weekly window: days are a bit set from Monday, minutes since midnight. Where it holds is not said. */
  readonly window: { readonly days: number; readonly fromMinute: number; readonly toMinute: number };
};
/** A pass whose signature is still to be verified: with the public key of `keyId`, over `signed`. */
export type UnverifiedPass = {
  readonly pass: Pass;
  readonly keyId: Uint8Array;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
};
export type PassFault = { readonly code: "not-a-pass" | "pass-damaged" };

const prefix = "BEKET2:";
const contentType = "beket-pass";
const version = 1;
const minuteMs = 60_000;
const textMax = 400;
const minutesMax = 100_000_000;
const numberPattern = /^[0-9A-Z-]{4,16}$/;

/** The text of a pass: at most 200 bytes before base45. `signer.keyId` is the first eight bytes of SHA-256 of its public key. Throws on a pass that breaks its limits. */
export function encodePass(pass: Pass, signer: Signer): string {
  const { window } = pass;
  const payload = cborOf(
    new Map<number, unknown>([
      [1, version],
      [2, pass.number],
      [3, passLedgers.indexOf(pass.ledger) + 1],
      [4, passKinds.indexOf(pass.kind) + 1],
      [5, Math.floor(pass.validFrom / minuteMs)],
      [6, Math.ceil(pass.validTo / minuteMs)],
      [7, [window.days, window.fromMinute, window.toMinute]],
    ]),
  );
  if (passOf(payload) === null || signer.keyId.length !== keyIdBytes) throw new Error("broken invariant: a pass breaks its limits");
  return prefix + base45Text(encodeSign1(signer, payload, contentType));
}

/** Never throws. `not-a-pass` is some other code that was scanned; `pass-damaged` one of ours that was misread or altered. */
export function decodePass(text: string): Result<UnverifiedPass, PassFault> {
  if (!text.startsWith(prefix)) return { ok: false, error: { code: "not-a-pass" } };
  const bytes = text.length > textMax ? null : bytesOfBase45(text.slice(prefix.length));
  const sign1 = bytes === null ? null : decodeSign1(bytes, contentType);
  const pass = sign1 === null ? null : passOf(sign1.payload);
  if (sign1 === null || pass === null) return { ok: false, error: { code: "pass-damaged" } };
  const { keyId, signed, signature } = sign1;
  return { ok: true, value: { pass, keyId, signed, signature } };
}

function passOf(payload: Uint8Array): Pass | null {
  const value = valueOfCbor(payload);
  if (!(value instanceof Map) || value.size !== 7 || value.get(1) !== version) return null;
  const fields: ReadonlyMap<unknown, unknown> = value;
  const [number, ledgerCode, kindCode, from, until, days] = [2, 3, 4, 5, 6, 7].map((key) => fields.get(key));
  const ledger = typeof ledgerCode === "number" ? passLedgers[ledgerCode - 1] : undefined;
  const kind = typeof kindCode === "number" ? passKinds[kindCode - 1] : undefined;
  const window = windowOf(days);
  if (typeof number !== "string" || !numberPattern.test(number) || ledger === undefined || kind === undefined || window === null)
    return null;
  if (!isWhole(from, 0, minutesMax) || !isWhole(until, from, minutesMax)) return null;
  return { number, ledger, kind, validFrom: from * minuteMs, validTo: until * minuteMs, window };
}

function windowOf(value: unknown): Pass["window"] | null {
  if (!Array.isArray(value) || value.length !== 3) return null;
  const parts: readonly unknown[] = value;
  const [days, fromMinute, toMinute] = parts;
  if (!isWhole(days, 1, 127) || !isWhole(fromMinute, 0, 1_439) || !isWhole(toMinute, 1, 1_440)) return null;
  return { days, fromMinute, toMinute };
}
const isWhole = (value: unknown, min: number, max: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
