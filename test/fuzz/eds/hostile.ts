import { fileToDer, parseCertificate, validateSignature, withTestAnchors, anyPolicy } from "@beket/eds";
import { assembleSignedData, publicKeyInfoOf, signCertificate, type ExtensionSpec } from "@beket/eds/issue";
import { parseSignedData } from "../../../packages/eds/src/cms/signed-data.ts";
import { readDer } from "../../../packages/eds/src/der/reader.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import { nameKey, nameOids } from "../../../packages/eds/src/x509/name.ts";
import { parseCrl } from "../../../packages/eds/src/x509/crl.ts";
import { parseOcspResponse } from "../../../packages/eds/src/x509/ocsp-parse.ts";
import { bytesToBase64 } from "../../../packages/eds/src/bytes/base64.ts";
import { utf8Bytes } from "../../../packages/eds/src/bytes/bytes.ts";
import { createWorld, document, long, now } from "../../unit/eds/world.ts";

// Inputs that ask a reader for as much work as they can, in every size.

export type Hostile = {
  readonly name: string;
  /** Elements of the smallest of the sizes that are compared. */
  readonly size: number;
  readonly make: (size: number) => Uint8Array;
  readonly judge: (octets: Uint8Array) => void;
  /** True where the platform decodes it as text: then what was looked at cannot be counted. */
  readonly isText?: boolean;
};

/** A SEQUENCE of more items than a call can have arguments. */
const sequenceOf = (items: readonly Uint8Array[]): Uint8Array => {
  const content = new Uint8Array(items.reduce((length, item) => length + item.length, 0));
  let at = 0;
  for (const item of items) {
    content.set(item, at);
    at += item.length;
  }
  return write.tagged(0x30, content);
};
const times = (count: number, make: (index: number) => Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, i) => make(i));
const derLimits = { bytesMax: 64_000_000, depthMax: 32, nodesMax: 5_000_000 };
const world = createWorld("rsa", "hostile");
const signer = world.leaf({});
const uri = (index: number): Uint8Array => write.tagged(0x86, utf8Bytes(`http://a${index}.kz/`));
const attribute = (oid: string, value: Uint8Array): Uint8Array => write.setOf(write.sequence(write.objectIdentifier(oid), value));
const someName = write.sequence(attribute(nameOids.commonName, write.utf8String("X")));

const certificateWith = (parts: { readonly subject?: Uint8Array; readonly extension?: ExtensionSpec }): Uint8Array =>
  signCertificate({
    serialNumber: Uint8Array.of(1),
    issuer: someName,
    issuerKey: signer.key,
    subject: parts.subject ?? someName,
    subjectPublicKeyInfo: publicKeyInfoOf(signer.key),
    validity: long,
    extensions: parts.extension === undefined ? [{ oid: "1.2.3", value: write.nullValue }] : [parts.extension],
    random: world.random,
  });

const inCertificate = (name: string, size: number, make: (size: number) => Parameters<typeof certificateWith>[0]): Hostile => ({
  name,
  size,
  make: (count) => certificateWith(make(count)),
  judge: (octets) => {
    const certificate = parseCertificate(octets, 64_000_000);
    if (certificate !== undefined) nameKey(certificate.subject);
  },
});

const extension = (oid: string, items: readonly Uint8Array[]): { readonly extension: ExtensionSpec } => ({
  extension: { oid, value: sequenceOf(items) },
});

const inMessage = (name: string, size: number, make: (size: number) => Partial<Parameters<typeof assembleSignedData>[0]>): Hostile => ({
  name,
  size,
  make: (count) =>
    assembleSignedData({ digestAlgorithms: [], content: document, certificates: [], crls: [], signerInfos: [], ...make(count) }),
  judge: (octets) => {
    parseSignedData(octets, derLimits);
    validateSignature({
      cms: octets,
      document,
      trustAnchors: [{ certificate: world.root.certificate, purpose: "test" }],
      intermediates: [],
      crls: [],
      validationTimeMs: now,
      policy: withTestAnchors(anyPolicy),
      expected: {},
    });
  },
});

const algorithm = write.sequence(write.objectIdentifier("2.16.840.1.101.3.4.2.1"), write.nullValue);
const signerInfo = (signed: readonly Uint8Array[], unsigned: readonly Uint8Array[]): Uint8Array =>
  write.sequence(
    ...[write.integer(1), write.sequence(someName, write.integer(1)), algorithm],
    write.tagged(0xa0, ...signed),
    algorithm,
    write.octetString(new Uint8Array(256)),
    ...(unsigned.length === 0 ? [] : [write.tagged(0xa1, ...unsigned)]),
  );
const cmsAttribute = (index: number): Uint8Array => write.sequence(write.objectIdentifier(`1.2.3.${index}`), write.setOf(write.nullValue));

const readsDer = (octets: Uint8Array): void => void readDer(octets, derLimits);
const readsText = (octets: Uint8Array): void => void fileToDer(octets);

const crlOf = (count: number, entry: (index: number) => Uint8Array): Uint8Array =>
  write.sequence(
    write.sequence(write.integer(1), algorithm, someName, write.time(now), write.time(now), sequenceOf(times(count, entry))),
    algorithm,
    write.bitString(new Uint8Array(256)),
  );
const entryOf = (index: number, ...extensions: readonly Uint8Array[]): Uint8Array =>
  write.sequence(write.integer(index + 1), write.time(now), ...(extensions.length === 0 ? [] : [write.sequence(...extensions)]));
const otherIssuer = (index: number): Uint8Array => {
  const name = write.sequence(attribute(nameOids.commonName, write.utf8String(`X${index}`)));
  const names = write.sequence(write.explicit(4, name));
  return write.sequence(write.objectIdentifier(extensionOids.certificateIssuer), write.booleanTrue, write.octetString(names));
};
const readsCrl = (octets: Uint8Array): void => {
  const crl = parseCrl(octets, 64_000_000);
  for (let serial = 1; serial <= 32; serial += 1) crl?.find(Uint8Array.of(serial), crl.issuer);
};

const ocspOf = (answers: readonly Uint8Array[], certificates: readonly Uint8Array[]): Uint8Array => {
  const tbs = write.sequence(write.explicit(1, someName), write.generalizedTime(now), write.sequence(...answers));
  const basic = write.sequence(tbs, algorithm, write.bitString(new Uint8Array(256)), write.explicit(0, write.sequence(...certificates)));
  const oid = write.objectIdentifier("1.3.6.1.5.5.7.48.1.1");
  return write.sequence(write.enumerated(0), write.explicit(0, write.sequence(oid, write.octetString(basic))));
};
const answer = (index: number): Uint8Array => {
  const certId = write.sequence(
    algorithm,
    write.octetString(new Uint8Array(32)),
    write.octetString(new Uint8Array(32)),
    write.integer(index),
  );
  return write.sequence(certId, Uint8Array.of(0x80, 0), write.generalizedTime(now));
};

const pemBegin = "-----BEGIN CERTIFICATE-----\n";

export const hostileInputs: readonly Hostile[] = [
  { name: "der: many values", size: 20_000, make: (size) => sequenceOf(times(size, () => write.nullValue)), judge: readsDer },
  {
    name: "der: many deep values",
    size: 1_000,
    make: (size) => sequenceOf(times(size, () => times(28, () => write.nullValue).reduce((inner) => write.sequence(inner)))),
    judge: readsDer,
  },
  {
    name: "der: nested beyond the limit",
    size: 1_000,
    make: (size) => times(size, () => write.nullValue).reduce((inner) => write.sequence(inner)),
    judge: readsDer,
  },
  { name: "der: one long number", size: 100_000, make: (size) => write.tagged(0x02, new Uint8Array(size).fill(0x7f)), judge: readsDer },
  {
    name: "der: one long object identifier",
    size: 100_000,
    make: (size) => write.tagged(0x06, new Uint8Array(size).fill(0x7f)),
    judge: readsDer,
  },
  {
    name: "pem: many frames",
    size: 5_000,
    make: (size) => utf8Bytes(`${pemBegin}AAAA\n-----END CERTIFICATE-----\n`.repeat(size)),
    judge: readsText,
    isText: true,
  },
  { name: "pem: frames without an end", size: 5_000, make: (size) => utf8Bytes(pemBegin.repeat(size)), judge: readsText, isText: true },
  { name: "pem: blanks", size: 200_000, make: (size) => utf8Bytes(`${pemBegin}${" \n".repeat(size)}`), judge: readsText, isText: true },
  {
    name: "base64: one long text",
    size: 100_000,
    make: (size) => utf8Bytes(bytesToBase64(new Uint8Array(size))),
    judge: readsText,
    isText: true,
  },
  inCertificate("certificate: parts of a name", 16, (size) => ({
    subject: sequenceOf(times(size, (i) => attribute("2.5.4.11", write.utf8String(`U${i}`)))),
  })),
  inCertificate("certificate: a long name", 1_200, (size) => ({
    subject: write.sequence(attribute("2.5.4.11", write.utf8String("  \u0130 a".repeat(size)))),
  })),
  inCertificate("certificate: alternative names", 250, (size) => extension(extensionOids.subjectAltName, times(size, uri))),
  inCertificate("certificate: key purposes", 250, (size) =>
    extension(
      extensionOids.extendedKeyUsage,
      times(size, (i) => write.objectIdentifier(`1.2.3.${i}`)),
    ),
  ),
  inCertificate("certificate: policies", 250, (size) =>
    extension(
      extensionOids.certificatePolicies,
      times(size, (i) => write.sequence(write.objectIdentifier(`1.2.3.${i}`))),
    ),
  ),
  inCertificate("certificate: constraints", 250, (size) => ({
    extension: {
      oid: extensionOids.nameConstraints,
      critical: true,
      value: write.sequence(write.tagged(0xa0, ...times(size, (i) => write.sequence(uri(i))))),
    },
  })),
  inCertificate("certificate: distribution points", 250, (size) =>
    extension(
      extensionOids.crlDistributionPoints,
      times(size, (i) => write.sequence(write.explicit(0, write.tagged(0xa0, uri(i))))),
    ),
  ),
  { name: "crl: entries", size: 5_000, make: (size) => crlOf(size, (i) => entryOf(i)), judge: readsCrl },
  { name: "crl: entries of other issuers", size: 1_000, make: (size) => crlOf(size, (i) => entryOf(i, otherIssuer(i))), judge: readsCrl },
  { name: "crl: one serial number again and again", size: 5_000, make: (size) => crlOf(size, () => entryOf(0)), judge: readsCrl },
  {
    name: "ocsp: answers",
    size: 500,
    make: (size) => ocspOf(times(size, answer), []),
    judge: (octets) => void parseOcspResponse(octets, 64_000_000),
  },
  {
    name: "ocsp: certificates",
    size: 50,
    make: (size) =>
      ocspOf(
        [answer(1)],
        times(size, () => signer.certificate),
      ),
    judge: (octets) => void parseOcspResponse(octets, 64_000_000),
  },
  inMessage("cms: digest algorithms", 2_000, (size) => ({ digestAlgorithms: times(size, () => algorithm) })),
  inMessage("cms: certificates", 100, (size) => ({ certificates: times(size, () => signer.certificate) })),
  inMessage("cms: lists", 500, (size) => ({ crls: times(size, (i) => crlOf(3, () => entryOf(i))) })),
  inMessage("cms: signers", 200, (size) => ({ signerInfos: times(size, () => signerInfo([cmsAttribute(1)], [])) })),
  inMessage("cms: signed attributes", 500, (size) => ({ signerInfos: [signerInfo(times(size, cmsAttribute), [])] })),
  inMessage("cms: unsigned attributes", 500, (size) => ({ signerInfos: [signerInfo([cmsAttribute(1)], times(size, cmsAttribute))] })),
];
