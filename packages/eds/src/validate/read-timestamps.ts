import { digest, digestByOid, sha256Digest } from "../algorithms/digests.ts";
import { bytesEqual, bytesToHex } from "../bytes/bytes.ts";
import { cmsOids } from "../cms/oids.ts";
import type { SignedData } from "../cms/signed-data.ts";
import { unsignedValuesOf, type SignerInfo } from "../cms/signer-info.ts";
import { rawOf, type DerLimits } from "../der/reader.ts";
import type { Limits, ValidationInput } from "../input.ts";
import { parseTimestampResponse } from "../tsp/response.ts";
import { parseTimestampToken, type TimestampToken } from "../tsp/token.ts";

/** A time-stamp as it came: in a signature, or beside the message. */
export type TimestampReading = {
  readonly embedded: boolean;
  /** SHA-256 of the token's DER, of the octets that came where they are none. Lower-case hex. */
  readonly sha256: string;
} & ({ readonly kind: "token"; readonly token: TimestampToken } | { readonly kind: "malformed"; readonly why: string });

export type TimestampReadings = {
  /** Those of each signer, in the order of the SignerInfos: embedded ones first, none twice. */
  readonly bySigner: readonly (readonly TimestampReading[])[];
  /** Handed in, and over no signature of this message. */
  readonly strays: readonly TimestampReading[];
};

/** The tokens in a signer's unsigned attributes: several values, and several attributes, EN 319 122-1 5.3. */
const embeddedIn = (signer: SignerInfo, limits: DerLimits): readonly TimestampReading[] =>
  unsignedValuesOf(signer, cmsOids.signatureTimestamp).map((value) => {
    const raw = rawOf(value);
    const parsed = parseTimestampToken(raw, limits);
    return { embedded: true, sha256: sha256Of(raw), ...(parsed.ok ? tokenOf(parsed.value) : malformed(parsed.error.why)) };
  });

const sha256Of = (octets: Uint8Array): string => bytesToHex(sha256Digest(octets));
const tokenOf = (token: TimestampToken) => ({ kind: "token", token }) as const;
const malformed = (why: string) => ({ kind: "malformed", why }) as const;

/** A token, or the TimeStampResp it came in. */
const handedIn = (bytes: Uint8Array, limits: DerLimits): TimestampReading => {
  const bare = parseTimestampToken(bytes, limits);
  if (bare.ok) return { embedded: false, sha256: sha256Of(bytes), ...tokenOf(bare.value) };
  const response = parseTimestampResponse(bytes, limits.bytesMax);
  if (response.ok && response.value.kind === "granted") {
    const { token } = response.value;
    return { embedded: false, sha256: sha256Of(token.raw), ...tokenOf(token) };
  }
  const why = response.ok ? response.value.status : bare.error.why;
  return { embedded: false, sha256: sha256Of(bytes), ...malformed(why) };
};

const imprints = ({ info }: TimestampToken, signature: Uint8Array): boolean => {
  const name = digestByOid.get(info.imprint.hashOid);
  return name !== undefined && bytesEqual(digest(name, signature), info.imprint.hashedMessage);
};

/** How many tokens a message may bring along and be handed: `timestampsMax` for each signer. */
export const timestampsFit = (data: SignedData, input: ValidationInput, limits: Limits): boolean =>
  (input.timestamps?.length ?? 0) <= limits.timestampsMax * data.signerInfos.length &&
  data.signerInfos.every((signer) => unsignedValuesOf(signer, cmsOids.signatureTimestamp).length <= limits.timestampsMax);

/** Reads all tokens; one that was handed in belongs to the signer whose signature it imprints. */
export const readTimestamps = (data: SignedData, input: ValidationInput, limits: Limits): TimestampReadings => {
  const derLimits: DerLimits = { bytesMax: limits.timestampBytesMax, depthMax: limits.derDepthMax, nodesMax: limits.derNodesMax };
  const given = (input.timestamps ?? []).map((bytes) => handedIn(bytes, derLimits));
  const isOver = (reading: TimestampReading, { signature }: SignerInfo): boolean =>
    reading.kind === "token" && imprints(reading.token, signature);
  return {
    bySigner: data.signerInfos.map((signer) => {
      const own = [...embeddedIn(signer, derLimits), ...given.filter((reading) => isOver(reading, signer))];
      return own.filter(({ sha256 }, index) => own.findIndex((other) => other.sha256 === sha256) === index);
    }),
    strays: given.filter((reading) => !data.signerInfos.some((signer) => isOver(reading, signer))),
  };
};
