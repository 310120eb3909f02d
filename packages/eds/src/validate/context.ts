import { digest, type DigestName } from "../algorithms/digests.ts";
import type { EmbeddedEvidence } from "../cms/revocation-info.ts";
import type { SignedData } from "../cms/signed-data.ts";
import type { ContentDigest } from "../cms/verify-signer.ts";
import type { EvidenceInput, Limits, ValidationInput } from "../input.ts";
import type { JudgeCertificate } from "../path/judge-types.ts";
import { createJudge } from "../path/judge.ts";
import { createProofs } from "../path/proofs.ts";
import type { ValidationPolicy } from "../policy/policy.ts";
import type { EvidencePool } from "../revocation/types.ts";
import { parseCertificate, type Certificate } from "../x509/certificate.ts";
import { parseCrl } from "../x509/crl.ts";
import { parseOcspResponse } from "../x509/ocsp-parse.ts";
import type { TimestampReadings } from "./read-timestamps.ts";

/** What is the same for every signer of a message. */
export type Context = {
  readonly input: ValidationInput;
  readonly limits: Limits;
  readonly data: SignedData;
  readonly timestamps: TimestampReadings;
  /** What came with the message and its tokens. */
  readonly embedded: EmbeddedEvidence;
  readonly pool: EvidencePool;
  readonly judge: JudgeCertificate;
  /** True when the message carries a certificate that is not one. */
  readonly unreadableCertificates: boolean;
  /** The digest of what must have been signed; nothing where that is not at hand. */
  readonly contentDigest: ContentDigest;
};

/** A large document is hashed once per algorithm, however many have signed it. */
const digestOnce = (content: Uint8Array | undefined): ContentDigest => {
  const known = new Map<DigestName, Uint8Array>();
  return (name) => {
    if (content === undefined) return undefined;
    const value = known.get(name) ?? digest(name, content);
    known.set(name, value);
    return value;
  };
};

const readable = <T>(all: readonly Uint8Array[], parse: (bytes: Uint8Array) => T | undefined): readonly T[] =>
  all.flatMap((bytes) => parse(bytes) ?? []);

export const distinctCertificates = (certificates: readonly Certificate[]): readonly Certificate[] => [
  ...new Map(certificates.map((certificate) => [certificate.sha256, certificate])).values(),
];

/** The one pool of what came along and what was handed in. What cannot be read says nothing, and is left out. */
export const createPool = (input: EvidenceInput, embedded: EmbeddedEvidence, limits: Limits, policy: ValidationPolicy): EvidencePool => {
  const parseOne = (bytes: Uint8Array): Certificate | undefined => parseCertificate(bytes, limits.certificateBytesMax);
  const ocsp = [...(input.ocsp ?? []), ...embedded.ocsp.map((der) => ({ der, nonce: undefined }))].flatMap(({ der, nonce }) => {
    const parsed = parseOcspResponse(der, limits.ocspBytesMax, nonce);
    return parsed.ok ? [parsed.value] : [];
  });
  return {
    anchors: input.trustAnchors.flatMap(({ certificate, purpose }) => {
      const anchor = parseOne(certificate);
      return anchor === undefined ? [] : [{ certificate: anchor, purpose }];
    }),
    certificates: distinctCertificates(readable([...embedded.certificates, ...input.intermediates], parseOne)),
    crls: readable([...input.crls, ...embedded.crls], (bytes) => parseCrl(bytes, limits.crlBytesMax)),
    ocsp,
    proofs: createProofs(limits.proofsMax),
    limits,
    policy,
  };
};

export const createContext = (parts: Pick<Context, "input" | "limits" | "data" | "timestamps" | "embedded">): Context => {
  const { input, limits, data, embedded } = parts;
  const { receivedAtMs } = input;
  const pool = { ...createPool(input, embedded, limits, input.policy), ...(receivedAtMs !== undefined && { receivedAtMs }) };
  return {
    ...parts,
    pool,
    judge: createJudge(pool),
    unreadableCertificates: data.certificates.some((bytes) => parseCertificate(bytes, limits.certificateBytesMax) === undefined),
    contentDigest: digestOnce(data.content ?? input.document),
  };
};
