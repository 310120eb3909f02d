import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, parseCertificate, pemToBlocks } from "@beket/eds";
import { parseSigningKey, signCms, type Random, type SigningKey } from "@beket/eds/issue";
import * as v from "valibot";
import { base64ToBytes } from "./base64.ts";
import type { SimulatorKey } from "./keys.ts";

/** One demonstration key with its certificate: `<name>.json` in the key folder. The private key is not encrypted. */
export const KeyFile = v.looseObject({
  format: v.literal("beket/demo-key/1"),
  /** As `signingKeyToJson` of the issuing library writes it. */
  key: v.unknown(),
  /** DER in base64, or PEM. */
  certificate: v.pipe(v.string(), v.maxLength(100_000)),
  /** The certificates above it, the nearest first; DER in base64, or PEM. */
  issuers: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(100_000))), v.maxLength(8)), []),
});

export type KeyFolder = { readonly keys: readonly SimulatorKey[]; readonly faults: readonly string[] };

const toDer = (text: string): Uint8Array | null =>
  text.includes("-----BEGIN") ? (pemToBlocks(text)[0]?.der ?? null) : base64ToBytes(text);

/** The key of one file's text; the fault names the file's trouble, never its content. */
export function readKey(
  name: string,
  text: string,
  random: Random,
): { readonly ok: true; readonly key: SimulatorKey } | { readonly ok: false; readonly fault: string } {
  const fault = (why: string) => ({ ok: false as const, fault: `${name}: ${why}` });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fault("not JSON");
  }
  const file = v.safeParse(KeyFile, json);
  if (!file.success) return fault("not a key file (format beket/demo-key/1)");
  const key = parseSigningKey(file.output.key);
  if (!key.ok) return fault("the private key cannot be read");
  const certificate = toDer(file.output.certificate);
  const issuers = file.output.issuers.map(toDer);
  if (certificate === null || issuers.includes(null)) return fault("a certificate is neither base64 nor PEM");
  return (
    keyOf(
      name,
      key.value,
      certificate,
      issuers.filter((issuer) => issuer !== null),
      random,
    ) ?? fault("the certificate cannot be read")
  );
}

function keyOf(
  name: string,
  key: SigningKey,
  der: Uint8Array,
  issuers: readonly Uint8Array[],
  random: Random,
): { readonly ok: true; readonly key: SimulatorKey } | null {
  const certificate = parseCertificate(der);
  if (certificate === undefined) return null;
  const identity = identityOf(certificate);
  const algorithm = key.kind === "gost512" ? "GOST 34.310-2015" : "RSA";
  return {
    ok: true,
    key: {
      name,
      commonName: identity.commonName,
      organisation: identity.organisation ?? null,
      iin: identity.iin ?? null,
      bin: identity.bin ?? null,
      serialNumber: identity.serialNumber,
      extKeyUsageOids: certificate.extendedKeyUsage,
      signs: certificate.keyUsage?.nonRepudiation === true,
      notBeforeMs: certificate.notBeforeMs,
      notAfterMs: certificate.notAfterMs,
      algorithm,
      issuers,
      info: {
        alias: name,
        subjectDn: certificate.subject.attributes.map(({ oid, value }) => `${oid}=${value ?? ""}`).join(","),
        serialNumber: identity.serialNumber,
        certNotBefore: String(certificate.notBeforeMs),
        certNotAfter: String(certificate.notAfterMs),
        algorithm,
      },
      sign: (content, { encapsulate, signingTimeMs }) =>
        // As NCALayer's CAdES: with signingCertificateV2.
        signCms({
          content,
          detached: !encapsulate,
          signers: [{ certificate: der, key, signingTimeMs, signingCertificateV2: true }],
          random,
        }),
    },
  };
}

/** Every `.json` of a folder, by name. A file that cannot be read is a fault beside the others, not the end. */
export function readKeyFolder(folder: string, random: Random): KeyFolder {
  const keys: SimulatorKey[] = [];
  const faults: string[] = [];
  let files: readonly string[];
  try {
    files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  } catch {
    return { keys, faults: [`the key folder ${folder} cannot be read`] };
  }
  for (const file of files.toSorted()) {
    const read = readKey(file.slice(0, -".json".length), readFileSync(join(folder, file), "utf8"), random);
    if (read.ok) keys.push(read.key);
    else faults.push(read.fault);
  }
  return { keys, faults };
}
