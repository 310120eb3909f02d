/*
 * One frame, whatever carries it (big-endian):
 *
 *   0        2        3      4       5       6         14        18
 *   ├─ "BK" ─┼ version┼ type ┼ codec ┼ flags ┼─ key id ─┼─ length ─┼─ payload ─┼─ Ed25519 signature (64) ─┤
 *   └──────────────────────── signed: everything before the signature ─────────┘
 */
import { concatBytes, fromHex, toHex } from "../bytes/bytes.ts";
import { codecByte, codecOfByte, compressBest, expandBytes } from "../formats/codec.ts";
import { limits } from "../formats/limits.ts";
import type { Codec, CodecPort, CryptoPort } from "../ports.ts";
import { assert, err, ok } from "../result.ts";
import type { Result } from "../result.ts";

export const frameTypes = {
  ev: 1,
  hello: 2,
  "hello-reply": 3,
  ack: 4,
  request: 5,
  head: 16,
  delta: 17,
  lane: 18,
  keyset: 32,
} as const;
export type FrameType = keyof typeof frameTypes;

export type Frame = {
  readonly type: FrameType;
  readonly codec: Codec;
  /** Of the signer's key, in hex. */
  readonly keyId: string;
  readonly payload: Uint8Array;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
};
export type FrameError = {
  readonly code:
    | "frame-short"
    | "frame-magic"
    | "frame-version"
    | "frame-type"
    | "frame-codec"
    | "frame-flags"
    | "frame-length"
    | "frame-too-large";
};

const headerBytes = 18;
const signatureBytes = 64;
const version = 1;

const typeByByte = new Map<number, FrameType>([
  [1, "ev"],
  [2, "hello"],
  [3, "hello-reply"],
  [4, "ack"],
  [5, "request"],
  [16, "head"],
  [17, "delta"],
  [18, "lane"],
  [32, "keyset"],
]);

const sizeMax = (type: FrameType): number => (type === "keyset" ? limits.keySetFrameBytesMax : limits.frameBytesMax);
const payloadMax = (type: FrameType): number => (type === "keyset" ? limits.keySetBytesMax : limits.payloadBytesMax);

/** First 8 bytes of SHA-256 of the public key, in hex. */
export const keyIdOf = (crypto: CryptoPort, publicKey: Uint8Array): string => toHex(crypto.sha256(publicKey).slice(0, 8));

export type FrameSigner = (type: FrameType, payload: Uint8Array) => Uint8Array;

/** Signs frames with one key. Row batches are ciphertext and go as they are; JSON is compressed when that helps. */
export function createFrameSigner(crypto: CryptoPort, codec: CodecPort, seed: Uint8Array): FrameSigner {
  const keyId = fromHex(keyIdOf(crypto, crypto.ed25519.publicKey(seed)), 8);
  assert(keyId !== null, "a key id is 8 bytes");
  return (type, payload) => {
    const plain = type === "ev" || type === "delta" || type === "lane";
    const packed = plain ? { codec: "none" as const, bytes: payload } : compressBest(codec, payload);
    const header = new Uint8Array(headerBytes);
    header.set([0x42, 0x4b, version, frameTypes[type], codecByte(packed.codec), 0]);
    header.set(keyId, 6);
    new DataView(header.buffer).setUint32(14, packed.bytes.length);
    const signed = concatBytes(header, packed.bytes);
    assert(signed.length + signatureBytes <= sizeMax(type), "a frame stays below its bound");
    return concatBytes(signed, crypto.ed25519.sign(seed, signed));
  };
}

/** Checks the shape only; nothing in the frame may be believed before `verifyFrame`. */
export function parseFrame(bytes: Uint8Array): Result<Frame, FrameError> {
  if (bytes.length > limits.keySetFrameBytesMax) return err({ code: "frame-too-large" });
  if (bytes.length < headerBytes + signatureBytes) return err({ code: "frame-short" });
  if (bytes[0] !== 0x42 || bytes[1] !== 0x4b) return err({ code: "frame-magic" });
  if (bytes[2] !== version) return err({ code: "frame-version" });
  const type = typeByByte.get(bytes[3] ?? 0);
  if (type === undefined) return err({ code: "frame-type" });
  if (bytes.length > sizeMax(type)) return err({ code: "frame-too-large" });
  const codec = codecOfByte(bytes[4] ?? 255);
  if (codec === null) return err({ code: "frame-codec" });
  if (bytes[5] !== 0) return err({ code: "frame-flags" });
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(14);
  if (bytes.length !== headerBytes + length + signatureBytes) return err({ code: "frame-length" });
  const end = headerBytes + length;
  return ok({
    type,
    codec,
    keyId: toHex(bytes.subarray(6, 14)),
    payload: bytes.slice(headerBytes, end),
    signed: bytes.slice(0, end),
    signature: bytes.slice(end),
  });
}

export const verifyFrame = (crypto: CryptoPort, publicKey: Uint8Array, frame: Frame): boolean =>
  crypto.ed25519.verify(publicKey, frame.signed, frame.signature);

/** The payload in the clear; only to be called on a verified frame, so that strangers cannot make us expand. */
export const expandPayload = (codec: CodecPort, frame: Frame): Uint8Array | null =>
  expandBytes(codec, frame.codec, frame.payload, payloadMax(frame.type));
