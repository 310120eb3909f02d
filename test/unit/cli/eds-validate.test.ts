import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeCertId, issueOcspResponse, signCms } from "@beket/eds/issue";
import { readTrustFolder } from "@beket/node-kit";
import { afterAll, describe, expect, it } from "vitest";
import { createDemoAuthority } from "../../../demo/src/keys/demo-authority.ts";
import { runCommand } from "../../support/run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "beket-cli-"));
const now = Date.now();
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const authority = createDemoAuthority(now, random);
const bin = "940140000385";
const head = authority.issue({
  role: "first-head",
  usage: "signing",
  person: { surname: "Абаев", givenName: "Ерлан", iin: "871008401447" },
  organisation: { name: "«Сынақ» ЖШС", bin },
});
const path = (name: string): string => join(folder, name);
const trust = path("trust");
mkdirSync(join(trust, "intermediates"), { recursive: true });
writeFileSync(join(trust, "root.cer"), authority.root.certificate);
writeFileSync(join(trust, "intermediates", "issuing.cer"), authority.issuing.certificate);
for (const [index, crl] of authority.crls([], 30).entries()) writeFileSync(path(`list-${index}.crl`), crl);
writeFileSync(path("document"), "to be signed");
writeFileSync(path("other"), "not that one");
writeFileSync(
  path("cms"),
  signCms({
    content: new TextEncoder().encode("to be signed"),
    detached: true,
    signers: [{ certificate: head.certificate, key: head.key, signingTimeMs: now }],
    random,
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

/** The issuing authority's own word about the head. */
const ocspAnswer = (): Uint8Array => {
  const certId = encodeCertId({ certificate: head.certificate, issuer: authority.issuing.certificate });
  const at = now - 60_000;
  return issueOcspResponse(authority.issuing, {
    answers: [{ certId, status: { kind: "good" }, thisUpdateMs: at }],
    producedAtMs: at,
    random,
  });
};

const crls = ["--crl", path("list-0.crl"), "--crl", path("list-1.crl")];
const validate = (document: string, ...more: readonly string[]) =>
  runCommand(["eds", "validate", "--cms", path("cms"), "--document", path(document), "--trust", trust, ...more]);

describe("beket eds validate", () => {
  it("[CL3] passes the first head of the organisation", async () => {
    const done = await validate("document", ...crls, "--profile", "permit", "--bin", bin, "--json");
    expect(done.code).toBe(0);
    expect(JSON.parse(done.stdout)).toMatchObject({ indication: "TOTAL_PASSED", signer: { bin, iin: "871008401447" } });
  });

  it("[CL3] fails a changed document and the head of another organisation", async () => {
    const changed = await validate("other", ...crls);
    expect(changed).toMatchObject({ code: 1, stdout: expect.stringContaining("eds.cms.document-differs") });
    const other = await validate("document", ...crls, "--profile", "permit", "--bin", "950341000052", "--json");
    expect(other.code === 0).toBe(false);
    expect(JSON.parse(other.stdout)).toMatchObject({ reason: "eds.subject.bin-differs" });
  });

  it("[CL13] keeps what a pass rests on, which validates again years later and nowhere else", async () => {
    const kept = await validate("document", ...crls, "--profile", "permit", "--bin", bin, "--bundle", path("bundle"));
    expect(kept.code).toBe(0);
    expect(statSync(path("bundle")).mode & 0o777).toBe(0o600);
    const again = (more: readonly string[]) => runCommand(["eds", "revalidate", "--bundle", path("bundle"), ...more]);
    const same = await again(["--trust", trust, "--json"]);
    expect(same.code).toBe(0);
    expect(JSON.parse(same.stdout)).toMatchObject({ same: true, context: { expected: { bin } }, report: { indication: "TOTAL_PASSED" } });
    const elsewhere = await again(["--trust", join(trust, "intermediates")]);
    expect(elsewhere).toMatchObject({ code: 2, stdout: expect.stringContaining("ANOTHER report") });
    const production = await again(["--trust", trust, "--production"]);
    expect(production).toMatchObject({ code: 2, stderr: expect.stringContaining("FOR TESTS") });
    writeFileSync(path("broken"), readFileSync(path("bundle")).subarray(10));
    expect(await runCommand(["eds", "revalidate", "--bundle", path("broken"), "--trust", trust])).toMatchObject({ code: 3, stdout: "" });
  });

  it("[CL3] prints every building block on demand", async () => {
    const text = await validate("document", ...crls, "--detailed", "--lang", "kk");
    expect(text.code).toBe(0);
    expect(text.stdout).toContain("eds.crypto.signature-wrong");
    expect(text.stdout).toContain("Қолтаңба жарамды");
    const json: unknown = JSON.parse((await validate("document", ...crls, "--detailed", "--json")).stdout);
    expect(json).toMatchObject({ format: "beket/eds-detailed-report/1" });
  });

  it("[CL3] is indeterminate without revocation lists", async () => {
    const done = await validate("document");
    expect(done).toMatchObject({ code: 2, stdout: expect.stringContaining("TRY_LATER") });
  });

  it("[CL3] says what is wrong with its use", async () => {
    const done = await runCommand(["eds", "validate", "--at", "noon", "--bin", "1"]);
    expect(done.code).toBe(3);
    for (const word of ["--cms", "--trust", "--at", "--bin"]) expect(done.stderr).toContain(word);
    expect(await validate("no-such-file")).toMatchObject({ code: 3, stderr: expect.stringContaining("there is no such file") });
    const nobody = await validate("document", "--profile", "permit");
    expect(nobody).toMatchObject({ code: 3, stderr: expect.stringContaining("needs --bin") });
    expect(await validate("document", "--profile", "exemption", "--iin", "871008401447")).toMatchObject({ code: 3 });
  });

  it("[CL3] refuses evidence that cannot be read instead of judging without it", async () => {
    for (const option of ["--crl", "--ocsp", "--intermediate"]) {
      const done = await validate("document", option, path("document"));
      expect(done, option).toMatchObject({ code: 3, stdout: "", stderr: expect.stringMatching(/document is not an? /) });
    }
    writeFileSync(path("answer"), ocspAnswer());
    expect((await validate("document", "--crl", path("list-0.crl"), "--ocsp", path("answer"))).code).toBe(0);
  });

  it("[CL3] names whose status is missing, and how to hand it in", async () => {
    const done = await validate("document");
    const missing = done.stdout.split("\n").filter((line) => line.startsWith("Missing: "));
    expect(missing[0]).toMatch(/the status of "Абаев Ерлан", .*--crl.*--ocsp/);
    expect(missing.join()).not.toContain("871008401447");
  });
});

describe("beket eds path", () => {
  it("[CL9] says of a certificate that it is valid, and not of a signature", async () => {
    writeFileSync(path("head.cer"), head.certificate);
    const done = await runCommand(["eds", "path", "--cert", path("head.cer"), "--trust", trust, ...crls]);
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining("The certificate is valid.") });
    expect(done.stdout).toContain("policies: none");
  });
});

describe("the trust folder", () => {
  it("[CL5] tells anchors from helpers by where they lie", () => {
    const read = readTrustFolder(trust);
    expect(read.ok && [read.value.anchors.length, read.value.intermediates.length, read.value.crls.length]).toEqual([1, 1, 0]);
  });

  it("[CL5] refuses a folder without an anchor and a file that is no certificate", () => {
    const empty = path("empty");
    mkdirSync(empty);
    expect(readTrustFolder(empty)).toMatchObject({ ok: false, error: { code: "no-anchor" } });
    expect(readTrustFolder(path("nowhere"))).toMatchObject({ ok: false, error: { code: "folder-unreadable" } });
    writeFileSync(join(empty, "root.cer"), "no certificate");
    expect(readTrustFolder(empty)).toMatchObject({ ok: false, error: { code: "file-unreadable" } });
  });
});
