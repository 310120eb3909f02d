import type { Stop, SubjectKey } from "@beket/domain";
import { modeOf } from "../compose/entry.ts";
import { type Draft, emptyDraft, type ReadBy, readAlsoBy, sameKey } from "../compose/stop-draft.ts";

// asked ──answer──► asked (next subject) ──answer──► complete: ask again with `confirmed`
//
// The first text is never shown while the second is typed: a person who sees it copies it.

export type SecondReading = {
  readonly stop: Stop;
  /** Subjects still to be read, the first is on the screen. */
  readonly open: readonly number[];
  readonly confirmed: readonly number[];
};

/** Starts the second reading of `subjects`; indexes outside the stop are dropped. */
export function startSecondReading(stop: Stop, subjects: readonly number[], confirmedBefore: readonly number[]): SecondReading {
  const open = [...new Set(subjects)].filter((index) => index < stop.subjects.length);
  return { stop, open, confirmed: confirmedBefore.filter((index) => !open.includes(index)) };
}

export const currentSubject = (state: SecondReading): number | null => state.open[0] ?? null;

/**
 * Takes what was read the second time for the subject on the screen. The same identifier settles it; another one takes its place
 * and is a first reading: it is checked anew and may be asked for again.
 */
export function answerSecondReading(state: SecondReading, key: SubjectKey, readBy: ReadBy): SecondReading {
  const index = state.open[0];
  const subject = index === undefined ? undefined : state.stop.subjects[index];
  if (index === undefined || subject === undefined) return state;
  const agrees = sameKey(subject.key, key);
  const read = agrees ? readAlsoBy(subject, readBy) : { ...subject, key, readBy: [readBy] };
  const subjects = state.stop.subjects.map((other, at) => (at === index ? read : other));
  return {
    stop: { ...state.stop, subjects },
    open: state.open.slice(1),
    confirmed: agrees ? [...state.confirmed, index].toSorted((a, b) => a - b) : state.confirmed,
  };
}

export const isComplete = (state: SecondReading): boolean => state.open.length === 0;

/** The field for the subject on the screen: empty, with the keypad and the country of the first reading and nothing else of it. */
export function fieldFor(state: SecondReading): Draft {
  const subject = state.stop.subjects[currentSubject(state) ?? -1];
  if (subject === undefined) return emptyDraft;
  const mode = modeOf(subject.key.scheme);
  const countries = mode === "iin" ? emptyDraft.countries : { ...emptyDraft.countries, [mode]: subject.key.country };
  return { ...emptyDraft, tab: mode, mode, countries };
}
