import { CaseManifest, readTar, writeTar, type TarFile } from "@beket/api";
import { canonicalJson, err, ok, type Result } from "@beket/domain";
import { encodeBundle, parseBundle, revalidate, type TrustAnchor, type ValidationReport } from "@beket/eds";
import { createKeyRing, parseFrame, type CodecPort, type CryptoPort } from "@beket/replication";
import * as v from "valibot";

export type CaseCheckDeps = { readonly crypto: CryptoPort; readonly codec: CodecPort };
export type CaseTrust = {
  /** The offline root's, as the verifier knows it: 64 hex digits. */
  readonly rootPublicKey: string;
  /** Of the national authority; none: the applicant's signature is not judged. */
  readonly anchors: readonly TrustAnchor[];
};
export type CheckedCase = {
  readonly about: CaseManifest["about"];
  readonly city: string;
  readonly origin: string;
  readonly madeAt: number;
  readonly files: number;
  /** Of the applicant's signature, judged again; null where the case has none or no anchor was given. */
  readonly indication: ValidationReport["indication"] | null;
  /** Whether it is the report of the day it was accepted. */
  readonly same: boolean | null;
  readonly report: ValidationReport | null;
};
export type CaseFault = {
  readonly code:
    | "case.not-a-tar"
    | "case.manifest-missing"
    | "case.manifest-invalid"
    | "case.manifest-not-canonical"
    | "case.signature-wrong"
    | "case.root-differs"
    | "case.key-not-trusted"
    | "case.file-missing"
    | "case.file-extra"
    | "case.file-changed"
    | "case.evidence-unreadable"
    | "case.evidence-differs";
  /** The file it is about. */
  readonly path: string;
};
type Files = ReadonlyMap<string, Uint8Array>;
const limits = { filesMax: 5_000, sizeBytesMax: 256 * 1024 * 1024 };
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const fault = (code: CaseFault["code"], path: string): Result<never, CaseFault> => err({ code, path });

/** Checks a sealed case from its outside in: archive, signature, keys up to the root, every file, and the applicant's signature again. */
export function verifyCase(deps: CaseCheckDeps, tar: Uint8Array, trust: CaseTrust): Result<CheckedCase, CaseFault> {
  const read = readTar(tar, limits);
  if (!read.ok) return fault("case.not-a-tar", read.error);
  const files: Files = new Map(read.value.map((file: TarFile) => [file.path, file.bytes]));
  const manifest = readManifest(deps, files);
  if (!manifest.ok) return manifest;
  const wrong =
    keyFault(deps, files, manifest.value, trust) ?? fileFault(deps, files, manifest.value) ?? archiveFault(tar, read.value, manifest.value);
  if (wrong !== null) return err(wrong);
  const judged = judge(files, trust.anchors);
  if (!judged.ok) return judged;
  const { about, city, origin, madeAt, files: listed } = manifest.value;
  return ok({ about, city, origin, madeAt, files: listed.length, ...judged.value });
}

/** The bytes under the signature, before anything in them is believed. */
function readManifest({ crypto }: CaseCheckDeps, files: Files): Result<CaseManifest, CaseFault> {
  const bytes = files.get("manifest.json");
  const signature = files.get("manifest.sig");
  if (bytes === undefined || signature === undefined) return fault("case.manifest-missing", "manifest.json");
  const text = new TextDecoder().decode(bytes);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), CaseManifest), text);
  if (!parsed.success) return fault("case.manifest-invalid", "manifest.json");
  const canonical = canonicalJson(parsed.output);
  if (!canonical.ok || canonical.value !== text) return fault("case.manifest-not-canonical", "manifest.json");
  const key = Buffer.from(parsed.output.signer, "hex");
  if (signature.length !== 64 || !crypto.ed25519.verify(key, bytes, signature)) return fault("case.signature-wrong", "manifest.sig");
  return ok(parsed.output);
}

/** The signer's key must be one that the verifier's root signed, for the registry, valid when the case was made and not revoked. */
function keyFault({ crypto, codec }: CaseCheckDeps, files: Files, manifest: CaseManifest, { rootPublicKey }: CaseTrust): CaseFault | null {
  const [signed, signature] = [files.get("keys/keyset.signed"), files.get("keys/keyset.sig")];
  if (signed === undefined || signature === undefined) return { code: "case.file-missing", path: "keys/keyset.signed" };
  if (!crypto.ed25519.verify(Buffer.from(rootPublicKey, "hex"), signed, signature))
    return { code: "case.root-differs", path: "keys/keyset.sig" };
  const frame = new Uint8Array(signed.length + signature.length);
  frame.set(signed);
  frame.set(signature, signed.length);
  const ring = createKeyRing({ crypto, codec, rootPublicKey: Buffer.from(rootPublicKey, "hex") });
  if (!parseFrame(frame).ok || !ring.accept(frame).ok) return { code: "case.key-not-trusted", path: "keys/keyset.signed" };
  const id = hex(crypto.sha256(Buffer.from(manifest.signer, "hex"))).slice(0, 16);
  const found = ring.find(id, { role: "registry", at: manifest.madeAt });
  return found.ok ? null : { code: "case.key-not-trusted", path: "keys/central.pem" };
}

function fileFault({ crypto }: CaseCheckDeps, files: Files, manifest: CaseManifest): CaseFault | null {
  const listed = new Set(manifest.files.map(({ path }) => path));
  if (listed.size !== manifest.files.length) return { code: "case.manifest-invalid", path: "manifest.json" };
  for (const { path, bytes, sha256 } of manifest.files) {
    const found = files.get(path);
    if (found === undefined) return { code: "case.file-missing", path };
    if (found.length !== bytes || hex(crypto.sha256(found)) !== sha256) return { code: "case.file-changed", path };
  }
  for (const path of files.keys())
    if (path !== "manifest.json" && path !== "manifest.sig" && !listed.has(path)) return { code: "case.file-extra", path };
  return null;
}

/** The archive itself is the one that central writes of these files: nothing hides in its headers. */
function archiveFault(tar: Uint8Array, files: readonly TarFile[], { madeAt }: CaseManifest): CaseFault | null {
  return Buffer.from(writeTar(files, Math.floor(madeAt / 1_000))).equals(tar) ? null : { code: "case.not-a-tar", path: "" };
}

type Judged = Pick<CheckedCase, "indication" | "same" | "report">;
const notJudged: Judged = { indication: null, same: null, report: null };

/** The evidence must be over the document and message that lie in the case, and comes to its report by the verifier's own anchors. */
function judge(files: Files, anchors: readonly TrustAnchor[]): Result<Judged, CaseFault> {
  const kept = files.get("evidence/bundle.json");
  if (kept === undefined || anchors.length === 0) return ok(notJudged);
  const bundle = parseBundle(kept);
  if (!bundle.ok || !Buffer.from(encodeBundle(bundle.value)).equals(kept)) return fault("case.evidence-unreadable", "evidence/bundle.json");
  const cms = files.get("inputs/signature.cms");
  const document = files.get("inputs/document.json");
  if (cms === undefined || document === undefined) return fault("case.file-missing", "inputs/document.json");
  const own = bundle.value.document;
  const isSameDocument = own?.kind === "octets" && Buffer.from(own.octets, "base64").equals(document);
  if (!isSameDocument || !Buffer.from(bundle.value.cms, "base64").equals(cms))
    return fault("case.evidence-differs", "evidence/bundle.json");
  const { report, same } = revalidate(bundle.value, anchors, document);
  return ok({ indication: report.indication, same, report });
}
