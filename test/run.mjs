// `npm test`: static checks, the built web apps, then every test, with real peers. Runs under plain Node because it is the
// first thing a fresh machine executes. Peers that are missing are installed where that is possible, otherwise named aloud.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..");
const strict = process.env.CI !== undefined && process.env.CI !== "";
const only = process.argv.slice(2);

const run = (command, args, options = {}) => {
  const started = Date.now();
  const done = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (done.error) throw done.error;
  console.log(`[test] ${[command, ...args].join(" ").slice(0, 100)}: exit ${done.status}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return done.status ?? 1;
};
const has = (program) => spawnSync("sh", ["-c", `command -v ${program} || test -x /usr/sbin/${program}`], { stdio: "ignore" }).status === 0;

// Debian keeps the server of each version in a folder of its own.
function newestPostgres() {
  const folder = "/usr/lib/postgresql";
  const versions = existsSync(folder) ? readdirSync(folder) : [];
  return join(folder, versions[0] ?? "none", "bin", "postgres");
}

// Debian's name of each peer and what is skipped without it.
const peers = [
  { program: "chromium", package: "chromium", serves: "the browser tests" },
  { program: "mosquitto", package: "mosquitto", serves: "the link contract on Mosquitto" },
  { file: newestPostgres, package: "postgresql", serves: "the stores on PostgreSQL" },
  { program: "socat", package: "socat", serves: "the serial lines of scanners" },
  { program: "jq", package: "jq", serves: "a sealed case verified by common tools" },
  { program: "zstd", package: "zstd", serves: "a sealed case verified by common tools" },
  { program: "openssl", package: "openssl", serves: "the independent signature oracle" },
  { file: "/usr/lib/x86_64-linux-gnu/engines-3/gost.so", package: "libengine-gost-openssl", serves: "the independent signature oracle" },
];
const isHere = ({ file, program }) => (file === undefined ? has(program) : existsSync(typeof file === "function" ? file() : file));
const missing = peers.filter((peer) => !isHere(peer));
if (missing.length > 0 && process.getuid?.() === 0 && has("apt-get")) {
  console.log(`[test] installing ${missing.map((peer) => peer.package).join(", ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  run("apt-get", ["update", "-qq"], { env });
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...new Set(missing.map((peer) => peer.package))], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
}
const absent = peers.filter((peer) => !isHere(peer));
for (const peer of absent) console.log(`[test] SKIPPED: ${peer.serves} (${peer.package} is not installed and could not be)`);
for (const name of ["BEKET_EDS_DATA", "BEKET_DEVICE_DATA"]) {
  if (process.env[name] === undefined) console.log(`[test] SKIPPED: the tests over third-party data in ${name} (variable not set)`);
}
if (strict && absent.length > 0) process.exit(1);

const faults = [];
const step = (name, status) => {
  if (status !== 0) faults.push(name);
  return status === 0;
};
if (only.length === 0) {
  for (const check of ["typecheck", "lint", "format:check", "unused", "layers"]) step(check, run("npm", ["run", "-s", check]));
}
step("build", run("npm", ["run", "-s", "build"]));

const artifacts = join(root, "test", ".artifacts");
mkdirSync(artifacts, { recursive: true });
const results = join(artifacts, "vitest.json");
rmSync(results, { force: true });
const bun = join(root, "node_modules", "bun", "bin", "bun.exe");
step(
  "vitest",
  run(bun, ["--bun", "node_modules/.bin/vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${results}`, ...only]),
);

const report = existsSync(results)
  ? JSON.parse(readFileSync(results, "utf8"))
  : { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0 };
const skipped = report.numPendingTests + report.numTodoTests;
if (strict && skipped > 0) faults.push(`${skipped} tests skipped`);
if (faults.length > 0) console.log(`[test] failed: ${faults.join(", ")}`);
const failed = Math.max(report.numFailedTests, faults.length > 0 ? 1 : 0);
console.log(`${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
process.exit(faults.length > 0 ? 1 : 0);
