import type { Language } from "@beket/domain";

/** At most one decimal; a comma in Kazakh and Russian. */
export const decimalText = (value: number, language: Language): string => {
  const text = String(Math.round(value * 10) / 10);
  return language === "en" ? text : text.replace(".", ",");
};

/** What a person typed, with a comma or a point; null for what is no amount. Empty is null too: nothing was said yet. */
export function amountOf(text: string, max: number): number | null {
  const plain = text.trim().replace(",", ".");
  if (!/^\d{1,8}(\.\d{0,2})?$/.test(plain)) return null;
  const value = Number(plain);
  return value <= max ? value : null;
}

const nearestStep = (value: number): number => (value < 20 ? 1 : value < 100 ? 5 : value < 1_000 ? 10 : 100);
/** One tap more or less: coarser as the amount grows, and always on a round number. */
export function stepped(value: number, direction: 1 | -1, max: number): number {
  const step = nearestStep(direction === 1 ? value : value - 0.01);
  const next = direction === 1 ? Math.floor(value / step + 1) * step : Math.ceil(value / step - 1) * step;
  return Math.min(max, Math.max(0, next));
}
