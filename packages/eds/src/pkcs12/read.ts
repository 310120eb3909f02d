import type { SigningKey } from "../issue/keys.ts";
import { contentOf, type DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { attempt, childrenOrThrow, cursorOver, demand, expectTag, smallOf } from "../der/values.ts";
import { ok } from "../result.ts";
import { parseCertificate, type Certificate } from "../x509/certificate.ts";
import { sameName } from "../x509/name.ts";
import { contentInfoOf, contentsOf, nodeOfBer, safeContentsOf, type Contents, type Lock } from "./bags.ts";
import { createIterationBudget } from "./budget.ts";
import { fault, type Pkcs12Result } from "./faults.ts";
import { proveMac } from "./integrity.ts";
import { publicHalfTest } from "./key-fits.ts";

/** One private key of a file, with the certificate whose public key is its own. */
export type Pkcs12Key = {
  readonly key: SigningKey;
  /** DER. Absent where the file has none that fits. */
  readonly certificate?: Uint8Array;
  /** DER of the authorities in the file, by names alone and not proved, the certificate's issuer first. */
  readonly chain: readonly Uint8Array[];
  /** What the user's programs call the key. */
  readonly friendlyName?: string;
};

/** What a key file holds. */
export type Pkcs12 = {
  readonly keys: readonly Pkcs12Key[];
  /** DER, in the order of the file. */
  readonly certificates: readonly Uint8Array[];
};

/** What a key file may cost to read. */
export type Pkcs12Limits = {
  /** Octets of the file. */
  readonly bytesMax: number;
  /** Iterations of all derivations together, in hashes. */
  readonly iterationsMax: number;
};

/** About a second. National tools, OpenSSL, Java and Windows write files that need a fraction of it. */
export const defaultPkcs12Limits: Pkcs12Limits = { bytesMax: 256 * 1024, iterationsMax: 600_000 };

type Pfx = { readonly safe: Uint8Array; readonly macData?: DerNode };

/** PFX, RFC 7292 section 4, in password integrity mode. */
const pfxOf = (root: DerNode): Pfx => {
  const cursor = cursorOver(expectTag(root, tags.sequence));
  demand(smallOf(cursor.take(tags.integer)) === 3, "version 3");
  const { oid, content } = contentInfoOf(cursor.take(tags.sequence));
  demand(oid === "1.2.840.113549.1.7.1", "password integrity");
  const macData = cursor.takeIf(tags.sequence);
  cursor.finish();
  return { safe: contentOf(expectTag(content, tags.octetString)), ...(macData && { macData }) };
};

/** A file of a person or a service has one or two keys; a hostile one could cost a curve operation each. */
const keysMax = 16;
const certificatesMax = 64;

/** The keys and certificates of every SafeContents of the file, which is proved to be whole. */
const allContents = (safe: Uint8Array, lock: Lock): Pkcs12Result<Contents> => {
  const root = nodeOfBer(safe);
  if (!root.ok) return root;
  const infos = attempt(() => childrenOrThrow(expectTag(root.value, tags.sequence)));
  if (infos === undefined) return fault("pkcs12.malformed", "AuthenticatedSafe");
  if (infos.length > 16) return fault("pkcs12.too-large", "AuthenticatedSafe");
  let all: Contents = { keys: [], certificates: [] };
  for (const info of infos) {
    const octets = safeContentsOf(info, lock);
    if (!octets.ok) return octets;
    const contents = contentsOf(octets.value, lock);
    if (!contents.ok) return contents;
    all = { keys: [...all.keys, ...contents.value.keys], certificates: [...all.certificates, ...contents.value.certificates] };
    if (all.keys.length > keysMax || all.certificates.length > certificatesMax) return fault("pkcs12.too-large", "SafeContents");
  }
  return ok(all);
};

const chainLengthMax = 8;

/** Upwards by names, until a name issues itself or none is left. */
const chainAbove = (leaf: Certificate, pool: readonly Certificate[]): readonly Certificate[] => {
  const chain: Certificate[] = [];
  for (let top = leaf; chain.length < chainLengthMax && !sameName(top.issuer, top.subject);) {
    const { issuer } = top;
    const next = pool.find((candidate) => sameName(candidate.subject, issuer) && candidate !== leaf && !chain.includes(candidate));
    if (next === undefined) break;
    chain.push(next);
    top = next;
  }
  return chain;
};

/**
 * The keys of a PKCS#12 file, RFC 7292, for tests and tools: national files (BER, SHA-1, triple DES, RC2 with 40 bits) and
 * those of OpenSSL 3 (PBES2 with PBKDF2 and AES). The MAC is proved before anything is deciphered, and a key gets the
 * certificate that has its public key, whatever the file says belongs together. Its own ciphers are not constant-time:
 * read key files with it where nobody measures. Kept here are private keys: the caller must not let them out.
 */
export const readPkcs12 = (file: Uint8Array, password: string, limits: Partial<Pkcs12Limits> = {}): Pkcs12Result<Pkcs12> => {
  const { bytesMax, iterationsMax } = { ...defaultPkcs12Limits, ...limits };
  if (file.length > bytesMax) return fault("pkcs12.too-large", "file");
  const root = nodeOfBer(file);
  if (!root.ok) return root;
  const pfx = attempt(() => pfxOf(root.value));
  if (pfx === undefined) return fault("pkcs12.malformed", "PFX");
  if (pfx.macData === undefined) return fault("pkcs12.unprotected", "no MacData");
  const lock: Lock = { password, budget: createIterationBudget(iterationsMax) };
  const proved = proveMac(pfx.macData, pfx.safe, password, lock.budget);
  if (!proved.ok) return proved;
  const contents = allContents(pfx.safe, lock);
  return contents.ok ? ok(joined(contents.value)) : contents;
};

const joined = ({ keys, certificates }: Contents): Pkcs12 => {
  const readable = certificates.flatMap((der) => parseCertificate(der) ?? []);
  return {
    certificates,
    keys: keys.map(({ key, friendlyName }) => {
      const isOther = publicHalfTest(key);
      const certificate = readable.find(({ publicKey }) => isOther(publicKey));
      return {
        key,
        ...(certificate && { certificate: certificate.raw }),
        chain: certificate === undefined ? [] : chainAbove(certificate, readable).map(({ raw }) => raw),
        ...(friendlyName !== undefined && { friendlyName }),
      };
    }),
  };
};
