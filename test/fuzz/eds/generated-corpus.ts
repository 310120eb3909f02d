import type { ValidationInput } from "@beket/eds";
import { permitPolicy, withTestAnchors } from "@beket/eds";
import {
  basicResponseOf,
  certificateValuesAttribute,
  encodeCertId,
  issueOcspResponder,
  issueOcspResponse,
  issueTimestampResponse,
  revocationValuesAttribute,
  serialNumberOf,
  signatureTimestampAttribute,
  subjectOf,
} from "@beket/eds/issue";
import { createStamping } from "../../unit/eds/timestamp-world.ts";
import { createWorld, day, document, long, now, organisation, type World } from "../../unit/eds/world.ts";
import {
  certificateTarget,
  crlTarget,
  derTarget,
  messageTarget,
  ocspTarget,
  readCertificate,
  timestampTarget,
  type Target,
} from "./targets.ts";
import { keyFileTarget, keySafeTarget } from "./key-file-targets.ts";
import { keyFilePassword, legacyKeyFile, modernKeyFile } from "./key-files.ts";
import { wholeTarget } from "./whole-target.ts";

// Originals of every kind, made here: the same in every run.

const evidenceOf = (world: World) => {
  const { random } = world;
  const urls = {
    ocsp: ["http://ocsp.example.kz/"],
    crl: ["http://crl.example.kz/base.crl"],
    deltaCrl: ["http://crl.example.kz/delta.crl"],
  };
  const signer = { ...world.leaf({ urls }), signingCertificateV2: true };
  const responder = issueOcspResponder(world.issuing, { commonName: "OCSP ҚЫЗМЕТІ (СЫНАҚ)", key: world.newKey(), validity: long, random });
  const certId = encodeCertId({ certificate: signer.certificate, issuer: world.issuing.certificate });
  const answer = { certId, status: { kind: "good" }, thisUpdateMs: now - 1000 } as const;
  const ocsp = issueOcspResponse(responder, { answers: [answer], producedAtMs: now - 1000, nonce: random(8), random });
  const stamping = createStamping(world);
  const token = (signature: Uint8Array): Uint8Array => stamping.token(signature);
  const revoked = [
    { serialNumber: Uint8Array.of(5), revocationMs: now - 9 * day, reason: "superseded" },
    { serialNumber: Uint8Array.of(6), revocationMs: now - 8 * day, reason: "certificateHold" },
  ] as const;
  const crls = [world.crl({ revoked, deltaUrls: urls.deltaCrl }), world.rootCrl()];
  const delta = world.crl({ revoked, number: 8, deltaOf: 7, thisUpdateMs: now - 1000 });
  const indirect = world.rootCrl({
    revoked: [
      { serialNumber: serialNumberOf(signer.certificate), revocationMs: now, certificateIssuer: subjectOf(world.issuing.certificate) },
    ],
    distributionPoint: { urls: urls.crl, indirect: true, only: "user-certificates" },
  });
  return { signer, responder, ocsp, stamping, token, crls, delta, indirect };
};

const targetsOf = (world: World, name: string, cost: number): readonly Target[] => {
  const { signer, responder, ocsp, stamping, token, crls, delta, indirect } = evidenceOf(world);
  const issuing = readCertificate(world.issuing.certificate);
  const root = readCertificate(world.root.certificate);
  const attached = world.sign(signer, { detached: false });
  const rich = world.sign(
    {
      ...signer,
      unsignedAttributes: (signature) => [
        signatureTimestampAttribute(token(signature)),
        certificateValuesAttribute([world.issuing.certificate]),
        revocationValuesAttribute({ crls, ocsp: [basicResponseOf(ocsp)] }),
      ],
    },
    { ocsp: [ocsp] },
  );
  const loose = stamping.token(document);
  const input: ValidationInput = {
    cms: attached,
    document,
    trustAnchors: [{ certificate: world.root.certificate, purpose: "test" }],
    intermediates: [world.issuing.certificate],
    crls,
    validationTimeMs: now,
    policy: withTestAnchors(permitPolicy),
    expected: { bin: organisation.bin },
  };
  const whole = (what: string, whole: ValidationInput, original: Uint8Array, withPart: (octets: Uint8Array) => ValidationInput): Target =>
    wholeTarget({ name: `${what} ${name}`, input: whole, original, withPart, weight: cost });
  const [crl = new Uint8Array(0), rootCrl = new Uint8Array(0)] = crls;
  const withOcsp: ValidationInput = { ...input, crls: [rootCrl], ocsp: [{ der: ocsp }] };
  // Everything travels with the message, which is judged when the signer's certificate has ended.
  const archived: ValidationInput = {
    ...input,
    cms: rich,
    intermediates: [],
    crls: [
      ...crls,
      world.crl({ thisUpdateMs: now + 299 * day, nextUpdateMs: now + 301 * day }),
      world.rootCrl({ thisUpdateMs: now + 299 * day, nextUpdateMs: now + 301 * day }),
    ],
    validationTimeMs: now + 300 * day,
  };
  return [
    derTarget(name, rich),
    certificateTarget(`leaf ${name}`, signer.certificate, issuing),
    certificateTarget(`issuing ${name}`, world.issuing.certificate, root),
    certificateTarget(`responder ${name}`, responder.certificate, issuing),
    crlTarget(`complete ${name}`, crl, issuing),
    crlTarget(`delta ${name}`, delta, issuing),
    crlTarget(`indirect ${name}`, indirect, root),
    ocspTarget(name, ocsp, readCertificate(responder.certificate)),
    messageTarget(`attached ${name}`, attached),
    messageTarget(`with evidence ${name}`, rich),
    timestampTarget(`token ${name}`, loose),
    timestampTarget(`response ${name}`, issueTimestampResponse({ kind: "granted", token: loose })),
    whole("attached", input, attached, (cms) => ({ ...input, cms })),
    whole("archived", archived, rich, (cms) => ({ ...archived, cms })),
    whole("list", input, crl, (part) => ({ ...input, crls: [part, rootCrl] })),
    whole("response", withOcsp, ocsp, (der) => ({ ...withOcsp, ocsp: [{ der }] })),
    whole("issuing", input, world.issuing.certificate, (part) => ({ ...input, intermediates: [part] })),
  ];
};

export const generatedTargets = (): readonly Target[] => [
  ...targetsOf(createWorld("rsa", "fuzz"), "rsa", 3),
  ...targetsOf(createWorld("gost512", "fuzz"), "gost512", 1),
  keyFileTarget("modern", modernKeyFile, keyFilePassword),
  keyFileTarget("legacy", legacyKeyFile, keyFilePassword),
  keySafeTarget("modern", modernKeyFile),
  keySafeTarget("legacy", legacyKeyFile),
];
