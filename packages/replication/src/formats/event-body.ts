import { concatBytes, hexBytes, uint64, utf8, zeroByte } from "../bytes/bytes.ts";
import { assert, err, ok } from "../result.ts";
import type { Result } from "../result.ts";
import type { CodecPort, CryptoPort } from "../ports.ts";
import { codecByte, codecOfByte, compressBest, expandBytes } from "./codec.ts";
import { limits } from "./limits.ts";

/** Where a row stands; sealed bytes open nowhere else. */
export type EventPlace = { readonly source: string; readonly epoch: string; readonly seq: number };

function associated(place: EventPlace): Uint8Array {
  return concatBytes(utf8(place.source), zeroByte, hexBytes(place.epoch, 8), uint64(place.seq));
}

// The epoch key is random and a seq is used once in its epoch, so the seq is a nonce.
function nonceOf(seq: number): Uint8Array {
  return concatBytes(new Uint8Array(4), uint64(seq));
}

type Deps = { readonly crypto: CryptoPort; readonly codec: CodecPort };

/** AES-256-GCM of (codec byte ‖ compressed JSON) under the epoch's key. */
export function sealEvent(deps: Deps, epochKey: Uint8Array, place: EventPlace, body: Uint8Array): Uint8Array {
  assert(body.length <= limits.eventBodyBytesMax, "an event body is at most 32 KiB");
  const { codec, bytes } = compressBest(deps.codec, body);
  const plain = concatBytes(Uint8Array.of(codecByte(codec)), bytes);
  return deps.crypto.seal(epochKey, nonceOf(place.seq), plain, associated(place));
}

export function openEvent(
  deps: Deps,
  epochKey: Uint8Array,
  place: EventPlace,
  sealed: Uint8Array,
): Result<Uint8Array, { readonly code: "body-unreadable" }> {
  const plain = deps.crypto.open(epochKey, nonceOf(place.seq), sealed, associated(place));
  const codec = plain === null ? null : codecOfByte(plain[0] ?? 255);
  if (plain === null || codec === null) return err({ code: "body-unreadable" });
  const body = expandBytes(deps.codec, codec, plain.subarray(1), limits.eventBodyBytesMax);
  return body === null ? err({ code: "body-unreadable" }) : ok(body.slice());
}
