import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCertificate } from "@beket/eds";
import { isIssuedBy } from "../../../packages/eds/src/path/build.ts";
import { parseCrl } from "../../../packages/eds/src/x509/crl.ts";
import { parseSignedData } from "../../../packages/eds/src/cms/signed-data.ts";
import { serialNumberOf } from "@beket/eds/issue";
import {
  explicit,
  integer,
  objectIdentifier,
  octetString,
  printableString,
  sequence,
  setOf,
} from "../../../packages/eds/src/der/writer.ts";
import { createWorld, now } from "./world.ts";

const world = createWorld("gost512", "fuzz");
const signer = world.leaf({});
const crl = world.crl({ revoked: [{ serialNumber: serialNumberOf(signer.certificate), revocationMs: now, reason: "superseded" }] });
const cms = world.sign(signer, { crls: [crl] });
const limits = { bytesMax: 100_000, depthMax: 32, nodesMax: 10_000 };

/** Octets changed, cut out or put in at up to four places. */
const mutated = (original: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .array(fc.tuple(fc.nat(original.length - 1), fc.nat(255), fc.constantFrom("set", "cut", "insert")), { minLength: 1, maxLength: 4 })
    .map((edits) => {
      const octets = Array.from(original);
      for (const [at, octet, edit] of edits) {
        if (edit === "set") octets[at] = octet;
        else octets.splice(at, edit === "cut" ? 1 : 0, ...(edit === "cut" ? [] : [octet]));
      }
      return Uint8Array.from(octets);
    });

describe("the readers", () => {
  it("[ED6, ED11] take a name of megabytes without throwing", () => {
    const name = sequence(setOf(sequence(objectIdentifier("2.5.4.3"), printableString("A".repeat(2_000_000)))));
    const algorithm = sequence(objectIdentifier("1.2.398.3.10.1.3.3"));
    const signerInfo = sequence(integer(1), sequence(name, integer(1)), algorithm, algorithm, octetString(new Uint8Array(128)));
    const content = sequence(objectIdentifier("1.2.840.113549.1.7.1"));
    const signedData = sequence(integer(1), setOf(algorithm), content, setOf(signerInfo));
    const message = sequence(objectIdentifier("1.2.840.113549.1.7.2"), explicit(0, signedData));
    const parsed = parseSignedData(message, { bytesMax: 4_000_000, depthMax: 32, nodesMax: 100 });
    expect(parsed.ok && parsed.value.signerInfos).toHaveLength(1);
  });

  it("[ED6, ED11] take every mutated certificate, list and message without throwing", () => {
    let read = 0;
    fc.assert(
      fc.property(mutated(signer.certificate), mutated(crl), mutated(cms), (certificate, list, message) => {
        if (parseCertificate(certificate) !== undefined) read += 1;
        parseCrl(list, 100_000)?.find(Uint8Array.of(1));
        parseSignedData(message, limits);
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(0);
  });

  it("[ED12, ED36] prove no certificate whose signed octets differ", () => {
    const issuer = parseCertificate(world.issuing.certificate);
    const original = parseCertificate(signer.certificate);
    if (issuer === undefined || original === undefined) throw new Error("not a certificate");
    expect(isIssuedBy(original, issuer)).toBe(true);
    fc.assert(
      fc.property(mutated(signer.certificate), (octets) => {
        const certificate = parseCertificate(octets);
        if (certificate === undefined || certificate.sha256 === original.sha256) return;
        if (isIssuedBy(certificate, issuer)) expect(certificate.tbs).toEqual(original.tbs);
      }),
      { numRuns: 1000 },
    );
  });
});
