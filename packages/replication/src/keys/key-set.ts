import * as v from "valibot";
import { fromHex, toHex, utf8 } from "../bytes/bytes.ts";
import { limits } from "../formats/limits.ts";
import { isLevel } from "../formats/names.ts";
import { parseJson } from "../frames/control.ts";
import { createFrameSigner, keyIdOf } from "../frames/frame.ts";
import type { CodecPort, CryptoPort } from "../ports.ts";
import { assert } from "../result.ts";
import { keyRoles } from "./types.ts";
import type { KeySet, TrustedKey } from "./types.ts";

const Time = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(limits.timeMax));
const KeyId = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const Level = v.pipe(v.string(), v.check(isLevel));
const Key = v.strictObject({
  id: KeyId,
  role: v.picklist(keyRoles),
  publicKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  notBefore: Time,
  notAfter: Time,
  scopes: v.optional(v.pipe(v.array(Level), v.maxLength(256))),
  source: v.optional(Level),
});
const KeySetJson = v.strictObject({
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  issuedAt: Time,
  keys: v.pipe(v.array(Key), v.maxLength(limits.keysMax)),
  revoked: v.pipe(v.array(KeyId), v.maxLength(limits.keysMax)),
});

/** null unless every key's id is that of its public key, each appears once, and a source's key names its source. */
export function decodeKeySet(crypto: CryptoPort, payload: Uint8Array): KeySet | null {
  const json = parseJson(payload);
  const parsed = json.ok ? v.safeParse(KeySetJson, json.value, { abortEarly: true }) : null;
  if (parsed === null || !parsed.success) return null;
  const keys: TrustedKey[] = [];
  for (const { publicKey: publicKeyHex, scopes, source, ...rest } of parsed.output.keys) {
    const publicKey = fromHex(publicKeyHex, 32);
    if (publicKey === null || keyIdOf(crypto, publicKey) !== rest.id) return null;
    if (rest.role === "source" && source === undefined) return null;
    keys.push({ ...rest, publicKey, ...(scopes === undefined ? {} : { scopes }), ...(source === undefined ? {} : { source }) });
  }
  if (new Set(keys.map((key) => key.id)).size !== keys.length) return null;
  return { version: parsed.output.version, issuedAt: parsed.output.issuedAt, keys, revoked: parsed.output.revoked };
}

/** A frame of type `keyset`, signed by the offline root. Throws when the set itself is wrong. */
export function signKeySet(
  deps: { readonly crypto: CryptoPort; readonly codec: CodecPort; readonly rootSeed: Uint8Array },
  set: KeySet,
): Uint8Array {
  const keys = set.keys.map((key) => ({ ...key, publicKey: toHex(key.publicKey) }));
  const payload = utf8(JSON.stringify({ version: set.version, issuedAt: set.issuedAt, keys, revoked: set.revoked }));
  assert(decodeKeySet(deps.crypto, payload) !== null, "a key set that its reader would accept");
  return createFrameSigner(deps.crypto, deps.codec, deps.rootSeed)("keyset", payload);
}
