/** How a number of a cell is read: as it is, as a day or a time, or as digits with the zeros before them that its format shows. */
export type NumberFormat = { readonly kind: "general" } | { readonly kind: "date" } | { readonly kind: "digits"; readonly length: number };
export const generalFormat: NumberFormat = { kind: "general" };

/** Ids of dates and times that Excel never writes out (ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 in Asian versions). */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

export function formatOf(id: string, custom: ReadonlyMap<string, string>): NumberFormat {
  const code = custom.get(id);
  if (code === undefined) return isBuiltInDate(Number(id)) ? { kind: "date" } : generalFormat;
  // Words in quotes, escaped signs, colours and conditions say nothing of the number; elapsed hours do.
  const bare = code
    .slice(0, 255)
    .replaceAll(/"[^"]*"|\\.|_./g, "")
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  if (/^0{2,15}$/.test(bare)) return { kind: "digits", length: bare.length };
  return /[ymdhs]/i.test(bare.replaceAll(/general/gi, "")) ? { kind: "date" } : generalFormat;
}

/** The text of a numeric cell. Excel keeps 15 digits; what stands beyond is noise of the binary number. */
export function numberText(raw: string, format: NumberFormat, is1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value)) return raw;
  if (format.kind === "date") return dateText(value, is1904) ?? plain(value);
  const text = plain(value);
  return format.kind === "digits" && /^\d+$/.test(text) ? text.padStart(format.length, "0") : text;
}

function plain(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? String(value) : BigInt(value).toString();
  const text = String(Number(value.toPrecision(15)));
  return text.includes("e") ? value.toFixed(15).replace(/\.?0+$/, "") : text;
}

const dayMs = 86_400_000;
/** The last day of 9999. */
const serialMax = 2_958_466;

/** Days since the last of 1899, where Excel believes in a 29 February 1900. Null where it is no date that a table can mean. */
function dateText(serial: number, is1904: boolean): string | null {
  if (serial < 0 || serial >= serialMax) return null;
  const days = is1904 ? serial + 1_462 : serial < 60 ? serial + 1 : serial;
  const text = new Date(Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1_000).toISOString().slice(0, 19);
  if (serial < 1 && !is1904) return text.slice(11);
  return (days * dayMs) % dayMs === 0 ? text.slice(0, 10) : text;
}
