import { describe, expect, it } from "vitest";
import { serialNumberOf, subjectOf, type KeyHolder, type RevokedSpec } from "@beket/eds/issue";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import {
  authority,
  causes,
  crl,
  crlWithout,
  hour,
  issuing,
  judge,
  leaf,
  newKey,
  root,
  secondHolder,
  status,
  statusIn,
} from "./revocation-pki.ts";
import { day, now } from "./world.ts";

const certificate = leaf();
const serialNumber = serialNumberOf(certificate);
const held = (revocationMs = now - day): RevokedSpec => ({ serialNumber, revocationMs, reason: "certificateHold" });
const lost = (revocationMs = now - day): RevokedSpec => ({ serialNumber, revocationMs, reason: "keyCompromise" });

describe("delta lists", () => {
  const removed: RevokedSpec = { serialNumber, revocationMs: now - day, reason: "removeFromCRL" };
  const delta = (spec: Parameters<typeof crl>[0] = {}, by: KeyHolder = issuing): Uint8Array =>
    crl({ number: 9, deltaOf: 7, thisUpdateMs: now - hour, ...spec }, by);

  it("[ED106] are with their base as good as a complete list of their age", () => {
    const oldBase = crl({ thisUpdateMs: now - 5 * day, nextUpdateMs: now - 2 * day });
    expect(status({ certificate, crls: [oldBase] })).toBe("stale");
    expect(status({ certificate, crls: [oldBase, delta()] })).toBe("good");
    expect(status({ certificate, crls: [oldBase, delta({ nextUpdateMs: now - 1 })] })).toBe("stale");
    expect(status({ certificate, crls: [crl({ revoked: [held()] }), delta({ revoked: [removed] })] })).toBe("good");
    expect(status({ certificate, crls: [crl({ revoked: [held()] }), delta()] })).toBe("revoked");
    expect(status({ certificate, crls: [crl({ revoked: [lost()] }), delta({ revoked: [removed] })] })).toBe("revoked");
    expect(status({ certificate, crls: [crl(), delta({ revoked: [held()] })] })).toBe("revoked");
  });

  it("[ED106] never say good without their base, and are believed when they say revoked", () => {
    expect(status({ certificate, crls: [delta()] })).toBe("delta-without-base");
    expect(status({ certificate, crls: [delta({ revoked: [removed] })] })).toBe("delta-without-base");
    expect(status({ certificate, crls: [delta({ revoked: [lost()] })] })).toBe("revoked");
    expect(status({ certificate, crls: [delta({ revoked: [held()] })] })).toBe("revoked");
    expect(status({ certificate, crls: [crl(), delta({ number: 20, deltaOf: 19, revoked: [lost()] })] })).toBe("revoked");
  });

  const point = { name: subjectOf(issuing.certificate) };
  it.each([
    ["a base too old for it", {}, { deltaOf: 8 }],
    ["a base that is younger", { number: 9 }, {}],
    ["a base without a number", undefined, {}],
    ["a base of another scope", { distributionPoint: point }, {}],
    ["a base of the whole, when it is of a part", {}, { distributionPoint: point }],
    ["a base by another key identifier", {}, { extraExtensions: [] }],
  ] as const)("[ED106] do not go on from %s", (what, baseSpec, deltaSpec) => {
    const old = { thisUpdateMs: now - 5 * day, nextUpdateMs: now - 2 * day };
    const base = baseSpec === undefined ? crlWithout(extensionOids.crlNumber, old) : crl({ ...old, ...baseSpec });
    const list = what.includes("identifier")
      ? crlWithout(extensionOids.authorityKeyIdentifier, { number: 9, deltaOf: 7 })
      : delta(deltaSpec);
    expect(causes({ certificate, crls: [base, list] })).toBe("base-missing");
  });

  it("[ED106] do not go on from a base that another key of the authority signed", () => {
    const other = secondHolder();
    const base = crl({ thisUpdateMs: now - 5 * day, nextUpdateMs: now - 2 * day });
    const byOther = crl({ number: 9, deltaOf: 7, thisUpdateMs: now - hour }, other);
    expect(status({ certificate, crls: [base], certificates: [other.certificate] })).toBe("stale");
    expect(causes({ certificate, crls: [base, byOther], certificates: [other.certificate] })).toBe("base-missing");
  });

  it("[ED106] are refused with a forged signature like any other list", () => {
    const impostor = { certificate: issuing.certificate, key: newKey() };
    expect(status({ certificate, crls: [crl(), delta({ revoked: [lost()] }, impostor)] })).toBe("good");
  });
});

describe("who signs lists", () => {
  it("[ED50] may be another certificate of the issuer, below the same anchor and not revoked", () => {
    const other = secondHolder();
    const list = crl({}, other);
    const certificates = [other.certificate];
    expect(status({ certificate, crls: [list], certificates })).toBe("good");
    expect(status({ certificate, crls: [list] })).toBe("evidence-signature-wrong");
    const revoked = [{ serialNumber: serialNumberOf(other.certificate), revocationMs: now - 2 * day }];
    const trust = judge({ certificate, crls: [list, crl({ revoked }, root)], certificates });
    expect(statusIn(trust)).toBe("no-evidence");
    expect(trust.missing.map(({ certificate: one }) => one)).toEqual([certificate]);
  });

  it("[ED50] is asked to be judged by evidence of its own, and what is missing for that is told", () => {
    const middle = authority("АРАЛЫҚ ОРТАЛЫҚ");
    const lister = secondHolder(middle);
    // Another issuer than the root's: its authority has no list at hand.
    const certificates = [middle.certificate, lister.certificate];
    const trust = judge({ certificate, crls: [crl({}, lister)], certificates });
    expect(statusIn(trust)).toBe("no-evidence");
    expect(trust.missing.map(({ certificate: one }) => one)).toEqual([certificate, lister.certificate]);
    expect(status({ certificate, crls: [crl({}, lister), crl({}, middle)], certificates })).toBe("good");
  });

  it("[ED50] is not whoever may not sign lists, nor a namesake below another anchor", () => {
    const noLists = secondHolder(root, 5);
    expect(causes({ certificate, crls: [crl({}, noLists)], certificates: [noLists.certificate] })).toBe("issuer-may-not-sign-lists");
    const selfMade = secondHolder("nobody");
    expect(causes({ certificate, crls: [crl({}, selfMade)], certificates: [selfMade.certificate] })).toBe("issuer-untrusted");
  });
});
