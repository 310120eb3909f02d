import type { Language } from "@beket/domain";
import { language } from "./language.ts";

/** The same words in every language; a missing one does not compile. */
export type Words = Readonly<Record<Language, string>>;

/** Reads the language's signal, so whatever renders it follows a change of language. */
export const say = (words: Words): string => words[language.value];
export const words = (kk: string, ru: string, en: string): Words => ({ kk, ru, en });
