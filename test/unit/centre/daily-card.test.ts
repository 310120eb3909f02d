import { DailyCardReply, type DailyCard } from "@beket/api";
import * as v from "valibot";
import { afterEach, beforeEach, expect, it } from "vitest";
import { civilDay } from "../../../central/src/features/centre/range.ts";
import { problemOf, startMs } from "../central/support.ts";
import { freshId, hourMs, openCentre, passage, subjects, type Centre } from "./world.ts";

const route = "/api/v1/centre/daily-card";
let centre: Centre;
beforeEach(() => {
  centre = openCentre();
});
afterEach(() => centre.close());

const card = (change: Partial<DailyCard> = {}): DailyCard => ({
  id: freshId(),
  date: "2026-04-20",
  newCases: 41,
  recovered: 3,
  deaths: 0,
  examined: 300,
  contacts: { found: 90, isolated: 88 },
  beds: { total: 4_000, occupied: 900, intensive: 12, ventilators: 4 },
  laboratories: [{ laboratory: "lab-3", capacity: 450, tested: 301, positive: 12 }],
  outbreaks: [{ place: "Жатақхана 4", cases: 6 }],
  vehicles: { in: 0, out: 0 },
  note: "",
  ...change,
});
const save = async (one: DailyCard) => v.parse(DailyCardReply, await (await centre.send(route, one)).json());
const read = async (date: string) => v.parse(DailyCardReply, await (await centre.get(`${route}?date=${date}`)).json());

it("[CN22] what the card says is warned about, with its field, and never refused", async () => {
  expect((await save(card())).warnings).toEqual([]);
  const strange = await save(
    card({
      laboratories: [
        { laboratory: "lab-1", capacity: 450, tested: 1_171, positive: 12 },
        { laboratory: "lab-2", capacity: 300, tested: 300, positive: 301 },
        { laboratory: "lab-3", capacity: 300, tested: 451, positive: 0 },
      ],
      beds: { total: 10, occupied: 11, intensive: 12, ventilators: 13 },
      contacts: { found: 1, isolated: 2 },
      vehicles: { in: 9_000, out: 9_798 },
    }),
  );
  expect(strange.card?.laboratories).toHaveLength(3);
  expect(strange.warnings.map(({ code, at }) => `${code} ${at}`)).toEqual([
    "tested-over-capacity laboratories.0.tested",
    "positive-over-tested laboratories.1.positive",
    "tested-over-capacity laboratories.2.tested",
    "beds-over-total beds.occupied",
    "beds-over-total beds.intensive",
    "beds-over-total beds.ventilators",
    "isolated-over-found contacts.isolated",
    "vehicles-differ-from-counted vehicles.in",
    "vehicles-differ-from-counted vehicles.out",
  ]);
  const panel = await centre.panel("daily-card");
  expect(panel.rows).toEqual([
    ["2026-04-20", "lab-1", 450, 1_171, 12, true],
    ["2026-04-20", "lab-2", 300, 300, 301, false],
    ["2026-04-20", "lab-3", 300, 451, 0, true],
  ]);
});

it("[CN22] only the watch writes it; each saving is a revision that stays, and the same id again is no other card", async () => {
  const first = card();
  for (const role of ["health-officer", "planner", "auditor", "laboratory"] as const)
    expect(await problemOf(await centre.send(route, first, role))).toBe("staff.role-missing");
  expect(await read("2026-04-20")).toMatchObject({ card: null, savedAt: null, savedBy: null });
  expect(await save(first)).toMatchObject({ savedAt: startMs, savedBy: "watch-1" });
  centre.one.move(hourMs);
  const second = card({ newCases: 42 });
  expect(await save(second)).toMatchObject({ card: { newCases: 42 }, savedAt: startMs + hourMs });
  // An answer that was lost: sent again it changes nothing, and the newer card stays.
  expect(await save(first)).toMatchObject({ card: { newCases: 42 } });
  expect(await problemOf(await centre.send(route, { ...first, deaths: 1 }))).toBe("card-id-reused");
  expect(centre.one.stores.cards.byId(first.id)).toEqual({ card: first, savedAt: startMs, savedBy: "watch-1" });
  expect(await read("2026-04-20")).toMatchObject({ card: second });
  expect(await read("2026-04-21")).toMatchObject({ card: null });
  for (const date of ["2026-02-30", "2026-4-20", "today", ""])
    expect(await problemOf(await centre.get(`${route}?date=${date}`))).toBe("date-invalid");
  expect(await problemOf(await centre.send(route, card({ date: "2026-02-30" })))).toBe("date-invalid");
});

it("[CN22] cards outlive the counted figures: another file, kept by a restart and a rebuild", async () => {
  const saved = card();
  await save(saved);
  const { folder } = centre.one;
  await centre.close(true);
  const again = openCentre(folder);
  expect((await again.get(`${route}?date=2026-04-20`)).status).toBe(200);
  expect(again.one.stores.cards.newest("2026-04-20")?.card).toEqual(saved);
  centre = again;
});

it("[CN11] vehicles of the card are those with a plate through the roadblocks, by the city's day", async () => {
  // The 20th in Almaty ends at 19:00 of UTC, 13 hours after the start.
  centre.store([
    passage(0),
    passage(13 * hourMs - 1, { direction: "out" }),
    passage(13 * hourMs),
    passage(1, { post: "bar-01" }),
    passage(2, { subjects: subjects.slice(1) }),
  ]);
  await centre.counted();
  expect((await read("2026-04-20")).counted).toEqual({ vehiclesIn: 1, vehiclesOut: 1, tested: 0, positive: 0 });
  expect((await read("2026-04-21")).counted).toMatchObject({ vehiclesIn: 1, vehiclesOut: 0 });
  const day = (date: string, zone: string) => {
    const found = civilDay(date, zone);
    return found === null ? null : (found.to - found.from) / hourMs;
  };
  // Almaty gave an hour back when it moved to UTC+5; Berlin does it every year.
  expect([day("2024-02-29", "Asia/Almaty"), day("2026-10-25", "Europe/Berlin"), day("2026-03-29", "Europe/Berlin")]).toEqual([25, 25, 23]);
  expect([day("2026-04-20", "Asia/Kolkata"), day("2026-04-31", "Asia/Almaty"), day("2026-13-01", "UTC")]).toEqual([24, null, null]);
});
