import { createRoot, publicKeyInfoOf, type SigningKey } from "@beket/eds/issue";
import { digest } from "../../../packages/eds/src/algorithms/digests.ts";
import { schemeNames } from "../../../packages/eds/src/issue/keys.ts";
import { gostScheme } from "../../../packages/eds/src/algorithms/gost-scheme.ts";
import { concatBytes, numberToBytes, reversed } from "../../../packages/eds/src/bytes/bytes.ts";
import { readDer } from "../../../packages/eds/src/der/reader.ts";
import { tags } from "../../../packages/eds/src/der/tags.ts";
import { cursorOver } from "../../../packages/eds/src/der/values.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { bmpPassword, derivePkcs12, purposes } from "../../../packages/eds/src/pkcs12/derive.ts";
import { long, seeded } from "./world.ts";

// Writes key files as a hostile or an odd program would: whatever the parts say, under a MAC that is right.

export const bagOids = {
  key: "1.2.840.113549.1.12.10.1.1",
  shroudedKey: "1.2.840.113549.1.12.10.1.2",
  certificate: "1.2.840.113549.1.12.10.1.3",
  secret: "1.2.840.113549.1.12.10.1.5",
} as const;
const dataOid = "1.2.840.113549.1.7.1";
const encryptedDataOid = "1.2.840.113549.1.7.6";
export const password = "құпия";

const hmac = (name: "sha1" | "sha256", key: Uint8Array, message: Uint8Array): Uint8Array => {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? digest(name, key) : key);
  const inner = digest(
    name,
    concatBytes(
      block.map((octet) => octet ^ 0x36),
      message,
    ),
  );
  return digest(
    name,
    concatBytes(
      block.map((octet) => octet ^ 0x5c),
      inner,
    ),
  );
};

const bmp = (text: string): Uint8Array => write.tagged(tags.bmpString, bmpPassword(text).subarray(0, -2));

export const safeBag = (oid: string, value: Uint8Array, friendlyName?: string): Uint8Array =>
  write.sequence(
    write.objectIdentifier(oid),
    write.explicit(0, value),
    ...(friendlyName === undefined
      ? []
      : [write.setOf(write.sequence(write.objectIdentifier("1.2.840.113549.1.9.20"), write.setOf(bmp(friendlyName))))]),
  );

export const certificateBag = (der: Uint8Array): Uint8Array =>
  safeBag(
    bagOids.certificate,
    write.sequence(write.objectIdentifier("1.2.840.113549.1.9.22.1"), write.explicit(0, write.octetString(der))),
  );

/** PrivateKeyInfo; the GOST layout is that of the national key files. */
export const privateKeyInfo = (key: SigningKey): Uint8Array => {
  const info = readDer(publicKeyInfoOf(key));
  if (!info.ok) throw new Error("no SubjectPublicKeyInfo");
  const algorithm = cursorOver(info.value).take(tags.sequence);
  const octets = (): Uint8Array => {
    switch (key.kind) {
      case "rsa":
      case "rsa-pss":
        // Primes and their parts are not read: ones stand for them.
        return write.sequence(...[0n, key.n, key.e, key.d, 1n, 1n, 1n, 1n, 1n].map(write.integer));
      case "ecdsa-p256":
      case "ecdsa-p384":
        return write.sequence(
          write.integer(1),
          write.octetString(numberToBytes(key.privateKey, key.kind === "ecdsa-p256" ? 32 : 48) ?? new Uint8Array(0)),
        );
      case "gost512":
      case "gost256":
      case "gost2004":
        return write.octetString(
          reversed(numberToBytes(key.privateKey, gostScheme(schemeNames[key.kind]).keyBytes / 2) ?? new Uint8Array(0)),
        );
    }
  };
  const raw = algorithm.source.subarray(algorithm.start, algorithm.end);
  return write.sequence(write.integer(0), raw, write.octetString(octets()));
};

export const keyBag = (key: SigningKey, friendlyName?: string): Uint8Array => safeBag(bagOids.key, privateKeyInfo(key), friendlyName);

export const certificateOf = (key: SigningKey, commonName = "Кілт иесі"): Uint8Array =>
  createRoot({ commonName, key, validity: long, random: seeded(commonName) }).certificate;

export const data = (content: Uint8Array): Uint8Array =>
  write.sequence(write.objectIdentifier(dataOid), write.explicit(0, write.octetString(content)));

export type FileSpec = {
  /** DER of SafeBags, in one plain SafeContents. */
  readonly bags?: readonly Uint8Array[];
  /** DER of ContentInfos instead. */
  readonly contents?: readonly Uint8Array[];
  readonly iterations?: number;
  readonly hash?: "sha1" | "sha256";
  readonly mac?: "right" | "absent" | "bent";
  readonly version?: number;
};

export const keyFile = (spec: FileSpec): Uint8Array => {
  const { hash = "sha1", iterations = 3, mac = "right" } = spec;
  const safe = write.sequence(...(spec.contents ?? [data(write.sequence(...(spec.bags ?? [])))]));
  const salt = new Uint8Array(8).fill(7);
  const length = hash === "sha1" ? 20 : 32;
  // A hostile number of iterations is only announced, not done.
  const done = Math.min(Math.max(iterations, 1), 5000);
  const macKey = derivePkcs12({ hash, password: bmpPassword(password), salt, purpose: purposes.mac, iterations: done, length });
  const value = hmac(hash, macKey, safe);
  if (mac === "bent") value[0] = (value[0] ?? 0) ^ 1;
  const oid = hash === "sha1" ? "1.3.14.3.2.26" : "2.16.840.1.101.3.4.2.1";
  const digestInfo = write.sequence(write.sequence(write.objectIdentifier(oid), write.nullValue), write.octetString(value));
  const macData = write.sequence(digestInfo, write.octetString(salt), write.integer(iterations));
  return write.sequence(write.integer(spec.version ?? 3), data(safe), ...(mac === "absent" ? [] : [macData]));
};

/** EncryptedData with these parameters and this text, as in a SafeContents under a password. */
export const encrypted = (algorithm: Uint8Array, text: Uint8Array): Uint8Array =>
  write.sequence(
    write.objectIdentifier(encryptedDataOid),
    write.explicit(
      0,
      write.sequence(write.integer(0), write.sequence(write.objectIdentifier(dataOid), algorithm, write.implicitPrimitive(0, text))),
    ),
  );
