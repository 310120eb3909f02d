import { centreRoutes, type DailyCard, DailyCardReply } from "@beket/api";
import { systemClock, systemRandom } from "@beket/node-kit";
import { formatUuid, uuidv7 } from "@beket/replication";
import type { Random } from "../city/random.ts";
import { signInStaff } from "./staff-client.ts";

const dayMs = 86_400_000;
const daysBefore = 6;
const clock = systemClock();

/** Codes as the border's rules name them, and how many specimens a day each is built for. */
const laboratories = [
  { laboratory: "city-centre", capacity: 450 },
  { laboratory: "regional", capacity: 300 },
  { laboratory: "airport", capacity: 120 },
] as const;

/** The card of a day that is over, its numbers in proportion to each other; the busiest laboratory is over its capacity now and then. */
export function inventCard(random: Random, date: string): Omit<DailyCard, "id"> {
  const rows = laboratories.map(({ laboratory, capacity }) => {
    const tested = Math.round(capacity * (0.55 + random.below(65) / 100));
    return { laboratory, capacity, tested, positive: Math.round(tested * (0.02 + random.below(4) / 100)) };
  });
  const newCases = rows.reduce((sum, { positive }) => sum + positive, 0);
  const found = newCases * (3 + random.below(3));
  const occupied = 620 + random.below(160);
  const intensive = 18 + random.below(14);
  return {
    date,
    newCases,
    recovered: 12 + random.below(20),
    deaths: random.below(3),
    examined: rows.reduce((sum, { tested }) => sum + tested, 0),
    contacts: { found, isolated: Math.round(found * (0.85 + random.below(13) / 100)) },
    beds: { total: 1_240, occupied, intensive, ventilators: Math.round(intensive / 3) },
    laboratories: rows,
    outbreaks: random.chance(0.5) ? [{ place: "жатақхана, 2-корпус", cases: 3 + random.below(9) }] : [],
    vehicles: { in: 0, out: 0 },
    note: "",
  };
}

/** The city's forms of the days before, as the watch typed them. Today's is left to people. Dates are the city's at `now`. */
export async function fillCards(centralUrl: string, timeZone: string, random: Random, now: number): Promise<void> {
  const call = await signInStaff(centralUrl, "centre");
  const dates = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  for (let ago = daysBefore; ago >= 1; ago -= 1) {
    const card: DailyCard = { id: formatUuid(uuidv7(clock, systemRandom)), ...inventCard(random, dates.format(now - ago * dayMs)) };
    await call(DailyCardReply, "POST", centreRoutes.dailyCard, JSON.stringify(card));
  }
}
