import { anyPolicy, withTestAnchors, type OcspInput, type ValidationPolicy } from "@beket/eds";
import {
  createRoot,
  encodeCertId,
  generateKey,
  issueAuthority,
  issueCrl,
  issueLeaf,
  issueOcspResponder,
  issueOcspResponse,
  newSerialNumber,
  publicKeyInfoOf,
  signCertificate,
  signMessage,
  subjectOf,
  type Authority,
  type AuthoritySpec,
  type CrlSpec,
  type KeyHolder,
  type LeafSpec,
  type OcspAnswerSpec,
  type OcspResponseSpec,
  type OcspStatusSpec,
  type Random,
  type ServiceSpec,
} from "@beket/eds/issue";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { defaultLimits } from "../../../packages/eds/src/input.ts";
import { encodeExtensions } from "../../../packages/eds/src/issue/extensions.ts";
import { createJudge } from "../../../packages/eds/src/path/judge.ts";
import type { JudgeRequest, Trust } from "../../../packages/eds/src/path/judge-types.ts";
import { createProofs } from "../../../packages/eds/src/path/proofs.ts";
import type { EvidencePool } from "../../../packages/eds/src/revocation/types.ts";
import { parseCertificate, type Certificate } from "../../../packages/eds/src/x509/certificate.ts";
import { parseCrl, type Crl } from "../../../packages/eds/src/x509/crl.ts";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import { parseOcspResponse } from "../../../packages/eds/src/x509/ocsp-parse.ts";
import { day, head, long, now, organisation, seeded, validity } from "./world.ts";

// A root, an issuing authority and whoever speaks about their certificates. ECDSA, because it is quick: what is tested here
// is who may say what about whom, and the algorithms have tests of their own.

export const hour = 3_600_000;
export const random: Random = seeded("revocation-pki");
export const newKey = () => generateKey("ecdsa-p256", random);

export const root = createRoot({ commonName: "НЕГІЗГІ ОРТАЛЫҚ (СЫНАҚ)", key: newKey(), validity: long, random });

export const authority = (commonName: string, spec: Partial<AuthoritySpec> = {}, parent: Authority = root): Authority =>
  issueAuthority(parent, { commonName, key: newKey(), validity: long, random, ...spec });

export const issuing = authority("ҰЛТТЫҚ ОРТАЛЫҚ (СЫНАҚ)");

const leafKey = newKey();

export const leaf = (spec: Partial<LeafSpec> = {}, issuer: Authority = issuing): Uint8Array =>
  issueLeaf(issuer, { role: "first-head", usage: "signing", person: head, organisation, validity, random, key: leafKey, ...spec });

const list: CrlSpec = { thisUpdateMs: now - day, nextUpdateMs: now + day, number: 7, revoked: [], random };

/** A complete list of yesterday that is in force until tomorrow and names nobody, unless the parts say otherwise. */
export const crl = (spec: Partial<CrlSpec> = {}, issuer: KeyHolder = issuing): Uint8Array => issueCrl(issuer, { ...list, ...spec });
/** One without nextUpdate, which `crl` cannot be asked for. */
export const endlessCrl = (spec: Partial<CrlSpec> = {}): Uint8Array => {
  const { nextUpdateMs: _, ...rest } = { ...list, ...spec };
  return issueCrl(issuing, rest);
};
const rootCrl = crl({}, root);

export const readList = (der: Uint8Array): Crl => {
  const parsed = parseCrl(der, defaultLimits.crlBytesMax);
  if (parsed === undefined) throw new Error("not a list");
  return parsed;
};

/** The same list without one of its extensions, signed again. It names nobody. */
export const crlWithout = (oid: string, spec: Partial<CrlSpec>): Uint8Array => {
  const whole = readList(crl(spec));
  const extensions = whole.extensions
    .filter((extension) => extension.oid !== oid)
    .map(({ critical, ...extension }) => ({ ...extension, ...(critical && { critical }) }));
  const { raw: algorithm } = whole.signatureAlgorithm;
  const tbs = write.sequence(
    write.integer(1),
    algorithm,
    whole.issuer.raw,
    write.time(whole.thisUpdateMs),
    write.time(whole.nextUpdateMs ?? 0),
    write.explicit(0, encodeExtensions(extensions)),
  );
  return write.sequence(tbs, algorithm, write.bitString(signMessage(issuing.key, tbs, random)));
};

const secondKey = newKey();

/**
 * Another certificate with the name of the issuing authority and a key of its own, for signing lists unless `usage` says
 * otherwise; by nobody it is self-made.
 */
export const secondHolder = (parent: Authority | "nobody" = root, usage = 6): KeyHolder => ({
  key: secondKey,
  certificate: signCertificate({
    serialNumber: newSerialNumber(random),
    issuer: subjectOf(parent === "nobody" ? issuing.certificate : parent.certificate),
    issuerKey: parent === "nobody" ? secondKey : parent.key,
    subject: subjectOf(issuing.certificate),
    subjectPublicKeyInfo: publicKeyInfoOf(secondKey),
    validity: long,
    extensions: [{ oid: extensionOids.keyUsage, critical: true, value: write.namedBits(usage) }],
    random,
  }),
});

export const responder = (spec: Partial<ServiceSpec> & { readonly noCheck?: boolean } = {}, issuer: Authority = issuing): KeyHolder =>
  issueOcspResponder(issuer, { commonName: "OCSP RESPONDER", key: newKey(), validity, random, ...spec });

/** The ordinary responder of the issuing authority. */
export const ordinaryResponder = responder();

export type ResponseParts = {
  readonly certificate: Uint8Array;
  readonly issuer?: Authority;
  readonly status?: OcspStatusSpec;
  readonly by?: KeyHolder;
  readonly answer?: Partial<OcspAnswerSpec>;
  readonly response?: Partial<OcspResponseSpec>;
};

/** A fresh response of the ordinary responder that says good, as the national one writes it, unless the parts say otherwise. */
export const ocsp = ({
  certificate,
  issuer = issuing,
  status = { kind: "good" },
  by = ordinaryResponder,
  answer,
  response,
}: ResponseParts): Uint8Array =>
  issueOcspResponse(by, {
    answers: [{ certId: encodeCertId({ certificate, issuer: issuer.certificate }), status, thisUpdateMs: now - hour, ...answer }],
    producedAtMs: now - hour,
    random,
    ...response,
  });

export type StatusParts = {
  readonly certificate: Uint8Array;
  readonly crls?: readonly Uint8Array[];
  readonly ocsp?: readonly (Uint8Array | OcspInput)[];
  readonly certificates?: readonly Uint8Array[];
  readonly atMs?: number;
  readonly validationTimeMs?: number;
  readonly policy?: Partial<ValidationPolicy>;
  readonly purpose?: JudgeRequest["purpose"];
};

export const read = (der: Uint8Array): Certificate => {
  const certificate = parseCertificate(der);
  if (certificate === undefined) throw new Error("not a certificate");
  return certificate;
};

const poolOf = ({ crls = [], ocsp: responses = [], certificates = [], policy = {} }: StatusParts): EvidencePool => ({
  anchors: [{ certificate: read(root.certificate), purpose: "test" }],
  certificates: [issuing.certificate, ...certificates].map(read),
  crls: crls.map(readList),
  ocsp: responses.map((one) => {
    const input = one instanceof Uint8Array ? { der: one } : one;
    const parsed = parseOcspResponse(input.der, defaultLimits.ocspBytesMax, input.nonce);
    if (!parsed.ok) throw new Error(parsed.error.kind);
    return parsed.value;
  }),
  proofs: createProofs(defaultLimits.proofsMax),
  limits: defaultLimits,
  policy: { ...withTestAnchors(anyPolicy), ...policy },
});

/** How a certificate is judged by exactly this evidence. The root's list about its authorities has to be among it. */
export const trustIn = (parts: StatusParts): Trust =>
  createJudge(poolOf(parts))({
    certificate: read(parts.certificate),
    times: { atMs: parts.atMs ?? now, validationTimeMs: parts.validationTimeMs ?? parts.atMs ?? now },
    purpose: parts.purpose ?? "signer",
    depth: 0,
  });

/** The same beside the root's ordinary list: what is left open is the certificate's own status. */
export const judge = (parts: StatusParts): Trust => trustIn({ ...parts, crls: [rootCrl, ...(parts.crls ?? [])] });

/** `good`, or the reason without its prefix. */
export const statusIn = (trust: Trust): string => trust.verdict.reason?.replace("eds.revocation.", "") ?? "good";
export const status = (parts: StatusParts): string => statusIn(judge(parts));

/** The causes noted with the reason. */
const causesIn = ({ checks, verdict }: Trust): string | undefined =>
  checks.find(({ code, status: result }) => code === verdict.reason && result !== "ok")?.detail?.["causes"];
export const causes = (parts: StatusParts): string | undefined => causesIn(judge(parts));
