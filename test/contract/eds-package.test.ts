import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { library } from "../../packages/eds/src/version.ts";
import { buildPackage } from "../../packages/eds/build.ts";
import { makeApi } from "../golden/make-eds-api.ts";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const packageFolder = join(repository, "packages", "eds");
let consumer: string;
let built: string;

beforeAll(() => {
  consumer = mkdtempSync(join(tmpdir(), "eds-consumer-"));
  mkdirSync(join(consumer, "node_modules", "@beket"), { recursive: true });
  symlinkSync(join(repository, "node_modules", "@noble"), join(consumer, "node_modules", "@noble"));
  built = join(consumer, "node_modules", "@beket", "eds");
  buildPackage(built);
});
afterAll(() => rmSync(consumer, { recursive: true, force: true }));

const filesBelow = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(ending));

describe("the package", () => {
  it("[ED154] documents every export, and its API page is that of the sources", () => {
    const { undocumented, page } = makeApi();
    expect(undocumented).toEqual([]);
    // Written by: bun test/golden/make-eds-api.ts > packages/eds/docs/api.md
    expect(readFileSync(join(packageFolder, "docs", "api.md"), "utf8")).toBe(page);
  });

  it("[ED154] has one version, in package.json and in the bundles it writes", () => {
    const manifest: unknown = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
    expect(manifest).toMatchObject({ name: library.split(" ")[0], version: library.split(" ")[1] });
  });

  it("[ED154] imports @noble and itself alone, and asks no host for time, randomness or the network", () => {
    const scripts = filesBelow(built, ".js");
    expect(scripts.length).toBeGreaterThan(80);
    const imported = scripts.flatMap((file) => {
      const text = readFileSync(join(built, file), "utf8");
      expect(text, file).not.toMatch(
        /(?<![\w."'-])(?:Date\.now\(|new Date\(\)|Math\.random\(|performance\.|fetch\(|Buffer\.|process\.|globalThis\.|window\.|crypto\.)/,
      );
      return [...text.matchAll(/(?:^import|\bfrom|\bimport\()\s*"([^"\s]+)"/gm)].map((match) => match[1] ?? "");
    });
    const foreign = new Set(imported.filter((name) => !name.startsWith("./") && !name.startsWith("../")));
    expect([...foreign].every((name) => name.startsWith("@noble/curves/") || name.startsWith("@noble/hashes/"))).toBe(true);
    expect(foreign.size).toBeGreaterThan(0);
  });

  it("[ED154] packs as plain JavaScript with types, without its sources", () => {
    const packed = spawnSync("npm", ["pack", "--dry-run", "--json"], { cwd: built, encoding: "utf8" });
    expect(packed.status, packed.stderr).toBe(0);
    const [listing]: readonly { readonly files: readonly { readonly path: string }[]; readonly unpackedSize: number }[] = JSON.parse(
      packed.stdout,
    );
    const paths = listing?.files.map(({ path }) => path) ?? [];
    for (const path of [
      "package.json",
      "README.md",
      "LICENSE",
      "docs/api.md",
      "index.js",
      "index.d.ts",
      "issue/index.js",
      "pkcs12/index.d.ts",
    ])
      expect(paths).toContain(path);
    const sources = paths.filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"));
    expect(sources.filter((path) => !path.startsWith("examples/"))).toEqual([]);
    const readme = readFileSync(join(built, "README.md"), "utf8");
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] ?? "");
    expect(links.length).toBeGreaterThan(2);
    expect(links.filter((link) => !existsSync(join(built, link)))).toEqual([]);
  });

  it("[ED154] serves a project that runs on Node alone", () => {
    const program = `
      import { permitPolicy, validateSignature, withTestAnchors, simpleReport } from "@beket/eds";
      import { createRoot, generateGost512Key, issueCrl, issueLeaf, signCms } from "@beket/eds/issue";
      import { readPkcs12 } from "@beket/eds/pkcs12";
      import { randomFillSync } from "node:crypto";
      const random = (length) => randomFillSync(new Uint8Array(length));
      const now = Date.now(), day = 86400000;
      const validity = { notBeforeMs: now - day, notAfterMs: now + day };
      const root = createRoot({ commonName: "СЫНАҚ", key: generateGost512Key(random), validity, random });
      const key = generateGost512Key(random);
      const organisation = { name: "ТОО", bin: "120540001238" };
      const person = { surname: "ОМАРОВ", givenName: "АСАН", iin: "850714301234" };
      const certificate = issueLeaf(root, { role: "first-head", usage: "signing", person, organisation, key, validity, random });
      const document = new TextEncoder().encode("text");
      const cms = signCms({ content: document, detached: true, signers: [{ certificate, key, signingTimeMs: now }], random });
      const report = validateSignature({
        cms, document, trustAnchors: [{ certificate: root.certificate, purpose: "test" }], intermediates: [],
        crls: [issueCrl(root, { thisUpdateMs: now - 1000, nextUpdateMs: now + day, number: 1, revoked: [], random })],
        validationTimeMs: now, policy: withTestAnchors(permitPolicy), expected: { bin: organisation.bin },
      });
      console.log(report.indication, simpleReport(report, "ru").words, typeof readPkcs12);
    `;
    writeFileSync(join(consumer, "program.mjs"), program);
    const ran = spawnSync("node", ["program.mjs"], { cwd: consumer, encoding: "utf8" });
    expect(ran.stderr).toBe("");
    expect(ran.stdout).toBe("TOTAL_PASSED Подпись действительна. function\n");
  });
});
