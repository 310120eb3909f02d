export { age, count, dateTime, formatCountIn, pluralRu } from "./format.ts";
export { language, startLanguage } from "./language.ts";
export { say, words, type Words } from "./say.ts";
export { uiWords } from "./ui-words.ts";
