import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { contentOf, readDer } from "../../../packages/eds/src/der/reader.ts";
import { contextConstructed, tags } from "../../../packages/eds/src/der/tags.ts";
import { cursorOver, onlyChild } from "../../../packages/eds/src/der/values.ts";
import { bmpPassword, derivePkcs12, purposes } from "../../../packages/eds/src/pkcs12/derive.ts";
import { readPkcs12 } from "../../../packages/eds/src/pkcs12/read.ts";
import { keyFilePassword } from "./key-files.ts";
import type { Outcome, Target } from "./targets.ts";

const outcomeOf = (octets: Uint8Array, password: string): Outcome => {
  const read = readPkcs12(octets, password);
  if (!read.ok) return "refused";
  return read.value.keys.length > 0 ? "proved" : "read";
};

export const keyFileTarget = (name: string, original: Uint8Array, password: string): Target => ({
  name: `pkcs12 ${name}`,
  original,
  weight: 1,
  judge: (octets) => outcomeOf(octets, password),
});

/** The AuthenticatedSafe of a file that is DER. */
const safeOf = (file: Uint8Array): Uint8Array => {
  const root = readDer(file);
  if (!root.ok) throw new Error(root.error.code);
  const cursor = cursorOver(root.value);
  cursor.take(tags.integer);
  const info = cursorOver(cursor.take(tags.sequence));
  info.take(tags.objectIdentifier);
  return contentOf(onlyChild(info.take(contextConstructed(0))));
};

/** A file around a safe, with the MAC that belongs to it: RFC 7292 section 4. */
const fileAround = (safe: Uint8Array): Uint8Array => {
  const salt = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const password = bmpPassword(keyFilePassword);
  const key = derivePkcs12({ hash: "sha1", password, salt, purpose: purposes.mac, iterations: 1, length: 20 });
  const algorithm = write.sequence(write.objectIdentifier("1.3.14.3.2.26"), write.nullValue);
  const mac = write.sequence(write.sequence(algorithm, write.octetString(hmac(sha1, key, safe))), write.octetString(salt));
  const content = write.explicit(0, write.octetString(safe));
  return write.sequence(write.integer(3), write.sequence(write.objectIdentifier("1.2.840.113549.1.7.1"), content), mac);
};

/** What is behind the MAC, bent as by one who knows the password: else nothing behind it would ever be reached. */
export const keySafeTarget = (name: string, file: Uint8Array): Target => ({
  name: `pkcs12 safe ${name}`,
  original: safeOf(file),
  weight: 4,
  judge: (octets) => outcomeOf(fileAround(octets), keyFilePassword),
});
