import { parseCertificate, validateSignature, type ValidationInput, type ValidationReport } from "@beket/eds";
import { sha256Digest } from "../../../packages/eds/src/algorithms/digests.ts";
import { bytesToHex } from "../../../packages/eds/src/bytes/bytes.ts";
import { cmsOids } from "../../../packages/eds/src/cms/oids.ts";
import { evidenceAttributesOf } from "../../../packages/eds/src/cms/revocation-info.ts";
import { parseSignedData } from "../../../packages/eds/src/cms/signed-data.ts";
import { unsignedValuesOf } from "../../../packages/eds/src/cms/signer-info.ts";
import { rawOf } from "../../../packages/eds/src/der/reader.ts";
import { parseTimestampResponse } from "../../../packages/eds/src/tsp/response.ts";
import { parseCrl } from "../../../packages/eds/src/x509/crl.ts";
import { parseOcspResponse } from "../../../packages/eds/src/x509/ocsp-parse.ts";
import { derLimits, evidenceBytesMax, type Target } from "./targets.ts";

/** What was signed in these octets, by what they are: hexadecimal digits. */
const signedIn = (octets: Uint8Array): readonly string[] => {
  const certificate = parseCertificate(octets);
  if (certificate !== undefined) return [bytesToHex(certificate.tbs)];
  const crl = parseCrl(octets, evidenceBytesMax);
  if (crl !== undefined) return [bytesToHex(crl.tbs)];
  const ocsp = parseOcspResponse(octets, evidenceBytesMax);
  if (ocsp.ok) return [bytesToHex(ocsp.value.tbs)];
  const message = parseSignedData(octets, derLimits);
  if (!message.ok) return [];
  const { content, signerInfos } = message.value;
  return [
    ...(content === undefined ? [] : [`content ${bytesToHex(content)}`]),
    ...signerInfos.map(({ signedAttributes }) => `attributes ${signedAttributes === undefined ? "" : bytesToHex(signedAttributes.raw)}`),
  ];
};

/** What a message carries beside its content, or a response beside its answers: evidence, and time-stamp tokens. */
const carriedBy = (octets: Uint8Array): readonly Uint8Array[] => {
  const response = parseOcspResponse(octets, evidenceBytesMax);
  if (response.ok) return response.value.certificates;
  const message = parseSignedData(octets, derLimits);
  if (!message.ok) return [];
  const { certificates, revocation, signerInfos } = message.value;
  return [
    ...[...certificates, ...revocation.crls, ...revocation.ocsp],
    ...signerInfos.flatMap((signer) => {
      const evidence = evidenceAttributesOf(signer);
      return evidence === undefined ? [] : [...evidence.certificates, ...evidence.crls, ...evidence.ocsp];
    }),
    ...signerInfos.flatMap((signer) => unsignedValuesOf(signer, cmsOids.signatureTimestamp).map(rawOf)),
  ];
};

const tokenIn = (octets: Uint8Array): Uint8Array => {
  const response = parseTimestampResponse(octets);
  return response.ok && response.value.kind === "granted" ? response.value.token.raw : octets;
};

/** Everything in an input that a verdict may rest on, apart from the anchors: also what is carried inside. */
const partsOf = (input: ValidationInput): readonly Uint8Array[] => {
  const tokens = (input.timestamps ?? []).map(tokenIn);
  const parts = [input.cms, ...input.intermediates, ...input.crls, ...(input.ocsp ?? []).map(({ der }) => der), ...tokens];
  const carried = parts.flatMap(carriedBy);
  const inside = carried.flatMap(carriedBy);
  return [...parts, ...carried, ...inside, ...inside.flatMap(carriedBy)];
};

/** The octets that a passing report says it rests on. */
const restsOn = (input: ValidationInput, report: ValidationReport): readonly Uint8Array[] => {
  const stamps = report.signatures.flatMap(({ timestamps }) => timestamps);
  const passed = new Set(stamps.flatMap(({ indication, tokenSha256 }) => (indication === "TOTAL_PASSED" ? [tokenSha256] : [])));
  const tokens = partsOf(input).filter((octets) => passed.has(bytesToHex(sha256Digest(octets))));
  const { certificates, crls, ocsp } = report.evidence;
  return [input.cms, ...certificates, ...crls, ...ocsp.map(({ der }) => der), ...tokens];
};

/** A whole validation, with one of its parts bent. What passes must rest on nothing but what was signed. */
export const wholeTarget = (spec: {
  readonly name: string;
  readonly input: ValidationInput;
  /** The part that is bent, and the input with it. */
  readonly original: Uint8Array;
  readonly withPart: (octets: Uint8Array) => ValidationInput;
  readonly weight: number;
}): Target => {
  const signed = new Set(partsOf(spec.input).flatMap(signedIn));
  return {
    name: `whole ${spec.name}`,
    original: spec.original,
    weight: spec.weight,
    judge: (octets) => {
      const input = spec.withPart(octets);
      const report = validateSignature(input);
      if (report.indication !== "TOTAL_PASSED") return report.indication === "TOTAL_FAILED" ? "refused" : "read";
      return restsOn(input, report)
        .flatMap(signedIn)
        .every((part) => signed.has(part))
        ? "proved"
        : "forged";
    },
  };
};
