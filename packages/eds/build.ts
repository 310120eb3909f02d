// Makes the package that other projects install: plain JavaScript with types. bun packages/eds/build.ts [FOLDER]
// Inside this repository the sources themselves are imported.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const repository = join(here, "..", "..");

type Manifest = { readonly exports: Readonly<Record<string, string>>; readonly [field: string]: unknown };

const isManifest = (value: unknown): value is Manifest => typeof value === "object" && value !== null && "exports" in value;

/** Writes the package into `folder`, which may exist; throws what the compiler said when it refuses. */
export const buildPackage = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  const tsc = join(repository, "node_modules", ".bin", "tsc");
  const compiled = spawnSync(tsc, ["-p", join(here, "tsconfig.build.json"), "--outDir", folder], { encoding: "utf8" });
  if (compiled.status !== 0) throw new Error(compiled.stdout || compiled.stderr);
  const manifest: unknown = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  if (!isManifest(manifest)) throw new Error("package.json has no exports");
  const { exports, scripts: _scripts, private: _private, files: _files, ...rest } = manifest;
  const built = Object.entries(exports).map(([name, file]) => {
    const base = file.replace(/^\.\/src\//, "./").replace(/\.ts$/, "");
    return [name, { types: `${base}.d.ts`, default: `${base}.js` }] as const;
  });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ ...rest, exports: Object.fromEntries(built) }, null, 2)}\n`);
  // What the README refers to goes along.
  const readme = readFileSync(join(here, "README.md"), "utf8").replaceAll("../../docs/spec/eds.md", "docs/rules.md");
  writeFileSync(join(folder, "README.md"), readme);
  cpSync(join(here, "docs", "api.md"), join(folder, "docs", "api.md"));
  cpSync(join(repository, "docs", "spec", "eds.md"), join(folder, "docs", "rules.md"));
  cpSync(join(here, "examples"), join(folder, "examples"), { recursive: true });
  cpSync(join(repository, "LICENSE"), join(folder, "LICENSE"));
};

if (import.meta.main) buildPackage(process.argv[2] ?? join(here, "dist"));
