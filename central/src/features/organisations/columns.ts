import { OrganisationRow, type ImportFault } from "@beket/api";
import { err, ok, parseBin, parseIin, type Result, isTestIdentity } from "@beket/domain";
import { restoreDigits } from "@beket/tables";
import * as v from "valibot";

export type ColumnKey = keyof typeof OrganisationRow.entries;
export type CellFault = Pick<ImportFault, "column" | "code">;

/** Names of columns as exports write them, in lower case without blanks and signs. What is not here is left out. */
const names: Readonly<Record<ColumnKey, readonly string[]>> = {
  bin: ["bin", "бин", "иинбин", "бинииин", "бинилииин", "бсн", "жснбсн", "бсннемесежсн"],
  name: ["name", "наименование", "наименованиеорганизации", "название", "атауы", "ұйыматауы", "полноенаименование"],
  oked: ["oked", "окэд", "эқжж", "экжж", "основнойокэд", "кодокэд", "негізгіэқжж", "mainoked"],
  okedSecondary: ["okedsecondary", "вторичныйокэд", "вторичныеокэд", "дополнительныеокэд", "қосымшаэқжж", "secondaryoked"],
  headcount: ["headcount", "численность", "численностьработников", "количествоработников", "қызметкерлерсаны", "employees"],
  status: ["status", "статус", "состояние", "күйі", "мәртебесі"],
  headBin: ["headbin", "бинголовнойорганизации", "бинголовной", "басұйымныңбсн", "headofficebin"],
  headIin: ["headiin", "иинруководителя", "басшыныңжсн", "иинпервогоруководителя"],
  kato: ["kato", "като", "кодкато", "әаож"],
};
const required: readonly ColumnKey[] = ["bin", "name", "oked", "headcount", "status"];
const statusWords: Readonly<Record<OrganisationRow["status"], readonly string[]>> = {
  active: ["active", "действует", "действующий", "действующая", "действующее", "жұмыс істейді", "жұмыс істеп тұр", "1"],
  liquidated: ["liquidated", "ликвидирован", "ликвидирована", "ликвидировано", "прекратил деятельность", "таратылған"],
  suspended: ["suspended", "приостановлен", "приостановлена", "приостановлено", "бездействующий", "бездействует", "тоқтатылған"],
};

export type Columns = ReadonlyMap<ColumnKey, number>;
const keys = Object.keys(names).filter((key): key is ColumnKey => Object.hasOwn(names, key));

/** Which cell is which, by the line of names; the fault names a column that is missing or there twice. */
export function readColumns(cells: readonly string[]): Result<Columns, CellFault> {
  const columns = new Map<ColumnKey, number>();
  for (const [at, cell] of cells.entries()) {
    const bare = cell.toLowerCase().replaceAll(/[^a-zа-яёәғқңөұүһі0-9]/g, "");
    const key = keys.find((one) => names[one].includes(bare));
    if (key === undefined) continue;
    if (columns.has(key)) return err({ column: columnCode(key), code: "column-twice" });
    columns.set(key, at);
  }
  const missing = required.find((key) => !columns.has(key));
  return missing === undefined ? ok(columns) : err({ column: columnCode(missing), code: "column-missing" });
}

/** Reads the cells of one line; zeros that a spreadsheet took from the front of a number are put back. */
export function readCells(columns: Columns, cells: readonly string[]): Result<OrganisationRow, CellFault> {
  const cell = (key: ColumnKey): string => cells[columns.get(key) ?? -1] ?? "";
  const digits = (key: ColumnKey, length: number): Result<string | null, CellFault> => {
    const text = cell(key);
    if (text === "") return ok(null);
    const restored = restoreDigits(text, length);
    return restored.ok ? ok(restored.value.digits) : err({ column: columnCode(key), code: restored.error });
  };
  const numbers = {
    bin: digits("bin", 12),
    oked: digits("oked", 5),
    headBin: digits("headBin", 12),
    headIin: digits("headIin", 12),
    kato: digits("kato", 9),
  };
  for (const number of Object.values(numbers)) if (!number.ok) return number;
  const headcount = cell("headcount").replaceAll(/[\s\u00A0]/g, "");
  const status = cell("status").toLowerCase();
  return readRow({
    bin: valueOf(numbers.bin),
    name: cell("name").replaceAll(/\s+/g, " "),
    oked: valueOf(numbers.oked),
    okedSecondary: cell("okedSecondary")
      .split(/[\s,;|]+/)
      .filter((code) => code !== "")
      .map((code) => (/^[0-9]{4}$/.test(code) ? `0${code}` : code)),
    headcount: /^[0-9]{1,7}$/.test(headcount) ? Number(headcount) : null,
    status: keysOf(statusWords).find((one) => statusWords[one].includes(status)) ?? null,
    ...(columns.has("headBin") ? { headBin: valueOf(numbers.headBin) } : {}),
    ...(columns.has("headIin") ? { headIin: valueOf(numbers.headIin) } : {}),
    ...(columns.has("kato") ? { kato: valueOf(numbers.kato) } : {}),
  });
}

/** One row from any source: its shape, and the check digits of its numbers. */
export function readRow(json: unknown): Result<OrganisationRow, CellFault> {
  const parsed = v.safeParse(OrganisationRow, json, { abortEarly: true });
  if (!parsed.success) {
    const column = v.getDotPath(parsed.issues[0])?.split(".")[0];
    const known = keys.find((key) => key === column);
    return known === undefined
      ? err({ column: null, code: "invalid-row" })
      : err({ column: columnCode(known), code: `invalid-${columnCode(known)}` });
  }
  const { bin, headBin, headIin } = parsed.output;
  if (!parseBin(bin).ok && !parseIin(bin).ok && !isTestIdentity(bin)) return err({ column: "bin", code: "bin-check-digit" });
  if (headBin !== undefined && headBin !== null && (headBin === bin || !parseBin(headBin).ok))
    return err({ column: "head-bin", code: "head-bin-invalid" });
  if (headIin !== undefined && headIin !== null && !parseIin(headIin).ok) return err({ column: "head-iin", code: "head-iin-invalid" });
  return ok(parsed.output);
}

const valueOf = (number: Result<string | null, CellFault>): string | null => (number.ok ? number.value : null);
const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] =>
  Object.keys(record).filter((key): key is K => Object.hasOwn(record, key));
/** `headBin` → `head-bin`, as codes are written. */
const columnCode = (key: ColumnKey): string => key.replaceAll(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`);
