// Checks the layering rules of .dependency-cruiser.json. A cruise that silently sees nothing passes every rule, so the
// number of modules it read is compared with the number of source files that git knows.
import { spawnSync } from "node:child_process";

const roots = ["packages", "edge", "central", "pwa", "firmware-bridge", "cli", "demo"];
const run = (command: string, args: readonly string[]) => {
  const done = spawnSync(command, args, { encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });
  if (done.error !== undefined) throw done.error;
  return done;
};

const listed = run("git", ["ls-files", "--cached", "--others", "--exclude-standard", ...roots])
  .stdout.split("\n")
  .filter((file) => /\/src\/.*\.(ts|tsx)$/.test(file) && !file.endsWith(".d.ts"));
const cruise = run(process.execPath, [
  "--bun",
  "node_modules/.bin/depcruise",
  "--config",
  ".dependency-cruiser.json",
  "--output-type",
  "json",
  ...roots,
]);
const report: {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { readonly name: string } }[];
  };
} = JSON.parse(cruise.stdout);

const seen = new Set(report.modules.map((module) => module.source));
const unseen = listed.filter((file) => !seen.has(file));
for (const violation of report.summary.violations) console.error(`${violation.rule.name}: ${violation.from} -> ${violation.to}`);
for (const file of unseen) console.error(`not cruised: ${file}`);
console.log(
  `layers: ${listed.length} source files, ${listed.length - unseen.length} cruised, ${report.summary.violations.length} violations`,
);
process.exit(report.summary.violations.length > 0 || unseen.length > 0 || listed.length === 0 ? 1 : 0);
