import { panels, type PanelName, type PanelReply } from "@beket/api";
import { createRandom } from "../../../demo/src/city/random.ts";
import { borderPostCodes, inventSectors, linePosts } from "./invented-city.ts";
import type { MapSite } from "@beket/api";

type Row = PanelReply["rows"][number];
const hourMs = 3_600_000;

export const queueOf: ReadonlyMap<string, number> = new Map([
  ["rb-01", 74],
  ["rb-02", 38],
  ["rb-03", 12],
  ["rb-04", 21],
  ["cb-01", 6],
  ["cb-02", 3],
]);

const flow = (): readonly Row[] => {
  const random = createRandom(1);
  return linePosts.map(({ post, ledger }) => {
    const [allow, refer, deny] = [600 + random.below(1_400), 20 + random.below(110), 40 + random.below(190)];
    const into = Math.round(allow * 0.55);
    return [
      post,
      ledger,
      allow + refer + deny,
      allow,
      refer,
      deny,
      into,
      allow - into,
      deny - random.below(20),
      refer,
      14_000 + random.below(70_000),
    ];
  });
};

const hours = (from: number, to: number): readonly Row[] => {
  const random = createRandom(2);
  const rows: Row[] = [];
  for (let hour = from; hour < to; hour += hourMs) {
    // Two peaks of a working day, by the hour of Almaty.
    const clock = ((hour / hourMs + 5) % 24) + 0;
    const peak = Math.exp(-((clock - 8) ** 2) / 8) + 0.8 * Math.exp(-((clock - 18) ** 2) / 10) + 0.08;
    for (const [ledger, size] of [
      ["roadblock", 620],
      ["city", 260],
    ] as const) {
      const allow = Math.round(size * peak * (0.85 + random.below(30) / 100));
      rows.push([
        hour,
        ledger,
        allow,
        Math.round(allow * 0.06) + random.below(4),
        Math.round(allow * 0.11) + random.below(6),
        Math.round(allow * 0.97),
      ]);
    }
  }
  return rows;
};

const reasons: readonly Row[] = [
  ["absent", "roadblock", 412, 0],
  ["permit-wrong-hours", "roadblock", 168, 0],
  ["permit-expired", "city", 121, 0],
  ["absent-replica-stale", "roadblock", 0, 96],
  ["hold-provisional", "roadblock", 0, 31],
  ["permit-revoked", "roadblock", 58, 0],
  ["unverified-identifier", "city", 0, 47],
  ["category-refer", "roadblock", 0, 29],
  ["permit-wrong-place", "city", 22, 0],
];

const referrals = (now: number): readonly Row[] =>
  (
    [
      ["R-118", "rb-01", "lane-2", "absent-replica-stale", "opened", 47],
      ["R-121", "rb-02", "lane-1", "hold-provisional", "taken", 33],
      ["R-125", "rb-01", "lane-1", "category-refer", "opened", 21],
      ["R-126", "cb-01", "lane-1", "unverified-identifier", "opened", 12],
      ["R-130", "rb-04", "lane-3", "hold-provisional", "opened", 4],
    ] as const
  ).map(([number, post, lane, reason, state, minutes]) => [number, post, lane, reason, state, now - minutes * 60_000, minutes * 60_000]);

const queue = (now: number): readonly Row[] =>
  [...queueOf].flatMap(([post, waiting], index): Row[] =>
    [0.6, 0.4].map((part, lane) => [
      post,
      `lane-${lane + 1}`,
      Math.round(waiting * part),
      now - (index + 1) * 140_000,
      22_000 + index * 9_000 + lane * 4_000,
    ]),
  );

const tests = (): readonly Row[] => {
  const random = createRandom(7);
  const from = { "bp-01": ["CHN", "KAZ"], "bp-02": ["KGZ", "UZB", "KAZ"], "bp-03": ["TUR", "RUS", "DEU", "KAZ"] } as const;
  return borderPostCodes.flatMap((post) =>
    from[post].map((country): Row => {
      const arrivals = 40 + random.below(260);
      const selected = Math.round(arrivals * 0.7);
      const [acute, past, invalid, pending] = [random.below(6), random.below(4), random.below(4), random.below(18)];
      const tested = selected - random.below(12);
      return [post, country, arrivals, selected, tested, tested - acute - past - invalid - pending, acute, past, invalid, pending];
    }),
  );
};

const holds = (now: number): readonly Row[] => [
  ["provisional", 14, now - 5 * hourMs, 2],
  ["confirmed", 9, now - 90 * hourMs, 0],
  ["contested", 1, now - 20 * hourMs, 0],
  ["released", 61, now - 400 * hourMs, 0],
  ["expired", 7, now - 500 * hourMs, 0],
];

const looksInOrder = ["planned", "claimed", "no-access", "awaiting-validation", "clean", "expiring", "expired", "rejected"] as const;
const sitesBySector = (sites: readonly MapSite[]): readonly Row[] =>
  inventSectors().map(({ properties: { sector, name } }) => {
    const own = sites.filter(({ properties }) => properties.sector === sector);
    return [sector, name.kk, own.length, ...looksInOrder.map((look) => own.filter(({ properties }) => properties.look === look).length)];
  });

const nodes = (now: number): readonly Row[] =>
  [...linePosts.map(({ post }) => post), ...borderPostCodes].map((post, index) => {
    const isHere = index !== 3;
    const age = isHere ? 4_000 + index * 1_900 : 4 * hourMs + 1_080_000;
    return [`node-${post}`, post, isHere, now - age, age, isHere ? 800 + index * 350 : 2 * hourMs, 120_000 - index * 8_321];
  });

const dayText = (ms: number): string => new Date(ms + 5 * hourMs).toISOString().slice(0, 10);
const cardDays = (now: number): readonly Row[] => {
  const random = createRandom(11);
  return Array.from({ length: 6 }, (_, back) => dayText(now - (6 - back) * 24 * hourMs)).flatMap((date, day): Row[] => {
    const first = day === 3 ? 1_171 : 280 + random.below(170);
    const second = day === 4 ? 451 : 180 + random.below(110);
    return [
      [date, "city-nce-1", 450, first, random.below(30), first > 450],
      [date, "clinic-lab-2", 300, second, random.below(14), second > 300],
    ];
  });
};

/** Rows of a panel of an invented city, in the shape of the contract. */
export function inventPanel(
  panel: PanelName,
  range: { readonly from: number; readonly to: number },
  now: number,
  sites: readonly MapSite[],
): PanelReply {
  const rows: Readonly<Record<PanelName, () => readonly Row[]>> = {
    flow,
    hours: () => hours(range.from, range.to),
    reasons: () => reasons,
    referrals: () => referrals(now),
    queue: () => queue(now),
    tests,
    holds: () => holds(now),
    sites: () => sitesBySector(sites),
    nodes: () => nodes(now),
    "daily-card": () => cardDays(now),
  };
  return {
    panel,
    asOf: now - 3_000,
    ...range,
    columns: panels[panel].map(([column, type]) => ({ column, type })),
    rows: [...rows[panel]()],
    behind: panel === "flow" ? 12 : 0,
  };
}
