import { parseBin, parseIin } from "@beket/domain";
import { restoreDigits } from "@beket/tables";

export type FormatFault = { readonly code: "number-in-exponent" | "zeros-lost" | "letters-in-digits"; readonly suggestion: string | null };

/** Letters that a hand or a recogniser writes for digits, Latin and Cyrillic. */
const digitFor: Readonly<Record<string, string>> = {
  O: "0",
  О: "0",
  З: "3",
  I: "1",
  l: "1",
  І: "1",
  B: "8",
  В: "8",
  S: "5",
  б: "6",
  Ч: "4",
};

/** What a spreadsheet or a hand did to an IIN, with the number that was meant where there is just one that stands. */
export function formatFault(value: string): FormatFault | null {
  const restored = restoreDigits(value, 12);
  if (!restored.ok && restored.error === "number-in-exponent") return { code: "number-in-exponent", suggestion: null };
  if (restored.ok) {
    const { digits } = restored.value;
    return restored.value.restored && digits.startsWith("0") && parseIin(digits).ok ? { code: "zeros-lost", suggestion: digits } : null;
  }
  const bare = value.replaceAll(/[\s-]/g, "");
  if (bare.length !== 12 || !/\d{6}/.test(bare.replaceAll(/\D/g, ""))) return null;
  const digits = Array.from(bare, (sign) => digitFor[sign] ?? sign).join("");
  return digits !== bare && parseIin(digits).ok ? { code: "letters-in-digits", suggestion: digits } : null;
}

/** A firm's number in a row: BIN, or IIN of a sole proprietor. */
export const isFirmNumber = (text: string): boolean => {
  const digits = text.replaceAll(/[\s-]/g, "");
  return parseBin(digits).ok || parseIin(digits).ok;
};
