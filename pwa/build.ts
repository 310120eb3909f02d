import { fileURLToPath } from "node:url";
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
  console.log(`built pwa/dist/${mode}`);
}
