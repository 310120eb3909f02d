import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { derToPem, encodeTimestampRequest, parseTimestampResponse, timestampAnswerFault, type ValidationReport } from "@beket/eds";
import { issueTimestampAuthority, rsaKeyFromPkcs8, signatureTimestampAttribute, type KeyHolder, type SigningKey } from "@beket/eds/issue";
import { digest } from "../../packages/eds/src/algorithms/digests.ts";
import { parseSignedData } from "../../packages/eds/src/cms/signed-data.ts";
import { createStamping } from "../unit/eds/timestamp-world.ts";
import { createWorld, day, document, long, organisation } from "../unit/eds/world.ts";

// Messages and time-stamps that OpenSSL made, over certificates of ours. OpenSSL signs at the clock's time, so do these tests.

const folder = mkdtempSync(join(tmpdir(), "beket-openssl-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: Uint8Array | string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const openssl = (...args: readonly string[]): string =>
  execFileSync("openssl", args, { encoding: "utf8", cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
const made = (name: string, ...args: readonly string[]): Uint8Array => {
  openssl(...args, "-out", join(folder, name));
  return new Uint8Array(readFileSync(join(folder, name)));
};

const newKey = (name: string): SigningKey => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  file(`${name}.key`, privateKey.export({ type: "pkcs8", format: "pem" }));
  const key = rsaKeyFromPkcs8(new Uint8Array(privateKey.export({ type: "pkcs8", format: "der" })));
  if (!key.ok) throw new Error(key.error);
  return key.value;
};
const world = createWorld("rsa", "openssl-messages");
const { random } = world;
const clock = Date.now();
const fresh = { thisUpdateMs: clock - day, nextUpdateMs: clock + day };
const crls = [world.crl(fresh), world.rootCrl(fresh)];
const holder = (name: string, certificateOf: (key: SigningKey) => Uint8Array): KeyHolder => {
  const key = newKey(name);
  const certificate = certificateOf(key);
  file(`${name}.pem`, derToPem("CERTIFICATE", certificate));
  return { certificate, key };
};
const head = holder("head", (key) => world.leaf({ key, validity: long }).certificate);
holder("second", (key) => world.leaf({ key, validity: long }).certificate);
const tsa = holder("tsa", (key) => issueTimestampAuthority(world.issuing, { commonName: "TSA", key, validity: long, random }).certificate);
const root = file("root.pem", derToPem("CERTIFICATE", world.root.certificate));
const issuing = file("issuing.pem", derToPem("CERTIFICATE", world.issuing.certificate));
const content = file("document", document);
const signedBy = (name: string): readonly string[] => ["-signer", join(folder, `${name}.pem`), "-inkey", join(folder, `${name}.key`)];
const sign = (...args: readonly string[]): Uint8Array =>
  made("signed.der", "cms", "-sign", "-binary", "-in", content, "-outform", "DER", "-md", "sha256", ...args);
const validate = (cms: Uint8Array, parts: Parameters<typeof world.validate>[1] = {}): ValidationReport =>
  world.validate(cms, { crls, validationTimeMs: clock + 60_000, ...parts });
const signatureOf = (cms: Uint8Array): Uint8Array => {
  const parsed = parseSignedData(cms, { bytesMax: 1_000_000, depthMax: 32, nodesMax: 10_000 });
  const signature = parsed.ok ? parsed.value.signerInfos[0]?.signature : undefined;
  if (signature === undefined) throw new Error("no signature");
  return signature;
};

describe("a message by OpenSSL", () => {
  it.each([
    ["detached", [], "CMS"],
    ["attached", ["-nodetach"], "CMS"],
    ["by key identifier", ["-keyid"], "CMS"],
    ["with its issuing authority", ["-certfile", issuing], "CMS"],
    ["as CAdES", ["-cades"], "B-B"],
  ] as const)("[ED2, ED120] %s is TOTAL_PASSED", (_what, args, level) => {
    const report = validate(sign(...signedBy("head"), ...args));
    expect(report).toMatchObject({ indication: "TOTAL_PASSED", signer: { bin: organisation.bin } });
    expect(report.signatures[0]?.level).toBe(level);
  });

  it("[ED2] of several signers is judged for each", () => {
    const report = validate(sign(...signedBy("head"), ...signedBy("second"), "-cades"));
    expect(report.signatures.map(({ indication, level }) => [indication, level])).toEqual([
      ["TOTAL_PASSED", "B-B"],
      ["TOTAL_PASSED", "B-B"],
    ]);
    expect(report.signatures.map(({ pathSha256 }) => pathSha256[0])).toHaveLength(2);
  });

  it("[ED31, ED34] without signed attributes or certificates is refused", () => {
    expect(validate(sign(...signedBy("head"), "-noattr")).reason).toBe("eds.cms.no-signed-attributes");
    expect(validate(sign(...signedBy("head"), "-nocerts")).reason).toBe("eds.cms.certificate-missing");
  });

  it("[ED33] over another document is refused", () => {
    expect(validate(sign(...signedBy("head")), { document: new TextEncoder().encode("another") }).reason).toBe("eds.cms.document-differs");
  });
});

const config = (essDigest: string): string =>
  file(
    `tsa-${essDigest}.cnf`,
    `[tsa]
serial = ${join(folder, "serial")}
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.398.3.3.2.6.1
digests = sha1, sha256, sha384, sha512
accuracy = secs:1, millisecs:500, microsecs:100
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = ${essDigest}
clock_precision_digits = 3
`,
  );

describe("a time-stamp by OpenSSL", () => {
  const cms = sign(...signedBy("head"));
  const request = {
    digest: "sha256",
    imprint: digest("sha256", signatureOf(cms)),
    nonce: Uint8Array.of(9, 8, 7, 6, 5, 4, 3, 2),
    certReq: true,
  } as const;
  const query = file("request.tsq", encodeTimestampRequest(request));
  const reply = (essDigest: string, question = query): Uint8Array =>
    made("response.tsr", ...["ts", "-reply", "-queryfile", question, "-config", config(essDigest), "-section", "tsa"], ...signedBy("tsa"));

  it("[ED134] is asked for by a request that OpenSSL reads", () => {
    const text = openssl("ts", "-query", "-in", query, "-text");
    for (const part of ["sha256", "0x0908070605040302", "Certificate required: yes"]) expect(text).toContain(part);
  });

  it.each([
    ["sha1", "v1"],
    ["sha256", "v2"],
  ])("[ED125, ED126, ED127] with its certificate by %s (ESS %s) proves its time", (essDigest) => {
    const response = reply(essDigest);
    const verified = openssl(
      "ts",
      "-verify",
      "-queryfile",
      query,
      "-in",
      join(folder, "response.tsr"),
      "-CAfile",
      root,
      "-untrusted",
      issuing,
    );
    expect(verified).toContain("Verification: OK");
    const parsed = parseTimestampResponse(response);
    if (!parsed.ok || parsed.value.kind !== "granted") throw new Error("not granted");
    const { token } = parsed.value;
    expect(timestampAnswerFault(token, request)).toBeUndefined();
    expect(token.info).toMatchObject({
      policyOid: "1.2.398.3.3.2.6.1",
      accuracyMs: 1501,
      ordering: true,
      authority: { kind: "directoryName" },
    });
    const report = validate(cms, { timestamps: [response] });
    expect(report.signatures[0]).toMatchObject({
      indication: "TOTAL_PASSED",
      bestSignatureTimeFrom: "timestamp",
      bestSignatureTimeMs: token.info.genTimeMs,
    });
  });

  it("[ED126] over another signature is refused", () => {
    const other = file("other.tsq", encodeTimestampRequest({ ...request, imprint: digest("sha256", document) }));
    expect(validate(cms, { timestamps: [reply("sha256", other)] }).reason).toBe("eds.timestamp.imprint-differs");
  });
});

describe("a message of ours with a time-stamp", () => {
  it("[ED133] is verified by OpenSSL, as CAdES too", () => {
    const stamping = createStamping(world);
    const signer = { ...head, signingTimeMs: clock, signingCertificateV2: true };
    const cms = world.sign(
      {
        ...signer,
        unsignedAttributes: (signature) => [signatureTimestampAttribute(stamping.token(signature, { genTimeMs: clock }, tsa))],
      },
      { certificates: [head.certificate, world.issuing.certificate, tsa.certificate], crls },
    );
    expect(validate(cms)).toMatchObject({ indication: "TOTAL_PASSED", signatures: [{ level: "B-LT" }] });
    const path = file("ours.der", cms);
    const verify = (...args: readonly string[]): string =>
      openssl("cms", "-verify", "-inform", "DER", "-in", path, "-content", content, "-CAfile", root, "-purpose", "any", "-binary", ...args);
    expect(verify()).toBe(new TextDecoder().decode(document));
    expect(verify("-cades")).toBe(new TextDecoder().decode(document));
  });
});
