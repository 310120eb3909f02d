import { type cardWarnings, DailyCard, type DailyCardReply } from "@beket/api";
import * as v from "valibot";

/** A card before it has its id. */
const CardBody = v.omit(DailyCard, ["id"]);
export type CardBody = v.InferOutput<typeof CardBody>;
export type CardWarning = { readonly code: (typeof cardWarnings)[number]; readonly at: string };
export type LaboratoryRow = {
  readonly key: number;
  readonly laboratory: string;
  readonly capacity: string;
  readonly tested: string;
  readonly positive: string;
};
export type OutbreakRow = { readonly key: number; readonly place: string; readonly cases: string };

/** Numbers of the card by the names that a warning uses. */
export const cardNumbers = [
  "newCases",
  "recovered",
  "deaths",
  "examined",
  "contacts.found",
  "contacts.isolated",
  "beds.total",
  "beds.occupied",
  "beds.intensive",
  "beds.ventilators",
  "vehicles.in",
  "vehicles.out",
] as const;
export type CardNumber = (typeof cardNumbers)[number];
/** The card as it is typed: texts, so that an empty field stays empty and is told from 0. */
export type CardForm = {
  readonly numbers: Readonly<Record<CardNumber, string>>;
  readonly laboratories: readonly LaboratoryRow[];
  readonly outbreaks: readonly OutbreakRow[];
  readonly note: string;
  readonly nextKey: number;
};

const text = (value: number): string => String(value);

const noNumbers: CardForm["numbers"] = {
  newCases: "",
  recovered: "",
  deaths: "",
  examined: "",
  "contacts.found": "",
  "contacts.isolated": "",
  "beds.total": "",
  "beds.occupied": "",
  "beds.intensive": "",
  "beds.ventilators": "",
  "vehicles.in": "",
  "vehicles.out": "",
};

/** A card to be typed: the laboratories of earlier days stand there with their capacity. */
export function emptyCard(laboratories: readonly { readonly laboratory: string; readonly capacity: number | null }[]): CardForm {
  const rows = laboratories.length === 0 ? [{ laboratory: "", capacity: null }] : laboratories;
  return {
    numbers: noNumbers,
    laboratories: rows.map(({ laboratory, capacity }, key) => ({
      key,
      laboratory,
      capacity: capacity === null ? "" : text(capacity),
      tested: "",
      positive: "",
    })),
    outbreaks: [],
    note: "",
    nextKey: rows.length,
  };
}

export function cardToForm(card: DailyCard): CardForm {
  return {
    numbers: {
      newCases: text(card.newCases),
      recovered: text(card.recovered),
      deaths: text(card.deaths),
      examined: text(card.examined),
      "contacts.found": text(card.contacts.found),
      "contacts.isolated": text(card.contacts.isolated),
      "beds.total": text(card.beds.total),
      "beds.occupied": text(card.beds.occupied),
      "beds.intensive": text(card.beds.intensive),
      "beds.ventilators": text(card.beds.ventilators),
      "vehicles.in": text(card.vehicles.in),
      "vehicles.out": text(card.vehicles.out),
    },
    laboratories: card.laboratories.map((row, key) => ({
      key,
      laboratory: row.laboratory,
      capacity: text(row.capacity),
      tested: text(row.tested),
      positive: text(row.positive),
    })),
    outbreaks: card.outbreaks.map((row, key) => ({ key: key + 1_000, place: row.place, cases: text(row.cases) })),
    note: card.note,
    nextKey: 10_000,
  };
}

/** Digits with or without blanks between thousands. Null: not a number of people or cars; an empty field is 0. */
export function countTyped(typed: string): number | null {
  const digits = typed.replaceAll(/[\s\u00a0]/g, "");
  if (digits === "") return 0;
  if (!/^[0-9]{1,8}$/.test(digits)) return null;
  const value = Number(digits);
  return value <= 10_000_000 ? value : null;
}

/** The card, or the names of the fields that hold no number. Rows without a name are left out. */
export function formToCard(form: CardForm, date: string): { readonly card: CardBody } | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const number = (at: string, typed: string): number => {
    const value = countTyped(typed);
    if (value === null) faults.push(at);
    return value ?? 0;
  };
  const of = (name: CardNumber): number => number(name, form.numbers[name]);
  const laboratories = form.laboratories.filter(({ laboratory }) => laboratory.trim() !== "");
  const card = {
    date,
    newCases: of("newCases"),
    recovered: of("recovered"),
    deaths: of("deaths"),
    examined: of("examined"),
    contacts: { found: of("contacts.found"), isolated: of("contacts.isolated") },
    beds: { total: of("beds.total"), occupied: of("beds.occupied"), intensive: of("beds.intensive"), ventilators: of("beds.ventilators") },
    laboratories: laboratories.map((row) => {
      const laboratory = laboratoryCode(row.laboratory);
      if (laboratory === null) faults.push(`laboratories.${row.key}.laboratory`);
      return {
        laboratory: laboratory ?? "",
        capacity: number(`laboratories.${row.key}.capacity`, row.capacity),
        tested: number(`laboratories.${row.key}.tested`, row.tested),
        positive: number(`laboratories.${row.key}.positive`, row.positive),
      };
    }),
    outbreaks: form.outbreaks
      .filter(({ place }) => place.trim() !== "")
      .map((row) => ({ place: row.place.trim(), cases: number(`outbreaks.${row.key}.cases`, row.cases) })),
    vehicles: { in: of("vehicles.in"), out: of("vehicles.out") },
    note: form.note.trim(),
  };
  if (faults.length > 0) return { faults };
  const parsed = v.safeParse(CardBody, card);
  return parsed.success ? { card: parsed.output } : { faults: parsed.issues.map((issue) => v.getDotPath(issue) ?? "") };
}

/** `NCE Lab 2` → `nce-lab-2`; null when no Latin letter or digit is left. */
export function laboratoryCode(typed: string): string | null {
  const code = typed
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_.]+/g, "-");
  return /^[a-z0-9][a-z0-9-]{0,39}$/.test(code) ? code : null;
}

/** What central will warn of, while it is typed; `at` as central names it. A warning never stops the saving: real days had more tests than capacity. */
export function warningsOf(card: CardBody, counted: DailyCardReply["counted"] | null): readonly CardWarning[] {
  const { beds, contacts, vehicles } = card;
  const warnings: CardWarning[] = [];
  const warn = (isSo: boolean, code: CardWarning["code"], at: string): void => {
    if (isSo) warnings.push({ code, at });
  };
  for (const [index, { capacity, tested, positive }] of card.laboratories.entries()) {
    warn(tested > capacity, "tested-over-capacity", `laboratories.${index}.tested`);
    warn(positive > tested, "positive-over-tested", `laboratories.${index}.positive`);
  }
  for (const kind of ["occupied", "intensive", "ventilators"] as const) warn(beds[kind] > beds.total, "beds-over-total", `beds.${kind}`);
  warn(contacts.isolated > contacts.found, "isolated-over-found", "contacts.isolated");
  if (counted === null) return warnings;
  warn(vehicles.in !== counted.vehiclesIn, "vehicles-differ-from-counted", "vehicles.in");
  warn(vehicles.out !== counted.vehiclesOut, "vehicles-differ-from-counted", "vehicles.out");
  return warnings;
}

/** The form's name of the field that a warning speaks of: a row without a code is not in the card and shifts the rest. */
export function fieldOfWarning(at: string, form: CardForm): string {
  const row = /^laboratories\.([0-9]+)\.(.+)$/.exec(at);
  if (row === null) return at;
  const named = form.laboratories.filter(({ laboratory }) => laboratory.trim() !== "")[Number(row[1])];
  return named === undefined ? at : `laboratories.${named.key}.${row[2]}`;
}

/** A field that nobody has filled warns of nothing yet. */
export const isTyped = (warning: CardWarning, form: CardForm): boolean =>
  cardNumbers.every((name) => name !== warning.at || form.numbers[name].trim() !== "");
