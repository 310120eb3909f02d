import { language, languageNames } from "../i18n/language.ts";
import { say } from "../i18n/say.ts";
import { uiWords } from "../i18n/ui-words.ts";
import { Choice } from "./choice.tsx";
import { theme, themes } from "./theme.ts";

/** Kazakh, Russian, English, each named in itself. */
export function LanguageSwitch() {
  return (
    <Choice
      label={say(uiWords.language)}
      value={language.value}
      items={languageNames.map(({ language, short }) => ({ value: language, name: short, lang: language }))}
      onChange={(chosen) => (language.value = chosen)}
    />
  );
}

const themeIcons = { auto: "auto", light: "sun", dark: "moon" } as const;

export function ThemeSwitch() {
  return (
    <Choice
      label={say(uiWords.theme)}
      value={theme.value}
      items={themes.map((value) => ({ value, name: say(uiWords.themes[value]), icon: themeIcons[value] }))}
      onChange={(chosen) => (theme.value = chosen)}
    />
  );
}
