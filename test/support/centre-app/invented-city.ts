import type { MapPost, MapSector, MapSite, PlacesReply } from "@beket/api";
import { type Position, siteLooks, type SiteLook } from "@beket/domain";
import { createRandom, type Random } from "../../../demo/src/city/random.ts";

/** South-west corner of an invented grid over a real valley. */
const corner: Position = [76.82, 43.2];
const at = (east: number, north: number): Position => [corner[0] + east / 81_300, corner[1] + north / 111_320];

const districts = [
  ["alatau", "Алатау", "Алатауский", "Alatau"],
  ["auezov", "Әуезов", "Ауэзовский", "Auezov"],
  ["zhetysu", "Жетісу", "Жетысуский", "Zhetysu"],
  ["turksib", "Түрксіб", "Турксибский", "Turksib"],
  ["nauryzbay", "Наурызбай", "Наурызбайский", "Nauryzbay"],
  ["bostandyk", "Бостандық", "Бостандыкский", "Bostandyk"],
  ["almaly", "Алмалы", "Алмалинский", "Almaly"],
  ["medeu", "Медеу", "Медеуский", "Medeu"],
] as const;
export const crews = Array.from({ length: 12 }, (_, index) => `crew-${String(index + 1).padStart(2, "0")}`);
const streets = ["Жастар", "Бірлік", "Самал", "Ақжол", "Көктем", "Достық", "Шұғыла", "Нұрлы", "Жібек", "Мерей", "Арман", "Таугүл"];

const [wide, high] = [5_200, 5_600];
const boxOf = (index: number): readonly [east: number, north: number] => [(index % 4) * wide, Math.floor(index / 4) * high];

export const inventSectors = (): readonly MapSector[] =>
  districts.map(([sector, kk, ru, en], index) => {
    const [east, north] = boxOf(index);
    const ring = [
      at(east, north),
      at(east + wide - 150, north + 120),
      at(east + wide - 200, north + high - 150),
      at(east + 80, north + high - 90),
    ];
    return {
      type: "Feature",
      geometry: { type: "Polygon", coordinates: [[...ring, ring[0] ?? at(east, north)]] },
      properties: { beket: "sector", sector, name: { kk: `${kk} ауданы`, ru: `${ru} район`, en: `${en} district` } },
    };
  });

// A city at work: half of it clean, the rest at every stage.
const lookShares: readonly (readonly [SiteLook, number])[] = [
  ["clean", 48],
  ["expiring", 9],
  ["awaiting-validation", 7],
  ["claimed", 6],
  ["planned", 17],
  ["expired", 8],
  ["rejected", 2],
  ["no-access", 3],
];
function lookBy(random: Random): SiteLook {
  let drawn = random.below(100);
  for (const [look, share] of lookShares) {
    if (drawn < share) return look;
    drawn -= share;
  }
  return siteLooks[0];
}

function geometryOf(index: number, east: number, north: number, random: Random): MapSite["geometry"] {
  const [x, y] = [east + 250 + random.below(wide - 1_000), north + 250 + random.below(high - 1_000)];
  if (index % 9 === 8) return { type: "Point", coordinates: at(x, y) };
  if (index % 5 === 4) {
    const size = 120 + random.below(160);
    return { type: "Polygon", coordinates: [[at(x, y), at(x + size, y), at(x + size, y + size * 0.7), at(x, y + size * 0.7), at(x, y)]] };
  }
  const length = 250 + random.below(500);
  const isAcross = random.chance(0.5);
  return {
    type: "LineString",
    coordinates: [0, 0.5, 1].map((part) => (isAcross ? at(x + length * part, y + 12 * part) : at(x + 12 * part, y + length * part))),
  };
}

/** `each`: sites in every one of the eight sectors. */
export function inventSites(each: number, now: number): readonly MapSite[] {
  const random = createRandom(46);
  return districts.flatMap(([sector], index) => {
    const [east, north] = boxOf(index);
    return Array.from({ length: each }, (_, number): MapSite => {
      const look = lookBy(random);
      const geometry = geometryOf(number, east, north, random);
      const assigned = random.chance(0.8) ? random.pick(crews) : null;
      const isTimed = look === "clean" || look === "expiring" || look === "claimed" || look === "expired";
      return {
        type: "Feature",
        geometry,
        properties: {
          beket: "site",
          site: `${sector}-${String(number + 1).padStart(4, "0")}`,
          sector,
          kind: geometry.type === "Point" ? "entrance" : geometry.type === "Polygon" ? "yard" : "street",
          name: `${random.pick(streets)} ${1 + random.below(240)}`,
          look,
          until: isTimed ? now + (look === "expired" ? -1 : 1) * random.below(20 * 3_600_000) : null,
          assigned,
          crew: look === "planned" ? null : assigned,
          focal: random.chance(0.04),
        },
      };
    });
  });
}

const postSpots = [
  ["rb-01", "roadblock", "«Қаскелең» бекеті №1", "Блокпост «Каскелен» № 1", "Kaskelen roadblock 1", -900, 3_000],
  ["rb-02", "roadblock", "«Талғар» бекеті №1", "Блокпост «Талгар» № 1", "Talgar roadblock 1", 21_700, 8_200],
  ["rb-03", "roadblock", "«Қапшағай» бекеті №1", "Блокпост «Капчагай» № 1", "Kapchagai roadblock 1", 14_500, 12_400],
  ["rb-04", "roadblock", "«Бурындай» бекеті №1", "Блокпост «Бурундай» № 1", "Burundai roadblock 1", 4_000, 12_300],
  ["rb-05", "roadblock", "«Медеу» бекеті №1", "Блокпост «Медеу» № 1", "Medeu roadblock 1", 19_200, -700],
  ["cb-01", "city", "Қалалық бекет Алмалы 1", "Городской заслон Алмалы 1", "City barrier Almaly 1", 12_600, 8_000],
  ["cb-02", "city", "Қалалық бекет Әуезов 2", "Городской заслон Ауэзов 2", "City barrier Auezov 2", 8_000, 3_100],
  ["cb-03", "city", "Қалалық бекет Түрксіб 1", "Городской заслон Турксиб 1", "City barrier Turksib 1", 18_000, 4_700],
] as const;
const borderPosts = [
  ["bp-01", "«Қорғас» шекара бекеті", "Пограничный пост «Хоргос»", "Khorgos border post"],
  ["bp-02", "«Қордай» шекара бекеті", "Пограничный пост «Кордай»", "Korday border post"],
  ["bp-03", "Әуежай", "Аэропорт", "Airport"],
] as const;

export const inventPlaces = (): PlacesReply => ({
  posts: [
    ...postSpots.map(([post, ledger, kk, ru, en, east, north]) => ({
      post,
      ledger,
      name: { kk, ru, en },
      at: [...at(east, north)] as [number, number],
    })),
    ...borderPosts.map(([post, kk, ru, en]) => ({ post, ledger: "roadblock" as const, name: { kk, ru, en }, kind: "border" as const })),
  ],
  areas: [],
});
export const linePosts = postSpots.map(([post, ledger]) => ({ post, ledger }));
export const borderPostCodes = borderPosts.map(([post]) => post);

export function inventMapPosts(waiting: ReadonlyMap<string, number>, now: number): readonly MapPost[] {
  const random = createRandom(61);
  return postSpots.map(([post, ledger, , , , east, north]) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: at(east, north) },
    properties: {
      beket: "post",
      post,
      ledger,
      allow: 700 + random.below(900),
      refer: 20 + random.below(90),
      deny: 40 + random.below(160),
      passages: 700 + random.below(900),
      refusals: 30 + random.below(140),
      openReferrals: random.below(6),
      vehiclesWaiting: waiting.get(post) ?? null,
      countedAt: waiting.has(post) ? now - random.below(600_000) : null,
    },
  }));
}
