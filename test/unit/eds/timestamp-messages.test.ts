import { describe, expect, it } from "vitest";
import { encodeTimestampRequest, parseTimestampResponse, parseTimestampToken, timestampAnswerFault } from "@beket/eds";
import { assembleSignedData, issueTimestampResponse, readTimestampRequest, signCms } from "@beket/eds/issue";
import { cmsOids } from "../../../packages/eds/src/cms/oids.ts";
import { concatBytes, utf8Bytes } from "../../../packages/eds/src/bytes/bytes.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { createLedger } from "../../../packages/eds/src/report/ledger.ts";
import { noteAuthority } from "../../../packages/eds/src/tsp/note-authority.ts";
import { parseCertificate, permitPolicy } from "@beket/eds";
import { digest, digestOids } from "../../../packages/eds/src/algorithms/digests.ts";
import { createStamping } from "./timestamp-world.ts";
import { createWorld, now } from "./world.ts";

const world = createWorld("gost512", "timestamp-messages");
const stamping = createStamping(world);
const octets = utf8Bytes("a signature's octets");
const token = stamping.token(octets);
const nonce = Uint8Array.of(0x00, 0xa1, 0xb2, 0xc3);
const request = { digest: "sha256", imprint: digest("sha256", octets), nonce, certReq: true } as const;

/** A token around these octets; only its form is read here. */
const tokenOver = (content: Uint8Array): Uint8Array =>
  signCms({
    content,
    contentTypeOid: cmsOids.timestampInfo,
    detached: false,
    signers: [{ ...stamping.authority, signingTimeMs: now }],
    random: world.random,
  });
const generalized = (text: string): Uint8Array => write.tagged(0x18, utf8Bytes(text));
const imprint = write.sequence(
  write.sequence(write.objectIdentifier(digestOids.sha256), write.nullValue),
  write.octetString(request.imprint),
);
const info = (time: Uint8Array, ...rest: readonly Uint8Array[]): Uint8Array =>
  write.sequence(write.integer(1), write.objectIdentifier("1.2.398.3.3.2.6.1"), imprint, write.integer(7), time, ...rest);
const genTimeOf = (time: string): number | undefined => {
  const parsed = parseTimestampToken(tokenOver(info(generalized(time))));
  return parsed.ok ? parsed.value.info.genTimeMs : undefined;
};
const extension = (critical: boolean): Uint8Array =>
  write.tagged(
    0xa1,
    write.sequence(write.objectIdentifier("1.2.3.4"), ...(critical ? [write.booleanTrue] : []), write.octetString(write.nullValue)),
  );

describe("a time-stamp token", () => {
  it("[ED125] is read with all its fields", () => {
    const full = stamping.token(octets, {
      genTimeMs: now + 120,
      accuracy: { seconds: 1, millis: 500, micros: 1 },
      ordering: true,
      nonce: Uint8Array.of(5),
      namesAuthority: true,
      policyOid: "1.2.398.3.3.2.6.1",
    });
    const parsed = parseTimestampToken(full);
    if (!parsed.ok) throw new Error(parsed.error.why);
    expect(parsed.value.info).toMatchObject({
      policyOid: "1.2.398.3.3.2.6.1",
      genTimeMs: now + 120,
      accuracyMs: 1501,
      ordering: true,
      nonce: Uint8Array.of(5),
      authority: { kind: "directoryName" },
      imprint: { hashOid: digestOids.sha256, hashedMessage: request.imprint },
    });
  });

  it("[ED125] has a time in the form of RFC 3161, a fraction rounded down to milliseconds", () => {
    expect(genTimeOf("20261122090000Z")).toBe(now);
    expect(genTimeOf("20261122090000.1239Z")).toBe(now + 123);
    const wrong = [
      "20261122090000.10Z",
      "20261122090000.Z",
      "202611220900Z",
      "20261122090000",
      "20261122090000+0500",
      "20261322090000Z",
      "20260230090000Z",
      "20261122240000Z",
      "00261122090000Z",
    ];
    for (const time of wrong) expect(genTimeOf(time), time).toBeUndefined();
  });

  it("[ED125] of another form is malformed", () => {
    const time = generalized("20261122090000Z");
    expect(parseTimestampToken(tokenOver(info(time, extension(false)))).ok).toBe(true);
    const faults = [
      tokenOver(info(time, extension(true))),
      tokenOver(concatBytes(info(time), write.nullValue)),
      tokenOver(write.sequence(write.integer(2), info(time))),
      tokenOver(info(write.time(now))),
      tokenOver(info(time, write.sequence(write.tagged(0x80, Uint8Array.of(0x03, 0xe8))))),
      assembleSignedData({
        digestAlgorithms: [],
        contentTypeOid: cmsOids.timestampInfo,
        content: info(time),
        certificates: [],
        crls: [],
        signerInfos: [],
      }),
    ];
    for (const fault of faults) expect(parseTimestampToken(fault).ok).toBe(false);
  });

  it("[ED127] that calls its authority by the name of another is refused", () => {
    const [authority, other] = [stamping.authority.certificate, world.leaf({}).certificate].map((der) => parseCertificate(der));
    if (authority === undefined || other === undefined) throw new Error("not a certificate");
    const reasonOf = (named: Parameters<typeof noteAuthority>[1]): string | undefined => {
      const ledger = createLedger(permitPolicy);
      noteAuthority(authority, named, ledger);
      return ledger.verdict().reason;
    };
    expect(reasonOf(undefined)).toBeUndefined();
    expect(reasonOf({ kind: "directoryName", name: authority.subject })).toBeUndefined();
    expect(reasonOf({ kind: "directoryName", name: other.subject })).toBe("eds.timestamp.not-an-authority");
    expect(reasonOf({ kind: "dNSName", value: "tsp.example.kz" })).toBe("eds.timestamp.not-an-authority");
  });
});

describe("a time-stamp request", () => {
  it("[ED134] is read back as it was asked", () => {
    const read = readTimestampRequest(encodeTimestampRequest({ ...request, policyOid: "1.2.398.3.3.2.6.1" }));
    expect(read).toEqual({
      hashOid: digestOids.sha256,
      hashedMessage: request.imprint,
      policyOid: "1.2.398.3.3.2.6.1",
      // A positive INTEGER of minimal length.
      nonce: Uint8Array.of(0x00, 0xa1, 0xb2, 0xc3),
      certificateRequested: true,
    });
    const small = readTimestampRequest(encodeTimestampRequest({ ...request, nonce: Uint8Array.of(0, 0, 5), certReq: false }));
    expect(small).toMatchObject({ nonce: Uint8Array.of(5), certificateRequested: false });
  });

  it("[ED134] needs a nonce", () => {
    expect(() => encodeTimestampRequest({ ...request, nonce: new Uint8Array(0) })).toThrow("nonce");
  });
});

describe("a time-stamp response", () => {
  it("[ED134] gives a token with granted and grantedWithMods", () => {
    for (const [kind, status] of [
      ["granted", "granted"],
      ["granted-with-mods", "grantedWithMods"],
    ] as const) {
      const parsed = parseTimestampResponse(issueTimestampResponse({ kind, token }));
      expect(parsed).toMatchObject({ ok: true, value: { kind: "granted", status, token: { raw: token } } });
    }
  });

  it("[ED134] that refuses says why", () => {
    const refusal = issueTimestampResponse({ kind: "rejected", failure: "unacceptedPolicy", text: "no such policy" });
    expect(parseTimestampResponse(refusal)).toEqual({
      ok: true,
      value: { kind: "refused", status: "rejection", failures: ["unacceptedPolicy"], text: ["no such policy"] },
    });
  });

  it("[ED134] of another form is none", () => {
    const status = (n: number): Uint8Array => write.sequence(write.integer(n));
    const faults = [
      new Uint8Array(0),
      token,
      write.sequence(status(0)),
      write.sequence(status(2), token),
      write.sequence(status(6)),
      write.sequence(status(0), write.sequence(write.nullValue)),
      issueTimestampResponse({ kind: "granted", token: world.sign(world.leaf({})) }),
    ];
    for (const fault of faults) expect(parseTimestampResponse(fault).ok).toBe(false);
    const good = issueTimestampResponse({ kind: "granted", token });
    expect(parseTimestampResponse(good, good.length - 1).ok).toBe(false);
  });

  it("[ED134] answers only the request with its imprint, nonce, policy and wish for a certificate", () => {
    const answer = (spec: Parameters<typeof stamping.token>[1]): string | undefined => {
      const parsed = parseTimestampToken(stamping.token(octets, { nonce, policyOid: "1.2.398.3.3.2.6.1", ...spec }));
      if (!parsed.ok) throw new Error(parsed.error.why);
      return timestampAnswerFault(parsed.value, { ...request, policyOid: "1.2.398.3.3.2.6.1" });
    };
    expect(answer({})).toBeUndefined();
    expect(answer({ nonce: Uint8Array.of(1) })).toBe("nonce");
    const bare = parseTimestampToken(token);
    expect(bare.ok && timestampAnswerFault(bare.value, request)).toBe("nonce");
    expect(answer({ imprint: { kind: "octets", octets: nonce, hash: "sha256" } })).toBe("imprint");
    expect(answer({ imprint: { kind: "octets", octets, hash: "sha512" } })).toBe("imprint");
    expect(answer({ policyOid: "1.2.3.4" })).toBe("policy");
    expect(answer({ certificates: [] })).toBe("certificate");
  });
});
