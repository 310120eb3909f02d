import { signingKeyFromPkcs8 } from "../issue/pkcs8.ts";
import type { SigningKey } from "../issue/keys.ts";
import { contentOf, rawOf, readDer, type DerNode } from "../der/reader.ts";
import { contextConstructed, contextPrimitive, isConstructed, tags } from "../der/tags.ts";
import { attempt, childrenOrThrow, cursorOver, demand, expectTag, oidOf, onlyChild, textOf } from "../der/values.ts";
import { concatBytes } from "../bytes/bytes.ts";
import { ok } from "../result.ts";
import { algorithmIdentifierOf } from "../x509/algorithm-identifier.ts";
import type { IterationBudget } from "./budget.ts";
import { berToDefinite } from "./ber.ts";
import { fault, type Pkcs12Result } from "./faults.ts";
import { openWithPassword } from "./password-cipher.ts";

// SafeContents and SafeBags, RFC 7292 section 4.2.

const oids = {
  data: "1.2.840.113549.1.7.1",
  encryptedData: "1.2.840.113549.1.7.6",
  keyBag: "1.2.840.113549.1.12.10.1.1",
  shroudedKeyBag: "1.2.840.113549.1.12.10.1.2",
  certBag: "1.2.840.113549.1.12.10.1.3",
  x509Certificate: "1.2.840.113549.1.9.22.1",
  friendlyName: "1.2.840.113549.1.9.20",
} as const;

export type Lock = { readonly password: string; readonly budget: IterationBudget };

export type Contents = {
  readonly keys: readonly { readonly key: SigningKey; readonly friendlyName?: string }[];
  /** DER, in the order of the file. */
  readonly certificates: readonly Uint8Array[];
};

const nothing: Contents = { keys: [], certificates: [] };

const limits = { bytesMax: 1024 * 1024, depthMax: 16, nodesMax: 4096 };

/** BER in, one strict node out: the file's layers are octets in octets, each encoded by itself. */
export const nodeOfBer = (bytes: Uint8Array): Pkcs12Result<DerNode> => {
  const definite = berToDefinite(bytes);
  if (!definite.ok) return fault(definite.error === "not-ber" ? "pkcs12.malformed" : "pkcs12.too-large", definite.error);
  const node = readDer(definite.value, limits);
  return node.ok ? node : fault("pkcs12.malformed", node.error.code);
};

/** A ContentInfo, RFC 7292 section 4. */
export const contentInfoOf = (node: DerNode): { readonly oid: string; readonly content: DerNode } => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const oid = oidOf(cursor.take(tags.objectIdentifier));
  const content = onlyChild(cursor.take(contextConstructed(0)));
  cursor.finish();
  return { oid, content };
};

/** The plain octets of SafeContents in a ContentInfo: as they are, or under the password. */
export const safeContentsOf = (info: DerNode, lock: Lock): Pkcs12Result<Uint8Array> => {
  const outer = attempt(() => contentInfoOf(info));
  if (outer === undefined) return fault("pkcs12.malformed", "ContentInfo");
  if (outer.oid === oids.data) {
    const octets = attempt(() => contentOf(expectTag(outer.content, tags.octetString)));
    return octets === undefined ? fault("pkcs12.malformed", "Data") : ok(octets);
  }
  // EnvelopedData would need another private key to open.
  if (outer.oid !== oids.encryptedData) return fault("pkcs12.unsupported", `content ${outer.oid}`);
  const encrypted = attempt(() => encryptedOf(outer.content));
  if (encrypted === undefined) return fault("pkcs12.malformed", "EncryptedData");
  return openWithPassword({ ...encrypted, ...lock });
};

/** EncryptedData, RFC 5652 section 8. The implicitly tagged octets may come in pieces. */
const encryptedOf = (node: DerNode) => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  cursor.take(tags.integer);
  const info = cursorOver(cursor.take(tags.sequence));
  cursor.finish();
  demand(oidOf(info.take(tags.objectIdentifier)) === oids.data, "Data inside");
  const algorithm = algorithmIdentifierOf(info.take(tags.sequence));
  const text = info.takeAny();
  info.finish();
  demand(text.tag === contextPrimitive(0) || text.tag === contextConstructed(0), "the encrypted octets");
  const pieces = isConstructed(text.tag)
    ? childrenOrThrow(text).map((piece) => contentOf(expectTag(piece, tags.octetString)))
    : [contentOf(text)];
  return { algorithm, cipherText: concatBytes(...pieces) };
};

const friendlyNameOf = (attributes: DerNode | undefined): string | undefined => {
  if (attributes === undefined) return undefined;
  for (const attribute of childrenOrThrow(attributes)) {
    const cursor = cursorOver(expectTag(attribute, tags.sequence));
    if (oidOf(cursor.take(tags.objectIdentifier)) !== oids.friendlyName) continue;
    return textOf(onlyChild(cursor.take(tags.set)));
  }
  return undefined;
};

const keyOf = (info: Uint8Array, friendlyName: string | undefined): Pkcs12Result<Contents> => {
  const key = signingKeyFromPkcs8(info);
  if (!key.ok) return fault("pkcs12.unsupported", "private key");
  return ok({ keys: [{ key: key.value, ...(friendlyName !== undefined && { friendlyName }) }], certificates: [] });
};

const shroudedKeyOf = (node: DerNode, friendlyName: string | undefined, lock: Lock): Pkcs12Result<Contents> => {
  const shrouded = attempt(() => {
    const cursor = cursorOver(expectTag(node, tags.sequence));
    const algorithm = algorithmIdentifierOf(cursor.take(tags.sequence));
    const cipherText = contentOf(cursor.take(tags.octetString));
    cursor.finish();
    return { algorithm, cipherText };
  });
  if (shrouded === undefined) return fault("pkcs12.malformed", "EncryptedPrivateKeyInfo");
  const info = openWithPassword({ ...shrouded, ...lock });
  return info.ok ? keyOf(info.value, friendlyName) : info;
};

const certificateOf = (node: DerNode): Uint8Array | undefined => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const oid = oidOf(cursor.take(tags.objectIdentifier));
  const value = onlyChild(cursor.take(contextConstructed(0)));
  // SDSI certificates are left aside.
  return oid === oids.x509Certificate ? contentOf(expectTag(value, tags.octetString)) : undefined;
};

const bagOf = (node: DerNode, lock: Lock): Pkcs12Result<Contents> => {
  const bag = attempt(() => {
    const cursor = cursorOver(expectTag(node, tags.sequence));
    const oid = oidOf(cursor.take(tags.objectIdentifier));
    const value = onlyChild(cursor.take(contextConstructed(0)));
    const friendlyName = friendlyNameOf(cursor.takeIf(tags.set));
    cursor.finish();
    return { oid, value, friendlyName };
  });
  if (bag === undefined) return fault("pkcs12.malformed", "SafeBag");
  const { oid, value, friendlyName } = bag;
  if (oid === oids.keyBag) return keyOf(rawOf(value), friendlyName);
  if (oid === oids.shroudedKeyBag) return shroudedKeyOf(value, friendlyName, lock);
  // Lists, secrets and nested contents hold nothing that a signer needs.
  if (oid !== oids.certBag) return ok(nothing);
  const certificate = attempt(() => [certificateOf(value)]);
  if (certificate === undefined) return fault("pkcs12.malformed", "CertBag");
  return ok({ keys: [], certificates: certificate.flatMap((der) => der ?? []) });
};

const bagsMax = 64;

/** The keys and certificates of SafeContents. */
export const contentsOf = (octets: Uint8Array, lock: Lock): Pkcs12Result<Contents> => {
  const root = nodeOfBer(octets);
  if (!root.ok) return root;
  const bags = attempt(() => childrenOrThrow(expectTag(root.value, tags.sequence)));
  if (bags === undefined) return fault("pkcs12.malformed", "SafeContents");
  if (bags.length > bagsMax) return fault("pkcs12.too-large", "SafeContents");
  let all = nothing;
  for (const node of bags) {
    const bag = bagOf(node, lock);
    if (!bag.ok) return bag;
    all = { keys: [...all.keys, ...bag.value.keys], certificates: [...all.certificates, ...bag.value.certificates] };
  }
  return ok(all);
};
