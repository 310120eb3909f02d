import { bytesToHex } from "../bytes/bytes.ts";
import { sha256Digest } from "../algorithms/digests.ts";
import { evidenceAttributesOf, type EmbeddedEvidence } from "../cms/revocation-info.ts";
import type { SignedData } from "../cms/signed-data.ts";
import type { Limits } from "../input.ts";
import type { TimestampReadings } from "./read-timestamps.ts";

const none: EmbeddedEvidence = { certificates: [], crls: [], ocsp: [] };

const carriedBy = (data: SignedData): readonly EmbeddedEvidence[] => [
  { certificates: data.certificates, crls: data.revocation.crls, ocsp: data.revocation.ocsp },
  ...data.signerInfos.map((signer) => evidenceAttributesOf(signer) ?? none),
];

/** The same octets once, in the order they came. */
const distinctOctets = (all: readonly Uint8Array[]): readonly Uint8Array[] => [
  ...new Map(all.map((octets) => [bytesToHex(sha256Digest(octets)), octets])).values(),
];

/**
 * The evidence that came with the message: in SignedData, in unsigned attributes, and in its time-stamp tokens, which are messages
 * themselves. All of it serves all signers and tokens; where it came from says nothing about what it proves.
 */
export const collectEvidence = (data: SignedData, timestamps: TimestampReadings): EmbeddedEvidence => {
  const readings = [...timestamps.bySigner.flat(), ...timestamps.strays];
  const tokens = readings.flatMap((reading) => (reading.kind === "token" ? [reading.token.data] : []));
  const all = [data, ...tokens].flatMap(carriedBy);
  return {
    certificates: distinctOctets(all.flatMap(({ certificates }) => certificates)),
    crls: distinctOctets(all.flatMap(({ crls }) => crls)),
    ocsp: distinctOctets(all.flatMap(({ ocsp }) => ocsp)),
  };
};

export const evidenceFits = ({ certificates, crls, ocsp }: EmbeddedEvidence, limits: Limits): boolean =>
  certificates.length <= limits.certificatesMax && crls.length <= limits.crlsMax && ocsp.length <= limits.ocspMax;
