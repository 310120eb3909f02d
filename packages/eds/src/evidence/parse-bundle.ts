import { canonicalJson, toJson, type Json } from "../json/canonical.ts";
import { readJson } from "../json/reader.ts";
import { failure, ok, type Result } from "../result.ts";
import { bundleSha256, type EvidenceBundle } from "./bundle.ts";
import { bundleShape } from "./bundle-shape.ts";

/** What a bundle may cost to read. */
export type BundleLimits = {
  readonly bytesMax: number;
  /** Certificates, lists, responses, time-stamps or anchors, of each. */
  readonly itemsMax: number;
};

/** 128 MiB, and 256 of each kind: room for the largest national list in Base64. */
export const defaultBundleLimits: BundleLimits = { bytesMax: 128 * 1024 * 1024, itemsMax: 256 };

/** Why octets are not a bundle. `at` is a path of names and positions, never a value. */
export type BundleFault =
  | { readonly code: "bundle.too-large" | "bundle.not-json" | "bundle.not-canonical" | "bundle.digest-differs" }
  | { readonly code: "bundle.shape"; readonly at: string; readonly why: string };

/**
 * The bundle in these octets, as `encodeBundle` writes it. Strict: canonical JSON, every member and no other, each within its limits,
 * and the digest of the whole. `bundle.too-large`, `bundle.not-json`, `bundle.shape`, `bundle.not-canonical`, `bundle.digest-differs`.
 */
export const parseBundle = (bytes: Uint8Array, limits: Partial<BundleLimits> = {}): Result<EvidenceBundle, BundleFault> => {
  const { bytesMax, itemsMax } = { ...defaultBundleLimits, ...limits };
  if (bytes.length > bytesMax) return failure({ code: "bundle.too-large" });
  const parsed = jsonOf(bytes);
  if (parsed === undefined) return failure({ code: "bundle.not-json" });
  const read = readJson(parsed.json, bundleShape(itemsMax));
  if (!read.ok) return failure({ code: "bundle.shape", ...read.error });
  // Only now is the value known to be as shallow as its shape.
  if (canonicalJson(toJson(parsed.json, noOctets)) !== parsed.source) return failure({ code: "bundle.not-canonical" });
  // Over what stands there, which a newer reader may have filled up with defaults.
  return bundleSha256(parsed.json) === read.value.sha256 ? ok(read.value) : failure({ code: "bundle.digest-differs" });
};

const noOctets = (): Json => null;

const jsonOf = (bytes: Uint8Array): { readonly json: unknown; readonly source: string } | undefined => {
  try {
    const source = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { json: JSON.parse(source), source };
  } catch {
    return undefined;
  }
};
