import { describe, expect, it } from "vitest";
import {
  crlDistributionPoints,
  encodeName,
  serialNumberOf,
  subjectOf,
  type Authority,
  type ExtensionSpec,
  type RevokedSpec,
} from "@beket/eds/issue";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { crlScopeOf } from "../../../packages/eds/src/revocation/crl-scope.ts";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import { authority, causes, crl, issuing, leaf, read, readList, root, status } from "./revocation-pki.ts";
import { day, now } from "./world.ts";

const certificate = leaf();
const serialNumber = serialNumberOf(certificate);
const held = (revocationMs = now - day): RevokedSpec => ({ serialNumber, revocationMs, reason: "certificateHold" });

describe("the scope of lists", () => {
  const name = (value: string): Uint8Array => encodeName([{ oid: "2.5.4.3", value }]);
  const partOne = leaf({ extraExtensions: [crlDistributionPoints({ name: name("БІРІНШІ БӨЛІК") })] });

  it("[ED105] follows the name of the distribution point", () => {
    const of = (value: string): Uint8Array => crl({ distributionPoint: { name: name(value) } });
    expect(status({ certificate: partOne, crls: [of("БІРІНШІ БӨЛІК")] })).toBe("good");
    expect(causes({ certificate: partOne, crls: [of("ЕКІНШІ БӨЛІК")] })).toBe("out-of-scope");
    expect(causes({ certificate, crls: [of("БІРІНШІ БӨЛІК")] })).toBe("out-of-scope");
    expect(status({ certificate: partOne, crls: [crl()] })).toBe("good");
    const url = "http://crl.example.kz/1.crl";
    const byUrl = leaf({ urls: { crl: [url] } });
    expect(status({ certificate: byUrl, crls: [crl({ distributionPoint: { urls: [url] } })] })).toBe("good");
    expect(causes({ certificate: byUrl, crls: [crl({ distributionPoint: { urls: ["http://crl.example.kz/2.crl"] } })] })).toBe(
      "out-of-scope",
    );
  });

  it("[ED105] completes a name that is relative to the issuer", () => {
    const relative = (value: string): Uint8Array =>
      write.explicit(1, write.sequence(write.objectIdentifier("2.5.4.11"), write.utf8String(value)));
    const points = (value: string): ExtensionSpec => ({
      oid: extensionOids.crlDistributionPoints,
      value: write.sequence(write.sequence(write.explicit(0, relative(value)))),
    });
    const idp = (value: string): ExtensionSpec => ({
      oid: extensionOids.issuingDistributionPoint,
      critical: true,
      value: write.sequence(write.explicit(0, relative(value))),
    });
    const one = leaf({ extraExtensions: [points("1")] });
    expect(status({ certificate: one, crls: [crl({ extraExtensions: [idp("1")] })] })).toBe("good");
    expect(causes({ certificate: one, crls: [crl({ extraExtensions: [idp("2")] })] })).toBe("out-of-scope");
    // The same name in full.
    const issuer = subjectOf(issuing.certificate);
    const parts = [
      ...read(issuing.certificate)
        .subject.relativeNames.flat()
        .map(({ oid, raw }) => write.setOf(write.sequence(write.objectIdentifier(oid), raw))),
    ];
    const full = write.sequence(...parts, write.setOf(write.sequence(write.objectIdentifier("2.5.4.11"), write.utf8String("1"))));
    expect(full.length).toBeGreaterThan(issuer.length);
    expect(status({ certificate: one, crls: [crl({ distributionPoint: { name: full } })] })).toBe("good");
  });

  it("[ED105] keeps to the kind of certificate", () => {
    const only = (kind: "user-certificates" | "authority-certificates" | "attribute-certificates", by: Authority = issuing): Uint8Array =>
      crl({ distributionPoint: { only: kind } }, by);
    expect(status({ certificate, crls: [only("user-certificates")] })).toBe("good");
    expect(causes({ certificate, crls: [only("authority-certificates")] })).toBe("out-of-scope");
    expect(causes({ certificate, crls: [only("attribute-certificates")] })).toBe("out-of-scope");
    const mask = (list: Uint8Array) => crlScopeOf(readList(list), read(issuing.certificate));
    expect(mask(only("authority-certificates", root))).toEqual({ kind: "reasons", mask: 0x1fe });
    expect(mask(only("user-certificates", root))).toEqual({ kind: "reasons", mask: 0 });
  });

  it("[ED105] is the whole only when every reason is covered", () => {
    const some = (reasons: readonly ("keyCompromise" | "cACompromise")[]) => crl({ distributionPoint: { onlySomeReasons: reasons } });
    const rest = crl({
      distributionPoint: {
        onlySomeReasons: [
          "affiliationChanged",
          "superseded",
          "cessationOfOperation",
          "certificateHold",
          "privilegeWithdrawn",
          "aACompromise",
        ],
      },
    });
    expect(causes({ certificate, crls: [some(["keyCompromise", "cACompromise"])] })).toBe("reasons-not-covered");
    expect(status({ certificate, crls: [some(["keyCompromise", "cACompromise"]), rest] })).toBe("good");
    expect(causes({ certificate, crls: [some(["keyCompromise"]), rest] })).toBe("reasons-not-covered");
    const ofPart = leaf({ extraExtensions: [crlDistributionPoints({ name: name("БӨЛІК"), reasons: ["keyCompromise"] })] });
    expect(causes({ certificate: ofPart, crls: [crl({ distributionPoint: { name: name("БӨЛІК") } })] })).toBe("reasons-not-covered");
    // A list that covers no hold does not end one.
    const heldIn = crl({ thisUpdateMs: now - 2 * day, revoked: [held(now - 2 * day)] });
    expect(status({ certificate, crls: [heldIn, some(["keyCompromise", "cACompromise"])] })).toBe("revoked");
  });
});

describe("indirect lists", () => {
  const lister = authority("ТІЗІМДЕР ОРТАЛЫҒЫ");
  const listerName = subjectOf(lister.certificate);
  const covered = leaf({ extraExtensions: [crlDistributionPoints({ name: listerName, crlIssuer: listerName })] });
  const coveredSerial = serialNumberOf(covered);
  const own = subjectOf(issuing.certificate);
  const other = encodeName([{ oid: "2.5.4.3", value: "БӨТЕН ОРТАЛЫҚ" }]);
  const indirect = (...revoked: readonly RevokedSpec[]): Uint8Array =>
    crl({ distributionPoint: { indirect: true, name: listerName }, revoked }, lister);
  const certificates = [lister.certificate];
  const at = { revocationMs: now - day };

  it("[ED107] are used where a distribution point names their issuer", () => {
    expect(status({ certificate: covered, crls: [indirect()], certificates })).toBe("good");
    expect(status({ certificate, crls: [indirect()], certificates })).toBe("no-evidence");
    expect(causes({ certificate: covered, crls: [crl({}, lister)], certificates })).toBe("out-of-scope");
    expect(status({ certificate: covered, crls: [indirect()] })).toBe("no-evidence");
  });

  it("[ED107] carry the issuer of an entry on to those that follow", () => {
    const one = (serial: Uint8Array, certificateIssuer?: Uint8Array): RevokedSpec => ({
      serialNumber: serial,
      ...at,
      ...(certificateIssuer && { certificateIssuer }),
    });
    const stranger = Uint8Array.of(5);
    const says = (...revoked: readonly RevokedSpec[]): string =>
      status({ certificate: covered, crls: [indirect(...revoked)], certificates });
    expect(says(one(coveredSerial, own))).toBe("revoked");
    expect(says(one(stranger, own), one(coveredSerial))).toBe("revoked");
    expect(says(one(stranger, own), one(stranger), one(coveredSerial))).toBe("revoked");
    expect(says(one(stranger, other), one(coveredSerial))).toBe("good");
    expect(says(one(coveredSerial))).toBe("good");
    expect(says(one(stranger, other), one(stranger), one(coveredSerial, own))).toBe("revoked");
    expect(says(one(stranger, own), one(coveredSerial, other))).toBe("good");
  });

  it("[ED53, ED107] with an entry whose issuer has no distinguished name are not used", () => {
    const nameless: ExtensionSpec = {
      oid: extensionOids.certificateIssuer,
      critical: true,
      value: write.sequence(write.tagged(0x86, new TextEncoder().encode("http://pki.example"))),
    };
    const list = indirect({ serialNumber: coveredSerial, ...at, extraExtensions: [nameless] });
    expect(causes({ certificate: covered, crls: [list], certificates })).toBe("indirect-crl");
  });

  it("[ED53] are not what a direct list with an entry of another issuer is", () => {
    const list = crl({ revoked: [{ serialNumber: Uint8Array.of(5), ...at, certificateIssuer: other }] });
    expect(causes({ certificate, crls: [list] })).toBe("indirect-crl");
  });
});
