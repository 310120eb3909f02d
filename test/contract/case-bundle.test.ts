import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { caseRoutes, readTar, type CaseRequest } from "@beket/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasGostEngine } from "../support/eds/gost-engine.ts";
import { apply, person, signInStaff } from "../unit/central/support.ts";
import { ask, iin, openOversight, type Oversight } from "../unit/oversight/world.ts";

// What the readme of a sealed case tells a stranger to type, typed: sha256sum, jq, zstd and openssl, and nothing of Beket.

const hasTools = hasGostEngine && ["jq", "zstd", "sha256sum"].every((tool) => spawnSync(tool, ["--version"]).status === 0);
if (!hasTools) console.warn("SKIPPED: a sealed case without Beket (install jq, zstd and libengine-gost-openssl)");

it("[AB19] the tools are at hand in CI", () => {
  expect(!hasTools && process.env["CI"] !== undefined).toBe(false);
});

describe.runIf(hasTools)("a sealed case in an empty folder", () => {
  let one: Oversight;
  let tars: Readonly<Record<"submission" | "lookup", Uint8Array>>;
  const parent = mkdtempSync(join(tmpdir(), "beket-case-"));
  let folders = 0;
  beforeAll(async () => {
    one = await openOversight();
    const auditor = await signInStaff(one, "auditor");
    const view = await apply(one, { persons: [person(1), person(2)] });
    await one.post.check(iin(1), { confirmed: true });
    await one.post.check(iin(1), { confirmed: true });
    await one.followed();
    const event = one.stores.projection.lookupsAfter(0, 10).at(-1)?.event ?? "";
    const tarOf = async (about: CaseRequest["about"]): Promise<Uint8Array> =>
      new Uint8Array(await (await ask(one, auditor, caseRoutes.bundle, { about, reason: "сот сұрауы" })).arrayBuffer());
    tars = { submission: await tarOf({ kind: "submission", id: view.id }), lookup: await tarOf({ kind: "lookup", event }) };
  });
  afterAll(async () => {
    await one.close();
    rmSync(parent, { recursive: true });
  });

  /** By the tar of the system, into `case` in a folder of its own. */
  const unpack = (tar: Uint8Array): string => {
    folders += 1;
    const folder = join(parent, String(folders), "case");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(parent, String(folders), "case.tar"), tar);
    execFileSync("tar", ["-xf", "../case.tar"], { cwd: folder });
    return folder;
  };
  /** The lines of the readme that begin with four blanks, and not more, as one script. */
  const commandsOf = (folder: string): string => {
    const readme = execFileSync("cat", ["readme.txt"], { cwd: folder, encoding: "utf8" });
    return readme
      .split("\n")
      .filter((line) => /^ {4}\S/.test(line))
      .join("\n");
  };
  const typed = (folder: string, commands = commandsOf(folder)) =>
    spawnSync("sh", ["-eu", "-c", commands], { cwd: folder, encoding: "utf8" });

  it.each(["submission", "lookup"] as const)("[AB19, AB21] the case of a %s verifies by the commands of its readme", (kind) => {
    const folder = unpack(tars[kind]);
    const commands = commandsOf(folder);
    expect(commands.split("\n").length).toBeGreaterThan(10);
    const run = typed(folder, commands);
    expect([run.status, run.stderr]).toEqual([0, expect.not.stringContaining("rror")]);
    expect(run.stdout).toContain("Signature Verified Successfully");
    if (kind === "submission") expect(run.stdout.match(/Verified OK/g)?.length).toBeGreaterThan(2);
  });

  it("[AB19] a changed document, another message, a file more and another key are told by the same commands", () => {
    const forge = (path: string, change: (bytes: Uint8Array) => Uint8Array): string => {
      const folder = unpack(tars.submission);
      const commands = commandsOf(folder);
      const read = readTar(tars.submission, { filesMax: 1_000, sizeBytesMax: 64_000_000 });
      const found = read.ok ? read.value.find((file) => file.path === path) : undefined;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), change(found?.bytes ?? new Uint8Array()));
      const run = typed(folder, commands);
      expect([path, run.status === 0]).toEqual([path, false]);
      return folder;
    };
    const bend = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => (at === bytes.length - 2 ? byte ^ 1 : byte));
    for (const path of ["inputs/document.json", "inputs/signature.cms", "verdict.json", "manifest.json", "manifest.sig"]) forge(path, bend);
    for (const path of ["keys/central.pem", "keys/keyset.signed", "evidence/plain/1-signature.message"]) forge(path, bend);
    forge("extra.txt", () => new Uint8Array(1));
  });

  it("[AB19] a manifest that somebody signed anew over changed files does not lead to the root", () => {
    const folder = unpack(tars.submission);
    const commands = commandsOf(folder);
    const openssl = (...args: readonly string[]): void => {
      execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
    };
    openssl("genpkey", "-algorithm", "ed25519", "-out", "../own.key");
    openssl("pkey", "-in", "../own.key", "-pubout", "-out", "keys/central.pem");
    const sha256 = execFileSync("sha256sum", ["keys/central.pem"], { cwd: folder, encoding: "utf8" }).slice(0, 64);
    const filter = `(.files[] | select(.path == "keys/central.pem")).sha256 = "${sha256}"`;
    writeFileSync(join(folder, "manifest.json"), execFileSync("jq", ["-cj", filter, "manifest.json"], { cwd: folder }));
    openssl("pkeyutl", "-sign", "-inkey", "../own.key", "-rawin", "-in", "manifest.json", "-out", "manifest.sig");
    const run = typed(folder, commands);
    expect(run.stdout).toContain("Signature Verified Successfully");
    expect(run.status).not.toBe(0);
  });
});
