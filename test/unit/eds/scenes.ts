import {
  anyPolicy,
  archived,
  encodeLoginDocument,
  exemptionPolicy,
  loginPolicy,
  permitPolicy,
  signatureValuesOf,
  withTestAnchors,
  type ValidationInput,
} from "@beket/eds";
import {
  encodeCertId,
  issueCrl,
  issueOcspResponder,
  issueOcspResponse,
  issueTimestampAuthority,
  issueTimestampToken,
  serialNumberOf,
  signatureTimestampAttribute,
  type CmsSigner,
  type OcspStatusSpec,
} from "@beket/eds/issue";
import { createWorld, day, document, head, long, now, organisation, otherOrganisation, seeded, validity } from "./world.ts";

// One input of each kind that the validator meets, passes and refusals alike, for what must hold of every report.

export type Scene = { readonly name: string; readonly input: ValidationInput };

const world = createWorld("gost512", "scenes");
const random = seeded("scenes/services");
const { root, issuing } = world;

const tsa = issueTimestampAuthority(issuing, { commonName: "УАҚЫТ БЕЛГІСІ (СЫНАҚ)", key: world.newKey(), validity: long, random });
const responder = issueOcspResponder(issuing, {
  commonName: "OCSP (СЫНАҚ)",
  key: world.newKey(),
  validity: long,
  random,
  noCheck: true,
});
const stranger = createWorld("gost512", "scenes/stranger");
const impostor = { ...issuing, key: world.newKey() };

const list = { thisUpdateMs: now - day, nextUpdateMs: now + day, number: 7, revoked: [], random };
const lists = [world.crl(), world.rootCrl()];
const loginText = encodeLoginDocument({
  purpose: "portal",
  origin: "https://portal.example.kz",
  nonce: "q7Xo2bV0u9mJkP4tYcWz3A",
  expiresAtMs: now + 300_000,
});
if (!loginText.ok) throw new Error(loginText.error);
export const login = loginText.value;

const plain: Omit<ValidationInput, "cms" | "document"> = {
  trustAnchors: [{ certificate: root.certificate, purpose: "test" }],
  intermediates: [issuing.certificate],
  crls: lists,
  validationTimeMs: now,
  policy: withTestAnchors(permitPolicy),
  expected: { bin: organisation.bin },
};

const signer = world.leaf({});
const cms = world.sign(signer);
const ended = { notBeforeMs: now - 300 * day, notAfterMs: now - 30 * day };
const expired = world.leaf({ validity: ended });

const stamp = (over: Uint8Array, genTimeMs: number): Uint8Array =>
  issueTimestampToken(tsa, { imprint: { kind: "octets", octets: over, hash: "streebog512" }, genTimeMs, random });
const stamped = (by: CmsSigner, genTimeMs: number): Uint8Array =>
  world.sign({ ...by, unsignedAttributes: (octets) => [signatureTimestampAttribute(stamp(octets, genTimeMs))] });
const signatureOf = (message: Uint8Array): Uint8Array => signatureValuesOf(message)[0] ?? new Uint8Array();

const nonce = random(8);
const answer = (status: OcspStatusSpec, about = signer.certificate, by = responder): Uint8Array =>
  issueOcspResponse(by, {
    answers: [{ certId: encodeCertId({ certificate: about, issuer: issuing.certificate }), status, thisUpdateMs: now - 60_000 }],
    producedAtMs: now - 60_000,
    nonce,
    random,
  });
const revoked = (reason: "keyCompromise" | "certificateHold") => [
  { serialNumber: serialNumberOf(signer.certificate), revocationMs: now - 2 * day, reason },
];
const rootList = [world.rootCrl()];
/** By one who issued none of the certificates here. */
const nobodysList = issueCrl(tsa, list);
const then = { thisUpdateMs: now - 41 * day, nextUpdateMs: now - 39 * day };
const oldLists = [world.crl(then), world.rootCrl(then)];
const old = withTestAnchors(archived(permitPolicy));
const person = world.leaf({ role: "individual" });
const key = world.leaf({ role: "individual", usage: "authentication" });
const forLogin = { document: login, policy: withTestAnchors(loginPolicy), expected: {} };

type Parts = Partial<Omit<ValidationInput, "document">> & { readonly document?: Uint8Array | undefined };

const all: readonly (readonly [string, Parts])[] = [
  ["an ordinary permit", {}],
  ["attached, with a signing-certificate attribute", { cms: world.sign({ ...signer, signingCertificateV2: true }, { detached: false }) }],
  ["two signers", { cms: world.sign(signer, { signers: [signer, world.leaf({ role: "employee" })] }) }],
  [
    "two signers, both of them asked for by no one",
    { cms: world.sign(signer, { signers: [signer, person] }), policy: withTestAnchors(anyPolicy), expected: {} },
  ],
  [
    "evidence that nobody asked for",
    {
      intermediates: [issuing.certificate, stranger.issuing.certificate],
      crls: [...lists, stranger.crl(), stranger.rootCrl()],
      ocsp: [{ der: answer({ kind: "good" }, expired.certificate) }],
    },
  ],
  ["an OCSP response instead of a list", { crls: rootList, ocsp: [{ der: answer({ kind: "good" }), nonce }] }],
  [
    "an OCSP response that says revoked",
    { crls: lists, ocsp: [{ der: answer({ kind: "revoked", revocationMs: now - day, reason: "keyCompromise" }) }] },
  ],
  ["an OCSP response to another question", { crls: rootList, ocsp: [{ der: answer({ kind: "good" }), nonce: random(8) }] }],
  ["an OCSP response about another certificate", { crls: rootList, ocsp: [{ der: answer({ kind: "good" }, expired.certificate) }] }],
  [
    "an OCSP response by the wrong key",
    { crls: rootList, ocsp: [{ der: answer({ kind: "good" }, signer.certificate, { ...responder, key: world.newKey() }) }] },
  ],
  ["an OCSP response by no responder", { crls: rootList, ocsp: [{ der: answer({ kind: "good" }, signer.certificate, tsa) }] }],
  ["a certificate that was never issued", { crls: rootList, ocsp: [{ der: answer({ kind: "non-issued" }) }] }],
  ["a revoked certificate", { crls: [world.crl({ revoked: revoked("keyCompromise") }), ...rootList] }],
  [
    "a certificate on hold, by a delta list",
    { crls: [...lists, world.crl({ number: 8, deltaOf: 7, revoked: revoked("certificateHold") })] },
  ],
  ["a delta list that says nothing new", { crls: [...lists, world.crl({ number: 8, deltaOf: 7 })] }],
  ["a delta list without its base", { crls: [world.crl({ number: 8, deltaOf: 7 }), ...rootList] }],
  ["no list", { crls: [] }],
  ["no list of the authority's issuer", { crls: [world.crl()] }],
  ["a stale list", { crls: [world.crl({ thisUpdateMs: now - 3 * day, nextUpdateMs: now - day }), ...rootList] }],
  ["a list that another key signed", { crls: [issueCrl(impostor, list), ...rootList] }],
  [
    "a stale list and a forged one",
    { crls: [world.crl({ thisUpdateMs: now - 3 * day, nextUpdateMs: now - day }), issueCrl(impostor, list), ...rootList, nobodysList] },
  ],
  [
    "a revoked authority",
    { crls: [world.crl(), world.rootCrl({ revoked: [{ serialNumber: serialNumberOf(issuing.certificate), revocationMs: now - day }] })] },
  ],
  ["no certificate", { cms: world.sign(signer, { certificates: [] }) }],
  [
    "the certificate handed in",
    { cms: world.sign(signer, { certificates: [] }), intermediates: [issuing.certificate, signer.certificate, person.certificate] },
  ],
  ["an unknown authority", { cms: stranger.sign(stranger.leaf({})) }],
  ["an authority's name taken by another key", { intermediates: [stranger.issuing.certificate] }],
  ["no intermediate", { intermediates: [] }],
  ["a production policy", { policy: permitPolicy }],
  ["a changed document", { document: Uint8Array.of(...document, 0x20) }],
  ["no document", { document: undefined }],
  ["a changed signature", { cms: cms.map((octet, index) => (index === cms.length - 9 ? octet ^ 1 : octet)) }],
  ["octets that are no message", { cms: document }],
  ["nothing", { cms: new Uint8Array() }],
  ["no signer", { cms: world.sign(signer, { signers: [] }) }],
  ["an employee", { cms: world.sign(world.leaf({ role: "employee" })) }],
  ["an authentication key", { cms: world.sign(world.leaf({ usage: "authentication" })) }],
  ["another organisation", { cms: world.sign(world.leaf({ organisation: otherOrganisation })) }],
  ["nobody expected", { expected: {} }],
  ["a sole proprietor", { cms: world.sign(person), expected: { iin: head.iin } }],
  [
    "an authority's act by one with the right to sign",
    { cms: world.sign(world.leaf({ role: "right-to-sign" })), policy: withTestAnchors(exemptionPolicy) },
  ],
  ["an expired certificate", { cms: world.sign(expired) }],
  ["an expired certificate out of an archive", { cms: world.sign(expired), policy: old }],
  [
    "an expired certificate with an old receipt",
    { cms: world.sign(expired), receivedAtMs: now - 40 * day, policy: old, crls: [...lists, ...oldLists] },
  ],
  [
    "an expired certificate with an old receipt and no list of then",
    { cms: world.sign(expired), receivedAtMs: now - 40 * day, policy: old },
  ],
  ["an expired certificate with a time-stamp", { cms: stamped(expired, now - 40 * day), policy: old, crls: [...lists, ...oldLists] }],
  ["a time-stamp handed in", { timestamps: [stamp(signatureOf(cms), now - 60_000)] }],
  ["a time-stamp of another signature", { timestamps: [stamp(random(128), now - 60_000)] }],
  ["a time-stamp that is none", { timestamps: [document], policy: old }],
  [
    "a time-stamp of level B-T where one is asked for",
    { cms: stamped({ ...signer, signingCertificateV2: true }, now - 60_000), policy: { ...withTestAnchors(permitPolicy), level: "B-T" } },
  ],
  ["no time-stamp where one is asked for", { policy: { ...withTestAnchors(permitPolicy), level: "B-T" } }],
  ["a login", { ...forLogin, cms: world.sign(key, { content: login }) }],
  ["a login by a head's signing key", { ...forLogin, cms: world.sign(signer, { content: login }) }],
  ["a login too late", { ...forLogin, cms: world.sign(key, { content: login }), validationTimeMs: now + 300_001 }],
  ["a login document as an application", { document: login, cms: world.sign(signer, { content: login, detached: false }) }],
  ["an application as a login", { ...forLogin, document, cms }],
  ["a certificate that is not yet valid", { cms: world.sign(world.leaf({ validity: { ...validity, notBeforeMs: now + 1000 } })) }],
];

export const scenes: readonly Scene[] = all.map(([name, parts]) => {
  const { document: signed, ...rest } = { cms, document, ...plain, ...parts };
  return { name, input: signed === undefined ? rest : { ...rest, document: signed } };
});

export const sceneNamed = (name: string): ValidationInput => {
  const scene = scenes.find((one) => one.name === name);
  if (scene === undefined) throw new Error(`no scene "${name}"`);
  return scene.input;
};
