import { cmsOids } from "../cms/oids.ts";
import { parseSignedData, type SignedData } from "../cms/signed-data.ts";
import type { SignerInfo } from "../cms/signer-info.ts";
import { readDer, type DerLimits } from "../der/reader.ts";
import { attempt, demand } from "../der/values.ts";
import { defaultLimits } from "../input.ts";
import { failure, ok, type Result } from "../result.ts";
import { timestampInfoOf, type TimestampInfo } from "./timestamp-info.ts";

/** A TimeStampToken, RFC 3161 2.4.2, read but not yet believed. */
export type TimestampToken = {
  /** DER of the ContentInfo. */
  readonly raw: Uint8Array;
  readonly data: SignedData;
  /** DER of the TSTInfo: what was signed. */
  readonly content: Uint8Array;
  readonly info: TimestampInfo;
  readonly signer: SignerInfo;
};

export type TimestampTokenFault = { readonly why: string };

export const timestampDerLimits: DerLimits = {
  bytesMax: defaultLimits.timestampBytesMax,
  depthMax: defaultLimits.derDepthMax,
  nodesMax: 20_000,
};

/** Reads a token: SignedData over TSTInfo, with the content inside and exactly one signer. */
export const parseTimestampToken = (
  bytes: Uint8Array,
  limits: DerLimits = timestampDerLimits,
): Result<TimestampToken, TimestampTokenFault> => {
  const parsed = parseSignedData(bytes, limits);
  if (!parsed.ok) return failure({ why: `${parsed.error.code} ${parsed.error.why}` });
  const data = parsed.value;
  const { content } = data;
  const [signer, ...others] = data.signerInfos;
  if (data.contentTypeOid !== cmsOids.timestampInfo) return failure({ why: `content ${data.contentTypeOid}` });
  if (data.version !== data.versionDue) return failure({ why: "version" });
  if (content === undefined) return failure({ why: "no TSTInfo" });
  if (signer === undefined || others.length > 0) return failure({ why: "not one signer" });
  const info = attempt(() => {
    const root = readDer(content, limits);
    demand(root.ok, "DER");
    return timestampInfoOf(root.value);
  });
  if (info === undefined) return failure({ why: "TSTInfo" });
  if (info.criticalExtensions.length > 0) return failure({ why: `critical extension ${info.criticalExtensions[0] ?? ""}` });
  return ok({ raw: bytes, data, content, info, signer });
};
