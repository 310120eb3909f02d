import { err, ok, parseIin, parseSubject, type Result, type SubjectKey } from "@beket/domain";
import { readDelimited } from "../../text/delimited.ts";
import { countries } from "../../field/words/countries.ts";
import { nameOf, seatOf } from "./person-draft.ts";

export type ManifestPerson = {
  readonly seat: string | null;
  readonly name: string;
  readonly subject: SubjectKey | null;
  readonly birthDate: string | null;
  readonly sex: "male" | "female" | "unknown";
  readonly citizenship: string | null;
};
export type ManifestFault = "name-missing" | "number-wrong" | "country-missing" | "number-twice" | "seat-twice";
/** `line` counts from 1, the header too, as the person sees the text. */
export type ManifestRow = { readonly line: number; readonly read: Result<ManifestPerson, ManifestFault> };
export type Manifest = { readonly rows: readonly ManifestRow[]; readonly dropped: number };

const manifestRowsMax = 500;

const isSeat = (cell: string): boolean => /^(?:[0-9A-Z]{1,3}-)?[0-9]{1,3}[A-Z]?$/.test(seatOf(cell));
const digitsIn = (text: string): number => text.replaceAll(/\D/g, "").length;
const countryByName = new Map(
  countries.flatMap(({ code, name }) => [code, name.kk, name.ru, name.en].map((text) => [text.toLowerCase(), code] as const)),
);
function countryOf(cell: string): string | null {
  const known = countryByName.get(cell.trim().toLowerCase());
  if (known !== undefined) return known;
  return /^[A-Z]{3}$/.test(cell.trim()) ? cell.trim() : null;
}
/** `2001-05-17`, `17.05.2001`, `17/05/2001`. */
function dateOf(cell: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(cell);
  const local = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(cell);
  const parts = iso === null ? (local === null ? null : [local[3], local[2], local[1]]) : iso.slice(1);
  if (parts === null) return null;
  const [year = "", month = "", day = ""] = parts;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : null;
}
const headerWords =
  /^(№|no|seat|place|место|орын|орны|name|full name|фио|имя|фамилия|аты|аты-жөні|iin|иин|жсн|document|passport|документ|паспорт|құжат|country|страна|гражданство|ел|азаматтығы|birth.*|дата рождения|туған күні)[.:]?$/i;
/** A first line that names its columns and holds no number. */
const isHeader = (cells: readonly string[]): boolean =>
  cells.every((cell) => digitsIn(cell) === 0) && cells.some((cell) => headerWords.test(cell));

/**
 * Reads a pasted list: seat, name, document, country, birth date in any order; each cell is told by what it looks like. Where every
 * line begins with a short number, that is the seat.
 */
export function readManifest(text: string, countryFrom: string): Manifest {
  const { rows, dropped } = readDelimited(text, manifestRowsMax);
  const header = rows[0] !== undefined && isHeader(rows[0]) && rows.length > 1 ? 1 : 0;
  const body = rows.slice(header);
  const numbers = new Map<string, number>();
  const seats = new Map<string, number>();
  const read = body.map((cells, index): ManifestRow => {
    const row = personOf(cells, countryFrom);
    const line = index + 1 + header;
    if (!row.ok) return { line, read: row };
    const { subject, seat } = row.value;
    const number = subject === null ? null : `${subject.country} ${subject.value}`;
    if (number !== null && numbers.has(number)) return { line, read: err("number-twice") };
    if (seat !== null && seats.has(seat)) return { line, read: err("seat-twice") };
    if (number !== null) numbers.set(number, line);
    if (seat !== null) seats.set(seat, line);
    return { line, read: row };
  });
  return { rows: read, dropped };
}

function personOf(cells: readonly string[], countryFrom: string): Result<ManifestPerson, ManifestFault> {
  const filled = cells.filter((cell) => cell !== "");
  const birthCell = filled.find((cell) => dateOf(cell) !== null);
  const birthDate = birthCell === undefined ? null : dateOf(birthCell);
  const countryCell = filled.find((cell) => cell !== birthCell && countryOf(cell) !== null);
  const citizenship = countryCell === undefined ? null : countryOf(countryCell);
  const seatCell = filled.find((cell) => isSeat(cell) && digitsIn(cell) <= 3);
  const numberCell = filled.find((cell) => cell !== birthCell && cell !== seatCell && digitsIn(cell) >= 4);
  const sexCell = filled.find((cell) => sexByWord[cell.toLowerCase()] !== undefined);
  const used = new Set([birthCell, countryCell, seatCell, numberCell, sexCell]);
  const name = nameOf(filled.filter((cell) => !used.has(cell)).join(" "));
  if (name === "" || digitsIn(name) > 2) return err("name-missing");
  const subject = subjectOf(numberCell, citizenship, countryFrom);
  if (!subject.ok) return subject;
  const iin = subject.value?.scheme === "iin" ? parseIin(subject.value.value) : null;
  const ofIin = iin?.ok === true ? iin.value : null;
  return ok({
    seat: seatCell === undefined ? null : seatOf(seatCell),
    name,
    subject: subject.value,
    birthDate: birthDate ?? ofIin?.birthDate ?? null,
    sex: sexByWord[(sexCell ?? "").toLowerCase()] ?? ofIin?.sex ?? "unknown",
    citizenship: citizenship ?? (ofIin === null ? null : "KAZ"),
  });
}

const sexByWord: Readonly<Record<string, "male" | "female">> = {
  m: "male",
  м: "male",
  муж: "male",
  ер: "male",
  male: "male",
  f: "female",
  ж: "female",
  жен: "female",
  ә: "female",
  әйел: "female",
  female: "female",
};

/** Somebody without any document still stands on the list; a number that fits nothing is told, not dropped. */
function subjectOf(cell: string | undefined, citizenship: string | null, countryFrom: string): Result<SubjectKey | null, ManifestFault> {
  if (cell === undefined) return ok(null);
  const asIin = parseIin(cell);
  if (asIin.ok) return ok({ scheme: "iin", country: "KAZ", value: asIin.value.value });
  if (/^\d[\d\s-]{10,15}$/.test(cell) && digitsIn(cell) === 12) return err("number-wrong");
  const country = citizenship ?? (countryFrom === "" ? null : countryFrom);
  if (country === null) return err("country-missing");
  const document = parseSubject(cell, { scheme: "doc", country });
  return document.ok ? ok(document.value.key) : err("number-wrong");
}
