import * as v from "valibot";

/**
 * The rules while they are edited: the shape of a regime without its limits, so that a half-filled row can stand and central names the
 * fault at its place. What this page does not show stays as it is.
 */
const Text3 = v.object({ kk: v.string(), ru: v.string(), en: v.string() });
const List = v.array(v.string());
const Activity = v.looseObject({
  rule: v.string(),
  okedPrefix: v.string(),
  ledgers: List,
  purposes: List,
  headcountSharePercent: v.number(),
});
const Category = v.looseObject({
  category: v.string(),
  name: Text3,
  ledgers: List,
  directions: List,
  documents: List,
  outcome: v.string(),
});
export const EditableRegime = v.looseObject({
  activities: v.array(Activity),
  purposes: v.array(v.looseObject({ purpose: v.string(), name: Text3 })),
  categories: v.array(Category),
  documents: v.array(v.looseObject({ document: v.string(), name: Text3 })),
  absenceMaxAgeMs: v.number(),
  passageWindowMs: v.number(),
  permitMaxDays: v.number(),
  provisionalHoldMaxMs: v.number(),
  secondPersonFrom: v.optional(v.number()),
});
export type EditableRegime = v.InferOutput<typeof EditableRegime>;
export type EditableActivity = v.InferOutput<typeof Activity>;
export type EditableCategory = v.InferOutput<typeof Category>;
export type Table = "activities" | "purposes" | "categories" | "documents";

const noName = { kk: "", ru: "", en: "" };
/** A new row of a table, as far as it can be known. */
const blanks = (regime: EditableRegime) => ({
  activities: {
    rule: "",
    okedPrefix: "",
    ledgers: ["city", "roadblock"],
    purposes: regime.purposes.slice(0, 1).map(({ purpose }) => purpose),
    headcountSharePercent: 50,
  },
  purposes: { purpose: "", name: noName },
  categories: { category: "", name: noName, ledgers: ["city", "roadblock"], directions: ["in", "out"], documents: [], outcome: "refer" },
  documents: { document: "", name: noName },
});

export function addRow(regime: EditableRegime, table: Table): EditableRegime {
  const row = blanks(regime);
  switch (table) {
    case "activities":
      return { ...regime, activities: [...regime.activities, row.activities] };
    case "purposes":
      return { ...regime, purposes: [...regime.purposes, row.purposes] };
    case "categories":
      return { ...regime, categories: [...regime.categories, row.categories] };
    case "documents":
      return { ...regime, documents: [...regime.documents, row.documents] };
  }
}

export const dropRow = (regime: EditableRegime, table: Table, at: number): EditableRegime => ({
  ...regime,
  [table]: regime[table].filter((_, index) => index !== at),
});

export function changeRow(regime: EditableRegime, table: Table, at: number, change: Readonly<Record<string, unknown>>): EditableRegime {
  const changed = { ...regime, [table]: regime[table].map((row, index) => (index === at ? { ...row, ...change } : row)) };
  const parsed = v.safeParse(EditableRegime, changed);
  return parsed.success ? parsed.output : regime;
}

/** Codes as people type them: apart by commas or blanks. */
export const codesOf = (text: string): string[] => text.split(/[\s,;]+/).filter((code) => code !== "");

/** The faults of one row: those whose path begins there. */
export const faultsAt = <T extends { readonly at: string }>(faults: readonly T[], table: Table, row: number): readonly T[] =>
  faults.filter(({ at }) => at === `${table}.${row}` || at.startsWith(`${table}.${row}.`));
