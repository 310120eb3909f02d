import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

// `bun pwa/build.ts [officer] [portal]`: builds the named apps, or both, into pwa/dist/<app>.
const known = ["officer", "medic", "crew", "centre", "authority", "citizen", "portal"];
const asked = process.argv.slice(2);
const unknown = asked.find((app) => !known.includes(app));
if (unknown !== undefined) {
  console.error(`unknown app "${unknown}"; choose from: ${known.join(", ")}`);
  process.exit(2);
}
// A test runner hands down NODE_ENV=test, and an app built so would start without its service worker.
process.env["NODE_ENV"] = "production";
for (const mode of asked.length > 0 ? asked : known) {
  await build({ configFile: fileURLToPath(new URL("./vite.config.ts", import.meta.url)), mode, logLevel: "warn" });
  if (mode === "citizen") holdScript(mode);
  console.log(`built pwa/dist/${mode}`);
}

/** The citizens' page must load on an old phone with a poor link: so many bytes of compressed script, or no build. */
function holdScript(app: string): void {
  const scriptBytesMax = 60_000;
  const folder = fileURLToPath(new URL(`./dist/${app}/assets/`, import.meta.url));
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(folder + name)).length, 0);
  if (bytes <= scriptBytesMax) return;
  console.error(`${app}: ${bytes} bytes of compressed script, more than ${scriptBytesMax}`);
  process.exit(1);
}
