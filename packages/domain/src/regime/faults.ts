import * as v from "valibot";
import { err, ok, type Result } from "../result.ts";
import { isKnownTimeZone } from "./civil-time.ts";
import { Regime } from "./types.ts";

export const regimeFaultCodes = [
  "schema",
  "unknown-time-zone",
  "duplicate-purpose",
  "duplicate-document",
  "duplicate-category",
  "duplicate-rule",
  "overlapping-prefix",
  "unknown-purpose",
  "unknown-document",
] as const;
/** `at` is a dotted path into the regime; `code` is stable. */
export type RegimeFault = { readonly code: (typeof regimeFaultCodes)[number]; readonly at: string };

/** Parses a regime from outside and reports every fault at once, of the schema or across fields. */
export function parseRegime(input: unknown): Result<Regime, readonly RegimeFault[]> {
  const parsed = v.safeParse(Regime, input);
  if (!parsed.success) return err(parsed.issues.map((issue) => ({ code: "schema", at: v.getDotPath(issue) ?? "" })));
  const faults = validateRegime(parsed.output);
  return faults.length === 0 ? ok(parsed.output) : err(faults);
}

/** Faults across the fields of a regime that its schema cannot see; all of them, in the order of the fields. */
export function validateRegime(regime: Regime): readonly RegimeFault[] {
  const purposes = new Set(regime.purposes.map((purpose) => purpose.purpose));
  const documents = new Set(regime.documents.map((document) => document.document));
  const faults: RegimeFault[] = [];
  if (!isKnownTimeZone(regime.timeZone)) faults.push({ code: "unknown-time-zone", at: "timeZone" });
  faults.push(...repeated(regime.activities, (rule) => rule.rule, "duplicate-rule", "activities", "rule"));
  faults.push(...overlapping(regime));
  for (const [index, rule] of regime.activities.entries()) {
    for (const [k, purpose] of rule.purposes.entries()) {
      if (!purposes.has(purpose)) faults.push({ code: "unknown-purpose", at: `activities.${index}.purposes.${k}` });
    }
  }
  faults.push(...repeated(regime.purposes, (purpose) => purpose.purpose, "duplicate-purpose", "purposes", "purpose"));
  faults.push(...repeated(regime.categories, (rule) => rule.category, "duplicate-category", "categories", "category"));
  for (const [index, rule] of regime.categories.entries()) {
    for (const [k, document] of rule.documents.entries()) {
      if (!documents.has(document)) faults.push({ code: "unknown-document", at: `categories.${index}.documents.${k}` });
    }
  }
  faults.push(...repeated(regime.documents, (row) => row.document, "duplicate-document", "documents", "document"));
  return faults;
}

/** Two rules with one prefix and a ledger in common: the longest prefix could not choose between them. */
function overlapping(regime: Regime): RegimeFault[] {
  const taken = new Set<string>();
  const faults: RegimeFault[] = [];
  for (const [index, rule] of regime.activities.entries()) {
    const places = rule.ledgers.map((ledger) => `${ledger}/${rule.okedPrefix}`);
    if (places.some((place) => taken.has(place))) faults.push({ code: "overlapping-prefix", at: `activities.${index}.okedPrefix` });
    for (const place of places) taken.add(place);
  }
  return faults;
}

function repeated<T>(
  rows: readonly T[],
  nameOf: (row: T) => string,
  code: RegimeFault["code"],
  table: string,
  field: string,
): RegimeFault[] {
  const seen = new Set<string>();
  const faults: RegimeFault[] = [];
  for (const [index, row] of rows.entries()) {
    const name = nameOf(row);
    if (seen.has(name)) faults.push({ code, at: `${table}.${index}.${field}` });
    seen.add(name);
  }
  return faults;
}
