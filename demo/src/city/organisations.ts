import type { OrganisationRow } from "@beket/api";
import { inventBin } from "./identifiers.ts";
import type { Random } from "./random.ts";

// OKED classes: most are authorised by the demo's regime, the last few are not, so that refusals happen too.
const trades = [
  { oked: "47110", word: "Азық-түлік", forms: ["Базары", "Маркет", "Сауда"] },
  { oked: "46310", word: "Жеміс", forms: ["Көтерме", "Қойма"] },
  { oked: "10710", word: "Нан", forms: ["Зауыты", "Цехы"] },
  { oked: "47730", word: "Дәріхана", forms: ["Желісі", "Қызметі"] },
  { oked: "86100", word: "Емхана", forms: ["№ 2", "Орталығы"] },
  { oked: "49410", word: "Жүк", forms: ["Логистика", "Тасымал"] },
  { oked: "49310", word: "Қала", forms: ["Автобус паркі", "Көлік"] },
  { oked: "35130", word: "Жарық", forms: ["Желілері", "Қуат"] },
  { oked: "36000", word: "Су", forms: ["Арнасы", "Қызметі"] },
  { oked: "38110", word: "Таза", forms: ["Қала", "Қызмет"] },
  { oked: "61100", word: "Байланыс", forms: ["Телеком", "Желі"] },
  { oked: "01110", word: "Егін", forms: ["Шаруашылығы", "Агро"] },
  { oked: "80100", word: "Күзет", forms: ["Қызметі", "Агенттігі"] },
  { oked: "56100", word: "Дәмхана", forms: ["Жеткізу", "Асхана"] },
  { oked: "93120", word: "Спорт", forms: ["Клубы", "Орталығы"] },
  { oked: "96020", word: "Сән", forms: ["Салоны", "Студиясы"] },
] as const;
const prefixes = [
  "Алатау",
  "Жетісу",
  "Медеу",
  "Көктөбе",
  "Шымбұлақ",
  "Есентай",
  "Нұрлы",
  "Самал",
  "Ақбұлақ",
  "Қарғалы",
  "Тұран",
  "Сарыарқа",
  "Дархан",
  "Бәйтерек",
  "Айнабұлақ",
] as const;

/** Invented organisations as the tax authority's base would list them; every BIN is valid and different. */
export const inventOrganisations = (random: Random, count: number): readonly OrganisationRow[] => {
  const bins = new Set<string>();
  return Array.from({ length: count }, (_, index): OrganisationRow => {
    let bin = inventBin(random);
    while (bins.has(bin)) bin = inventBin(random);
    bins.add(bin);
    // The first organisation is the one whose keys the demo's NCALayer holds: authorised, active and large enough.
    const trade = index === 0 ? trades[5] : random.pick(trades);
    const name = `«${random.pick(prefixes)} ${trade.word} ${random.pick<string>(trade.forms)}» ЖШС`;
    const large = random.chance(0.2);
    return {
      bin,
      name,
      oked: trade.oked,
      okedSecondary: random.chance(0.3) ? [random.pick(trades).oked] : [],
      headcount: index === 0 ? 640 : large ? 900 + random.below(2_600) : 120 + random.below(700),
      status: index > 0 && random.chance(0.02) ? random.pick(["liquidated", "suspended"] as const) : "active",
    };
  });
};
