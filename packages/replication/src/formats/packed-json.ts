import { concatBytes, utf8 } from "../bytes/bytes.ts";
import type { CodecPort } from "../ports.ts";
import { codecByte, codecOfByte, expandBytes } from "./codec.ts";
import { limits } from "./limits.ts";

const text = new TextDecoder("utf-8", { fatal: true });

/** The record of a row that holds rules: codec byte ‖ JSON. deflate-raw at most, since a tablet reads it too and has no zstd. */
export function packJson(port: CodecPort, value: unknown): Uint8Array {
  const plain = utf8(JSON.stringify(value));
  const small = port.available.includes("deflate-raw") ? port.compress("deflate-raw", plain) : plain;
  return small.length < plain.length
    ? concatBytes(Uint8Array.of(codecByte("deflate-raw")), small)
    : concatBytes(Uint8Array.of(codecByte("none")), plain);
}

/** What was packed; undefined when the bytes are damaged, too large unpacked, or no JSON. */
export function unpackJson(port: CodecPort, record: Uint8Array): unknown {
  const codec = codecOfByte(record[0] ?? 255);
  const plain = codec === null ? null : expandBytes(port, codec, record.subarray(1), limits.packedJsonBytesMax);
  if (plain === null) return undefined;
  try {
    return JSON.parse(text.decode(plain));
  } catch {
    return undefined;
  }
}
