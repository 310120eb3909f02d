// The services of the demo's certification authority over HTTP: certificate status, lists, time-stamps. Writes the file by which central asks it.
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { configHelp, readConfig, runUntilSignal, serve, systemRandom, type ConfigTable } from "@beket/node-kit";
import { layout } from "../layout.ts";
import { readSigner } from "../seed/plan-signatures.ts";
import { evidenceFileText } from "./evidence-file.ts";
import { parseRevoked } from "./revoked-file.ts";
import { createAuthorityServices } from "./services.ts";

const table = {
  folder: { kind: "path", env: "BEKET_DEMO_FOLDER", flag: "folder", doc: "the demo's data folder" },
  port: {
    kind: "integer",
    env: "BEKET_AUTHORITY_PORT",
    flag: "port",
    min: 0,
    max: 65_535,
    default: 8095,
    doc: "port of the services; 0 picks a free one",
  },
} as const satisfies ConfigTable;

if (process.argv.includes("--help")) {
  process.stdout.write(configHelp(table));
  process.exit(0);
}
const config = readConfig(table, process.env, process.argv.slice(2));
if (!config.ok) {
  for (const fault of config.error) process.stderr.write(`authority: ${fault.line}\n`);
  process.exit(2);
}
const at = layout(config.value.folder);
const issuing = readSigner(at.authority.issuing);
const services = createAuthorityServices({
  issuing,
  responder: readSigner(at.authority.responder),
  timestampAuthority: readSigner(at.authority.timestamps),
  // Read at every question: whoever revokes a key in the file sees it at once.
  revoked: () => parseRevoked(readFileSync(at.authority.revoked, "utf8")),
  now: Date.now,
  random: (length) => systemRandom(length),
});
const server = serve({ fetch: services, hostname: "127.0.0.1", port: config.value.port });
if (!server.ok) {
  process.stderr.write(`authority: ${server.error.line}\n`);
  process.exit(2);
}
const issuerSha256 = createHash("sha256").update(issuing.certificate).digest("hex");
writeFileSync(`${at.central.evidence}.new`, evidenceFileText(server.value.url, issuerSha256), { mode: 0o600 });
renameSync(`${at.central.evidence}.new`, at.central.evidence);
const ended = runUntilSignal(() => server.value.stop());
process.stdout.write(`listening ${server.value.url}\n`);
process.exitCode = await ended;
