import { utf8, zeroByte } from "../bytes/bytes.ts";
import { assert } from "../result.ts";
import type { CryptoPort } from "../ports.ts";
import { limits } from "./limits.ts";
import { isKind } from "./names.ts";

export type SubjectHash = (kind: string, value: string) => Uint8Array;

/** First 8 bytes of HMAC-SHA-256(K, kind ‖ 0 ‖ value): how a replica files a subject without knowing who it is. */
export function createSubjectHash(crypto: CryptoPort, key: Uint8Array): SubjectHash {
  assert(key.length === 32, "a registry key has 32 bytes");
  const mac = crypto.hmacSha256(key);
  return (kind, value) => {
    const { kindBytes, valueBytes } = subjectBytes(kind, value);
    return mac(kindBytes, zeroByte, valueBytes).slice(0, 8);
  };
}

/** Both in UTF-8, checked against the limits. */
export function subjectBytes(kind: string, value: string): { readonly kindBytes: Uint8Array; readonly valueBytes: Uint8Array } {
  assert(isKind(kind), "a kind is lower case and does not begin with rec");
  const valueBytes = utf8(value);
  assert(valueBytes.length <= limits.valueBytesMax, "a value is short");
  return { kindBytes: utf8(kind), valueBytes };
}
