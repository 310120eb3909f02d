import { describe, expect, it } from "vitest";
import { anyPolicy, defaultLimits, parseCertificate, withTestAnchors, type Certificate } from "@beket/eds";
import { bytesToHex } from "../../../packages/eds/src/bytes/bytes.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { buildPaths } from "../../../packages/eds/src/path/build.ts";
import { createProofs } from "../../../packages/eds/src/path/proofs.ts";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import {
  certify,
  commonName,
  day,
  holder,
  judge,
  keyIds,
  leaf,
  leafNamed,
  listOf,
  long,
  middle,
  now,
  outcome,
  outcomeBelow,
  root,
  rootCertificate,
  type Holder,
} from "./path-pki.ts";

const passed = "TOTAL_PASSED";

const read = (der: Uint8Array): Certificate => {
  const certificate = parseCertificate(der);
  if (certificate === undefined) throw new Error("not a certificate");
  return certificate;
};

/** Every path that is built to the root, with the number of proofs it took. */
const build = (target: Uint8Array, pool: readonly Uint8Array[], anchors: readonly Uint8Array[] = [rootCertificate]) => {
  let proofsMade = 0;
  const proofs = createProofs(defaultLimits.proofsMax);
  const building = buildPaths({
    target: read(target),
    anchors: anchors.map((anchor) => ({ certificate: read(anchor), purpose: "test" })),
    pool: pool.map(read),
    timeMs: now,
    lengthMax: defaultLimits.pathLengthMax,
    pathsMax: defaultLimits.pathsMax,
    proofs: {
      ...proofs,
      prove: (key, proof) =>
        proofs.prove(key, () => {
          proofsMade += 1;
          return proof();
        }),
    },
  });
  const paths: (readonly string[])[] = [];
  let proofsForFirst = 0;
  for (let path = building.next(); path !== undefined; path = building.next()) {
    if (paths.length === 0) proofsForFirst = proofsMade;
    paths.push([...path.certificates, path.anchor.certificate].map(({ subject }) => subject.attributes[0]?.value ?? ""));
  }
  return { paths, proofsMade, proofsForFirst, cutShort: building.cutShort(), fault: building.fault() };
};

/** Authorities of which each certifies each other one. */
const clique = (size: number, certifyPair: (issuer: Holder, subject: Holder) => Uint8Array) => {
  const members = Array.from({ length: size }, (_, i) => holder(`ТОБЫР ${i}`));
  const certificates = members.flatMap((issuer) =>
    members.flatMap((subject) => (issuer === subject ? [] : [certifyPair(issuer, subject)])),
  );
  const [first, last] = [members[0], members.at(-1)];
  if (first === undefined || last === undefined) throw new Error("nobody");
  return { first, last, certificates };
};

describe("building", () => {
  it("[ED96] tries the shortest path first, and likely issuers before unlikely ones", () => {
    const middleByRoot = certify(root, middle);
    const other = holder("ӨЗГЕ");
    const pool = [certify(other, middle), certify(root, other), middleByRoot];
    expect(build(leaf(middle), pool).paths).toEqual([
      ["ЖАПЫРАҚ", "АРАЛЫҚ", "ТАМЫР"],
      ["ЖАПЫРАҚ", "АРАЛЫҚ", "ӨЗГЕ", "ТАМЫР"],
    ]);
    // Of three certificates for one holder the current one is judged first: one path is enough.
    const over = { validity: { notBeforeMs: now - 20 * day, notAfterMs: now - day } };
    const current = [certify(root, middle, over), certify(root, middle, { authority: false }), middleByRoot];
    const asked = {
      anchors: [rootCertificate],
      intermediates: current,
      lists: [listOf(root, rootCertificate), listOf(middle, middleByRoot)],
    };
    const limited = judge(leaf(middle), { ...asked, parts: { limits: { pathsMax: 1 } } });
    expect(outcome(limited)).toBe(passed);
    expect(limited.pathSha256[1]).toBe(read(middleByRoot).sha256);
  });

  it("[ED96] takes key identifiers for hints: they choose among namesakes and exclude none", () => {
    const twin = { name: middle.name, key: holder("x").key };
    const marked = certify(root, middle, { extensions: keyIds(Uint8Array.of(1)) });
    const pool = [certify(root, twin, { extensions: keyIds(Uint8Array.of(2)) }), marked];
    const hinted = certify(middle, leafNamed(commonName("ЖАПЫРАҚ")), { authority: false, extensions: keyIds(undefined, Uint8Array.of(1)) });
    expect(build(hinted, pool)).toMatchObject({ proofsForFirst: 2, proofsMade: 4, paths: [["ЖАПЫРАҚ", "АРАЛЫҚ", "ТАМЫР"]] });
    const misled = certify(middle, leafNamed(commonName("ЖАПЫРАҚ")), { authority: false, extensions: keyIds(undefined, Uint8Array.of(2)) });
    expect(build(misled, pool)).toMatchObject({ proofsForFirst: 4, paths: [["ЖАПЫРАҚ", "АРАЛЫҚ", "ТАМЫР"]] });
  });

  it("[ED40, ED96] goes over keys that were rolled over, old with new and new with old", () => {
    const [old, fresh] = [middle, { name: middle.name, key: holder("x").key }];
    const [oldByRoot, freshByRoot] = [certify(root, old), certify(root, fresh)];
    const lists = [listOf(root, rootCertificate), listOf(old, oldByRoot), listOf(fresh, freshByRoot)];
    const below = (issuer: Holder, ...intermediates: readonly Uint8Array[]): string =>
      outcome(judge(leaf(issuer), { anchors: [rootCertificate], intermediates, lists }));
    expect(below(old, freshByRoot, certify(fresh, old))).toBe(passed);
    expect(below(fresh, oldByRoot, certify(old, fresh))).toBe(passed);
    expect(below(fresh, oldByRoot)).toBe("eds.chain.signature-wrong");
    expect(below(fresh, oldByRoot, certify(old, fresh, { authority: false }))).toBe("eds.chain.not-an-authority");
  });

  it("[ED43] does not count self-issued authorities for pathLenConstraint", () => {
    const fresh = { name: middle.name, key: holder("x").key };
    const low = holder("ТӨМЕНГІ");
    const [top, self, lowCertificate] = [certify(root, middle, { authority: 0 }), certify(middle, fresh), certify(fresh, low)];
    const lists = [listOf(root, rootCertificate), listOf(middle, top), listOf(fresh, self), listOf(low, lowCertificate)];
    const asked = { anchors: [rootCertificate], intermediates: [top, self, lowCertificate], lists };
    expect(outcome(judge(leaf(fresh), asked))).toBe(passed);
    expect(outcome(judge(leaf(low), asked))).toBe("eds.chain.path-length");
    expect(outcomeBelow({}, leaf(middle), { rootSpec: { authority: 0 } })).toBe("eds.chain.path-length");
    expect(outcomeBelow({}, leaf(middle), { rootSpec: { authority: 1 } })).toBe(passed);
  });

  it("[ED96] is not led in circles, and needs no proof for what leads nowhere", () => {
    const [a, b] = [holder("А"), holder("Б")];
    const circle = [certify(a, b), certify(b, a), certify(a, a), certify(root, root), certify(b, root)];
    expect(build(leaf(a), circle)).toMatchObject({ paths: [], proofsMade: 0, cutShort: false, fault: undefined });
    expect(build(leaf(a), [...circle, certify(root, b)]).paths).toEqual([["ЖАПЫРАҚ", "А", "Б", "ТАМЫР"]]);
  });

  it("[ED97] finds its way among authorities that all certify each other", () => {
    const { first, last, certificates } = clique(12, certify);
    const pool = [...certificates, certify(root, first)];
    const { paths, proofsMade, proofsForFirst } = build(leaf(last), pool);
    expect(proofsForFirst).toBe(3);
    expect(paths[0]).toEqual(["ЖАПЫРАҚ", "ТОБЫР 11", "ТОБЫР 0", "ТАМЫР"]);
    expect(paths).toHaveLength(defaultLimits.pathsMax);
    expect(proofsMade).toBeLessThan(100);
  });

  it("[ED97] ends within the budget among 64 authorities that claim to certify each other", () => {
    const template = read(certify(middle, middle));
    // The signature is another certificate's: forging costs nothing, and must gain nothing.
    const forge = (issuer: Holder, subject: Holder): Uint8Array => {
      const parts = [
        write.explicit(0, write.integer(2)),
        write.integer(7),
        template.signatureAlgorithm.raw,
        issuer.name,
        write.sequence(write.time(long.notBeforeMs), write.time(long.notAfterMs)),
        subject.name,
        template.publicKeyInfo,
      ];
      return write.sequence(write.sequence(...parts), template.signatureAlgorithm.raw, write.bitString(template.signature));
    };
    const { first, last, certificates } = clique(64, forge);
    const alone = build(leaf(last), certificates);
    expect(alone).toMatchObject({ paths: [], proofsMade: 0, cutShort: false });
    const claimed = [...certificates, forge(root, first)];
    const { paths, proofsMade, fault } = build(leaf(last), claimed);
    expect({ paths, fault }).toEqual({ paths: [], fault: "eds.chain.signature-wrong" });
    expect(proofsMade).toBe(1);
    const report = judge(leaf(last), { anchors: [rootCertificate], intermediates: claimed, lists: [] });
    expect(report.indication).toBe("INDETERMINATE");
    expect(["eds.chain.signature-wrong", "eds.chain.limits"]).toContain(report.reason);
  });

  it("[ED97] stops at the limits of length, paths and proofs, by their own reason", () => {
    const chain = Array.from({ length: 9 }, (_, i) => holder(`САТЫ ${i}`));
    const certificates = chain.map((subject, i) => certify(chain[i - 1] ?? root, subject));
    const lists = [listOf(root, rootCertificate), ...chain.map((one, i) => listOf(one, certificates[i] ?? rootCertificate))];
    const below = (length: number, limits: Partial<typeof defaultLimits> = {}): string => {
      const issuer = chain[length - 2] ?? root;
      return outcome(judge(leaf(issuer), { anchors: [rootCertificate], intermediates: certificates, lists, parts: { limits } }));
    };
    expect(below(8)).toBe(passed);
    expect(below(9)).toBe("eds.chain.limits");
    expect(below(9, { pathLengthMax: 9 })).toBe(passed);
    expect(below(5, { proofsMax: 4 })).toBe("eds.chain.limits");
    expect(below(5, { proofsMax: 10 })).toBe(passed);
  });

  it("[ED96] says of a signature that nobody here can prove what it is", () => {
    const dsa = write.sequence(write.sequence(write.objectIdentifier("1.2.840.10040.4.1")), write.bitString(Uint8Array.of(2, 1, 5)));
    const template = read(certify(root, middle));
    const tbs = [
      write.explicit(0, write.integer(2)),
      write.integer(7),
      template.signatureAlgorithm.raw,
      root.name,
      write.sequence(write.time(long.notBeforeMs), write.time(long.notAfterMs)),
      root.name,
      dsa,
    ];
    const anchor = write.sequence(write.sequence(...tbs), template.signatureAlgorithm.raw, write.bitString(template.signature));
    expect(build(leaf(root), [], [anchor])).toMatchObject({ paths: [], fault: "eds.crypto.algorithm-unsupported" });
    expect(outcome(judge(leaf(root), { anchors: [anchor], intermediates: [], lists: [] }))).toBe("eds.crypto.algorithm-unsupported");
  });
});

describe("a certificate", () => {
  const extensionOf = (oid: string, value: Uint8Array): Uint8Array => certify(root, middle, { extensions: [{ oid, value }] });

  it.each([
    ["nameConstraints", extensionOids.nameConstraints, write.sequence()],
    ["certificatePolicies", extensionOids.certificatePolicies, write.sequence()],
    [
      "certificatePolicies with one twice",
      extensionOids.certificatePolicies,
      write.sequence(...["1.2.3", "1.2.3"].map((oid) => write.sequence(write.objectIdentifier(oid)))),
    ],
    ["policyMappings", extensionOids.policyMappings, write.sequence()],
    ["policyConstraints", extensionOids.policyConstraints, write.sequence()],
    ["inhibitAnyPolicy", extensionOids.inhibitAnyPolicy, write.tagged(0x02, Uint8Array.of(0xff))],
    ["subjectAltName", extensionOids.subjectAltName, write.sequence()],
    ["cRLDistributionPoints", extensionOids.crlDistributionPoints, write.sequence()],
    ["authorityInfoAccess", extensionOids.authorityInfoAccess, write.sequence(write.nullValue)],
  ])("[ED104] with a malformed extension %s is not read at all", (_name, oid, value) => {
    const certificate = extensionOf(oid, value);
    expect(parseCertificate(certificate)).toBeUndefined();
    expect(parseCertificate(extensionOf("1.2.398.9.9.9", value))).toBeDefined();
    const asked = { anchors: [rootCertificate], intermediates: [], lists: [] };
    expect(judge(certificate, asked)).toMatchObject({ indication: "TOTAL_FAILED", reason: "eds.certificate.malformed", pathSha256: [] });
  });

  it("[ED42, ED104] is judged alone: its path, its times and its status, and nothing that only a signer must have", () => {
    const certificate = certify(root, leafNamed(commonName("БЕКЕТ")), { authority: false, keyUsage: [4] });
    const asked = { anchors: [rootCertificate], intermediates: [], lists: [listOf(root, rootCertificate)] };
    const report = judge(certificate, asked);
    expect(report).toMatchObject({ indication: passed, waits: false, missing: [] });
    expect(report.pathSha256).toEqual([read(certificate).sha256, read(rootCertificate).sha256]);
    expect(report.evidence.trustAnchorsSha256).toEqual([read(rootCertificate).sha256]);
    expect(report.evidence.crls.map(bytesToHex)).toEqual([bytesToHex(listOf(root, rootCertificate))]);
    expect(judge(certificate, asked)).toEqual(report);
    const at = (validationTimeMs: number): string => outcome(judge(certificate, { ...asked, parts: { validationTimeMs } }));
    expect(at(long.notAfterMs + 1000)).toBe("eds.certificate.expired");
    expect(at(long.notBeforeMs - 1000)).toBe("eds.certificate.not-yet-valid");
    expect(judge(certificate, { ...asked, lists: [] })).toMatchObject({ reason: "eds.revocation.no-evidence", waits: true });
    expect(judge(certificate, { ...asked, lists: [] }).missing).toHaveLength(1);
  });

  it("[ED104] whose path has an algorithm that the policy trusts no more is refused, or told, as the policy says", () => {
    const certificate = leaf(middle);
    const middleCertificate = certify(root, middle);
    const lists = [listOf(root, rootCertificate), listOf(middle, middleCertificate)];
    const policy = withTestAnchors(anyPolicy);
    const ask = (untilMs: number, reactions = policy.reactions) => {
      const algorithms = [{ algorithm: "gost2015-512", untilMs } as const, { algorithm: "streebog512" } as const];
      return judge(certificate, {
        anchors: [rootCertificate],
        intermediates: [middleCertificate],
        lists,
        parts: { policy: { ...policy, algorithms, reactions } },
      });
    };
    expect(outcome(ask(now + day))).toBe(passed);
    expect(ask(now - day)).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "CRYPTO_CONSTRAINTS_FAILURE",
      reason: "eds.chain.algorithm-expired",
    });
    const relaxed = ask(now - day, { ...policy.reactions, "eds.chain.algorithm-expired": "WARN" });
    expect(outcome(relaxed)).toBe(passed);
    expect(relaxed.checks.filter(({ code }) => code === "eds.chain.algorithm-expired").map(({ status }) => status)).toContain("warned");
  });

  it("[ED42, ED102] below an anchor that has ended is refused", () => {
    const rootSpec = { validity: { notBeforeMs: now - 20 * day, notAfterMs: now - day } };
    expect(outcomeBelow({}, leaf(middle), { rootSpec })).toBe("eds.chain.authority-validity");
  });
});
