import { type Claim, type CountryCode, limits, type ParsedSubject, type Stop, type StopSubject, type SubjectKey } from "@beket/domain";
import { readEntry } from "./entry.ts";
import { type EntryMode, typed } from "../../field/entry/typing.ts";

export const tabs = ["plate", "iin", "document", "category"] as const;
export type Tab = (typeof tabs)[number];
type Role = StopSubject["role"];
export type ReadBy = StopSubject["readBy"][number];

/** The car or person in front of the officer, as far as it has been entered. Text of every tab is kept while others are open. */
export type Draft = {
  readonly tab: Tab;
  /** The identifier tab that was open last; what the category tab returns to. */
  readonly mode: EntryMode;
  readonly texts: Readonly<Record<EntryMode, string>>;
  readonly countries: { readonly plate: CountryCode; readonly document: CountryCode };
  readonly subjects: readonly StopSubject[];
  readonly claim: Claim | null;
  /** The last key had no place in the field. */
  readonly ignored: boolean;
};

const noTexts = { plate: "", iin: "", document: "" } as const;
export const emptyDraft: Draft = {
  tab: "plate",
  mode: "plate",
  texts: noTexts,
  countries: { plate: "KAZ", document: "KGZ" },
  subjects: [],
  claim: null,
  ignored: false,
};

export const isEmpty = (draft: Draft): boolean =>
  draft.subjects.length === 0 && draft.claim === null && Object.values(draft.texts).every((text) => text === "");

export const countryOf = (draft: Draft, mode: EntryMode): CountryCode => (mode === "iin" ? "KAZ" : draft.countries[mode]);
export const currentReading = (draft: Draft) => readEntry(draft.mode, draft.texts[draft.mode], countryOf(draft, draft.mode));

export function type(draft: Draft, raw: string): Draft {
  const { text, ignored } = typed(draft.mode, raw);
  return { ...draft, texts: { ...draft.texts, [draft.mode]: text }, ignored };
}
export const append = (draft: Draft, characters: string): Draft => type(draft, draft.texts[draft.mode] + characters);
export const erase = (draft: Draft): Draft => type(draft, draft.texts[draft.mode].slice(0, -1));
export const withCountry = (draft: Draft, country: CountryCode): Draft =>
  draft.mode === "iin" ? draft : { ...draft, countries: { ...draft.countries, [draft.mode]: country } };

/** Opens a tab. A finished identifier goes to the stop, so that nobody has to press "add" before the next one. */
export function open(draft: Draft, tab: Tab): Draft {
  if (tab === draft.tab) return draft;
  const kept = tab === "category" ? draft : commit(draft);
  return { ...kept, tab, mode: tab === "category" ? draft.mode : tab, ignored: false };
}

/** The part the next identifier plays: first the driver, then passengers; first the vehicle, then its trailer. */
export function nextRole(subjects: readonly StopSubject[], mode: EntryMode): Role {
  if (mode === "plate") return subjects.some((subject) => subject.role === "vehicle") ? "trailer" : "vehicle";
  return subjects.some((subject) => subject.role === "driver") ? "passenger" : "driver";
}

export const sameKey = (a: SubjectKey, b: SubjectKey): boolean => a.scheme === b.scheme && a.value === b.value && a.country === b.country;

/** Adds one more way an identifier was read; camera and keypad agreeing is as good as reading twice. */
export const readAlsoBy = (subject: StopSubject, readBy: ReadBy): StopSubject =>
  subject.readBy.includes(readBy) ? subject : { ...subject, readBy: [...subject.readBy, readBy] };

/** Puts an identifier into the stop; one that is already there only gains the way it was read. A full stop stays as it is. */
function addSubject(subjects: readonly StopSubject[], parsed: ParsedSubject, readBy: ReadBy): readonly StopSubject[] {
  if (subjects.some((subject) => sameKey(subject.key, parsed.key))) {
    return subjects.map((subject) => (sameKey(subject.key, parsed.key) ? readAlsoBy(subject, readBy) : subject));
  }
  if (subjects.length >= limits.subjectsPerStop) return subjects;
  const mode = parsed.key.scheme === "plate" ? "plate" : "iin";
  return [...subjects, { role: nextRole(subjects, mode), key: parsed.key, readBy: [readBy] }];
}

/** Moves a finished identifier from the field into the stop and empties the field; an unfinished one stays where it is. */
export function commit(draft: Draft): Draft {
  const reading = currentReading(draft);
  if (reading.kind !== "valid") return draft;
  return {
    ...draft,
    subjects: addSubject(draft.subjects, reading.parsed, "keypad"),
    texts: { ...draft.texts, [draft.mode]: "" },
    ignored: false,
  };
}

export const scanned = (draft: Draft, parsed: ParsedSubject): Draft => ({
  ...draft,
  subjects: addSubject(draft.subjects, parsed, "scanner"),
});
/** Removes one subject; a passenger moves up when the driver goes. */
export function remove(draft: Draft, index: number): Draft {
  const left = draft.subjects.filter((_, at) => at !== index);
  const promote = (first: Role, next: Role) => {
    if (left.some((subject) => subject.role === first)) return;
    const at = left.findIndex((subject) => subject.role === next);
    const subject = left[at];
    if (subject !== undefined) left[at] = { ...subject, role: first };
  };
  promote("driver", "passenger");
  promote("vehicle", "trailer");
  return { ...draft, subjects: left };
}

export type StopPlace = Pick<Stop, "post" | "lane" | "direction">;

/** The question as it stands, or null while there is nothing to ask about or the field holds something unfinished. */
export function draftStop(draft: Draft, place: StopPlace): Stop | null {
  const reading = currentReading(draft);
  if (draft.tab !== "category" && (reading.kind === "partial" || reading.kind === "wrong")) return null;
  const { subjects } = commit(draft);
  return subjects.length === 0 ? null : { ...place, subjects: [...subjects], claim: draft.claim };
}

export const draftOfStop = (stop: Stop): Draft => ({ ...emptyDraft, subjects: stop.subjects, claim: stop.claim });
