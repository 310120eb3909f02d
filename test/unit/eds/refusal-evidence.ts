import {
  createRoot,
  directoryName,
  encodeCertId,
  encodeName,
  issueAuthority,
  issueLeaf,
  issueOcspResponder,
  issueOcspResponse,
  issueTimestampAuthority,
  serialNumberOf,
  signatureTimestampAttribute,
  type Authority,
  type AuthoritySpec,
  type KeyHolder,
  type OcspAnswerSpec,
  type OcspResponseSpec,
  type ServiceSpec,
} from "@beket/eds/issue";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import { nameOids } from "../../../packages/eds/src/x509/name.ts";
import { failed, undecided, type Refusal } from "./refusals.ts";
import { createStamping, daysLater } from "./timestamp-world.ts";
import { createWorld, day, head, long, now, organisation, validity } from "./world.ts";

// Certificates, lists, responses and time-stamps that prove nothing, or prove another thing than is claimed.

const world = createWorld("gost512", "refusals");
const { random, issuing, root } = world;
const signer = world.leaf({});
const good = world.sign(signer);
const rootCrl = world.rootCrl();
const stamping = createStamping(world);
const serialNumber = serialNumberOf(signer.certificate);

// Paths.

const signedBelow = (authority: Authority, extraExtensions: NonNullable<AuthoritySpec["extraExtensions"]> = []): Uint8Array => {
  const holder = { person: head, organisation, key: signer.key, validity, random, extraExtensions };
  return world.sign({ ...signer, certificate: issueLeaf(authority, { role: "first-head", usage: "signing", ...holder }) });
};
const below =
  (parent: Authority, spec: Partial<AuthoritySpec>): Refusal["judge"] =>
  () => {
    const authority = issueAuthority(parent, { commonName: "БӨТЕН ОРТАЛЫҚ", key: world.newKey(), validity: long, random, ...spec });
    return world.validate(signedBelow(authority), { intermediates: [authority.certificate, issuing.certificate] });
  };
const unknownCritical = { oid: "1.2.398.3.99", critical: true, value: write.nullValue };
const otherCountry = encodeName([{ oid: nameOids.country, value: "XX" }]);
const otherNamesOnly = {
  oid: extensionOids.nameConstraints,
  critical: true,
  value: write.sequence(write.explicit(0, write.sequence(directoryName(otherCountry)))),
};

// Responses about the signer; the lists about its authority are as always.

const responder = issueOcspResponder(issuing, { commonName: "OCSP ҚЫЗМЕТІ", key: world.newKey(), validity: long, random });
const certId = encodeCertId({ certificate: signer.certificate, issuer: issuing.certificate });
const response = (answer: Partial<OcspAnswerSpec>, by: KeyHolder = responder, spec: Partial<OcspResponseSpec> = {}): Uint8Array =>
  issueOcspResponse(by, {
    answers: [{ certId, status: { kind: "good" }, thisUpdateMs: now - 60_000, ...answer }],
    producedAtMs: now - 60_000,
    random,
    ...spec,
  });
const withResponse =
  (der: () => Uint8Array, nonce?: Uint8Array): Refusal["judge"] =>
  () =>
    world.validate(good, { crls: [rootCrl], ocsp: [{ der: der(), ...(nonce && { nonce }) }] });
const withLists =
  (...crls: readonly Uint8Array[]): Refusal["judge"] =>
  () =>
    world.validate(good, { crls: [rootCrl, ...crls] });

export const plainResponse = withResponse(() => response({}));

const service = (spec: Partial<ServiceSpec>, parent: Authority = issuing): KeyHolder =>
  issueOcspResponder(parent, { commonName: "OCSP ҚЫЗМЕТІ", key: world.newKey(), validity: long, random, ...spec });
/** Bears the names of ours, with other keys. */
const stranger = createWorld("gost512", "stranger");
/** Bears a name that nothing here knows. */
const unknown = createRoot({ commonName: "БЕЛГІСІЗ ОРТАЛЫҚ", key: world.newKey(), validity: long, random });

const waits = (code: Refusal["reason"]) => undecided("TRY_LATER", code);
const chain = (code: Refusal["reason"]) => undecided("CHAIN_CONSTRAINTS_FAILURE", code);

const revocationRefusals: readonly Refusal[] = [
  {
    name: "a revoked certificate",
    judge: withLists(world.crl({ revoked: [{ serialNumber, revocationMs: now - day, reason: "keyCompromise" }] })),
    ...failed("REVOKED", "eds.revocation.revoked"),
  },
  { name: "no evidence of the status", judge: withLists(), ...waits("eds.revocation.no-evidence") },
  {
    name: "a wrong CertID: the number of the certificate, the key of another issuer",
    judge: withResponse(() => response({ certId: encodeCertId({ certificate: signer.certificate, issuer: root.certificate }) })),
    ...waits("eds.revocation.certificate-id-differs"),
  },
  {
    name: "a response about another certificate only",
    judge: withResponse(() => {
      const other = world.leaf({ role: "employee" }).certificate;
      return response({ certId: encodeCertId({ certificate: other, issuer: issuing.certificate }) });
    }),
    ...waits("eds.revocation.certificate-id-differs"),
  },
  {
    name: "an unauthorised responder: no key purpose",
    judge: withResponse(() => response({}, service({ keyPurposes: [] }))),
    ...waits("eds.revocation.responder-unauthorised"),
  },
  {
    name: "an unauthorised responder: another issuer's",
    judge: withResponse(() => response({}, service({}, root))),
    ...waits("eds.revocation.responder-unauthorised"),
  },
  {
    name: "an unauthorised responder: a stranger's",
    judge: withResponse(() => response({}, service({}, stranger.issuing))),
    ...waits("eds.revocation.responder-unauthorised"),
  },
  {
    name: "an unauthorised responder: the signer of the message",
    judge: withResponse(() => response({}, signer)),
    ...waits("eds.revocation.responder-unauthorised"),
  },
  {
    name: "a response that another key signed",
    judge: withResponse(() => response({}, { ...responder, key: world.newKey() })),
    ...waits("eds.revocation.evidence-signature-wrong"),
  },
  {
    name: "a response with another nonce",
    judge: withResponse(
      () => response({}, responder, { nonce: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) }),
      Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1),
    ),
    ...waits("eds.revocation.nonce-differs"),
  },
  {
    name: "a certificate that was never issued (non-issued)",
    judge: withResponse(() => response({ status: { kind: "non-issued" } })),
    ...waits("eds.revocation.status-unknown"),
  },
  {
    name: "an unknown status",
    judge: withResponse(() => response({ status: { kind: "unknown" } })),
    ...waits("eds.revocation.status-unknown"),
  },
  {
    name: "a stale response",
    judge: withResponse(() => response({ thisUpdateMs: now - 3 * day }, responder, { producedAtMs: now - 3 * day })),
    ...waits("eds.revocation.stale"),
  },
  {
    name: "a stale CRL",
    judge: withLists(world.crl({ thisUpdateMs: now - 3 * day, nextUpdateMs: now - day })),
    ...waits("eds.revocation.stale"),
  },
  {
    name: "a CRL that another key signed",
    judge: withLists(stranger.crl()),
    ...waits("eds.revocation.evidence-signature-wrong"),
  },
  {
    name: "a delta CRL without its base",
    judge: withLists(world.crl({ number: 8, deltaOf: 7 })),
    ...waits("eds.revocation.delta-without-base"),
  },
  {
    name: "a delta CRL whose base is another",
    judge: withLists(
      world.crl({ number: 9, deltaOf: 8 }),
      world.crl({ number: 7, thisUpdateMs: now - 3 * day, nextUpdateMs: now - 2 * day }),
    ),
    ...waits("eds.revocation.stale"),
  },
  {
    name: "an unknown critical extension of a CRL",
    judge: withLists(world.crl({ extraExtensions: [unknownCritical] })),
    ...waits("eds.revocation.evidence-unsupported"),
  },
  {
    name: "an authority without evidence of its status",
    judge: () => world.validate(good, { crls: [world.crl()] }),
    ...waits("eds.revocation.authority-no-evidence"),
  },
];

const pathRefusals: readonly Refusal[] = [
  {
    name: "an unknown authority",
    judge: () => world.validate(good, { trustAnchors: [{ certificate: unknown.certificate, purpose: "test" }] }),
    ...undecided("NO_CERTIFICATE_CHAIN_FOUND", "eds.chain.unknown-authority"),
  },
  {
    name: "an authority's name with another key",
    judge: () => world.validate(stranger.sign(stranger.leaf({}))),
    ...chain("eds.chain.signature-wrong"),
  },
  {
    name: "an unknown critical extension of the signer's certificate",
    judge: () => world.validate(signedBelow(issuing, [unknownCritical])),
    ...chain("eds.chain.critical-extension"),
  },
  {
    name: "an unknown critical extension of an authority",
    judge: below(root, { extraExtensions: [unknownCritical] }),
    ...chain("eds.chain.critical-extension"),
  },
  { name: "a path longer than pathLenConstraint", judge: below(issuing, {}), ...chain("eds.chain.path-length") },
  {
    name: "a name outside the name constraints",
    judge: below(root, { extraExtensions: [otherNamesOnly] }),
    ...chain("eds.chain.name-constraints"),
  },
  {
    name: "an authority that is none",
    judge: () => {
      const holder = world.leaf({ role: "employee", key: world.newKey() });
      return world.validate(signedBelow(holder), { intermediates: [holder.certificate, issuing.certificate] });
    },
    ...chain("eds.chain.not-an-authority"),
  },
  {
    name: "an ended certificate without a time-stamp",
    judge: () => world.validate(good, daysLater(world, 300)),
    ...failed("EXPIRED", "eds.certificate.expired"),
  },
];

const stampedWith =
  (tokenOver: (signature: Uint8Array) => Uint8Array): Refusal["judge"] =>
  () => {
    const unsignedAttributes = (signature: Uint8Array): readonly Uint8Array[] => [signatureTimestampAttribute(tokenOver(signature))];
    return world.validate(world.sign({ ...signer, unsignedAttributes }));
  };
const stampedBy = (spec: Parameters<typeof stamping.newAuthority>[0]): Refusal["judge"] =>
  stampedWith((signature) => stamping.token(signature, {}, stamping.newAuthority(spec)));

const timestampRefusals: readonly Refusal[] = [
  {
    name: "a time-stamp token copied from another signature",
    judge: stampedWith(() => stamping.token(random(128))),
    ...undecided("HASH_FAILURE", "eds.timestamp.imprint-differs"),
  },
  {
    name: "a TSA certificate without its key purpose",
    judge: stampedBy({ keyPurposes: [] }),
    ...undecided("SIG_CONSTRAINTS_FAILURE", "eds.timestamp.not-an-authority"),
  },
  {
    name: "a TSA certificate with other key purposes besides",
    judge: stampedBy({ keyPurposes: ["1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.4"] }),
    ...undecided("SIG_CONSTRAINTS_FAILURE", "eds.timestamp.not-an-authority"),
  },
  {
    name: "a TSA certificate whose key purpose is not critical",
    judge: stampedBy({ keyPurposesCritical: false }),
    ...undecided("SIG_CONSTRAINTS_FAILURE", "eds.timestamp.not-an-authority"),
  },
  {
    name: "a time-stamp of an authority with our names and another key",
    judge: stampedWith((signature) => createStamping(stranger).token(signature)),
    ...undecided("CHAIN_CONSTRAINTS_FAILURE", "eds.timestamp.chain"),
  },
  {
    name: "a time-stamp of an unknown authority",
    judge: stampedWith((signature) => {
      const key = world.newKey();
      return stamping.token(signature, {}, issueTimestampAuthority(unknown, { commonName: "УАҚЫТ", key, validity: long, random }));
    }),
    ...undecided("NO_CERTIFICATE_CHAIN_FOUND", "eds.timestamp.untrusted"),
  },
];

export const evidenceRefusals: readonly Refusal[] = [...pathRefusals, ...revocationRefusals, ...timestampRefusals];
