import { sha256Digest } from "../algorithms/digests.ts";
import { base64ToBytes, bytesToBase64 } from "../bytes/base64.ts";
import { bytesToHex, utf8Bytes } from "../bytes/bytes.ts";
import { defaultLimits, type Limits, type TrustAnchor, type ValidationInput } from "../input.ts";
import { canonicalJson, toJson } from "../json/canonical.ts";
import { readJson } from "../json/reader.ts";
import type { Expected } from "../policy/note-signer.ts";
import type { ValidationPolicy } from "../policy/policy.ts";
import { reportSha256 } from "../report/canonical-report.ts";
import type { ValidationReport } from "../report/types.ts";
import { assert } from "../result.ts";
import { validateSignature } from "../validate.ts";
import { library } from "../version.ts";
import { contextShape } from "./bundle-shape.ts";
import { neededEvidence } from "./needed.ts";

/** The document, or what it is known by where it is kept elsewhere. Octets are Base64, digests lower-case hex. */
export type BundleDocument =
  | { readonly kind: "octets"; readonly octets: string }
  | { readonly kind: "digests"; readonly byteLength: number; readonly sha256: string };

/** What was asked beside the evidence: the validation context of EN 319 102-1 5.2.4. */
export type BundleContext = {
  readonly policy: ValidationPolicy;
  readonly expected: Expected;
  /** All of them, so that another default later changes nothing. */
  readonly limits: Limits;
  /** Milliseconds since 1970 UTC. */
  readonly validationTimeMs: number;
  readonly receivedAtMs?: number;
};

/** Everything that a verdict rests on, as plain JSON: octets are Base64 of DER, digests lower-case hex. */
export type EvidenceBundle = {
  readonly format: "beket/eds-evidence/1";
  /** Name and version of the library that made it. */
  readonly library: string;
  readonly cms: string;
  /** Absent where none was handed in. */
  readonly document?: BundleDocument;
  readonly context: BundleContext;
  readonly certificates: readonly string[];
  readonly crls: readonly string[];
  readonly ocsp: readonly { readonly der: string; readonly nonce?: string }[];
  readonly timestamps: readonly string[];
  /** The anchors of that day. They tell and decide nothing: a later validation brings its own. */
  readonly trustAnchors: readonly BundleAnchor[];
  /** SHA-256 of the canonical report. */
  readonly reportSha256: string;
  /** SHA-256 of the canonical JSON of all other members: it finds damage, and proves nothing about who wrote it. */
  readonly sha256: string;
};

/** An anchor that was trusted when the bundle was made. */
export type BundleAnchor = { readonly sha256: string; readonly purpose: TrustAnchor["purpose"]; readonly certificate: string };

/**
 * Everything that `report`, the report of `input`, rests on; what was handed in and is not needed is left out. It is validated once
 * more before it is given back. `document: "digests"` keeps the document's SHA-256 in its place: then a later validation is
 * handed the document. The policy must be one that `parsePolicy` reads, times integers, and no limit above sixteen times its default: else
 * it is a broken invariant.
 */
export const bundleOf = (
  input: ValidationInput,
  report: ValidationReport,
  options: { readonly document: BundleDocument["kind"] } = { document: "octets" },
): EvidenceBundle => {
  const { policy, expected, validationTimeMs, receivedAtMs } = input;
  const limits: Limits = { ...defaultLimits, ...input.limits };
  const context: BundleContext = { policy, expected, limits, validationTimeMs, ...(receivedAtMs !== undefined && { receivedAtMs }) };
  assert(readJson(context, contextShape).ok, "a policy, expectations, limits and times that can be stored");
  const needed = neededEvidence(input, report);
  const rest: Omit<EvidenceBundle, "sha256"> = {
    format: "beket/eds-evidence/1",
    library,
    cms: bytesToBase64(input.cms),
    ...(input.document && { document: documentOf(input.document, options.document) }),
    context,
    certificates: needed.intermediates.map(bytesToBase64),
    crls: needed.crls.map(bytesToBase64),
    ocsp: needed.ocsp.map(({ der, nonce }) => ({ der: bytesToBase64(der), ...(nonce && { nonce: bytesToBase64(nonce) }) })),
    timestamps: needed.timestamps.map(bytesToBase64),
    trustAnchors: input.trustAnchors.map(({ certificate, purpose }) => ({
      sha256: bytesToHex(sha256Digest(certificate)),
      purpose,
      certificate: bytesToBase64(certificate),
    })),
    reportSha256: reportSha256(report),
  };
  return { ...rest, sha256: bundleSha256(rest) };
};

const documentOf = (document: Uint8Array, kind: BundleDocument["kind"]): BundleDocument =>
  kind === "octets"
    ? { kind, octets: bytesToBase64(document) }
    : { kind, byteLength: document.length, sha256: bytesToHex(sha256Digest(document)) };

/** The digest that a bundle carries of itself: over all members but that one. */
export const bundleSha256 = (bundle: unknown): string => {
  const members: readonly (readonly [string, unknown])[] = typeof bundle === "object" && bundle !== null ? Object.entries(bundle) : [];
  const rest = members.filter(([name]) => name !== "sha256");
  return bytesToHex(sha256Digest(utf8Bytes(canonicalJson(toJson(Object.fromEntries(rest), bytesToBase64)))));
};

/** The octets of a bundle: canonical JSON (RFC 8785). */
export const encodeBundle = (bundle: EvidenceBundle): Uint8Array => utf8Bytes(canonicalJson(toJson(bundle, bytesToBase64)));

/**
 * What was validated, as an input again. `trustAnchors` are those that the verifier trusts now. `document` takes the place of the one in
 * the bundle: a verifier who has the document hands in their own. With another time or policy it answers another question.
 */
export const bundleInput = (bundle: EvidenceBundle, trustAnchors: readonly TrustAnchor[], document?: Uint8Array): ValidationInput => {
  const { policy, expected, limits, validationTimeMs, receivedAtMs } = bundle.context;
  const kept = bundle.document?.kind === "octets" ? octetsOf(bundle.document.octets) : undefined;
  const signed = document ?? kept;
  return {
    cms: octetsOf(bundle.cms),
    ...(signed && { document: signed }),
    trustAnchors,
    intermediates: bundle.certificates.map(octetsOf),
    crls: bundle.crls.map(octetsOf),
    ocsp: bundle.ocsp.map(({ der, nonce }) => ({ der: octetsOf(der), ...(nonce !== undefined && { nonce: octetsOf(nonce) }) })),
    timestamps: bundle.timestamps.map(octetsOf),
    validationTimeMs,
    ...(receivedAtMs !== undefined && { receivedAtMs }),
    policy,
    expected,
    limits,
  };
};

/** `parseBundle` lets only Base64 through; in a bundle made otherwise what is not Base64 is nothing at all, and proves nothing. */
const octetsOf = (base64: string): Uint8Array => base64ToBytes(base64) ?? new Uint8Array();

/** What a bundle comes to today. */
export type Revalidation = {
  readonly report: ValidationReport;
  /** True when it is the report of that day, to the octet. Where it is false nothing in the bundle says which of the two is right. */
  readonly same: boolean;
};

/**
 * Validates again what a bundle holds, offline: same time, policy and evidence, with the anchors that the verifier trusts. A bundle is
 * not signed: whoever did not keep it themselves compares `bundle.context` with what they would have asked, and `document` with their
 * own. `same` needs the anchors of that day; `document` is needed where the bundle holds only digests.
 */
export const revalidate = (bundle: EvidenceBundle, trustAnchors: readonly TrustAnchor[], document?: Uint8Array): Revalidation => {
  const report = validateSignature(bundleInput(bundle, trustAnchors, document));
  return { report, same: reportSha256(report) === bundle.reportSha256 };
};
