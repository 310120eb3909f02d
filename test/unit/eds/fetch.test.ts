import {
  checkCrl,
  checkOcspAnswer,
  checkTimestampAnswer,
  issuerKeyOf,
  ocspQuestion,
  signatureValuesOf,
  timestampQuestion,
  validateSignature,
  permitPolicy,
  withTestAnchors,
} from "@beket/eds";
import {
  issueOcspFailure,
  issueOcspResponder,
  issueOcspResponse,
  issueTimestampAuthority,
  issueTimestampResponse,
  issueTimestampToken,
  readOcspRequest,
  readTimestampRequest,
  serialNumberAskedOf,
  serialNumberOf,
} from "@beket/eds/issue";
import { describe, expect, it } from "vitest";
import { createWorld, day, document, long, now, organisation } from "./world.ts";

const world = createWorld("rsa", "fetch");
const head = world.leaf({});
const cms = world.sign(head);
const service = (commonName: string) => ({ commonName, key: world.newKey(), validity: long, random: world.random });
const responder = issueOcspResponder(world.issuing, service("OCSP СЫНАҚ"));
const nonce = Uint8Array.from({ length: 16 }, (_, at) => at + 1);
/** What a verdict over this message lacks without the issuing authority's list. */
const missing = (() => {
  const report = validateSignature({
    cms,
    document,
    trustAnchors: [{ certificate: world.root.certificate, purpose: "test" }],
    intermediates: [world.issuing.certificate],
    crls: [world.rootCrl()],
    validationTimeMs: now,
    policy: withTestAnchors(permitPolicy),
    expected: { bin: organisation.bin },
  });
  const [first] = report.missing;
  if (first === undefined) throw new Error("the signer's status is missing");
  return first;
})();

describe("[ED155] a fetcher keeps only the answer to its question:", () => {
  const question = ocspQuestion(missing, nonce);
  if (question === undefined) throw new Error("a question");
  const asked = readOcspRequest(question);
  const [certId] = asked?.certIds ?? [];
  if (asked === undefined || certId === undefined) throw new Error("a question about one certificate");
  const answer = (change: Partial<Parameters<typeof issueOcspResponse>[1]> = {}) =>
    issueOcspResponse(responder, {
      answers: [{ certId, status: { kind: "good" }, thisUpdateMs: now, nextUpdateMs: now + day }],
      producedAtMs: now,
      nonce,
      random: world.random,
      ...change,
    });

  it("[ED155] a response names the certificate by serial number, issuer's name and issuer's key, and echoes the nonce", () => {
    expect(serialNumberAskedOf(world.issuing.certificate, certId)).toEqual(serialNumberOf(head.certificate));
    expect(serialNumberAskedOf(world.root.certificate, certId)).toBeUndefined();
    expect(checkOcspAnswer(answer(), missing, nonce)).toEqual({
      ok: true,
      value: { status: { kind: "good" }, thisUpdateMs: now, nextUpdateMs: now + day },
    });
    const other = { ...missing, certificate: world.leaf({ serialNumber: Uint8Array.of(0x51) }).certificate };
    expect(checkOcspAnswer(answer(), other, nonce)).toEqual({ ok: false, error: "other-certificate" });
    expect(checkOcspAnswer(answer(), { ...missing, issuer: world.root.certificate }, nonce)).toMatchObject({ error: "other-certificate" });
    expect(checkOcspAnswer(answer({ nonce: Uint8Array.of(1) }), missing, nonce)).toEqual({ ok: false, error: "nonce-differs" });
    expect(checkOcspAnswer(issueOcspFailure("tryLater"), missing, nonce)).toEqual({ ok: false, error: "not-successful" });
    expect(checkOcspAnswer(issueOcspFailure("unauthorized"), missing, nonce)).toEqual({ ok: false, error: "unauthorized" });
    expect(checkOcspAnswer(Uint8Array.of(0x30, 0), missing, nonce)).toEqual({ ok: false, error: "malformed" });
    expect(ocspQuestion({ ...missing, issuer: Uint8Array.of(1) }, nonce)).toBeUndefined();
  });

  it("[ED155] a list says whose it is, for how long, and whether it is a delta", () => {
    const list = checkCrl(world.crl());
    expect(list).toMatchObject({ value: { isDelta: false, isIndirect: false, thisUpdateMs: now - day, nextUpdateMs: now + day } });
    expect(list.ok && list.value.issuerKey).toBe(issuerKeyOf(world.issuing.certificate));
    expect(list.ok && list.value.issuerKey).not.toBe(issuerKeyOf(world.root.certificate));
    expect(checkCrl(world.crl({ deltaOf: 6 }))).toMatchObject({ value: { isDelta: true } });
    expect(checkCrl(world.crl({ distributionPoint: { indirect: true } }))).toMatchObject({ value: { isIndirect: true } });
    expect(checkCrl(head.certificate)).toEqual({ ok: false, error: "malformed" });
    expect(issuerKeyOf(Uint8Array.of(1))).toBeUndefined();
  });

  it("[ED155] a time-stamp is over that signature and echoes the nonce", () => {
    const authority = issueTimestampAuthority(world.issuing, service("TSA СЫНАҚ"));
    const [signature] = signatureValuesOf(cms);
    if (signature === undefined) throw new Error("a signature");
    const request = readTimestampRequest(timestampQuestion(signature, nonce));
    if (request?.nonce === undefined) throw new Error("a request");
    const { hashOid, hashedMessage } = request;
    const token = (of: Uint8Array, echoed: Uint8Array) =>
      issueTimestampToken(authority, {
        imprint: { kind: "digest", hashOid, hashedMessage: of },
        genTimeMs: now,
        nonce: echoed,
        random: world.random,
      });
    const reply = (of: Uint8Array, echoed: Uint8Array) => issueTimestampResponse({ kind: "granted", token: token(of, echoed) });
    const good = checkTimestampAnswer(reply(hashedMessage, request.nonce), signature, nonce);
    expect(good).toMatchObject({ ok: true, value: { genTimeMs: now } });
    expect(checkTimestampAnswer(reply(new Uint8Array(32), request.nonce), signature, nonce)).toMatchObject({ error: "other-imprint" });
    expect(checkTimestampAnswer(reply(hashedMessage, Uint8Array.of(5)), signature, nonce)).toMatchObject({ error: "nonce-differs" });
    const refusal = issueTimestampResponse({ kind: "rejected", failure: "badAlg" });
    expect(checkTimestampAnswer(refusal, signature, nonce)).toMatchObject({ error: "refused" });
    expect(checkTimestampAnswer(document, signature, nonce)).toMatchObject({ error: "malformed" });
    expect(signatureValuesOf(document)).toEqual([]);
  });
});
