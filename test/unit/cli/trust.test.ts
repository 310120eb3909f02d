import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { derToPem } from "@beket/eds";
import { generateGost512Key } from "@beket/eds/issue";
import { addAnchor, createLog, listAnchors, readTrustFolder, removeAnchor, sha256Hex } from "@beket/node-kit";
import { afterAll, describe, expect, it } from "vitest";
import { openTrustSource } from "../../../central/src/adapters/trust-source.ts";
import { booleanTrue, sequence } from "../../../packages/eds/src/der/writer.ts";
import { encodeName, newSerialNumber, signCertificate } from "../../../packages/eds/src/issue/authority.ts";
import { publicKeyInfoOf } from "../../../packages/eds/src/issue/keys.ts";
import { createDemoAuthority } from "../../../demo/src/keys/demo-authority.ts";
import { runCommand } from "../../support/run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "beket-trust-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (...names: readonly string[]): string => join(folder, ...names);
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const authority = createDemoAuthority(Date.now(), random);
const { root, issuing } = authority;

/** A CA that bears no mark of a test authority, as the national ones do not. */
const plainKey = generateGost512Key(random);
const plainName = encodeName([{ oid: "2.5.4.3", value: "ҰЛТТЫҚ ОРТАЛЫҚ" }]);
const plain = {
  certificate: signCertificate({
    serialNumber: newSerialNumber(random),
    issuer: plainName,
    issuerKey: plainKey,
    subject: plainName,
    subjectPublicKeyInfo: publicKeyInfoOf(plainKey),
    validity: { notBeforeMs: Date.now() - 86_400_000, notAfterMs: Date.now() + 86_400_000_000 },
    extensions: [{ oid: "2.5.29.19", critical: true, value: sequence(booleanTrue) }],
    random,
  }),
};
writeFileSync(path("plain.cer"), plain.certificate);
writeFileSync(path("plain.pem"), derToPem("CERTIFICATE", plain.certificate));
writeFileSync(path("demo.cer"), root.certificate);
writeFileSync(path("both.pem"), derToPem("CERTIFICATE", plain.certificate) + derToPem("CERTIFICATE", issuing.certificate));
writeFileSync(
  path("leaf.cer"),
  authority.issue({ role: "individual", usage: "signing", person: { surname: "Абаев", givenName: "Ерлан", iin: "871008401447" } })
    .certificate,
);
const fingerprint = sha256Hex(plain.certificate);
const pin = { purpose: "production", subject: "CN", addedAt: 1_700_000_000_000 } as const;

describe("beket trust add", () => {
  const add = (file: string, dir: string, more: readonly string[] = [], stdin = "") =>
    runCommand(["trust", "add", path(file), "--dir", path(dir), ...more], stdin);

  it("[CL10] shows the fingerprint, asks, and pins after a yes", async () => {
    const done = await add("plain.pem", "asked", [], "yes\n");
    expect(done.code).toBe(0);
    expect(done.stdout).toBe(`${fingerprint}\n`);
    expect(done.stderr.replaceAll(":", "").toLowerCase()).toContain(fingerprint);
    expect(done.stderr).toContain("CN=ҰЛТТЫҚ ОРТАЛЫҚ");
    expect(readTrustFolder(path("asked"), { pinned: true })).toMatchObject({ ok: true, value: { anchors: [{ purpose: "production" }] } });
  });

  it("[CL10] adds nothing after a no, at the end of the input, or for another fingerprint", async () => {
    for (const stdin of ["no\n", "", "yesterday\n"]) expect((await add("plain.cer", "refused", [], stdin)).code).toBe(1);
    const wrong = await add("plain.cer", "refused", ["--sha256", "0".repeat(64)], "yes\n");
    expect(wrong).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("nothing was added") });
    expect(readTrustFolder(path("refused")).ok).toBe(false);
  });

  it("[CL10] takes the fingerprint as published, with colons and capitals, without a question", async () => {
    const published = fingerprint.toUpperCase().match(/../g)?.join(":") ?? "";
    expect((await add("plain.cer", "given", ["--sha256", published])).code).toBe(0);
    const again = await add("plain.cer", "given", ["--sha256", published]);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("pinned already") });
  });

  it("[CL11] never takes a test authority for production, whatever is said", async () => {
    const refused = await add("demo.cer", "tests", ["--sha256", sha256Hex(root.certificate)]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("test authority") });
    const asTest = await add("demo.cer", "tests", ["--sha256", sha256Hex(root.certificate), "--purpose", "test"]);
    expect(asTest.code).toBe(0);
    expect(readTrustFolder(path("tests"), { pinned: true })).toMatchObject({ ok: true, value: { anchors: [{ purpose: "test" }] } });
  });

  it("[CL10] refuses what is no single certificate of an authority", async () => {
    expect(await add("both.pem", "odd", [], "yes\n")).toMatchObject({ code: 3, stderr: expect.stringContaining("exactly one") });
    expect(await add("absent.cer", "odd", [], "yes\n")).toMatchObject({ code: 3 });
    expect(await add("leaf.cer", "odd", [], "yes\n")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("not the certificate of an authority"),
    });
    expect(await add("plain.cer", "odd", ["--purpose", "any"], "yes\n")).toMatchObject({ code: 3 });
  });
});

describe("beket trust list and remove", () => {
  it("[CL10, CL12] a folder that cannot be used is one line and exit code 1", async () => {
    mkdirSync(path("unusable", "folder.cer"), { recursive: true });
    writeFileSync(path("a-file"), "");
    for (const dir of [path("unusable"), path("a-file")])
      for (const args of [["add", path("plain.cer"), "--sha256", fingerprint], ["list"], ["remove", fingerprint]]) {
        const done = await runCommand(["trust", ...args, "--dir", dir]);
        expect([done.code, done.stdout, done.stderr.match(/^beket trust .+$/gm)?.length]).toEqual([1, "", 1]);
        expect(done.stderr).not.toContain(" at ");
      }
  });

  it("[CL10] no more are pinned than can be read again", () => {
    const many = Array.from({ length: 64 }, (_, at) => ({ ...pin, sha256: sha256Hex(Uint8Array.of(at)) }));
    mkdirSync(path("many"));
    writeFileSync(path("many", "anchors.json"), JSON.stringify({ format: "beket/anchors/1", anchors: many }));
    expect(addAnchor(path("many"), plain.certificate, pin)).toMatchObject({ ok: false, error: { code: "too-many" } });
    expect(listAnchors(path("many"))).toMatchObject({ ok: true });
  });

  it("[CL12] name what is not pinned and what is missing, and take out file and pin together", async () => {
    const dir = path("listed");
    const none = await runCommand(["trust", "list", "--dir", dir]);
    expect(none).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining(`there is no anchor in ${dir}`) });
    expect(addAnchor(dir, plain.certificate, pin).ok).toBe(true);
    expect((await runCommand(["trust", "list", "--dir", dir])).code).toBe(0);
    writeFileSync(join(dir, "smuggled.cer"), root.certificate);
    const listed = await runCommand(["trust", "list", "--dir", dir]);
    expect(listed).toMatchObject({ code: 1, stdout: expect.stringContaining("NOT PINNED  smuggled.cer") });
    const removed = await runCommand(["trust", "remove", fingerprint, "--dir", dir]);
    expect(removed.code).toBe(0);
    expect(listAnchors(dir)).toMatchObject({ ok: true, value: [{ file: "smuggled.cer", purpose: null }] });
    expect((await runCommand(["trust", "remove", fingerprint, "--dir", dir])).code).toBe(1);
    expect((await runCommand(["trust", "remove", "abc", "--dir", dir])).code).toBe(3);
  });
});

describe("a trust folder with pins", () => {
  it("[CL12] holds no anchor that nobody pinned, and misses none that was", () => {
    const dir = path("pins");
    expect(addAnchor(dir, plain.certificate, pin).ok).toBe(true);
    writeFileSync(join(dir, "smuggled.cer"), issuing.certificate);
    expect(readTrustFolder(dir)).toMatchObject({
      ok: false,
      error: { code: "anchor-not-pinned", line: expect.stringContaining(`"beket trust add ${join(dir, "smuggled.cer")} --dir ${dir}"`) },
    });
    rmSync(join(dir, "smuggled.cer"));
    expect(readTrustFolder(dir).ok).toBe(true);
    const file = readdirSync(dir).find((name) => name.endsWith(".cer"));
    rmSync(join(dir, file ?? ""));
    writeFileSync(join(dir, "other.cer"), issuing.certificate);
    expect(readTrustFolder(dir)).toMatchObject({ ok: false, error: { code: "anchor-not-pinned" } });
    expect(addAnchor(dir, issuing.certificate, pin).ok).toBe(true);
    expect(readTrustFolder(dir)).toMatchObject({
      ok: false,
      error: { code: "anchor-missing", line: expect.stringContaining(fingerprint) },
    });
    expect(removeAnchor(dir, fingerprint).ok).toBe(true);
    expect(readTrustFolder(dir)).toMatchObject({ ok: true, value: { anchors: [{ purpose: "production" }] } });
  });

  it("[CL12] is what production asks for, and unreadable pins trust nothing", () => {
    const dir = path("bare");
    mkdirSync(dir);
    writeFileSync(join(dir, "plain.cer"), plain.certificate);
    expect(readTrustFolder(dir)).toMatchObject({ ok: true, value: { anchors: [{ purpose: null }] } });
    expect(readTrustFolder(dir, { pinned: true })).toMatchObject({ ok: false, error: { code: "pins-missing" } });
    for (const text of ["", "{}", '{"format":"beket/anchors/1","anchors":[{"sha256":"00"}]}']) {
      writeFileSync(join(dir, "anchors.json"), text);
      expect(readTrustFolder(dir)).toMatchObject({ ok: false, error: { code: "pins-unreadable" } });
    }
    expect(readFileSync(join(dir, "plain.cer")).length).toBeGreaterThan(0);
  });
});

describe("central's trust", () => {
  const log = createLog(() => undefined, { now: () => 0 });

  it("[CL11, CL12] starts in production with pinned anchors alone, and with no test anchor among them", () => {
    const dir = path("central");
    mkdirSync(dir);
    writeFileSync(join(dir, "plain.cer"), plain.certificate);
    expect(openTrustSource(dir, "production", log)).toMatchObject({ ok: false, error: expect.stringContaining("not pinned") });
    expect(openTrustSource(dir, "test", log)).toMatchObject({ ok: true });
    expect(addAnchor(dir, plain.certificate, pin).ok).toBe(true);
    const source = openTrustSource(dir, "production", log);
    expect(source.ok && source.value.current().anchors).toMatchObject([{ purpose: "production" }]);
    expect(addAnchor(dir, root.certificate, { ...pin, purpose: "test" }).ok).toBe(true);
    expect(openTrustSource(dir, "production", log)).toMatchObject({ ok: false, error: expect.stringContaining("test anchor") });
    // What was read at the start stays in force while the folder is out of order.
    expect(source.ok && source.value.reload()).toBe(false);
    expect(source.ok && source.value.current().anchors).toHaveLength(1);
  });

  it("[CL12] believes no anchor any more that was taken out, in whatever order the folder is", () => {
    const dir = path("taken-out");
    const opened = () => {
      rmSync(dir, { recursive: true, force: true });
      expect(addAnchor(dir, plain.certificate, pin).ok).toBe(true);
      const source = openTrustSource(dir, "production", log);
      if (!source.ok) throw new Error(source.error);
      return () => (source.value.reload(), source.value.current().anchors.length);
    };
    const ways: readonly (readonly [string, number, () => void])[] = [
      ["the only one", 0, () => removeAnchor(dir, fingerprint)],
      ["its pin alone", 0, () => writeFileSync(join(dir, "anchors.json"), '{"format":"beket/anchors/1","anchors":[]}')],
      ["its file alone", 0, () => rmSync(join(dir, readdirSync(dir).find((name) => name.endsWith(".cer")) ?? ""))],
      [
        "pinned for tests now",
        0,
        () => {
          writeFileSync(join(dir, "anchors.json"), readFileSync(join(dir, "anchors.json"), "utf8").replace('"production"', '"test"'));
        },
      ],
      [
        "beside another fault",
        0,
        () => {
          writeFileSync(join(dir, "broken.crl"), "no list");
          removeAnchor(dir, fingerprint);
        },
      ],
      ["nothing, beside a fault", 1, () => writeFileSync(join(dir, "broken.crl"), "no list")],
      ["nothing, while the pins are being written by hand", 1, () => writeFileSync(join(dir, "anchors.json"), "{")],
      ["nothing: the disk is gone", 1, () => rmSync(dir, { recursive: true })],
    ];
    for (const [what, left, change] of ways) {
      const anchorsNow = opened();
      change();
      expect([what, anchorsNow()]).toEqual([what, left]);
    }
  });
});
