import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const adapter = join(import.meta.dirname, "vitest-in-page.ts");
const root = join(import.meta.dirname, "../../..");

export type PageBundle = {
  /** Scripts by the name under which they are served: one for each test file, with all that it needs. */
  readonly scripts: ReadonlyMap<string, string>;
  readonly entries: readonly { readonly file: string; readonly script: string }[];
};

/** No file of ours may lean on a platform; what a bundler would put in place of a platform's module is not in a browser. */
const platformModules: Bun.BunPlugin = {
  name: "no platform modules",
  setup: (build) => {
    build.onResolve({ filter: /^(node:|bun:|bun$)/ }, ({ path, importer }) => {
      if (importer.includes("/node_modules/")) return undefined;
      throw new Error(`${importer} imports ${path}, which no browser has`);
    });
    build.onResolve({ filter: /^vitest$/ }, ({ importer }) => (importer === adapter ? undefined : { path: adapter }));
  },
};

/** Bundles test files for a browser, each behind an entry that runs its tests and reports to `/report/<file>`. */
export const buildPageTests = async (files: readonly string[]): Promise<PageBundle> => {
  // Inside the repository, so that packages are found from there.
  const artifacts = join(root, "test", ".artifacts");
  mkdirSync(artifacts, { recursive: true });
  const folder = mkdtempSync(join(artifacts, "page-tests-"));
  try {
    const entrypoints = files.map((file) => {
      const name = basename(file, ".test.ts");
      const path = join(folder, `${name}.ts`);
      const lines = [
        `import ${JSON.stringify(file)};`,
        `import { reportTests } from ${JSON.stringify(adapter)};`,
        `await reportTests("/report/${name}");`,
      ];
      writeFileSync(path, `${lines.join("\n")}\n`);
      return path;
    });
    const built = await Bun.build({
      entrypoints,
      target: "browser",
      format: "esm",

      plugins: [platformModules],
      throw: true,
    });
    const scripts = await Promise.all(built.outputs.map(async (output) => [basename(output.path), await output.text()] as const));
    return { scripts: new Map(scripts), entries: files.map((file) => ({ file, script: basename(file, ".test.ts") })) };
  } finally {
    rmSync(folder, { recursive: true });
  }
};
