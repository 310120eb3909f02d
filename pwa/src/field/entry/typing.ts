import { squash } from "@beket/domain";

/** What the big field reads; each has its own keypad, length and grouping. */
export const entryModes = ["plate", "iin", "document"] as const;
export type EntryMode = (typeof entryModes)[number];

const lengthMax = { plate: 12, iin: 12, document: 20 } as const satisfies Record<EntryMode, number>;

export type Typed = {
  readonly text: string;
  /** Something typed has no place in this field (a letter in an IIN, a Cyrillic letter without a Latin twin, one too many). */
  readonly ignored: boolean;
};

/** Brings typed, pasted or tapped text to Latin capitals and digits, a character at a time, so that one stray key loses nothing else. */
export function typed(mode: EntryMode, raw: string): Typed {
  let text = "";
  let ignored = false;
  for (const character of raw) {
    const squashed = squash(character, mode === "plate" ? "plate" : "latin");
    const letters = squashed.ok ? squashed.value.value : "";
    const isSeparator = !squashed.ok && squashed.error.code === "empty";
    if (isSeparator) continue;
    const fits = letters !== "" && (mode !== "iin" || /^[0-9]+$/.test(letters)) && text.length + letters.length <= lengthMax[mode];
    if (fits) text += letters;
    else ignored = true;
  }
  return { text, ignored };
}

const gap = " ";

/** The text as it is painted: in the groups that are printed on the plate or card. */
export function grouped(mode: EntryMode, text: string): string {
  switch (mode) {
    case "iin":
      return [text.slice(0, 6), text.slice(6, 9), text.slice(9)].filter(Boolean).join(gap);
    case "document":
      return text.replace(/^([A-Z]{1,3})(?=[0-9])/, `$1${gap}`);
    case "plate":
      return text.replace(/^([A-Z][0-9]{4})([0-9]{1,2})$/, `$1${gap}$2`).replaceAll(/(?<=[0-9])(?=[A-Z])|(?<=[A-Z])(?=[0-9])/g, gap);
  }
}

export type Key = { readonly kind: "char"; readonly char: string } | { readonly kind: "erase" } | { readonly kind: "gap" };
export type KeypadLayout = { readonly name: "digits" | "letters-wide" | "letters-narrow"; readonly rows: readonly (readonly Key[])[] };

const row = (keys: string): readonly Key[] =>
  Array.from(keys, (key) => (key === "<" ? { kind: "erase" } : key === " " ? { kind: "gap" } : { kind: "char", char: key }));
const layout = (name: KeypadLayout["name"], rows: readonly string[]): KeypadLayout => ({ name, rows: rows.map(row) });

const digits = layout("digits", ["123", "456", "789", " 0<"]);
const lettersWide = layout("letters-wide", ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM<"]);
// On a phone ten columns are too narrow for a glove; six columns hold all 36 keys exactly, digits as on a telephone.
const lettersNarrow = layout("letters-narrow", ["123ABC", "456DEF", "789GHI", "0JKLMN", "OPQRST", "UVWXYZ"]);

export function keypadFor(mode: EntryMode, narrow: boolean): KeypadLayout {
  if (mode === "iin") return digits;
  return narrow ? lettersNarrow : lettersWide;
}
