import { ApplicationView, draftRoutes, PrepareReply, type OrganisationRow } from "@beket/api";
import { ApplicationDocument } from "@beket/domain";
import * as v from "valibot";
import { expect, it } from "vitest";
import { bins, newSigner, openTestCentral, organisations, person, regime, sign, signers } from "../../unit/central/support.ts";
import { inventedIin } from "../../unit/central/people.ts";
import { documentOf, draftWith, seatOf, settled, swapBase, terms, type One } from "../../unit/registry/support.ts";
import { createDice, createModel, type Dice, type Model } from "./model.ts";

const secondHead = newSigner("first-head", inventedIin(61), bins.bakery);
const base: readonly OrganisationRow[] = organisations.map((row) => (row.bin === bins.clinic ? { ...row, headcount: 6 } : row));
const firms = [
  { bin: bins.bakery, heads: [signers.head, secondHead], headcount: 10 },
  { bin: bins.clinic, heads: [signers.otherHead], headcount: 6 },
] as const;
type Firm = (typeof firms)[number];
const pool = Array.from({ length: 16 }, (_, at) => 200 + at);
const subjectOf = (serial: number): string => person(serial).value;
class Stop extends Error {}

type World = {
  one: One;
  readonly model: Model;
  readonly dice: Dice;
  share: number;
  version: number;
  readonly seen: Record<string, number>;
  stopAfter: number;
};
const count = (world: World, what: string): void => {
  world.seen[what] = (world.seen[what] ?? 0) + 1;
};
/** The program ends right after a durable step: nothing later of the request happens. */
const options = (world: World) => ({
  step: () => {
    world.stopAfter -= 1;
    if (world.stopAfter === 0) throw new Stop("ended");
  },
});
async function restart(world: World): Promise<void> {
  const { folder, keys } = world.one;
  world.stopAfter = Number.POSITIVE_INFINITY;
  await world.one.close(true);
  world.one = openTestCentral({ folder, keys, ...options(world) });
  await world.one.central.start();
  await settled(world.one);
  count(world, "restarts");
}
/** Posts, and where the program ended meanwhile sends the same again to the next one, as a browser does. */
async function post(world: World, path: string, body: unknown): Promise<unknown> {
  world.stopAfter = world.dice.next() < 0.25 ? 1 + world.dice.int(4) : Number.POSITIVE_INFINITY;
  const response = await world.one.send(path, body);
  if (response.status < 500) return response.json();
  await restart(world);
  return (await world.one.send(path, body)).json();
}

async function apply(world: World, firm: Firm, serials: readonly number[], head: Firm["heads"][number]): Promise<void> {
  const draft = { bin: firm.bin, ledger: "roadblock", ...terms, persons: serials.map(person), vehicles: [] };
  const reply = v.safeParse(PrepareReply, await (await world.one.send("/api/v1/applications/prepare", draft)).json());
  if (!reply.success || reply.output.document === null) return count(world, "not prepared");
  const { document } = reply.output;
  const view = v.parse(ApplicationView, await post(world, "/api/v1/applications", { document, cms: sign(head, document) }));
  const { application } = v.parse(ApplicationDocument, JSON.parse(document));
  const before = world.model.activePeople(firm.bin).size;
  world.model.applied(application, firm.bin, view, serials.map(subjectOf));
  for (const { code } of view.permits) if (code !== null) count(world, code);
  judgeCap(world, firm, before);
  count(world, view.state);
}

async function change(world: World, firm: Firm): Promise<void> {
  const { dice, model } = world;
  const [one] = dice.some(
    model.of(firm.bin).filter(({ permits }) => permits.some(({ active }) => active)),
    1,
  );
  if (one === undefined) return;
  const going = dice
    .some(
      one.permits.filter(({ active }) => active),
      dice.int(3),
    )
    .map(({ number }) => number);
  const serials = dice.some(pool, dice.int(3));
  const isAmended = dice.next() < 0.3 || going.length + serials.length === 0;
  const seat = await seatOf(world.one, firm.heads[0], firm.bin);
  const content = {
    persons: serials.map(person),
    remove: going,
    removeReason: going.length === 0 ? null : "other",
    terms: isAmended ? { ...terms, window: { ...terms.window, days: 1 + dice.int(127) } } : null,
  };
  const draft = await draftWith(seat, content, one);
  const documents = [await documentOf(seat, draft.draft).catch(() => null)];
  if (documents[0] === null) return count(world, "not prepared");
  // Sometimes both heads sign what they saw at the same moment.
  if (dice.next() < 0.4) documents.push(await documentOf(seat, draft.draft));
  for (const document of documents) {
    if (document === null) continue;
    const body = { document, cms: sign(firm.heads[0], document) };
    const view = v.parse(ApplicationView, await post(world, draftRoutes.changes, body));
    const before = model.activePeople(firm.bin).size;
    model.changed(one.application, view, going, serials.map(subjectOf));
    count(world, view.reasons[0]?.code ?? `change ${view.state}`);
    judgeCap(world, firm, before);
  }
}

async function revoke(world: World, firm: Firm): Promise<void> {
  const active = world.model.of(firm.bin).flatMap(({ permits }) => permits.filter(({ active: is }) => is));
  const numbers = world.dice.some(active, 2).map(({ number }) => number);
  if (numbers.length === 0) return;
  const order = { bin: firm.bin, numbers, reason: "other", effectiveAt: world.one.clock.now() };
  const { document } = v.parse(PrepareReply, await (await world.one.send("/api/v1/revocations/prepare", order)).json());
  if (document === null) return;
  await post(world, "/api/v1/revocations", { document, cms: sign(firm.heads[0], document) });
  world.model.revoked(numbers, numbers.length);
  count(world, "revoked");
}

/** Other rules from this moment on, while applications of the old ones are about. */
function cutOver(world: World): void {
  world.version += 1;
  world.share = [30, 50, 100][world.dice.int(3)] ?? 50;
  const activities = regime.activities.map((rule) => ({ ...rule, headcountSharePercent: world.share }));
  const validFrom = world.one.clock.now();
  const done = world.one.central.importRegimes({ ...regime, version: world.version, validFrom, activities });
  expect(done.faults).toEqual([]);
  count(world, "cut over");
}

/** Nobody comes beyond the headcount of the rules in force; who was there under wider rules stays. */
function judgeCap(world: World, firm: Firm, before: number): void {
  const cap = Math.ceil((firm.headcount * world.share) / 100);
  expect(world.model.activePeople(firm.bin).size).toBeLessThanOrEqual(Math.max(cap, before));
}

/** Nothing lost, nothing doubled, nothing by half: the ledger is what the heads were told. */
function judge(world: World): void {
  const { ledgers, scopes, submissions } = world.one.stores;
  const now = world.one.clock.now();
  let rows = 0;
  for (const { application, permits, revision } of world.model.all()) {
    expect(ledgers.roadblock.application(application)?.revision).toBe(revision);
    const kept = ledgers.roadblock.byApplication(application);
    rows += kept.length;
    const told = permits.map(({ number, subject, active }) => `${number} ${subject} ${active}`);
    expect(kept.map(({ record, key }) => `${record.number} ${key.value} ${record.status === "active"}`).toSorted()).toEqual(
      told.toSorted(),
    );
    expect(ledgers.roadblock.activeCount(application, now).persons).toBe(permits.filter(({ active }) => active).length);
  }
  expect(ledgers.roadblock.count()).toBe(rows);
  expect(new Set(world.model.all().flatMap(({ permits }) => permits.map(({ number }) => number))).size).toBe(rows);
  expect(scopes.roadblock.position().version).toBe(world.model.written());
  expect(submissions.open()).toEqual([]);
}

async function play(seed: number, steps: number): Promise<World["seen"]> {
  const dice = createDice(seed);
  const world: World = {
    one: openTestCentral(),
    model: createModel(),
    dice,
    share: 50,
    version: 1,
    seen: {},
    stopAfter: Number.POSITIVE_INFINITY,
  };
  swapBase(world.one, base);
  await restart(world);
  cutOver(world);
  for (let step = 0; step < steps; step += 1) {
    const firm = firms[dice.int(firms.length)] ?? firms[0];
    const roll = dice.next();
    if (roll < 0.35) await apply(world, firm, dice.some(pool, 1 + dice.int(4)), firm.heads[dice.int(firm.heads.length)] ?? firm.heads[0]);
    else if (roll < 0.5) {
      // The same people, by two heads at the same moment.
      const same = dice.some(pool, 2);
      await Promise.all(firms[0].heads.map((head) => apply(world, firms[0], same, head)));
    } else if (roll < 0.8) await change(world, firm);
    else if (roll < 0.9) await revoke(world, firm);
    else if (roll < 0.95) cutOver(world);
    else await restart(world);
    world.one.move(60_000);
    judge(world);
  }
  await world.one.close();
  return world.seen;
}

it("[RG27] whatever several heads do at once, with rules that change and a program that ends at any step, nothing is lost, doubled or half-issued", async () => {
  const seen: Record<string, number> = {};
  for (const seed of [1, 2, 3, 4]) for (const [what, times] of Object.entries(await play(seed, 24))) seen[what] = (seen[what] ?? 0) + times;
  // Not vacuous: everything that may happen did.
  for (const what of [
    "issued",
    "partly-issued",
    "row.over-headcount",
    "row.already-permitted",
    "application.revision-stale",
    "change issued",
    "revoked",
    "cut over",
    "restarts",
  ])
    expect(seen[what] ?? 0, what).toBeGreaterThan(0);
  expect(seen["restarts"]).toBeGreaterThan(12);
});
