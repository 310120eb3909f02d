import { type SiteLook, siteLooks } from "@beket/domain";
import { type Words, words } from "../i18n/index.ts";
import type { LookStyle } from "./types.ts";

/** Sites by look. Lightness steps as well as hue, and no two share a pattern: the map is read by people who see no red or green. */
const styles: Readonly<Record<SiteLook, Omit<LookStyle, "look">>> = {
  clean: { pattern: "solid", light: "#0a7a44", dark: "#4fd08a" },
  expiring: { pattern: "stripes", light: "#b08a00", dark: "#f0cf4a" },
  expired: { pattern: "back-stripes", light: "#c2500a", dark: "#ff9a52" },
  claimed: { pattern: "dots", light: "#1c62b7", dark: "#7db4f5" },
  "awaiting-validation": { pattern: "grid", light: "#6b4bb0", dark: "#bda3f2" },
  rejected: { pattern: "cross", light: "#a3161b", dark: "#ff8d86" },
  "no-access": { pattern: "bars", light: "#4b5654", dark: "#b3c0bd" },
  planned: { pattern: "empty", light: "#8d8a80", dark: "#71827f" },
};
export const siteLookStyles: readonly LookStyle[] = siteLooks.map((look) => ({ look, ...styles[look] }));

export const siteLookNames: Readonly<Record<SiteLook, Words>> = {
  planned: words("Жоспарда", "Запланировано", "Planned"),
  claimed: words("Бригада алды", "Взято бригадой", "Claimed"),
  "no-access": words("Кіру мүмкін емес", "Нет доступа", "No access"),
  "awaiting-validation": words("Тексеруді күтуде", "Ждёт проверки", "Awaiting validation"),
  clean: words("Таза", "Чисто", "Clean"),
  expiring: words("Мерзімі бітуде", "Срок истекает", "Expiring"),
  expired: words("Мерзімі өтті", "Срок истёк", "Expired"),
  rejected: words("Қабылданбады", "Не принято", "Rejected"),
};
/** The order of legends and charts: the clean first, then what needs somebody. */
export const siteLookOrder: readonly SiteLook[] = [
  "clean",
  "expiring",
  "awaiting-validation",
  "claimed",
  "planned",
  "expired",
  "rejected",
  "no-access",
];
