import { type Language, languages } from "@beket/domain";
import { effect, signal } from "@preact/signals";

const storageKey = "beket.language";
export const languageNames = [
  { language: "kk", short: "Қаз", name: "Қазақша" },
  { language: "ru", short: "Рус", name: "Русский" },
  { language: "en", short: "Eng", name: "English" },
] as const satisfies readonly { language: Language; short: string; name: string }[];

export const language = signal<Language>("kk");

/** The language chosen on this device, else the browser's, else Kazakh. */
function firstLanguage(): Language {
  const kept = localStorage.getItem(storageKey);
  const wanted = [kept, ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  for (const tag of wanted) {
    const known = languages.find((candidate) => candidate === tag);
    if (known !== undefined) return known;
  }
  return "kk";
}

/** Follows `language` on the page and remembers it. Call once, before the first render. */
export function startLanguage(): void {
  language.value = firstLanguage();
  effect(() => {
    document.documentElement.lang = language.value;
    localStorage.setItem(storageKey, language.value);
  });
}
