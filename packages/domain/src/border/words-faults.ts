import type { Language } from "../language.ts";
import type { BorderFaultCode } from "./types.ts";
import { faultsEn } from "./words-faults-en.ts";
import { faultsKk } from "./words-faults-kk.ts";
import { faultsRu } from "./words-faults-ru.ts";

const words: Readonly<Record<Language, Readonly<Record<BorderFaultCode, string>>>> = { kk: faultsKk, ru: faultsRu, en: faultsEn };

/** What stopped the step and what to do next, for whoever stands before the person. */
export const borderFaultText = (code: BorderFaultCode, language: Language): string => words[language][code];
