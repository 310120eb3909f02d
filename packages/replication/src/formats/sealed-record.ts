import { concatBytes, uint64, utf8, zeroByte } from "../bytes/bytes.ts";
import { assert } from "../result.ts";
import type { CryptoPort } from "../ports.ts";
import { limits } from "./limits.ts";
import { subjectBytes } from "./subject-key.ts";

export type RecordPlace = { readonly kind: string; readonly value: string; readonly row: number; readonly version: number };
export type RecordSealer = {
  readonly seal: (place: RecordPlace, record: Uint8Array) => Uint8Array;
  /** null when these bytes were not sealed for this place. */
  readonly open: (place: RecordPlace, sealed: Uint8Array) => Uint8Array | null;
};

// A record key seals one row version of one subject and nothing else, so the nonce may stand still.
const zeroNonce = new Uint8Array(12);
const recordLabel = utf8("rec");

/**
 * AES-256-GCM under HMAC-SHA-256(K, "rec" ‖ kind ‖ 0 ‖ value ‖ version). To open a record one needs K and the identifier:
 * a stolen file with its key still names nobody.
 */
export function createRecordSealer(crypto: CryptoPort, key: Uint8Array, scope: string): RecordSealer {
  const mac = crypto.hmacSha256(key);
  const scopeBytes = utf8(scope);
  const recordKey = (place: RecordPlace): Uint8Array => {
    const { kindBytes, valueBytes } = subjectBytes(place.kind, place.value);
    return mac(recordLabel, kindBytes, zeroByte, valueBytes, uint64(place.version));
  };
  const associated = (place: RecordPlace): Uint8Array => concatBytes(scopeBytes, uint64(place.row));
  return {
    seal: (place, record) => {
      assert(record.length <= limits.recordBytesMax, "a record is short");
      return crypto.seal(recordKey(place), zeroNonce, record, associated(place));
    },
    open: (place, sealed) => crypto.open(recordKey(place), zeroNonce, sealed, associated(place)),
  };
}
