import { describe, expect, it } from "vitest";
import {
  authorityName,
  newSerialNumber,
  publicKeyInfoOf,
  serialNumberOf,
  signCertificate,
  subjectOf,
  type SigningKey,
} from "@beket/eds/issue";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { readDer } from "../../../packages/eds/src/der/reader.ts";
import { attempt } from "../../../packages/eds/src/der/values.ts";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import { nameOf } from "../../../packages/eds/src/x509/name.ts";
import * as paths from "./path-pki.ts";
import { authority, crl, hour, issuing, leaf, newKey, ocsp, random, read, readList, root, secondHolder, status } from "./revocation-pki.ts";
import { long, now } from "./world.ts";

// What a sender adds to a message costs nothing and is read beside what the verifier has fetched. Here it is made to end at every limit.

/** A certificate that whoever likes can make. */
const made = (spec: {
  readonly issuer: Uint8Array;
  readonly by: SigningKey;
  readonly subject: Uint8Array;
  readonly key?: SigningKey;
  readonly keyIdentifier?: Uint8Array;
}): Uint8Array =>
  signCertificate({
    serialNumber: newSerialNumber(random),
    issuer: spec.issuer,
    issuerKey: spec.by,
    subject: spec.subject,
    subjectPublicKeyInfo: publicKeyInfoOf(spec.key ?? newKey()),
    validity: long,
    extensions: [
      { oid: extensionOids.basicConstraints, critical: true, value: write.sequence(write.booleanTrue) },
      { oid: extensionOids.subjectKeyIdentifier, value: write.octetString(spec.keyIdentifier ?? Uint8Array.of(1)) },
    ],
    random,
  });

const many = (count: number, make: () => Uint8Array): readonly Uint8Array[] => Array.from({ length: count }, make);

describe("a revocation beside what a sender adds", () => {
  const certificate = leaf();
  const revoked = { serialNumber: serialNumberOf(certificate), revocationMs: now - hour, reason: "keyCompromise" } as const;
  // From before the revocation, and still in force: any sender has one.
  const good = ocsp({ certificate });

  it("[ED157] is not hidden by namesakes of whoever signed the list", () => {
    const second = secondHolder();
    const crls = [crl({ revoked: [revoked] }, second)];
    const keyIdentifier = crls.map((list) => readList(list).authorityKeyIdentifier)[0] ?? new Uint8Array();
    const name = subjectOf(issuing.certificate);
    const namesakes = many(5, () => made({ issuer: name, by: newKey(), subject: name, keyIdentifier }));
    const judged = (...certificates: readonly Uint8Array[]): string => status({ certificate, crls, ocsp: [good], certificates });
    expect(judged(second.certificate)).toBe("revoked");
    expect(judged(...namesakes, second.certificate)).toBe("eds.chain.limits");
    // Namesakes with the key of the real one cost nothing, and hide nothing.
    const copies = many(8, () => made({ issuer: name, by: newKey(), subject: name, keyIdentifier, key: second.key }));
    expect(judged(...copies, second.certificate)).toBe("revoked");
  });

  it("[ED157] is not hidden by a search for the list's signer that ends at its limit", () => {
    const [upper, lower] = [authority("ЖОҒАРҒЫ"), newKey()];
    const middle = authority("ОРТАНҒЫ", { key: lower }, upper);
    const second = secondHolder(middle);
    const crls = [crl({ revoked: [revoked] }, second), crl({}, upper), crl({}, middle)];
    const of = (holder: { readonly certificate: Uint8Array }, issuer: Uint8Array): readonly Uint8Array[] =>
      many(32, () => {
        const { subject, subjectKeyIdentifier: keyIdentifier } = read(holder.certificate);
        return made({ issuer, by: lower, subject: subject.raw, ...(keyIdentifier && { keyIdentifier }) });
      });
    const real = [upper.certificate, middle.certificate, second.certificate];
    const walls = [...of(upper, subjectOf(root.certificate)), ...of(middle, subjectOf(upper.certificate))];
    expect(status({ certificate, crls, ocsp: [good], certificates: real })).toBe("revoked");
    expect(status({ certificate, crls, ocsp: [good], certificates: [...walls, ...real] })).toBe("eds.chain.limits");
  });

  it("[ED157] is not hidden by spending the budget of proofs before it is read", () => {
    const own = leaf({}, root);
    const [citizenKey, strangerKey, decoyKey] = [newKey(), newKey(), newKey()];
    // Below a certificate that any citizen has: 16 of one name that hold, times 17 of another that do not.
    const citizen = leaf({ key: citizenKey }, root);
    const [upperName, lowerName] = [authorityName("Б"), authorityName("А")];
    const upper = many(17, () => made({ issuer: subjectOf(citizen), by: citizenKey, subject: upperName }));
    const lower = many(16, () => made({ issuer: upperName, by: strangerKey, subject: lowerName }));
    const decoy = {
      key: decoyKey,
      certificate: made({ issuer: lowerName, by: strangerKey, subject: subjectOf(root.certificate), key: decoyKey }),
    };
    const old = crl({}, root);
    const response = ocsp({ certificate: own, issuer: root, by: root, status: { kind: "revoked", ...revoked } });
    expect(status({ certificate: own, crls: [old], ocsp: [response] })).toBe("revoked");
    const certificates = [...upper, ...lower, citizen, decoy.certificate];
    expect(status({ certificate: own, crls: [old, crl({}, decoy)], ocsp: [response], certificates })).toBe("eds.chain.limits");
  });
});

describe("what a sender can make long", () => {
  const { certify, commonName, leafNamed, listOf, middle: above, names, outcome, rootCertificate } = paths;
  const between = certify(paths.root, above);
  const lists = [listOf(paths.root, rootCertificate), listOf(above, between)];
  const asked = { anchors: [rootCertificate], intermediates: [between], lists };

  it("[ED97] are names: each is folded once, whatever it is compared with", () => {
    const citizen = paths.holder("АЗАМАТ");
    const stranger = paths.holder("БӨТЕН");
    const excluded = Array.from({ length: 2000 }, (_, i) => names.directory(commonName(`${i}`)));
    // Under compatibility folding one letter of these becomes eighteen.
    const long = commonName("\ufdfa".repeat(5000));
    const target = certify(stranger, leafNamed(long), {
      authority: false,
      extensions: [paths.subjectAltName(...Array.from({ length: 2 }, () => names.directory(long)))],
    });
    const intermediates = [
      between,
      certify(above, citizen, { authority: false }),
      certify(citizen, stranger, { extensions: [paths.nameConstraints({ excluded })] }),
    ];
    expect(outcome(paths.judge(target, { ...asked, intermediates }))).toBe("eds.chain.not-an-authority");
    // Below an authority, where constraints are compared.
    const below = [between, intermediates[2] ?? between, certify(above, citizen)];
    expect(outcome(paths.judge(target, { ...asked, intermediates: below }))).toBe("eds.revocation.no-evidence");
  });

  it("[ED43, ED97] is no path below somebody who is no authority: it is judged no further", () => {
    const citizen = paths.holder("АЗАМАТ");
    const { checks, statuses, ...report } = paths.judge(paths.leaf(citizen), {
      ...asked,
      intermediates: [between, certify(above, citizen, { authority: false })],
    });
    expect(report).toMatchObject({ indication: "INDETERMINATE", reason: "eds.chain.not-an-authority", waits: false, policies: [] });
    expect(report.pathSha256).toHaveLength(4);
    expect(statuses).toEqual([]);
    expect(checks.map(({ code }) => code)).not.toContain("eds.chain.name-constraints");
  });

  it("[ED97] are no names of more than 32 KiB", () => {
    const isName = (length: number): boolean => {
      const root = readDer(commonName("a".repeat(length)));
      return root.ok && attempt(() => nameOf(root.value)) !== undefined;
    };
    expect(isName(32_000)).toBe(true);
    expect(isName(33_000)).toBe(false);
  });

  it("[ED6, ED97] is no path, however long the limits allow it to be", () => {
    const limits = { pathLengthMax: Number.MAX_SAFE_INTEGER };
    expect(outcome(paths.judge(paths.leaf(above), { ...asked, parts: { limits } }))).toBe("TOTAL_PASSED");
  });
});
