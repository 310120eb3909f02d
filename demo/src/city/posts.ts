import type { Duty, PlacesReply } from "@beket/api";
import type { TestPlace } from "@beket/domain";
import { barrierAt, roadblockAt } from "./coordinates.ts";
import type { Random } from "./random.ts";

export type Post = {
  readonly post: string;
  readonly kind: "roadblock" | "barrier" | "border" | "crew-base";
  readonly duties: readonly Duty[];
  /** What kind of place tests people here. */
  readonly place: TestPlace | null;
  /** Longitude and latitude. */
  readonly at: readonly [number, number];
  readonly ledger: "city" | "roadblock";
  readonly name: { readonly kk: string; readonly ru: string; readonly en: string };
  readonly areas: readonly string[];
  readonly lanes: readonly { readonly lane: string; readonly name: string; readonly direction: "in" | "out"; readonly camera: boolean }[];
};

/** The districts of the city; a permit may be limited to some of them. */
export const districts = ["alatau", "almaly", "auezov", "bostandyk", "zhetysu", "medeu", "nauryzbay", "turksib"] as const;

const districtNames: Readonly<Record<(typeof districts)[number], readonly [kk: string, ru: string, en: string]>> = {
  alatau: ["Алатау ауданы", "Алатауский район", "Alatau district"],
  almaly: ["Алмалы ауданы", "Алмалинский район", "Almaly district"],
  auezov: ["Әуезов ауданы", "Ауэзовский район", "Auezov district"],
  bostandyk: ["Бостандық ауданы", "Бостандыкский район", "Bostandyk district"],
  zhetysu: ["Жетісу ауданы", "Жетысуский район", "Zhetysu district"],
  medeu: ["Медеу ауданы", "Медеуский район", "Medeu district"],
  nauryzbay: ["Наурызбай ауданы", "Наурызбайский район", "Nauryzbay district"],
  turksib: ["Түрксіб ауданы", "Турксибский район", "Turksib district"],
};

/** What an application may be limited to, as central offers it to the portal. */
export const placesOf = (posts: readonly Post[]): PlacesReply => ({
  posts: posts.map(({ post, ledger, name, kind, at }) => ({ post, ledger, name, kind, at: [...at] })),
  areas: districts.map((area) => {
    const [kk, ru, en] = districtNames[area];
    return { area, name: { kk, ru, en } };
  }),
});

const entries = [
  ["Қаскелең", "Каскелен", "Kaskelen"],
  ["Талғар", "Талгар", "Talgar"],
  ["Қапшағай", "Капчагай", "Kapchagai"],
  ["Бурындай", "Бурундай", "Burundai"],
  ["Есік", "Есик", "Esik"],
  ["Көкпекті", "Кокпекты", "Kokpekty"],
  ["Шамалған", "Чемолган", "Shamalgan"],
  ["Іле", "Или", "Ili"],
  ["Алатау асуы", "Алатауский перевал", "Alatau Pass"],
  ["Медеу", "Медеу", "Medeu"],
] as const;

const lanesOf = (count: number, cameraEvery: number): Post["lanes"] =>
  Array.from({ length: count }, (_, index) => {
    const direction = index < Math.ceil(count / 2) ? "in" : "out";
    return { lane: `lane-${index + 1}`, name: String(index + 1), direction, camera: index % cameraEvery === 0 } as const;
  });

const desks = (count: number): Post["lanes"] =>
  Array.from(
    { length: count },
    (_, index) => ({ lane: `desk-${index + 1}`, name: String(index + 1), direction: "in", camera: false }) as const,
  );

/** Korday, on the road from Bishkek: people are registered and tested here. */
const borderPost: Post = {
  post: "bp-01",
  kind: "border",
  duties: ["line", "border"],
  place: "border",
  at: [74.7128, 43.0395],
  ledger: "roadblock",
  name: { kk: "«Қордай» шекара бекеті", ru: "Пограничный пост «Кордай»", en: "Korday border post" },
  areas: [],
  lanes: desks(4),
};
/** Where the disinfection crews meet their tablets' node. */
const crewBase: Post = {
  post: "cr-01",
  kind: "crew-base",
  duties: ["crews"],
  place: null,
  at: [76.9026, 43.2389],
  ledger: "city",
  name: { kk: "Дезинфекция бригадаларының базасы", ru: "База бригад дезинфекции", en: "Base of the disinfection crews" },
  areas: [],
  lanes: [{ lane: "yard", name: "1", direction: "out", camera: false }],
};

/** 27 roadblocks on the ten entries and 35 barriers inside the city, a border post and a base of crews. The first roadblock is the one the demo runs. */
export const inventPosts = (random: Random): readonly Post[] => {
  const roadblocks = Array.from({ length: 27 }, (_, index): Post => {
    const entry = entries[index % entries.length] ?? entries[0];
    const number = Math.floor(index / entries.length) + 1;
    return {
      post: `rb-${String(index + 1).padStart(2, "0")}`,
      kind: "roadblock",
      duties: ["line"],
      place: null,
      at: roadblockAt(index),
      ledger: "roadblock",
      name: { kk: `«${entry[0]}» бекеті №${number}`, ru: `Блокпост «${entry[1]}» № ${number}`, en: `${entry[2]} roadblock ${number}` },
      areas: [],
      // The demo simulates one camera, so its post has one.
      lanes: index === 0 ? lanesOf(4, 4) : lanesOf(2 + random.below(4), 2),
    };
  });
  const barriers = Array.from({ length: 35 }, (_, index): Post => {
    const district = districts[index % districts.length] ?? "almaly";
    const number = Math.floor(index / districts.length) + 1;
    const [kk, ru, en] = districtNames[district];
    return {
      post: `cb-${String(index + 1).padStart(2, "0")}`,
      kind: "barrier",
      duties: ["line"],
      place: null,
      at: barrierAt(districts.indexOf(district), number),
      ledger: "city",
      name: { kk: `Қалалық бекет №${number}, ${kk}`, ru: `Городской пост № ${number}, ${ru}`, en: `City post ${number}, ${en}` },
      areas: [district],
      lanes: lanesOf(1 + random.below(3), 3),
    };
  });
  return [...roadblocks, ...barriers, borderPost, crewBase];
};
