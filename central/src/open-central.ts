import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "@beket/domain";
import {
  createNodeCodec,
  createNodeCrypto,
  createPinVerifier,
  deferTick,
  lockFile,
  logId,
  systemRandom,
  systemSchedule,
  verifyPin,
  type Log,
} from "@beket/node-kit";
import type { ClockPort } from "@beket/replication";
import { createEvidenceHttp } from "./adapters/http-evidence.ts";
import { readInputs, type Inputs } from "./adapters/inputs.ts";
import { openLink } from "./adapters/open-link.ts";
import { createHttpOrganisationSource } from "./adapters/http-organisation-source.ts";
import { openStores, type Stores } from "./adapters/stores.ts";
import { openUploads, operatorFile } from "./adapters/uploads.ts";
import { createCentral, type Central } from "./central.ts";
import type { Config } from "./config.ts";

export type Host = { readonly clock: ClockPort; readonly log: Log; readonly version: string };
export type OpenCentral = {
  readonly central: Central;
  readonly brokerUrl: string | null;
  /** Tells the address that documents name when the configuration has none. */
  readonly listening: (url: string) => void;
  readonly close: () => Promise<void>;
};

/** Opens files and the broker and wires central to them. A fault is a line for the operator; whatever was opened is closed again. */
export async function openCentral(config: Config, host: Host): Promise<Result<OpenCentral, readonly string[]>> {
  const { clock, log } = host;
  const crypto = createNodeCrypto();
  const codec = createNodeCodec();
  const inputs = readInputs(config, { crypto, codec, random: systemRandom, now: clock.now(), log });
  if (!inputs.ok) return inputs;
  const closers: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  const giveUp = async (lines: readonly string[]): Promise<Result<never, readonly string[]>> => {
    await close();
    return err(lines);
  };
  const opened = openData(config, inputs.value);
  if (!opened.ok) return opened;
  const { stores } = opened.value;
  closers.push(opened.value.close);
  const link = await openLink(config, { clock, log, sources: inputs.value.keys.file.sources });
  if (!link.ok) return giveUp([link.error]);
  closers.push(link.value.close);
  let address = "http://127.0.0.1";
  const { keys, services, organisationSource: source, ...given } = inputs.value;
  const http = createEvidenceHttp({ schedule: systemSchedule });
  if (given.portalFolder === null) log.warn("portal-not-built");
  if (given.centreFolder === null) log.warn("centre-not-built");
  if (given.authorityFolder === null) log.warn("authority-not-built");
  if (given.citizenFolder === null) log.warn("citizen-not-built");
  const central = createCentral({
    ...given,
    version: host.version,
    keys: keys.file,
    keyRing: keys.keyRing,
    stores,
    link: link.value.link,
    organisationSource: source === null ? null : createHttpOrganisationSource(source, systemSchedule),
    uploads: openUploads(join(config.data, "uploads")),
    evidence: { services, http: http.ask, stop: http.stop },
    behindProxy: config.behindProxy,
    cutOverLeadMs: config.cutOverLeadMinutes * 60_000,
    // The real program has one port; only its simulator may have another.
    ncalayerPort: config.mode === "demo" ? config.ncalayerPort : 13_579,
    origin: () => (config.origin === null ? address : new URL(config.origin).origin),
    clock,
    log,
    crypto,
    codec,
    random: systemRandom,
    // Nobody knows what the decoy is made of.
    passphrases: { verify: verifyPin, decoy: createPinVerifier(Buffer.from(systemRandom(32)).toString("hex")) },
    schedule: systemSchedule,
    defer: deferTick,
  });
  closers.push(central.stop);
  const imported = await importAll(config, host, stores, central, inputs.value);
  if (imported.length > 0) return giveUp(imported);
  const listening = (url: string): void => {
    address = url;
  };
  return ok({ central, brokerUrl: link.value.brokerUrl, listening, close });
}

type OpenData = { readonly stores: Stores; readonly close: () => void };

/** One process per folder; a file of a newer version is not touched. */
function openData({ data: folder, database }: Pick<Config, "data" | "database">, { keys }: Inputs): Result<OpenData, readonly string[]> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return err([`${folder} cannot be made`]);
  }
  const lock = lockFile(join(folder, "central.lock"));
  if (!lock.ok) return err([lock.error.line]);
  try {
    const stores = openStores(folder, keys.file.scopes, { database });
    const close = (): void => {
      stores.close();
      lock.value.release();
    };
    return ok({ stores, close });
  } catch (fault) {
    lock.value.release();
    return err([`${folder}: ${fault instanceof Error ? fault.message : "the databases cannot be opened"}`]);
  }
}

async function importAll(config: Config, { log }: Host, stores: Stores, central: Central, inputs: Inputs): Promise<readonly string[]> {
  if (inputs.regimes !== null) {
    const { faults } = central.importRegimes(inputs.regimes);
    const places = faults.slice(0, 20).map((fault) => `${fault.code} at ${fault.at}`);
    if (places.length > 0) return [`${config.regimes ?? "regimes"}: ${places.join("; ")}`];
  }
  if (inputs.healthRules !== null) {
    const faults = central.importHealthRules(inputs.healthRules);
    const places = faults.slice(0, 20).map((fault) => `${fault.code} at ${fault.at === "" ? "its beginning" : fault.at}`);
    if (places.length > 0) return [`${config.health ?? "health rules"}: ${places.join("; ")}`];
  }
  central.importOfficers(inputs.officers);
  return config.organisations === null ? [] : importBase(config.organisations, stores, central, log);
}

/** The file of the start is read once: a base that staff has put in its place since then stays. */
async function importBase(path: string, { organisations }: Stores, central: Central, log: Log): Promise<readonly string[]> {
  const file = operatorFile(path);
  if (organisations.versions.wasBase(await file.sha256())) return [];
  const begun = await central.organisations.importFile(file, { isDryRun: false, by: "start" });
  if (!begun.ok) return [`${path}: ${begun.error}`];
  const { id, state, rows, faults, refusal } = await begun.value.done;
  for (const { line, code } of organisations.versions.faults(id, 0, 10))
    log.warn("organisations-import-row", { line: line ?? 0, code: logId(code) });
  if (state === "present" || state === "unchanged") return [];
  const where = [refusal?.code ?? state, refusal?.column ?? "", refusal?.line === null || refusal === null ? "" : `line ${refusal.line}`];
  const why = where.filter((part) => part !== "").join(", ");
  return [`${path}: ${faults} of ${rows + faults} rows are faulty (${why}), so the base was left as it is`];
}
