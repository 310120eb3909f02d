import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  abuseRoutes,
  CentralKeysFile,
  centralRoutes,
  FindingsReply,
  PrepareReply,
  RevocationReply,
  type OrganisationRow,
} from "@beket/api";
import * as v from "valibot";
import { inventIin } from "../../../demo/src/city/identifiers.ts";
import { createRandom, type Random } from "../../../demo/src/city/random.ts";
import { hasPostgres, startPostgres, type PostgresCluster } from "../../support/postgres.ts";
import {
  newSigner,
  openTestCentral,
  prepare,
  sign,
  signInStaff,
  startMs,
  submit,
  testKeys,
  type TestCentral,
} from "../../unit/central/support.ts";
import { figure, percentile, print } from "../figures.ts";
import { copyToPostgres } from "./copy-to-postgres.ts";
import { headsMax, organisationsOf, seedOrganisations, seedPermits } from "./seed.ts";
import { createBenchSweep } from "./sweep.ts";

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const rosterRows = 50;
const files = { registry: "registry.db", city: "ledger-city.db", roadblock: "ledger-roadblock.db" } as const;

/**
 * `registry [--permits N] [--organisations N] [--rounds N] [--fresh]`: central's routes over a full registry, on SQLite files and on a
 * PostgreSQL server of its own, side by side. What was filled is kept in the temporary folder for the next run.
 */
export async function benchRegistry(args: readonly string[]): Promise<void> {
  const options = {
    permits: { type: "string", default: "1000000" },
    organisations: { type: "string", default: "500000" },
    rounds: { type: "string", default: "100" },
    fresh: { type: "boolean", default: false },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const [permits, count, rounds] = [values.permits, values.organisations, values.rounds].map(Number);
  if (permits === undefined || count === undefined || rounds === undefined || rounds > headsMax)
    throw new Error(`--rounds is ${headsMax} at most`);
  if (!hasPostgres()) throw new Error("PostgreSQL is needed: apt-get install postgresql");
  const folder = join(tmpdir(), `beket-bench-registry-${permits}-${count}-${schemaHash()}`);
  if (values.fresh) rmSync(folder, { recursive: true, force: true });
  const organisations = organisationsOf(count);
  if (!existsSync(folder)) await fill(folder, organisations, permits);
  const cluster = await startPostgres({ kept: join(folder, "postgres") });
  try {
    const sqlite = await measure("SQLite", open(folder, "sqlite", null), organisations, rounds);
    const postgres = await measure("PostgreSQL", open(folder, "central-of-postgres", cluster.address("bench")), organisations, rounds);
    for (const [name, times] of postgres) {
      for (const [label, share] of [
        ["p50", 0.5],
        ["p99", 0.99],
      ] as const) {
        const peer = { name: "SQLite", value: percentile(sqlite.get(name) ?? [], share) };
        print(figure(`registry: ${name}, PostgreSQL, ${label}`, percentile(times, share), "ms", peer));
      }
    }
  } finally {
    await cluster.stop();
  }
}

/** What is filled depends on the tables. */
const schemaHash = (): string =>
  execFileSync("sh", ["-c", "cat central/migrations/*/*.sql packages/node-kit/src/sql/migrations/*.sql | sha256sum | cut -c 1-8"], {
    cwd: join(import.meta.dirname, "../../.."),
    encoding: "utf8",
  }).trim();

function open(folder: string, part: string, database: string | null): TestCentral {
  const keys = v.parse(CentralKeysFile, JSON.parse(readFileSync(join(folder, "keys.json"), "utf8")));
  return openTestCentral({ folder: join(folder, part), keys, ...(database === null ? {} : { database }) });
}

async function fill(folder: string, organisations: readonly OrganisationRow[], permits: number): Promise<void> {
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  for (const part of ["sqlite", "central-of-postgres", "postgres"]) mkdirSync(join(making, part), { recursive: true });
  execFileSync("chmod", ["-R", "a+rx", making]);
  if (process.getuid?.() === 0) execFileSync("chown", ["postgres", join(making, "postgres")]);
  writeFileSync(join(making, "keys.json"), JSON.stringify(testKeys()));
  say(`filling ${permits} permits and ${organisations.length} organisations; kept in ${folder}`);
  let from = performance.now();
  const one = open(making, "sqlite", null);
  await seedPermits(one, organisations, permits);
  seedOrganisations(one, organisations);
  await one.close(true);
  print(figure("registry: filled, SQLite", (performance.now() - from) / 1_000, "s"));
  from = performance.now();
  const cluster = await startPostgres({ kept: join(making, "postgres") });
  await fillPostgres(making, cluster);
  await cluster.stop();
  print(figure("registry: copied, PostgreSQL", (performance.now() - from) / 1_000, "s"));
  renameSync(making, folder);
}

async function fillPostgres(folder: string, cluster: PostgresCluster): Promise<void> {
  const url = cluster.createForCentral("bench");
  // Makes the tables.
  await open(folder, "central-of-postgres", url).close(true);
  for (const [part, file] of Object.entries(files)) await copyToPostgres(join(folder, "sqlite", file), `${url}_${part}`);
}

type Times = Map<string, number[]>;

async function measure(engine: string, one: TestCentral, organisations: readonly OrganisationRow[], rounds: number): Promise<Times> {
  const times: Times = new Map();
  const timed = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    const from = performance.now();
    const result = await work();
    const list = times.get(name) ?? [];
    list.push(performance.now() - from);
    times.set(name, list);
    return result;
  };
  const rows = one.stores.ledgers.roadblock.count();
  say(`${engine}: ${rows} permits`);
  const random = createRandom(Date.now());
  for (let round = 0; round < rounds * 10; round += 1) {
    const bin = random.pick(organisations).bin;
    const answer = await timed("answer to a BIN", () => one.send(centralRoutes.organisationCheck, { bin }, `client-${round}`));
    if (answer.status !== 200) throw new Error(`a BIN was answered with ${answer.status}`);
  }
  for (let round = 0; round < rounds; round += 1) {
    const organisation = organisations[round];
    if (organisation !== undefined) await applyAndRevoke(one, organisation, random, timed);
  }
  await lookThrough(one, rows, rounds, timed);
  await one.close(true);
  return times;
}

type Timed = <T>(name: string, work: () => T | Promise<T>) => Promise<T>;

async function applyAndRevoke(one: TestCentral, { bin }: OrganisationRow, random: Random, timed: Timed): Promise<void> {
  const signer = newSigner("first-head", inventIin(random), bin);
  const iins = new Set<string>();
  while (iins.size < rosterRows) iins.add(inventIin(random));
  const persons = [...iins].map((value) => ({ name: "Сынақбаев Тест", scheme: "iin" as const, country: "KAZ", value }));
  const view = await timed("application of 50 rows: prepared, signed, issued", async () => {
    const document = await timed("prepared", () => prepare(one, { bin, persons }));
    const cms = sign(signer, document);
    return timed("submitted and issued", () => submit(one, document, cms));
  });
  if (view.state !== "issued") throw new Error(`an application came to ${view.state}: --fresh fills anew`);
  const numbers = view.permits.slice(0, 1).map(({ number }) => number ?? "");
  const order = { bin, numbers, reason: "other", effectiveAt: startMs };
  await timed("revocation of one: prepared, signed, revoked", async () => {
    const prepared = v.parse(PrepareReply, await (await one.send(centralRoutes.revocationPrepare, order)).json());
    const document = prepared.document ?? "";
    const response = await one.send(centralRoutes.revocations, { document, cms: sign(signer, document) });
    if (v.parse(RevocationReply, await response.json()).revoked !== 1) throw new Error("nothing was revoked");
  });
}

/** Who is named by several organisations: looked for in batches as permits come, then read as a page. */
async function lookThrough(one: TestCentral, rows: number, rounds: number, timed: Timed): Promise<void> {
  const sweep = createBenchSweep(one, Math.max(0, rows - rounds * 500));
  for (let round = 0; round < rounds; round += 1) await timed("500 permits looked through for duplicates", sweep.step);
  const cookie = await signInStaff(one, "auditor");
  for (let round = 0; round < rounds; round += 1) {
    const body = { kinds: ["several-organisations"], states: [], severity: "low", limit: 50, cursor: null, format: "json" };
    const reply = await timed("page of the duplicate report", async () => {
      const request = new Request(`http://central.test${abuseRoutes.findings}`, {
        method: "POST",
        headers: { "content-type": "application/json", cookie },
        body: JSON.stringify(body),
      });
      const response = await one.central.fetch(request, { client: "127.0.0.1" });
      return v.parse(FindingsReply, await response.json());
    });
    if (reply.findings.length === 0) throw new Error("no duplicate was found");
  }
}
