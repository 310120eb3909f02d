import type { CountryCode } from "@beket/domain";
import { type Words, words } from "../../i18n/index.ts";

/** Countries whose plates and passports come to the city's posts; the first five stand on the keypad. `XXX` is "not known". */
export const countries: readonly { readonly code: CountryCode; readonly name: Words }[] = [
  { code: "KAZ", name: words("Қазақстан", "Казахстан", "Kazakhstan") },
  { code: "KGZ", name: words("Қырғызстан", "Кыргызстан", "Kyrgyzstan") },
  { code: "UZB", name: words("Өзбекстан", "Узбекистан", "Uzbekistan") },
  { code: "RUS", name: words("Ресей", "Россия", "Russia") },
  { code: "CHN", name: words("Қытай", "Китай", "China") },
  { code: "TJK", name: words("Тәжікстан", "Таджикистан", "Tajikistan") },
  { code: "TKM", name: words("Түрікменстан", "Туркменистан", "Turkmenistan") },
  { code: "TUR", name: words("Түркия", "Турция", "Türkiye") },
  { code: "BLR", name: words("Беларусь", "Беларусь", "Belarus") },
  { code: "UKR", name: words("Украина", "Украина", "Ukraine") },
  { code: "AZE", name: words("Әзербайжан", "Азербайджан", "Azerbaijan") },
  { code: "GEO", name: words("Грузия", "Грузия", "Georgia") },
  { code: "ARM", name: words("Армения", "Армения", "Armenia") },
  { code: "MNG", name: words("Моңғолия", "Монголия", "Mongolia") },
  { code: "AFG", name: words("Ауғанстан", "Афганистан", "Afghanistan") },
  { code: "IRN", name: words("Иран", "Иран", "Iran") },
  { code: "PAK", name: words("Пәкістан", "Пакистан", "Pakistan") },
  { code: "IND", name: words("Үндістан", "Индия", "India") },
  { code: "KOR", name: words("Оңтүстік Корея", "Южная Корея", "South Korea") },
  { code: "DEU", name: words("Германия", "Германия", "Germany") },
  { code: "POL", name: words("Польша", "Польша", "Poland") },
  { code: "LTU", name: words("Литва", "Литва", "Lithuania") },
  { code: "GBR", name: words("Ұлыбритания", "Великобритания", "United Kingdom") },
  { code: "USA", name: words("АҚШ", "США", "United States") },
  { code: "XXX", name: words("Белгісіз ел", "Страна неизвестна", "Country not known") },
];
export const keypadCountries = countries.slice(0, 5);

export const countryName = (code: CountryCode): Words =>
  countries.find((country) => country.code === code)?.name ?? words(code, code, code);
