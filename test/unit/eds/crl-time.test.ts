import { describe, expect, it } from "vitest";
import { serialNumberOf, signMessage, subjectOf, type ExtensionSpec, type RevokedSpec } from "@beket/eds/issue";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import { parseCrl } from "../../../packages/eds/src/x509/crl.ts";
import { causes, crl, endlessCrl, hour, issuing, judge, leaf, random, root, status } from "./revocation-pki.ts";
import { day, now } from "./world.ts";

const certificate = leaf();
const serialNumber = serialNumberOf(certificate);
const held = (revocationMs = now - day): RevokedSpec => ({ serialNumber, revocationMs, reason: "certificateHold" });
const lost = (revocationMs = now - day): RevokedSpec => ({ serialNumber, revocationMs, reason: "keyCompromise" });

describe("lists and time", () => {
  it("[ED51] does not count what began after the moment that is asked for", () => {
    const later = { thisUpdateMs: now + day, nextUpdateMs: now + 2 * day };
    const asked = { certificate, atMs: now, validationTimeMs: now + 2 * day };
    expect(status({ ...asked, crls: [crl({ ...later, revoked: [lost(now + 1000)] })] })).toBe("good");
    expect(status({ ...asked, crls: [crl(), crl({ ...later, revoked: [lost(now - 1000)] })] })).toBe("revoked");
    expect(status({ ...asked, crls: [crl(), crl({ ...later, revoked: [held(now - 1000)] })] })).toBe("revoked");
  });

  it("[ED54] takes a hold as ended by a younger list, and a revocation never", () => {
    const [older, younger] = [{ thisUpdateMs: now - 2 * day }, { thisUpdateMs: now - hour }];
    expect(status({ certificate, crls: [crl({ ...older, revoked: [held(now - 3 * day)] }), crl(younger)] })).toBe("good");
    expect(status({ certificate, crls: [crl(older), crl({ ...younger, revoked: [held()] })] })).toBe("revoked");
    expect(status({ certificate, crls: [crl({ ...older, revoked: [lost(now - 3 * day)] }), crl(younger)] })).toBe("revoked");
  });

  it("[ED54] does not take a hold as ended by what was made after the moment", () => {
    const later = crl({ thisUpdateMs: now + day, nextUpdateMs: now + 2 * day });
    expect(status({ certificate, atMs: now, validationTimeMs: now + 2 * day, crls: [crl({ revoked: [held()] }), later] })).toBe("revoked");
  });

  it("[ED54] believes a later list where none was current, unless the certificate had ended by then", () => {
    const asked = { certificate, atMs: now, validationTimeMs: now + 400 * day };
    const nextWeek = { thisUpdateMs: now + 7 * day, nextUpdateMs: now + 8 * day };
    const roots = [crl(nextWeek, root)];
    expect(status({ ...asked, crls: [...roots, crl(nextWeek)] })).toBe("good");
    const afterEnd = { thisUpdateMs: now + 300 * day, nextUpdateMs: now + 301 * day };
    expect(causes({ ...asked, crls: [...roots, crl(afterEnd)] })).toBe("made-after-expiry");
    expect(status({ ...asked, crls: [...roots, crl({ ...afterEnd, revoked: [lost()] })] })).toBe("revoked");
    const keeps: ExtensionSpec = { oid: extensionOids.expiredCertsOnCrl, value: write.generalizedTime(now - 900 * day) };
    expect(status({ ...asked, crls: [...roots, crl({ ...afterEnd, extraExtensions: [keeps] })] })).toBe("good");
  });

  it("[ED109] believes nothing made after the validation, but for clocks that differ", () => {
    expect(status({ certificate, crls: [crl({ thisUpdateMs: now + 299_000 })] })).toBe("good");
    expect(causes({ certificate, crls: [crl({ thisUpdateMs: now + 301_000 })] })).toBe("made-after-validation");
    expect(causes({ certificate, crls: [crl({ thisUpdateMs: now - day, nextUpdateMs: now - 2 * day })] })).toBe("times-disagree");
  });

  it("[ED52, ED53] waits for a fresh list, and for one with an end", () => {
    expect(status({ certificate, crls: [crl({ nextUpdateMs: now - 1 })] })).toBe("stale");
    expect(status({ certificate, crls: [crl({ nextUpdateMs: now })] })).toBe("good");
    expect(status({ certificate, crls: [endlessCrl()] })).toBe("evidence-unsupported");
    expect(status({ certificate, crls: [endlessCrl({ revoked: [lost()] })] })).toBe("revoked");
    expect(status({ certificate, atMs: now, validationTimeMs: now + day, crls: [endlessCrl({ thisUpdateMs: now + hour })] })).toBe("good");
  });

  it("[ED50] reads lists of version 1", () => {
    const algorithm = write.sequence(write.objectIdentifier("1.2.840.10045.4.3.2"));
    const first = (...revoked: readonly Uint8Array[]): Uint8Array => {
      const tbs = write.sequence(
        algorithm,
        subjectOf(issuing.certificate),
        write.time(now - day),
        write.time(now + day),
        ...(revoked.length === 0 ? [] : [write.sequence(...revoked)]),
      );
      return write.sequence(tbs, algorithm, write.bitString(signMessage(issuing.key, tbs, random)));
    };
    const entry = write.sequence(write.integerOfContent(serialNumber), write.time(now - day));
    expect(status({ certificate, crls: [first()] })).toBe("good");
    expect(status({ certificate, crls: [first(entry)] })).toBe("revoked");
    const reason = write.sequence(write.sequence(write.objectIdentifier(extensionOids.reasonCode), write.octetString(write.enumerated(1))));
    const extended = write.sequence(write.integerOfContent(serialNumber), write.time(now - day), reason);
    expect(parseCrl(first(extended), 10_000)).toBeUndefined();
  });

  it("[ED51] tells since when the key may have been lost", () => {
    const invalidity: ExtensionSpec = { oid: extensionOids.invalidityDate, value: write.generalizedTime(now - 30 * day) };
    const { checks } = judge({ certificate, crls: [crl({ revoked: [{ ...lost(), extraExtensions: [invalidity] }] })] });
    expect(checks.find(({ code }) => code === "eds.revocation.revoked")?.detail).toMatchObject({
      reason: "keyCompromise",
      invalidSince: new Date(now - 30 * day).toISOString(),
    });
  });
});
