/*
 * COSE_Sign1 (RFC 9052 §4.2), the one shape of it that is used here:
 *
 *   [ << { 1: -8 (EdDSA), 3: content type, 4: key id (8 bytes) } >>, {}, << payload >>, signature (64 bytes) ]   with tag 18 or without
 *
 * The content type stands under the signature and says what the payload is: no token is ever taken for one of another kind. Result
 * slips, the oldest kind, have none.
 */
import { decode, encode, rfc8949EncodeOptions } from "cborg";

export type Sign1 = {
  readonly keyId: Uint8Array;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** What the signature is over: the Sig_structure of RFC 9052 §4.4, without external data. */
  readonly signed: Uint8Array;
};

const tag18 = 0xd2;
const signatureBytes = 64;
export const keyIdBytes = 8;
const empty = new Uint8Array();

/** Deterministic CBOR (RFC 8949 §4.2.1): the same content is the same bytes, which is what makes a decoder able to be strict. */
export const cborOf = (value: unknown): Uint8Array => encode(value, rfc8949EncodeOptions);

/** What the bytes say when they are deterministic CBOR; undefined for anything else. */
export function valueOfCbor(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = decode(bytes, {
      useMaps: true,
      strict: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowInfinity: false,
      allowNaN: false,
      allowBigInt: false,
    });
    return isSame(cborOf(value), bytes) ? value : undefined;
  } catch {
    // cborg throws plain errors of many kinds; all of them mean that these bytes are not ours.
    return undefined;
  }
}

/** What a payload is; null: a result slip. */
export type ContentType = "beket-pass" | null;
const protectedOf = (keyId: Uint8Array, contentType: ContentType): Uint8Array =>
  cborOf(new Map<number, unknown>([[1, -8], ...(contentType === null ? [] : ([[3, contentType]] as const)), [4, keyId]]));
const sigStructure = (header: Uint8Array, payload: Uint8Array): Uint8Array => cborOf(["Signature1", header, empty, payload]);

export type Signer = { readonly keyId: Uint8Array; readonly sign: (message: Uint8Array) => Uint8Array };
export function encodeSign1({ keyId, sign }: Signer, payload: Uint8Array, contentType: ContentType): Uint8Array {
  const header = protectedOf(keyId, contentType);
  const body = cborOf([header, new Map(), payload, sign(sigStructure(header, payload))]);
  const out = new Uint8Array(1 + body.length);
  out[0] = tag18;
  out.set(body, 1);
  return out;
}

/** Null for anything but the shape above in its one spelling; says nothing of the signature. */
export function decodeSign1(bytes: Uint8Array, contentType: ContentType): Sign1 | null {
  const value = valueOfCbor(bytes[0] === tag18 ? bytes.subarray(1) : bytes);
  if (!Array.isArray(value) || value.length !== 4) return null;
  const parts: readonly unknown[] = value;
  const [header, unprotectedHeader, payload, signature] = parts;
  if (!(header instanceof Uint8Array) || !(payload instanceof Uint8Array) || !(signature instanceof Uint8Array)) return null;
  if (!(unprotectedHeader instanceof Map) || unprotectedHeader.size !== 0 || signature.length !== signatureBytes) return null;
  // The key id is the header's last part; any other header differs from the one made of it.
  const keyId = header.slice(-keyIdBytes);
  if (!isSame(protectedOf(keyId, contentType), header)) return null;
  return { keyId, payload, signature, signed: sigStructure(header, payload) };
}

const isSame = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);
