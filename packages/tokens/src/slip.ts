import { base45Text, bytesOfBase45 } from "./base45.ts";
import { cborOf, decodeSign1, encodeSign1, keyIdBytes, type Signer, valueOfCbor } from "./cose-sign1.ts";
import type { Result } from "./result.ts";

/*
 * A result slip, as its QR code holds it: `BEKET1:` and base45 (RFC 9285) of a COSE_Sign1 over
 *
 *   { 1: version, 2: slip id, 3: post, 4: kit type, 5: result, 6: issued at, 7: valid until, 8: [bindings] }
 *
 * Times are Unix minutes. A binding ties the slip to an identifier without naming it (`slipBinding`).
 */
export const slipResults = ["negative", "positive-acute", "positive-past"] as const;
export type SlipResult = (typeof slipResults)[number];
export type Slip = {
  /** Eight random bytes. */
  readonly id: Uint8Array;
  readonly post: string;
  readonly kitType: string;
  readonly result: SlipResult;
  /** Unix ms; written rounded down to the minute, `validUntil` up. */
  readonly issuedAt: number;
  readonly validUntil: number;
  /** One for each identifier of the person, at most three. */
  readonly bindings: readonly Uint8Array[];
};
/** A slip whose signature is still to be verified: with the public key of `keyId`, over `signed`. */
export type UnverifiedSlip = {
  readonly slip: Slip;
  readonly keyId: Uint8Array;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
};
export type SlipFault = { readonly code: "not-a-slip" | "slip-damaged" };

const prefix = "BEKET1:";
const version = 1;
const minuteMs = 60_000;
const textMax = 1_000;
const minutesMax = 100_000_000;
const bindingsMax = 3;
export const slipIdBytes = 8;
const slipBindingBytes = 8;
const codePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;
const utf8 = new TextEncoder();
const separator = Uint8Array.of(0);

/** The text of a slip. `signer.keyId` is the first eight bytes of SHA-256 of its public key. Throws on a slip that breaks its limits. */
export function encodeSlip(slip: Slip, signer: Signer): string {
  const payload = cborOf(
    new Map<number, unknown>([
      [1, version],
      [2, slip.id],
      [3, slip.post],
      [4, slip.kitType],
      [5, slipResults.indexOf(slip.result) + 1],
      [6, Math.floor(slip.issuedAt / minuteMs)],
      [7, Math.ceil(slip.validUntil / minuteMs)],
      [8, [...slip.bindings]],
    ]),
  );
  if (slipOf(payload) === null || signer.keyId.length !== keyIdBytes) throw new Error("broken invariant: a slip breaks its limits");
  return prefix + base45Text(encodeSign1(signer, payload, null));
}

/** Never throws. `not-a-slip` is some other code that was scanned; `slip-damaged` one of ours that was misread or altered. */
export function decodeSlip(text: string): Result<UnverifiedSlip, SlipFault> {
  if (!text.startsWith(prefix)) return { ok: false, error: { code: "not-a-slip" } };
  const bytes = text.length > textMax ? null : bytesOfBase45(text.slice(prefix.length));
  const sign1 = bytes === null ? null : decodeSign1(bytes, null);
  const slip = sign1 === null ? null : slipOf(sign1.payload);
  if (sign1 === null || slip === null) return { ok: false, error: { code: "slip-damaged" } };
  const { keyId, signed, signature } = sign1;
  return { ok: true, value: { slip, keyId, signed, signature } };
}

function slipOf(payload: Uint8Array): Slip | null {
  const value = valueOfCbor(payload);
  if (!(value instanceof Map) || value.size !== 8 || value.get(1) !== version) return null;
  const fields: ReadonlyMap<unknown, unknown> = value;
  const [id, post, kitType, code, from, until, bindings] = [2, 3, 4, 5, 6, 7, 8].map((key) => fields.get(key));
  const result = typeof code === "number" ? slipResults[code - 1] : undefined;
  if (!isBytes(id, slipIdBytes) || !isCode(post) || !isCode(kitType) || result === undefined) return null;
  if (!isMinutes(from) || !isMinutes(until) || until < from) return null;
  if (!Array.isArray(bindings) || bindings.length > bindingsMax) return null;
  const ties: readonly unknown[] = bindings;
  if (!ties.every((tie) => isBytes(tie, slipBindingBytes))) return null;
  return { id, post, kitType, result, issuedAt: from * minuteMs, validUntil: until * minuteMs, bindings: ties };
}
const isBytes = (value: unknown, length: number): value is Uint8Array => value instanceof Uint8Array && value.length === length;
const isCode = (value: unknown): value is string => typeof value === "string" && codePattern.test(value);
const isMinutes = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= minutesMax;

type Hmac = (...parts: readonly Uint8Array[]) => Uint8Array;
/** The key of bindings, from HMAC-SHA-256 under the key of the scope that every node of the programme has. */
export const slipKey = (hmacOfScope: Hmac): Uint8Array => hmacOfScope(utf8.encode("beket/slip/binding/1"));

/**
 * What ties a slip to an identifier: HMAC-SHA-256 under the slip key over slip id, scheme and normalised value, cut to eight bytes.
 * Without the key nobody can try identifiers against a slip, and two slips of one person have nothing in common. As in the registry,
 * the country is left out: who holds a document need not know how its issuer was typed.
 */
export const slipBinding = (hmacOfSlips: Hmac, id: Uint8Array, subject: { readonly scheme: string; readonly value: string }): Uint8Array =>
  hmacOfSlips(id, utf8.encode(subject.scheme), separator, utf8.encode(subject.value)).slice(0, slipBindingBytes);

/** Whether a slip is tied to the identifier. */
export function slipBelongs(slip: Slip, hmacOfSlips: Hmac, subject: { readonly scheme: string; readonly value: string }): boolean {
  const own = slipBinding(hmacOfSlips, slip.id, subject);
  return slip.bindings.some((tie) => tie.every((byte, index) => byte === own[index]));
}
