import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "@beket/domain";
import {
  createMqttLink,
  createNodeCodec,
  createNodeCrypto,
  deferTick,
  lockFile,
  logId,
  systemRandom,
  systemSchedule,
  type Log,
} from "@beket/node-kit";
import type { ClockPort } from "@beket/replication";
import { startBroker, type Broker } from "./adapters/broker.ts";
import { importOrganisations } from "./adapters/organisation-base.ts";
import { readAuthorities, readCentralKeys, readOfficers, readText } from "./adapters/read-files.ts";
import { openStores } from "./adapters/stores.ts";
import { openTrustSource } from "./adapters/trust-source.ts";
import { createCentral, type Central } from "./central.ts";
import type { Config } from "./config.ts";
import type { CentralLink } from "./features/link.ts";

export type Host = { readonly clock: ClockPort; readonly log: Log; readonly version: string };
export type OpenCentral = {
  readonly central: Central;
  readonly brokerUrl: string | null;
  /** Tells the address that documents name when the configuration has none. */
  readonly listening: (url: string) => void;
  readonly close: () => Promise<void>;
};

/** Opens files and the broker and wires central to them; every fault of the operator's is a line, all at once where they do not depend on each other. */
export async function openCentral(config: Config, host: Host): Promise<Result<OpenCentral, readonly string[]>> {
  const { clock, log } = host;
  const crypto = createNodeCrypto();
  const codec = createNodeCodec();
  const mode = config.mode === "demo" ? "demo" : "production";
  const purpose = config.trustPurpose === "test" ? "test" : "production";
  const keys = readCentralKeys(config.keys, mode, { crypto, codec, now: clock.now() });
  const trust = openTrustSource(config.trust, purpose, log);
  const authorities = config.authorities === null ? ok([]) : readAuthorities(config.authorities);
  const officers = config.officers === null ? ok([]) : readOfficers(config.officers);
  const regimes = config.regimes === null ? ok(null) : readRegimes(config.regimes);
  const token = config.operatorToken === null ? ok(null) : readToken(config.operatorToken);
  const faults = [keys, trust, authorities, officers, regimes, token].flatMap((part) => (part.ok ? [] : [part.error]));
  if (mode === "production" && purpose === "test") faults.push("test trust anchors are refused in production mode");
  if (config.organisations !== null && !existsSync(config.organisations)) faults.push(`${config.organisations} cannot be read`);
  if (!keys.ok || !trust.ok || !authorities.ok || !officers.ok || !regimes.ok || !token.ok || faults.length > 0) return err(faults);

  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const lock = lockFile(join(config.data, "central.lock"));
  if (!lock.ok) return err([lock.error.line]);
  const link = await openLink(config, host, keys.value.file.sources);
  if (!link.ok) {
    lock.value.release();
    return err([link.error]);
  }
  const stores = openStores(config.data, keys.value.file.scopes);
  let address = "http://127.0.0.1";
  const portal = existsSync(join(config.portal, "index.html")) ? config.portal : null;
  if (portal === null) log.warn("portal-not-built");
  const central = createCentral({
    ...{ version: host.version, keys: keys.value.file, keyRing: keys.value.keyRing, stores, link: link.value.link, trust: trust.value },
    ...{ trustPurpose: purpose, authorities: authorities.value, operatorToken: token.value, portalFolder: portal },
    origin: () => (config.origin === null ? address : new URL(config.origin).origin),
    ...{ clock, crypto, codec, log, random: systemRandom, schedule: systemSchedule, defer: deferTick },
  });
  const close = async (): Promise<void> => {
    await central.stop();
    await link.value.close();
    stores.close();
    lock.value.release();
  };
  const imported = await importAll(config, host, stores, central, regimes.value, officers.value);
  if (imported.length > 0) {
    await close();
    return err(imported);
  }
  const listening = (url: string): void => {
    address = url;
  };
  return ok({ central, brokerUrl: link.value.url, listening, close });
}

async function importAll(
  config: Config,
  { clock, log }: Host,
  stores: ReturnType<typeof openStores>,
  central: Central,
  regimes: unknown,
  officers: Parameters<Central["importOfficers"]>[0],
): Promise<readonly string[]> {
  if (regimes !== null) {
    const done = central.importRegimes(regimes);
    const places = done.faults.slice(0, 20).map((fault) => `${fault.code} at ${fault.at}`);
    if (places.length > 0) return [`${config.regimes}: ${places.join("; ")}`];
  }
  central.importOfficers(officers);
  if (config.organisations === null) return [];
  const report = await importOrganisations(stores.registry, config.organisations, clock.now);
  log.info("organisations-import", { state: report.state, rows: report.rows, faults: report.faults });
  for (const fault of report.firstFaults.slice(0, 10)) log.warn("organisations-import-row", { line: fault.line, code: logId(fault.code) });
  if (report.state !== "refused") return [];
  return [`${config.organisations}: ${report.faults} of ${report.rows + report.faults} rows are faulty, so the base was left as it is`];
}

type OpenLink = { readonly link: CentralLink; readonly url: string | null; readonly close: () => Promise<void> };

async function openLink(
  config: Config,
  { clock, log }: Host,
  sources: Parameters<typeof startBroker>[0]["sources"],
): Promise<Result<OpenLink, string>> {
  if (config.brokerUrl === null) {
    const onRefused: Parameters<typeof startBroker>[0]["onRefused"] = (code) => log.warn(code);
    const broker = await startBroker({ host: config.brokerHost, port: config.brokerPort, sources, onRefused });
    return broker.ok ? ok(linkOf(broker.value)) : broker;
  }
  const { brokerUsername, brokerPassword } = config;
  const link = createMqttLink({
    url: config.brokerUrl,
    clientId: "central",
    ...(brokerUsername === null ? {} : { username: brokerUsername }),
    ...(brokerPassword === null ? {} : { password: brokerPassword }),
    clock,
    random: systemRandom,
  });
  return ok({ link, url: null, close: link.close });
}
const linkOf = ({ link, url, close }: Broker): OpenLink => ({ link, url, close });

function readRegimes(path: string): Result<unknown, string> {
  const text = readText(path);
  if (!text.ok) return text;
  try {
    return ok(JSON.parse(text.value));
  } catch {
    return err(`${path} is not JSON`);
  }
}

function readToken(path: string): Result<string, string> {
  const text = readText(path);
  if (!text.ok) return text;
  return /^[0-9a-f]{64}$/.test(text.value.trim()) ? ok(text.value.trim()) : err(`${path} does not hold 64 hex digits`);
}
