import { configHelp, readConfig, runUntilSignal, type ConfigTable } from "@beket/node-kit";
import { startSimulator } from "./start.ts";

const table = {
  keysFolder: { env: "BEKET_NCALAYER_KEYS", flag: "keys", kind: "path", doc: "folder of demonstration keys (*.json)" },
  port: {
    env: "BEKET_NCALAYER_PORT",
    flag: "port",
    kind: "integer",
    min: 0,
    max: 65_535,
    default: 13_579,
    doc: "WebSocket port; 0 picks a free one",
  },
  pagePort: {
    env: "BEKET_NCALAYER_PAGE_PORT",
    flag: "page-port",
    kind: "integer",
    min: 0,
    max: 65_535,
    default: 13_580,
    doc: "port of the confirm page",
  },
  headless: {
    env: "BEKET_NCALAYER_HEADLESS",
    flag: "headless",
    kind: "flag",
    default: false,
    doc: "sign at once, without a confirm page",
  },
  keyName: { env: "BEKET_NCALAYER_KEY", flag: "key", kind: "text", default: null, doc: "headless: sign with this key only" },
  unfiltered: {
    env: "BEKET_NCALAYER_UNFILTERED",
    flag: "unfiltered",
    kind: "flag",
    default: false,
    doc: "offer keys that the page did not ask for, as some signers do",
  },
  old: { env: "BEKET_NCALAYER_OLD", flag: "old", kind: "flag", default: false, doc: "a version without the basics module" },
  delayMs: {
    env: "BEKET_NCALAYER_DELAY_MS",
    flag: "delay-ms",
    kind: "integer",
    min: 0,
    max: 600_000,
    default: 0,
    doc: "a slow program: so many milliseconds until a signature is answered",
  },
  closes: { env: "BEKET_NCALAYER_CLOSES", flag: "closes", kind: "flag", default: false, doc: "closes the connection instead of signing" },
  tlsCert: {
    env: "BEKET_NCALAYER_TLS_CERT",
    flag: "tls-cert",
    kind: "path",
    default: null,
    doc: "PEM certificate: serve wss instead of ws",
  },
  tlsKey: { env: "BEKET_NCALAYER_TLS_KEY", flag: "tls-key", kind: "path", default: null, doc: "PEM private key of that certificate" },
} as const satisfies ConfigTable;

const args = process.argv.slice(2);
if (args.includes("--help")) {
  process.stdout.write(
    `NCALayer simulator: signs with demonstration keys over the protocol of the national signer.\n\n${configHelp(table)}`,
  );
  process.exit(0);
}
const config = readConfig(table, process.env, args);
if (!config.ok) {
  for (const { line } of config.error) console.error(line);
  process.exit(2);
}
const { tlsCert, tlsKey, old, delayMs, closes, ...rest } = config.value;
if ((tlsCert === null) !== (tlsKey === null)) {
  console.error("--tls-cert and --tls-key go together");
  process.exit(2);
}
const started = startSimulator({
  ...rest,
  behaviour: { old, delayMs, closes },
  tls: tlsCert === null || tlsKey === null ? null : { certFile: tlsCert, keyFile: tlsKey },
});
if (!started.ok) {
  for (const line of started.lines) console.error(line);
  process.exit(1);
}
const { url, window, keyNames, stop } = started.value;
console.log(
  `NCALayer simulator at ${url}, ${keyNames.length} demonstration keys, ${window === null ? "signs without asking" : `confirm at ${window}`}`,
);
process.exitCode = await runUntilSignal(stop);
