import type { Codec, CodecPort } from "../ports.ts";

const codecs: readonly Codec[] = ["none", "zstd", "deflate-raw"];

export const codecByte = (codec: Codec): number => codecs.indexOf(codec);
export const codecOfByte = (byte: number): Codec | null => codecs[byte] ?? null;

/** The best that the host has, or none when compressing does not make it smaller. */
export function compressBest(port: CodecPort, plain: Uint8Array): { readonly codec: Codec; readonly bytes: Uint8Array } {
  const codec = port.available.includes("zstd") ? "zstd" : port.available.includes("deflate-raw") ? "deflate-raw" : "none";
  if (codec === "none") return { codec, bytes: plain };
  const bytes = port.compress(codec, plain);
  return bytes.length < plain.length ? { codec, bytes } : { codec: "none", bytes: plain };
}

/** null when the codec is not available, the input is corrupt or the output would be too large. */
export function expandBytes(port: CodecPort, codec: Codec, bytes: Uint8Array, sizeBytesMax: number): Uint8Array | null {
  if (codec === "none") return bytes.length <= sizeBytesMax ? bytes : null;
  return port.available.includes(codec) ? port.expand(codec, bytes, sizeBytesMax) : null;
}

/** A host without compression. */
export const plainCodec: CodecPort = {
  available: ["none"],
  compress: (_codec, plain) => plain,
  expand: (_codec, bytes, sizeBytesMax) => (bytes.length <= sizeBytesMax ? bytes : null),
};
