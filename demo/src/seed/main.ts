// Fills central with the invented city by the portal's own path: every permit below comes from a document that its head signed.
import { readFileSync, writeFileSync } from "node:fs";
import type { ApplicationView } from "@beket/api";
import { configHelp, readConfig, systemRandom, type ConfigTable } from "@beket/node-kit";
import { createRandom } from "../city/random.ts";
import { layout } from "../layout.ts";
import { readMarker } from "../prepare/marker.ts";
import { cityOf, sitesOf } from "../prepare/write-folder.ts";
import { planActs } from "./acts.ts";
import { applyAsNewcomer } from "./apply-as-newcomer.ts";
import { approveAct } from "./approve.ts";
import { createCentralClient } from "./central-client.ts";
import { fillCards } from "./daily-cards.ts";
import { draftOf } from "./drafts.ts";
import { planSites } from "./planning.ts";
import { createHeadSigners, readAuthoritySigner, signDocument } from "./plan-signatures.ts";
import { readProgress, writeProgress, type Progress } from "./progress.ts";
import { shownPermit, tryThese } from "./try-these.ts";

const table = {
  folder: { kind: "path", env: "BEKET_DEMO_FOLDER", flag: "folder", doc: "the demo's data folder" },
  centralUrl: { kind: "url", env: "BEKET_CENTRAL_URL", flag: "central-url", default: "http://127.0.0.1:8080", doc: "address of central" },
} as const satisfies ConfigTable;

if (process.argv.includes("--help")) {
  process.stdout.write(configHelp(table));
  process.exit(0);
}
const config = readConfig(table, process.env, process.argv.slice(2));
if (!config.ok) {
  for (const fault of config.error) process.stderr.write(`seed: ${fault.line}\n`);
  process.exit(2);
}
const { folder, centralUrl } = config.value;
const at = layout(folder);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const random = (length: number): Uint8Array => systemRandom(length);

const permitAt = (view: ApplicationView, person: number): string | null =>
  view.permits.find((permit) => permit.list === "persons" && permit.index === person)?.number ?? null;

const seed = async (): Promise<void> => {
  let progress: Progress = readProgress(at.seedProgress);
  if (progress.done) return say(`the city is there: ${progress.permits} permits`);
  const note = (change: Partial<Progress>): void => {
    progress = { ...progress, ...change };
    writeProgress(at.seedProgress, progress);
  };
  const marker = readMarker(folder);
  if (!progress.planned) {
    say(`${await planSites(centralUrl, at.central.sites, sitesOf(marker))} sites are planned and given to crews`);
    note({ planned: true });
  }
  const city = cityOf(marker);
  if (!progress.cards) {
    await fillCards(centralUrl, city.regime.timeZone, createRandom(city.seed).fork("cards"), Date.now());
    note({ cards: true });
  }
  const central = createCentralClient(centralUrl, readFileSync(at.central.operatorToken, "utf8").trim());
  const origin = new URL(centralUrl).origin;
  const plan = planActs(city, createRandom(city.seed).fork("acts"), Date.now(), origin);
  for (const [index, act] of plan.acts.entries()) {
    if (index < progress.acts) continue;
    const reply = await central.act(
      act.document,
      signDocument(readAuthoritySigner(folder, act.authority), act.document, Date.now(), random),
    );
    // Many rows at once wait for a registrar: the authority's own head is the first person.
    if (reply === "awaits-approval") await approveAct(centralUrl, act.document);
    note({ acts: index + 1 });
  }
  const signerOf = createHeadSigners(folder, marker.createdAt, random);
  if (!progress.newcomer) {
    say(`an organisation that the tax base does not know has applied: ${await applyAsNewcomer(central, city, signerOf, random)}`);
    note({ newcomer: true });
  }
  const shown = shownPermit(city, plan);
  const firstRoadblock = city.applications.find((one) => one.ledger === "roadblock");
  let told = Date.now();
  for (const [index, planned] of city.applications.entries()) {
    if (index < progress.applications) continue;
    const prepared = await central.prepare(draftOf(planned, city));
    if (prepared.document === null)
      throw new Error(`application ${index}: ${prepared.faults.length} faults, first ${prepared.faults[0]?.code ?? ""}`);
    const view = await central.submit(prepared.document, signDocument(signerOf(planned), prepared.document, Date.now(), random));
    const issued = view.permits.flatMap((permit) => (permit.number === null ? [] : [permit]));
    // One application in fifty loses some vehicles later: revoked permits are part of every real day.
    const revocable =
      index % 50 === 7 || planned === firstRoadblock ? issued.filter((permit) => permit.list === "vehicles").slice(0, 40) : [];
    note({
      applications: index + 1,
      permits: progress.permits + issued.length,
      ...(shown?.application === planned && { shown: permitAt(view, shown.index) }),
      revocable:
        revocable.length === 0
          ? progress.revocable
          : [...progress.revocable, { application: index, numbers: revocable.flatMap((permit) => permit.number ?? []) }],
    });
    if (Date.now() - told > 5_000) {
      told = Date.now();
      say(`${progress.permits} permits issued, ${progress.applications} of ${city.applications.length} signed applications`);
    }
  }
  for (const [index, { application, numbers }] of progress.revocable.entries()) {
    const planned = city.applications[application];
    if (index < progress.revoked || planned === undefined || numbers.length === 0) continue;
    const prepared = await central.prepareRevocation({
      bin: planned.organisation.bin,
      numbers,
      reason: "vehicle-sold",
      effectiveAt: Date.now(),
    });
    if (prepared.document === null) throw new Error("a revocation could not be prepared");
    await central.revoke(prepared.document, signDocument(signerOf(planned), prepared.document, Date.now(), random));
    note({ revoked: index + 1 });
  }
  const revoked = progress.revocable
    .flatMap(({ application }) => city.applications[application] ?? [])
    .find((one) => one.ledger === "roadblock");
  const text = tryThese(city, plan, { revokedPlate: revoked?.vehicles[0]?.plate ?? null, permit: progress.shown });
  writeFileSync(at.tryThese, text, { mode: 0o600 });
  note({ done: true });
  say(`the city is there: ${progress.permits} permits`);
  for (const line of text.trimEnd().split("\n")) say(line);
};

try {
  await seed();
} catch (error) {
  process.stderr.write(`seed: ${error instanceof Error ? error.message : "failed"}\n`);
  process.exitCode = 1;
}
