import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const files = (folder: string, pattern: RegExp): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => pattern.test(file))
    .map((file) => join(root, folder, file));
const text = (file: string): string => readFileSync(file, "utf8");

const ruleLine = /^- \*\*([A-Z]{2}\d+)\*\* /gm;
const quoted = /\[([A-Z]{2}\d+(?:, [A-Z]{2}\d+)*)\] /g;
const rules = files("docs/spec", /\.md$/).flatMap((file) => [...text(file).matchAll(ruleLine)].map((match) => match[1] ?? ""));
const quotes = files("test", /\.test\.tsx?$/).flatMap((file) =>
  [...text(file).matchAll(quoted)].flatMap((match) => (match[1] ?? "").split(", ")),
);

describe("the specification and the tests name the same rules", () => {
  it("reads some of each", () => {
    expect(rules.length).toBeGreaterThan(50);
    expect(quotes.length).toBeGreaterThan(50);
  });

  it("numbers each rule once", () => {
    expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
  });

  it("quotes every rule in a test title", () => {
    expect(rules.filter((rule) => !quotes.includes(rule))).toEqual([]);
  });

  it("has a rule behind every quotation", () => {
    expect([...new Set(quotes)].filter((rule) => !rules.includes(rule))).toEqual([]);
  });
});

describe("decisions", () => {
  it("each have a line in docs/adr/README.md, and each line its file", () => {
    const line = /^\| \[(\d{4})\]\((\1-[a-z0-9-]+\.md)\)/gm;
    const listed = [...text(join(root, "docs/adr/README.md")).matchAll(line)].map((match) => match[2]);
    const present = readdirSync(join(root, "docs/adr")).filter((file) => /^\d{4}-/.test(file));
    expect(listed).toEqual(present.toSorted());
  });
});

describe("dependencies", () => {
  const Manifest = v.looseObject({
    dependencies: v.optional(v.record(v.string(), v.string())),
    devDependencies: v.optional(v.record(v.string(), v.string())),
  });
  const folders = readdirSync(join(root, "packages")).map((name) => join("packages", name));
  const manifests = [".", "edge", "central", "pwa", "firmware-bridge", "cli", "demo", "test"]
    .concat(folders)
    .filter((folder) => existsSync(join(root, folder, "package.json")))
    .map((folder) => v.parse(Manifest, JSON.parse(text(join(root, folder, "package.json")))));
  const all = manifests
    .flatMap((manifest) => Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
    .filter(([name]) => !name.startsWith("@beket/"));

  it("are pinned to one version", () => {
    expect(all.filter(([, version]) => !/^(npm:@?[a-z0-9/-]+@)?\d+\.\d+\.\d+(-[a-z0-9.]+)?$/.test(version))).toEqual([]);
  });

  it("each have a reason in docs/dependencies.md", () => {
    const reasons = text(join(root, "docs/dependencies.md"));
    expect([...new Set(all.map(([name]) => name))].filter((name) => !reasons.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("size", () => {
  const folders = ["packages", "edge", "central", "pwa", "firmware-bridge", "cli", "demo", "test"];
  const sources = folders.flatMap((folder) => files(folder, /^(?!.*(node_modules|dist|\.artifacts)\/).*\.(ts|tsx|mjs|css)$/));

  it("keeps every file within 600 lines and the median within 120", () => {
    const lengths = sources
      .map((file) => ({ file, lines: text(file).split("\n").length }))
      .toSorted((one, other) => one.lines - other.lines);
    expect(lengths.length).toBeGreaterThan(400);
    expect(lengths.filter(({ lines }) => lines > 601)).toEqual([]);
    expect(lengths[lengths.length >> 1]?.lines).toBeLessThanOrEqual(120);
  });
});
