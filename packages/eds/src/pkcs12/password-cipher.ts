import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { utf8Bytes } from "../bytes/bytes.ts";
import { contentOf, type DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { attempt, cursorOver, expectTag, smallOf } from "../der/values.ts";
import { ok } from "../result.ts";
import { algorithmIdentifierOf, type AlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { aes } from "./aes.ts";
import type { IterationBudget } from "./budget.ts";
import { cbcDecrypt, type BlockDecipher } from "./cbc.ts";
import { bmpPassword, derivePkcs12, purposes } from "./derive.ts";
import { tripleDes } from "./des.ts";
import { fault, type Pkcs12Result } from "./faults.ts";
import { rc2 } from "./rc2.ts";

type Cipher = { readonly keyBytes: number; readonly ivBytes: number; readonly open: (key: Uint8Array) => BlockDecipher };

/** Ciphers whose key and initialisation vector come from PKCS#12's own derivation, RFC 7292 appendix C. */
const pkcs12Ciphers: ReadonlyMap<string, Cipher> = new Map([
  ["1.2.840.113549.1.12.1.3", { keyBytes: 24, ivBytes: 8, open: tripleDes }],
  ["1.2.840.113549.1.12.1.6", { keyBytes: 5, ivBytes: 8, open: (key: Uint8Array) => rc2(key, 40) }],
]);

const pbes2Oid = "1.2.840.113549.1.5.13";
const pbkdf2Oid = "1.2.840.113549.1.5.12";

/** Ciphers of PBES2, RFC 8018 appendix B.2. */
const pbes2Ciphers: ReadonlyMap<string, Cipher> = new Map([
  ["1.2.840.113549.3.7", { keyBytes: 24, ivBytes: 8, open: tripleDes }],
  ["2.16.840.1.101.3.4.1.2", { keyBytes: 16, ivBytes: 16, open: aes }],
  ["2.16.840.1.101.3.4.1.42", { keyBytes: 32, ivBytes: 16, open: aes }],
]);

const hmacHashes = new Map([
  ["1.2.840.113549.2.7", { hash: sha1, outputBytes: 20 }],
  ["1.2.840.113549.2.9", { hash: sha256, outputBytes: 32 }],
  ["1.2.840.113549.2.11", { hash: sha512, outputBytes: 64 }],
]);
const hmacSha1Oid = "1.2.840.113549.2.7";

type Locked = {
  readonly algorithm: AlgorithmIdentifier;
  readonly cipherText: Uint8Array;
  readonly password: string;
  readonly budget: IterationBudget;
};

/** The octets under a password, by the ciphers of RFC 7292 appendix C or by PBES2 of RFC 8018 section 6.2. */
export const openWithPassword = (locked: Locked): Pkcs12Result<Uint8Array> => {
  const { oid, parameters } = locked.algorithm;
  if (parameters === "absent" || parameters === "null") return fault("pkcs12.unsupported", `cipher ${oid}`);
  if (oid === pbes2Oid) return openPbes2(locked, parameters);
  const cipher = pkcs12Ciphers.get(oid);
  return cipher === undefined ? fault("pkcs12.unsupported", `cipher ${oid}`) : openPkcs12(locked, cipher, parameters);
};

const decrypt = (cipher: Cipher, key: Uint8Array, iv: Uint8Array, text: Uint8Array): Pkcs12Result<Uint8Array> => {
  const plain = cbcDecrypt(cipher.open(key), iv, text);
  return plain === undefined ? fault("pkcs12.malformed", "padding") : ok(plain);
};

const openPkcs12 = ({ cipherText, password, budget }: Locked, cipher: Cipher, parameters: DerNode): Pkcs12Result<Uint8Array> => {
  const read = attempt(() => {
    const cursor = cursorOver(expectTag(parameters, tags.sequence));
    const salt = contentOf(cursor.take(tags.octetString));
    const iterations = smallOf(cursor.take(tags.integer));
    cursor.finish();
    return { salt, iterations };
  });
  if (read === undefined) return fault("pkcs12.malformed", "parameters of the cipher");
  const shared = { hash: "sha1", password: bmpPassword(password), ...read } as const;
  // A key of 24 octets takes two blocks of SHA-1, the vector one.
  if (!budget.spend(read.iterations * (Math.ceil(cipher.keyBytes / 20) + 1))) return fault("pkcs12.too-costly", "iterations of the cipher");
  const key = derivePkcs12({ ...shared, purpose: purposes.key, length: cipher.keyBytes });
  const iv = derivePkcs12({ ...shared, purpose: purposes.iv, length: cipher.ivBytes });
  return decrypt(cipher, key, iv, cipherText);
};

/** PBKDF2-params, RFC 8018 appendix A.2; the pseudo-random function is HMAC with SHA-1 where it is left out. */
const derivationOf = (node: DerNode) => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const salt = contentOf(cursor.take(tags.octetString));
  const iterations = smallOf(cursor.take(tags.integer));
  const keyLength = cursor.takeIf(tags.integer);
  const prf = cursor.takeIf(tags.sequence);
  cursor.finish();
  const prfOid = prf === undefined ? hmacSha1Oid : algorithmIdentifierOf(prf).oid;
  return { salt, iterations, prfOid, keyBytes: keyLength && smallOf(keyLength) };
};

const openPbes2 = ({ cipherText, password, budget }: Locked, parameters: DerNode): Pkcs12Result<Uint8Array> => {
  const read = attempt(() => {
    const cursor = cursorOver(expectTag(parameters, tags.sequence));
    const derivation = algorithmIdentifierOf(cursor.take(tags.sequence));
    const encryption = algorithmIdentifierOf(cursor.take(tags.sequence));
    cursor.finish();
    return { derivation, encryption };
  });
  if (read === undefined) return fault("pkcs12.malformed", "parameters of PBES2");
  const { derivation, encryption } = read;
  const cipher = pbes2Ciphers.get(encryption.oid);
  if (cipher === undefined) return fault("pkcs12.unsupported", `cipher ${encryption.oid}`);
  if (derivation.oid !== pbkdf2Oid) return fault("pkcs12.unsupported", `derivation ${derivation.oid}`);
  const [derivationNode, ivNode] = [derivation.parameters, encryption.parameters];
  if (typeof derivationNode === "string" || typeof ivNode === "string") return fault("pkcs12.malformed", "parameters of PBES2");
  const chosen = attempt(() => derivationOf(derivationNode));
  const iv = attempt(() => contentOf(expectTag(ivNode, tags.octetString)));
  if (chosen === undefined || iv === undefined || iv.length !== cipher.ivBytes) return fault("pkcs12.malformed", "parameters of PBES2");
  if (chosen.keyBytes !== undefined && chosen.keyBytes !== cipher.keyBytes) return fault("pkcs12.malformed", "length of the key");
  const prf = hmacHashes.get(chosen.prfOid);
  if (prf === undefined) return fault("pkcs12.unsupported", `function ${chosen.prfOid}`);
  // HMAC hashes twice.
  if (!budget.spend(2 * chosen.iterations * Math.ceil(cipher.keyBytes / prf.outputBytes)))
    return fault("pkcs12.too-costly", "iterations of the cipher");
  const key = pbkdf2(prf.hash, utf8Bytes(password), chosen.salt, { c: chosen.iterations, dkLen: cipher.keyBytes });
  return decrypt(cipher, key, iv, cipherText);
};
