import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Database } from "bun:sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { becomes } from "../../support/eventually.ts";
import { startMs } from "../central/support.ts";
import { createPanels } from "../../../central/src/features/centre/panels.ts";
import { openProjection } from "../../../central/src/adapters/sqlite-projection.ts";
import { freshId, hourMs, lookup, openCentre, passage, person, referral, refusal, vehicle, type Centre } from "./world.ts";

let centre: Centre;
beforeEach(() => {
  centre = openCentre();
});
afterEach(() => centre.close());

const life = (): readonly Readonly<Record<string, unknown>>[] =>
  Array.from({ length: 200 }, (_, at) => [lookup("ALLOW"), passage(at * 1_000), refusal(at, "absent")]).flat();
const flow = async (one: Centre) => (await one.panel("flow")).rows;

it.each([
  ["of another version", (path: string) => new Database(path).run("update counting set version = 1")],
  ["of a program before there was a version", (path: string) => new Database(path).run("drop table counting")],
  ["ahead of the events, which were restored", (path: string) => new Database(path).run("update cursor set position = 100000")],
  ["that is no database", (path: string) => writeFileSync(path, "x".repeat(20_000))],
])("[CN20] a file %s is counted anew in the background, and central says how far behind it is", async (_, spoil) => {
  centre.store(life());
  await centre.counted();
  const before = await flow(centre);
  const { folder } = centre.one;
  await centre.close(true);
  spoil(join(folder, "projection.db"));
  centre = openCentre(folder);
  expect(centre.one.stores.projection.cursor()).toBe(0);
  expect((await centre.panel("flow")).behind).toBe(600);
  expect(await centre.behind()).toBe(600);
  await centre.counted();
  expect(await flow(centre)).toEqual(before);
  expect([(await centre.panel("flow")).behind, await centre.behind()]).toEqual([0, 0]);
});

it("[CN20] holds and sites that are ahead of the events, which were restored, go on from their end and miss nothing", async () => {
  const crew = { site: "y-1", crew: "crew-1", state: "claimed", expiresAt: startMs + hourMs };
  centre.store(life());
  await centre.counted();
  const { folder } = centre.one;
  await centre.close(true);
  const common = new Database(join(folder, "common.db"));
  common.run("update health_cursor set position = 900");
  common.run(
    "insert into health_event (position, source, event, kind, post, occurred_at, received_at) values (601, 'bp-1', 'lost', 'person', 'bp-1', 1, 1)",
  );
  common.close();
  const sites = new Database(join(folder, "sites.db"));
  sites.run("update cursor set position = 900");
  sites.close();
  centre = openCentre(folder);
  const { health, planning } = centre.one.stores;
  expect([health.cursor(), planning.cursor()]).toEqual([600, 600]);
  const asked = freshId();
  centre.store([
    { kind: "test", test: asked, place: "border", step: { state: "cancelled", by: "o-17", reason: "left" } },
    { kind: "site-claim", claim: freshId(), ...crew },
  ]);
  await centre.counted();
  await becomes(() => health.cursor() === 602 && planning.cursor() === 602);
  expect(planning.factsOf("y-1")).toHaveLength(1);
  expect(health.stepsOf(asked)).toHaveLength(1);
});

it("[CN20] a file that is right is kept, and goes on where it was", async () => {
  centre.store(life());
  await centre.counted();
  const { folder } = centre.one;
  await centre.close(true);
  centre = openCentre(folder);
  expect(centre.one.stores.projection.cursor()).toBe(600);
  // Something of the operating system's is the operator's to put right, not to throw away.
  expect(() => openProjection(join(folder, "no-such-folder", "projection.db"), 0)).toThrow();
});

it("[CN21] what is counted holds no identifier, no name and no free text", async () => {
  centre.store([
    lookup("DENY"),
    passage(0),
    refusal(1, "absent"),
    referral(2, freshId(), "opened"),
    referral(3, freshId(), "resolved"),
    { kind: "incident", incident: freshId(), category: "threat", lookup: null, text: "Ахметов кричал", vehiclesWaiting: null },
    {
      kind: "person",
      person: freshId(),
      arrival: null,
      seat: null,
      profile: {
        subjects: [person],
        name: "Сынақбаев Тест",
        birthDate: "1991-05-20",
        sex: "male",
        citizenship: "KAZ",
        category: "resident",
        countryFrom: "KGZ",
        onwardAddress: "Абай 10",
        phone: "+77010000000",
        guardian: null,
        consent: { state: "given", language: "kk", textVersion: 1 },
      },
      confirmed: null,
    },
    {
      kind: "test",
      test: freshId(),
      place: "border",
      step: { state: "registered", person: freshId(), questionnaire: null, subjects: [person], countryFrom: "KGZ", repeats: null },
    },
  ]);
  await centre.counted();
  expect((await centre.panel("tests")).rows).toHaveLength(1);
  const { folder } = centre.one;
  await centre.close(true);
  const bytes = readFileSync(join(folder, "projection.db")).toString("latin1");
  const utf8 = (text: string): string => Buffer.from(text).toString("latin1");
  for (const secret of [person.value, vehicle.value, utf8("Сынақбаев"), utf8("Ахметов"), utf8("Абай"), "77010000000", "1991-05-20"])
    expect(bytes.includes(secret)).toBe(false);
  // The file is the one that was written.
  expect(bytes.includes("hold-provisional")).toBe(true);
  centre = openCentre(folder);
});

it("[CN24] hours have a row for every hour and ledger, so that a chart has no holes", async () => {
  centre.store([lookup("ALLOW"), passage(0)]);
  centre.one.move(hourMs);
  await centre.counted();
  const { rows, from, to } = await centre.panel("hours");
  expect(rows).toHaveLength((2 * (to - from)) / hourMs);
  expect(rows.map(([hour]) => hour)).toEqual(rows.map((_, at) => from + Math.floor(at / 2) * hourMs));
  expect(rows.reduce((sum, row) => sum + Number(row[2]) + Number(row[5]), 0)).toBe(2);
});

it("[CN25] holds are a row for each state, sites one for each sector in the language asked for", () => {
  const range = { from: 0, to: hourMs };
  const { stores } = centre.one;
  const read = createPanels({
    figures: stores.figures([]),
    posts: [],
    nodes: () => [],
    sources: () => [],
    cards: stores.cards,
    timeZone: () => "UTC",
    behind: () => 0,
    now: () => 500,
    holds: { byState: (now) => [{ state: "confirmed", holds: 3, oldestAt: now - 400, pcrOverdue: 1 }] },
    sites: {
      sectors: () => [
        {
          sector: "s-1",
          name: { kk: "Бірінші", ru: "Первый", en: "First" },
          sites: 36,
          looks: { planned: 1, claimed: 2, "no-access": 3, "awaiting-validation": 4, clean: 5, expiring: 6, expired: 7, rejected: 8 },
        },
      ],
      mapSectors: () => [],
      mapSites: () => [],
    },
  });
  expect(read("holds", range, "en").rows).toEqual([
    ["provisional", 0, null, 0],
    ["confirmed", 3, 100, 1],
    ["contested", 0, null, 0],
    ["released", 0, null, 0],
    ["expired", 0, null, 0],
  ]);
  expect(read("sites", range, "ru").rows).toEqual([["s-1", "Первый", 36, 1, 2, 3, 4, 5, 6, 7, 8]]);
  expect(read("sites", range, "kk").rows[0]?.[1]).toBe("Бірінші");
});
