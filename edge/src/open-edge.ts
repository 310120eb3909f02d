import type { NodeFile } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import {
  createMqttLink,
  createNodeCodec,
  createNodeCrypto,
  createPinVerifier,
  deferTick,
  lockFile,
  staticFiles,
  systemRandom,
  systemSchedule,
  verifyPin,
  type ConfigOf,
  type Log,
} from "@beket/node-kit";
import { buildTopic, type ClockPort } from "@beket/replication";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { diskFreeBytes, isFileFault, openEdgeFiles } from "./adapters/edge-files.ts";
import { readNodeFile } from "./adapters/node-file.ts";
import type { configTable } from "./config.ts";
import type { EdgeStores } from "./deps.ts";
import { createEdge, type Edge } from "./edge.ts";

export type OpenedEdge = { readonly edge: Edge; readonly node: NodeFile; readonly close: () => Promise<void> };
type Config = ConfigOf<typeof configTable>;

/** Takes the data folder, opens its files and the link to the broker. Faults are lines fit to print; nothing is open then. */
export function openEdge(
  config: Pick<Config, "node" | "data" | "app" | "medicApp" | "crewApp">,
  host: { readonly clock: ClockPort; readonly log: Log; readonly version: string },
): Result<OpenedEdge, readonly string[]> {
  const crypto = createNodeCrypto();
  const codec = createNodeCodec();
  const read = readNodeFile(config.node, { crypto, codec });
  const faults: string[] = [];
  if (!read.ok) faults.push(...read.error);
  for (const [name, path] of [["officer", config.app] as const, ["medic", config.medicApp] as const, ["crew", config.crewApp] as const])
    if (path !== null && !existsSync(join(path, "index.html"))) faults.push(`${name} app: ${path} has no index.html; build it first`);
  const folder = makeFolder(config.data);
  if (!folder.ok) faults.push(folder.error);
  if (!read.ok || faults.length > 0) return err(faults);
  const lock = lockFile(join(config.data, "lock"));
  if (!lock.ok) return err([lock.error.line]);

  const node = read.value;
  const { clock, log, version } = host;
  const files = openFiles(config.data, node);
  if (!files.ok) {
    lock.value.release();
    return err([files.error]);
  }
  const stores = files.value;
  const presence = (state: "up" | "gone") => (session: number) => new TextEncoder().encode(JSON.stringify({ session, state }));
  const { url, username, password } = node.broker;
  const link = createMqttLink({
    url,
    clientId: node.source,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    presence: { topic: buildTopic({ kind: "pres", source: node.source }), birth: presence("up"), will: presence("gone") },
    clock,
    random: systemRandom,
  });
  const edge = createEdge({
    node,
    version,
    clock,
    random: systemRandom,
    crypto,
    codec,
    schedule: systemSchedule,
    defer: deferTick,
    stores,
    link,
    pins: { verify: verifyPin, decoy: createPinVerifier("000000") },
    app: appAt(config.app),
    fieldApps: { medic: appAt(config.medicApp, "/medic"), crew: appAt(config.crewApp, "/crew") },
    log,
    diskFreeBytes: () => diskFreeBytes(config.data),
  });
  const close = async (): Promise<void> => {
    await edge.stop();
    await link.close();
    lock.value.release();
  };
  return ok({ edge, node, close });
}

const appAt = (folder: string | null, mount = "") => (folder === null ? null : staticFiles({ folder, mount, fallback: "index.html" }));

function openFiles(folder: string, node: NodeFile): Result<EdgeStores, string> {
  try {
    return ok(openEdgeFiles(folder, node));
  } catch (thrown) {
    if (isFileFault(thrown)) return err(thrown.line);
    throw thrown;
  }
}

function makeFolder(path: string): Result<null, string> {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return ok(null);
  } catch (thrown) {
    return err(
      `data folder ${path} cannot be made (${thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown fault"})`,
    );
  }
}
