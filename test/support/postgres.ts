import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openPostgres, type SqlDatabase } from "@beket/node-kit";
import { freePort } from "./free-port.ts";

/** A real server of one's own on 127.0.0.1 that keeps what it acknowledged (fsync is on, unless it is hasty). */
export type PostgresCluster = {
  /** Makes an empty database; its address. */
  readonly create: () => string;
  /** Makes the three of central, empty or like others that nobody has open; the address to give it. */
  readonly createForCentral: (name?: string, template?: string) => string;
  readonly address: (database: string) => string;
  /** SIGKILL to the whole server, as at a power cut. */
  readonly kill: () => Promise<void>;
  /** The same from another process, after so long: for a test whose own thread waits for the server. */
  readonly killAfter: (delayMs: number) => Promise<void>;
  /** SIGSTOP or SIGCONT to every process of it, as when a network forgets. */
  readonly signalAll: (signal: "STOP" | "CONT") => void;
  /** Again on the same port and files. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const debian = "/usr/lib/postgresql";
const binFolders = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, "bin")) : [];
const bin = binFolders.toSorted().findLast((folder) => existsSync(join(folder, "postgres"))) ?? null;

/** Whether PostgreSQL is here; says aloud what is skipped without it, and fails where nothing may be skipped. */
export function hasPostgres(): boolean {
  if (bin !== null) return true;
  if (process.env["CI"] !== undefined) throw new Error("PostgreSQL must be installed where nothing may be skipped");
  console.log("SKIPPED: the stores on PostgreSQL (postgresql is not installed)");
  return false;
}

const isRoot = process.getuid?.() === 0;
/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
const asItsUser = (program: string, args: readonly string[], ends = false): [string, string[]] => {
  const user = isRoot ? ["--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
  // A test that is killed takes its server with it.
  const death = ends ? ["--pdeathsig=QUIT"] : [];
  return ["setpriv", [...user, ...death, "--", join(bin ?? "", program), ...args]];
};

/** Made once for a machine and copied: initdb takes seconds. */
function templateFolder(): string {
  const version = /\/(\d+)\/bin$/.exec(bin ?? "")?.[1] ?? "x";
  const kept = join(tmpdir(), `beket-postgres-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(kept)) return kept;
  const made = temporary("beket-initdb-");
  const options = ["--auth=trust", "--username=beket", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"];
  execFileSync(...asItsUser("initdb", ["-D", join(made, "data"), ...options]), { stdio: "ignore", cwd: "/" });
  try {
    renameSync(made, kept);
  } catch {
    // Another test made it meanwhile.
    rmSync(made, { recursive: true });
  }
  return kept;
}

function temporary(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  if (isRoot) execFileSync("chown", ["postgres:postgres", folder]);
  return folder;
}

type ClusterOptions = {
  /** A folder whose databases are there again at the next start. */
  readonly kept?: string;
  /** Without waiting for the disk: for what is tested by its answers, on a server that nobody kills. */
  readonly isHasty?: boolean;
};

export async function startPostgres({ kept, isHasty = false }: ClusterOptions = {}): Promise<PostgresCluster> {
  const folder = kept ?? temporary("beket-postgres-");
  if (!existsSync(join(folder, "data"))) execFileSync("cp", ["-a", join(templateFolder(), "data"), folder]);
  const port = await freePort();
  const address = (database: string): string => `postgres://beket@127.0.0.1:${port}/${database}`;
  let server = await serve(join(folder, "data"), port, isHasty);
  let admin: SqlDatabase | null = null;
  let made = 0;
  const create = (name: string, template = "template0"): void => {
    admin ??= openPostgres(address("postgres"));
    admin.exec(`create database ${name} template ${template}`);
  };
  const close = (): void => {
    admin?.close();
    admin = null;
  };
  return {
    create: () => {
      made += 1;
      create(`test_${made}`);
      return address(`test_${made}`);
    },
    createForCentral: (name = `test_${(made += 1)}`, template) => {
      for (const part of ["registry", "city", "roadblock"])
        create(`${name}_${part}`, template === undefined ? undefined : `${template}_${part}`);
      return address(name);
    },
    address,
    kill: async () => {
      close();
      await ended(server, "SIGKILL");
    },
    killAfter: (delayMs) => {
      close();
      const killer = spawn("sh", ["-c", `sleep ${delayMs / 1_000}; kill -9 ${server.pid}`], { stdio: "ignore" });
      return new Promise((resolve) => killer.once("exit", () => resolve()));
    },
    signalAll: (signal) => {
      execFileSync("sh", ["-c", `kill -${signal} ${server.pid} $(cat /proc/${server.pid}/task/${server.pid}/children)`]);
    },
    restart: async () => {
      await ended(server, "SIGKILL");
      server = await serveAgain(join(folder, "data"), port, isHasty);
    },
    stop: async () => {
      close();
      // SIGINT ends it with a checkpoint, SIGQUIT at once.
      await ended(server, kept === undefined ? "SIGQUIT" : "SIGINT");
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function serve(data: string, port: number, isHasty: boolean): Promise<ChildProcess> {
  const settings = { port, listen_addresses: "127.0.0.1", unix_socket_directories: "", shared_buffers: "32MB", max_connections: 50 };
  const hasty = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  const args = Object.entries({ ...settings, ...(isHasty ? hasty : {}) }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(...asItsUser("postgres", ["-D", data, ...args], true), { stdio: ["ignore", "ignore", "pipe"], cwd: "/" });
  const lines: string[] = [];
  const ready = Promise.withResolvers<undefined>();
  createInterface({ input: child.stderr }).on("line", (line) => {
    lines.push(line);
    if (line.includes("ready to accept connections")) ready.resolve(undefined);
  });
  child.once("exit", () => ready.reject(new Error(`PostgreSQL did not start:\n${lines.join("\n")}`)));
  await ready.promise;
  return child;
}

/** The children of a server that was killed see that themselves and end; until then a new one refuses to start. */
async function serveAgain(data: string, port: number, isHasty: boolean, triesLeft = 20): Promise<ChildProcess> {
  try {
    return await serve(data, port, isHasty);
  } catch (thrown) {
    if (triesLeft === 0) throw thrown;
    await new Promise((resolve) => setTimeout(resolve, 200));
    return serveAgain(data, port, isHasty, triesLeft - 1);
  }
}

function ended(server: ChildProcess, signal: "SIGKILL" | "SIGQUIT" | "SIGINT"): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once("exit", () => resolve());
    server.kill(signal);
  });
}
