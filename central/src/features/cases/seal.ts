import { writeTar, type CaseManifest } from "@beket/api";
import { assert, canonicalJson } from "@beket/domain";
import type { CodecPort, CryptoPort } from "@beket/replication";
import { expandPayload, parseFrame } from "@beket/replication";
import { derToPem } from "@beket/eds";
import { fromHex, hex, utf8 } from "../bytes.ts";
import { readme } from "./readme.ts";

export type CaseFile = { readonly path: string; readonly role: CaseManifest["files"][number]["role"]; readonly bytes: Uint8Array };
export type SealDeps = {
  readonly crypto: Pick<CryptoPort, "sha256" | "ed25519">;
  readonly codec: CodecPort;
  readonly city: string;
  readonly origin: () => string;
  /** Ed25519 seed of the role `registry`. */
  readonly signingSeed: Uint8Array;
  readonly rootPublicKey: Uint8Array;
  /** The frame of the key set that the root signed. */
  readonly keySet: Uint8Array;
};

/** DER before the 32 octets of an Ed25519 public key (RFC 8410). */
const ed25519Prefix = fromHex("302a300506032b6570032100");
const pemOf = (publicKey: Uint8Array): Uint8Array => utf8(derToPem("PUBLIC KEY", Uint8Array.from([...ed25519Prefix, ...publicKey])));

/** Canonical JSON (RFC 8785). */
export function jsonFile(path: string, role: CaseFile["role"], value: unknown): CaseFile {
  const text = canonicalJson(value);
  assert(text.ok, "a file of plain JSON");
  return { path, role, bytes: utf8(text.value) };
}

/**
 * A sealed case, `beket/case/1`: a manifest that names each file by its SHA-256, central's signature over the manifest's own bytes, and the
 * keys up to the root, as one tar. Anybody verifies it with the common tools that its README names.
 */
export function sealCase(
  deps: SealDeps,
  about: CaseManifest["about"],
  given: readonly CaseFile[],
  madeAt: number,
): Uint8Array<ArrayBuffer> {
  const { crypto, city, origin, signingSeed } = deps;
  const signer = crypto.ed25519.publicKey(signingSeed);
  const files = [...given, ...keyFiles(deps, signer), { path: "readme.txt", role: "help" as const, bytes: utf8(readme) }];
  const manifest: CaseManifest = {
    format: "beket/case/1",
    city,
    origin: origin(),
    madeAt,
    about,
    signer: hex(signer),
    files: files
      .map(({ path, role, bytes }) => ({ path, role, bytes: bytes.length, sha256: hex(crypto.sha256(bytes)) }))
      .toSorted((left, right) => (left.path < right.path ? -1 : 1)),
  };
  const sealed = jsonFile("manifest.json", "key", manifest);
  const signature = crypto.ed25519.sign(signingSeed, sealed.bytes);
  return writeTar([sealed, { path: "manifest.sig", bytes: signature }, ...files], Math.floor(madeAt / 1_000));
}

/** The key set as the root signed it, in the parts that OpenSSL takes. */
function keyFiles({ codec, rootPublicKey, keySet }: SealDeps, signer: Uint8Array): readonly CaseFile[] {
  const frame = parseFrame(keySet);
  assert(frame.ok, "the key set that central started with");
  const payload = expandPayload(codec, frame.value);
  assert(payload !== null, "the key set that central started with");
  const file = (path: string, bytes: Uint8Array): CaseFile => ({ path: `keys/${path}`, role: "key", bytes });
  return [
    file("central.pem", pemOf(signer)),
    file("root.pem", pemOf(rootPublicKey)),
    file("keyset.json", payload),
    file("keyset.signed", frame.value.signed),
    file("keyset.sig", frame.value.signature),
    file("keyset.codec", utf8(`${frame.value.codec}\n`)),
  ];
}
