import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { digestByOid, digestLengths } from "../algorithms/digests.ts";
import { isSha } from "../algorithms/digest-info.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import { contentOf, type DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { attempt, cursorOver, expectTag, smallOf } from "../der/values.ts";
import { ok } from "../result.ts";
import { algorithmIdentifierOf } from "../x509/algorithm-identifier.ts";
import type { IterationBudget } from "./budget.ts";
import { bmpPassword, derivePkcs12, purposes } from "./derive.ts";
import { fault, type Pkcs12Result } from "./faults.ts";

const functions = { sha1, sha224, sha256, sha384, sha512 } as const;

/** Proves MacData over the octets of the AuthenticatedSafe, RFC 7292 section 4 and appendix A. */
export const proveMac = (macData: DerNode, safe: Uint8Array, password: string, budget: IterationBudget): Pkcs12Result<true> => {
  const read = attempt(() => {
    const cursor = cursorOver(expectTag(macData, tags.sequence));
    const info = cursorOver(cursor.take(tags.sequence));
    const { oid } = algorithmIdentifierOf(info.take(tags.sequence));
    const mac = contentOf(info.take(tags.octetString));
    info.finish();
    const salt = contentOf(cursor.take(tags.octetString));
    const count = cursor.takeIf(tags.integer);
    cursor.finish();
    return { oid, mac, salt, iterations: count === undefined ? 1 : smallOf(count) };
  });
  if (read === undefined) return fault("pkcs12.malformed", "MacData");
  const hash = digestByOid.get(read.oid);
  if (hash === undefined || !isSha(hash)) return fault("pkcs12.unsupported", `MAC ${read.oid}`);
  if (!budget.spend(read.iterations)) return fault("pkcs12.too-costly", "iterations of the MAC");
  const { salt, iterations } = read;
  const length = digestLengths[hash];
  const key = derivePkcs12({ hash, password: bmpPassword(password), salt, purpose: purposes.mac, iterations, length });
  return bytesEqual(hmac(functions[hash], key, safe), read.mac) ? ok(true) : fault("pkcs12.wrong-password", "MAC");
};
