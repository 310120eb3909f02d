import type { FormLanguage, HealthRules } from "@beket/domain";

const instead: Readonly<Record<FormLanguage, "kk" | "ru" | "en">> = { kk: "kk", ru: "ru", en: "en", zh: "en", uz: "ru", ky: "ru" };

/** The consent in the person's language, or the next best that there is; `lang` is the language in which it really stands. */
export function consentIn(
  rules: Pick<HealthRules, "consentText" | "consentTextMore">,
  spoken: FormLanguage,
): { readonly text: string; readonly lang: FormLanguage } {
  const more = spoken === "zh" || spoken === "uz" || spoken === "ky" ? rules.consentTextMore?.[spoken] : undefined;
  return more === undefined ? { text: rules.consentText[instead[spoken]], lang: instead[spoken] } : { text: more, lang: spoken };
}
