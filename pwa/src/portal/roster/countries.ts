import type { Language } from "@beket/domain";

type Country = { readonly code: string; readonly short: string } & Readonly<Record<Language, string>>;

const row = (code: string, short: string, kk: string, ru: string, en: string): Country => ({ code, short, kk, ru, en });

/** Countries whose citizens and vehicles stand at the city's roads most often; any other three letters of ICAO 9303 may be typed. */
export const countries: readonly Country[] = [
  row("KAZ", "KZ", "Қазақстан", "Казахстан", "Kazakhstan"),
  row("KGZ", "KG", "Қырғызстан", "Кыргызстан", "Kyrgyzstan"),
  row("UZB", "UZ", "Өзбекстан", "Узбекистан", "Uzbekistan"),
  row("RUS", "RU", "Ресей", "Россия", "Russia"),
  row("CHN", "CN", "Қытай", "Китай", "China"),
  row("TJK", "TJ", "Тәжікстан", "Таджикистан", "Tajikistan"),
  row("TKM", "TM", "Түрікменстан", "Туркменистан", "Turkmenistan"),
  row("AFG", "AF", "Ауғанстан", "Афганистан", "Afghanistan"),
  row("ARM", "AM", "Армения", "Армения", "Armenia"),
  row("AZE", "AZ", "Әзербайжан", "Азербайджан", "Azerbaijan"),
  row("BGD", "BD", "Бангладеш", "Бангладеш", "Bangladesh"),
  row("BLR", "BY", "Беларусь", "Беларусь", "Belarus"),
  row("DEU", "DE", "Германия", "Германия", "Germany"),
  row("FRA", "FR", "Франция", "Франция", "France"),
  row("GBR", "GB", "Ұлыбритания", "Великобритания", "United Kingdom"),
  row("GEO", "GE", "Грузия", "Грузия", "Georgia"),
  row("IND", "IN", "Үндістан", "Индия", "India"),
  row("IRN", "IR", "Иран", "Иран", "Iran"),
  row("ITA", "IT", "Италия", "Италия", "Italy"),
  row("JPN", "JP", "Жапония", "Япония", "Japan"),
  row("KOR", "KR", "Корея Республикасы", "Республика Корея", "Republic of Korea"),
  row("LTU", "LT", "Литва", "Литва", "Lithuania"),
  row("LVA", "LV", "Латвия", "Латвия", "Latvia"),
  row("MDA", "MD", "Молдова", "Молдова", "Moldova"),
  row("MNG", "MN", "Моңғолия", "Монголия", "Mongolia"),
  row("NLD", "NL", "Нидерланд", "Нидерланды", "Netherlands"),
  row("PAK", "PK", "Пәкістан", "Пакистан", "Pakistan"),
  row("POL", "PL", "Польша", "Польша", "Poland"),
  row("TUR", "TR", "Түркия", "Турция", "Türkiye"),
  row("UKR", "UA", "Украина", "Украина", "Ukraine"),
  row("USA", "US", "АҚШ", "США", "United States"),
];

const otherNames: Readonly<Record<string, string>> = {
  рк: "KAZ",
  қр: "KAZ",
  киргизия: "KGZ",
  кыргызская: "KGZ",
  рф: "RUS",
  кнр: "CHN",
  қхр: "CHN",
  turkey: "TUR",
};

const codeByName = new Map<string, string>([
  ...countries.flatMap(({ code, short, kk, ru, en }) =>
    [code, short, kk, ru, en].map((name): [string, string] => [name.toLowerCase(), code]),
  ),
  ...Object.entries(otherNames),
]);

/** The three-letter code of a country written as a code or a name, or null. */
export function countryOf(text: string): string | null {
  const known = codeByName.get(text.trim().toLowerCase());
  return known ?? null;
}

export const countryName = (code: string, language: Language): string =>
  countries.find((country) => country.code === code)?.[language] ?? code;
