import type { Reason, ReasonCode } from "../decision/types.ts";
import type { Language } from "../language.ts";
import { formatAge, formatDateTime } from "./format.ts";
import { instructionText } from "./names.ts";
import type { ReasonText } from "./reason-text.ts";
import { reasonsEn } from "./reasons-en.ts";
import { reasonsKk } from "./reasons-kk.ts";
import { reasonsRu } from "./reasons-ru.ts";

/** What a sentence cannot know of itself: the city's zone for times, and the regime's name of a category. */
export type ReasonContext = { readonly timeZone?: string; readonly categoryName?: string };

const tables: Readonly<Record<Language, Readonly<Record<ReasonCode, ReasonText>>>> = { kk: reasonsKk, ru: reasonsRu, en: reasonsEn };

/**
 * The sentence of a reason in one language. In the tables `{number}`, `{at}`, `{age}` and `{category}` stand where a fact is put in
 * with its own space and brackets, or nothing; `{instruction}` is the hold's instruction. A time needs `context.timeZone` to be shown.
 */
export function reasonSentence(reason: Reason, language: Language, context: ReasonContext = {}): ReasonText {
  const text = tables[language][reason.code];
  return { cause: fill(text.cause, reason, language, context), next: fill(text.next, reason, language, context) };
}

function fill(template: string, reason: Reason, language: Language, { timeZone, categoryName }: ReasonContext): string {
  const at = reason.at !== undefined && timeZone !== undefined ? ` (${formatDateTime(reason.at, timeZone, language)})` : "";
  return template
    .replace("{number}", reason.number === undefined ? "" : ` ${reason.number}`)
    .replace("{at}", at)
    .replace("{age}", reason.ageMs === undefined ? "" : ` (${formatAge(reason.ageMs, language)})`)
    .replace("{category}", categoryName === undefined ? "" : ` (${categoryName})`)
    .replace("{instruction}", instructionText(reason.instruction ?? "refer-supervisor", language));
}
