import { deflateRawSync, inflateRawSync, zstdDecompressSync } from "node:zlib";
import type { CodecPort } from "@beket/replication";

/** zstd level 1 as the frames use it; deflate-raw for tablets. Expansion is bounded, whole and without a rest. */
export function createNodeCodec(): CodecPort {
  return {
    available: ["none", "zstd", "deflate-raw"],
    compress: (codec, plain) => {
      if (codec === "none") return plain.slice();
      return new Uint8Array(codec === "zstd" ? Bun.zstdCompressSync(plain, { level: 1 }) : deflateRawSync(plain));
    },
    expand: (codec, bytes, sizeBytesMax) => {
      if (codec === "none") return bytes.length <= sizeBytesMax ? bytes.slice() : null;
      return codec === "zstd" ? expandZstd(bytes, sizeBytesMax) : expandWhole(bytes, sizeBytesMax, inflateRawSync);
    },
  };
}

function expandZstd(bytes: Uint8Array, sizeBytesMax: number): Uint8Array | null {
  // Bun accepts a truncated frame through node:zlib, so the frame must say its size and keep to it.
  const declared = zstdContentSize(bytes);
  if (declared === null || declared > sizeBytesMax) return null;
  const plain = expandWhole(bytes, declared, zstdDecompressSync);
  return plain !== null && plain.length === declared ? plain : null;
}

type Expander = (bytes: Uint8Array, options: { readonly maxOutputLength: number; readonly info: true }) => unknown;

/** Null when corrupt, too large, or when bytes are left over. */
function expandWhole(bytes: Uint8Array, sizeBytesMax: number, expander: Expander): Uint8Array | null {
  const outcome = attempt(() => expander(bytes, { maxOutputLength: Math.max(1, sizeBytesMax), info: true }));
  if (typeof outcome !== "object" || outcome === null || !("buffer" in outcome) || !("engine" in outcome)) return null;
  const { buffer, engine } = outcome;
  if (!(buffer instanceof Uint8Array) || typeof engine !== "object" || engine === null || !("bytesWritten" in engine)) return null;
  return engine.bytesWritten === bytes.length && buffer.length <= sizeBytesMax ? new Uint8Array(buffer) : null;
}

/** zlib throws on corrupt input, which is an expected failure here. */
function attempt(expand: () => unknown): unknown {
  try {
    return expand();
  } catch {
    return null;
  }
}

/** Frame_Content_Size of RFC 8878 §3.1.1.1; null when absent, above 2^32, or when this is no zstd frame. */
function zstdContentSize(bytes: Uint8Array): number | null {
  if (bytes.length < 6) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0, true) !== 0xfd2fb528) return null;
  const descriptor = view.getUint8(4);
  const singleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const at = 5 + (singleSegment ? 0 : 1) + dictionaryBytes;
  const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  if (sizeBytes === 0 || bytes.length < at + sizeBytes) return null;
  if (sizeBytes === 1) return view.getUint8(at);
  if (sizeBytes === 2) return view.getUint16(at, true) + 256;
  if (sizeBytes === 8 && view.getUint32(at + 4, true) !== 0) return null;
  return view.getUint32(at, true);
}
