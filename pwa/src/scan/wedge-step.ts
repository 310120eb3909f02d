import { isZoneLine } from "@beket/domain";
import { meaningOf, type WedgeKey } from "./wedge-keys.ts";

//  idle ──key──► guess ──third fast key──► scan ──Enter, Tab, silence──► idle, text told
//                  │ slow key, other key      │ too short, other key
//                  ▼                          ▼                 (a line of a machine-readable zone waits for the next)
//                idle (the keys were let through)   idle, what was swallowed is given back

export type WedgeConfig = {
  /** A scanner types faster than this, milliseconds from key to key; nobody keeps it up by hand. */
  readonly keyMsMax: number;
  /** Once it is a scan, one key may be so late: a busy radio link. Longer silence ends the scan. */
  readonly stallMsMax: number;
  /** So long before a scan its first key may have come by itself. Without it a code would be read short, which is worse than not at all. */
  readonly leadMsMax: number;
  /** From this character on the keys are taken for a scan and swallowed. */
  readonly suspectChars: number;
  /** What the scanner types before each code, or "". Keys without it are a typist's. */
  readonly prefix: string;
  /** Which keys end a code. */
  readonly ends: readonly ("enter" | "tab")[];
  /** The shortest code that such a key ends, and that silence ends (null: silence ends none). */
  readonly charsMin: number;
  readonly bareCharsMin: number | null;
  readonly charsMax: number;
  /** The same code again within this time is the same look at it. */
  readonly sameMs: number;
};
export const wedgeDefaults: WedgeConfig = {
  keyMsMax: 60,
  stallMsMax: 250,
  leadMsMax: 400,
  suspectChars: 3,
  prefix: "",
  ends: ["enter", "tab"],
  charsMin: 4,
  bareCharsMin: 6,
  charsMax: 2_000,
  sameMs: 2_000,
};

export type WedgeEvent =
  | ({ readonly kind: "down"; readonly at: number; readonly repeat: boolean } & WedgeKey)
  | { readonly kind: "up"; readonly at: number; readonly code: string }
  /** The timer: nothing came for `silenceMs` of the state. */
  | { readonly kind: "silence"; readonly at: number };

type Burst = {
  readonly startedAt: number;
  /** As the scanner meant it. */
  readonly text: string;
  /** As the layout made it: what a typist would have got. */
  readonly typed: string;
  readonly lastAt: number;
  readonly isScan: boolean;
  readonly isTooLong: boolean;
  /** A whole line of a machine-readable zone was ended by a key: the next line may follow. */
  readonly isLineDone: boolean;
  /** Digits of an Alt+numpad code underway. */
  readonly altDigits: string;
  /** What came just before; it joins once this is a scan. */
  readonly lead: Lead | null;
};
/** The last keys that came to nothing: too slow for a scanner, or its first. */
type Lead = Pick<Burst, "startedAt" | "text" | "typed" | "lastAt">;
export type WedgeState = {
  readonly burst: Burst | null;
  readonly lead: Lead | null;
  readonly told: { readonly text: string; readonly at: number } | null;
  /** When the last scan ended; a second Enter right after it belongs to it. */
  readonly endedAt: number | null;
  /** Keys whose going down was swallowed: their coming up is too, since a button acts on that. */
  readonly held: readonly string[];
};
export const idleWedge: WedgeState = { burst: null, lead: null, told: null, endedAt: null, held: [] };

export type WedgeEffect =
  /** Take back what the first keys put into a field. */
  | { readonly kind: "undo" }
  | { readonly kind: "scan"; readonly text: string; readonly at: number }
  /** It was a typist after all: what was swallowed belongs into the field. */
  | { readonly kind: "give-back"; readonly text: string }
  /** Told aloud, so that nobody waits for it. */
  | { readonly kind: "rejected"; readonly why: "same" | "too-long" };
export type WedgeStep = { readonly state: WedgeState; readonly swallow: boolean; readonly effects: readonly WedgeEffect[] };

const heldMax = 32;
const emptyBurst = (at: number): Burst => ({
  startedAt: at,
  text: "",
  typed: "",
  lastAt: at,
  isScan: false,
  isTooLong: false,
  isLineDone: false,
  altDigits: "",
  lead: null,
});

/** How long to wait for the next key before `silence` is due, or null while nothing is underway. */
export const silenceMs = ({ burst }: WedgeState, config: WedgeConfig): number | null =>
  burst === null ? null : burst.isScan ? config.stallMsMax : config.keyMsMax;

/** One key of a keyboard that may be a scanner. */
export function wedgeStep(state: WedgeState, event: WedgeEvent, config: WedgeConfig): WedgeStep {
  switch (event.kind) {
    case "silence":
      return settle(state, event.at, config, null);
    case "up":
      return released(state, event, config);
    case "down": {
      const isLate = state.burst !== null && event.at - state.burst.lastAt > (silenceMs(state, config) ?? 0);
      const before = isLate ? settle(state, event.at, config, null) : pass(state);
      const after = pressed(before.state, event, config);
      const held = after.swallow
        ? [...after.state.held.filter((code) => code !== event.code), event.code].slice(-heldMax)
        : after.state.held;
      return { state: { ...after.state, held }, swallow: after.swallow, effects: [...before.effects, ...after.effects] };
    }
  }
}

const pass = (state: WedgeState): WedgeStep => ({ state, swallow: false, effects: [] });

function pressed(state: WedgeState, event: Extract<WedgeEvent, { kind: "down" }>, config: WedgeConfig): WedgeStep {
  const meaning = meaningOf(event);
  const { burst } = state;
  if (meaning.kind === "modifier") return pass(state);
  // A key that is held down repeats as fast as a scanner types; a scanner never holds one.
  if (event.repeat) return typist(state);
  switch (meaning.kind) {
    case "character":
      return taken(state, event.at, meaning.text, event.key, config);
    case "alt-digit": {
      const from = burst ?? emptyBurst(event.at);
      const next = { ...from, lastAt: event.at, altDigits: (from.altDigits + meaning.digit).slice(-4) };
      return { state: { ...state, burst: next }, swallow: next.isScan, effects: [] };
    }
    case "control":
      if (meaning.text === "\n" || meaning.text === "\t") return ended(state, event.at, meaning.text === "\n" ? "enter" : "tab", config);
      return burst?.isScan === true ? taken(state, event.at, meaning.text, "", config) : typist(state);
    case "end":
      return ended(state, event.at, meaning.end, config);
    case "other":
      return typist(state);
  }
}

function released(state: WedgeState, event: Extract<WedgeEvent, { kind: "up" }>, config: WedgeConfig): WedgeStep {
  const swallow = state.held.includes(event.code);
  const held = state.held.filter((code) => code !== event.code);
  const next = { ...state, held };
  const digits = state.burst?.altDigits ?? "";
  if (!event.code.startsWith("Alt") || state.burst === null || digits === "") return { state: next, swallow, effects: [] };
  const character = Number(digits);
  const text = String.fromCharCode(character);
  const burst = { ...state.burst, altDigits: "" };
  // Beyond ASCII an Alt code depends on the machine's code page: no scanner is set to that.
  if (character < 1 || character > 126) return typist({ ...next, burst });
  const after = taken({ ...next, burst }, event.at, text, text, config);
  return { ...after, swallow: swallow || after.swallow };
}

/** Adds a character to the burst. */
function taken(state: WedgeState, at: number, text: string, typed: string, config: WedgeConfig): WedgeStep {
  const lead = state.burst === null && state.lead !== null && at - state.lead.lastAt <= config.leadMsMax ? state.lead : null;
  const before = state.burst ?? { ...emptyBurst(at), startedAt: lead === null || lead.text === "" ? at : lead.startedAt, lead };
  const isTooLong = before.isTooLong || before.text.length + text.length > config.charsMax;
  const grown = isTooLong ? before : { ...before, text: before.text + text, typed: before.typed + (typed.length === 1 ? typed : "") };
  const isScan = before.isScan || grown.text.length >= config.suspectChars;
  const whole =
    isScan && grown.lead !== null
      ? { ...grown, text: grown.lead.text + grown.text, typed: grown.lead.typed + grown.typed, lead: null }
      : grown;
  const burst = { ...whole, isTooLong, isScan, isLineDone: false, lastAt: at, altDigits: "" };
  return {
    state: { ...state, burst, lead: null, endedAt: null },
    swallow: isScan,
    effects: isScan && !before.isScan ? [{ kind: "undo" }] : [],
  };
}

const isSecondEnd = (state: WedgeState, at: number, config: WedgeConfig): boolean =>
  state.burst === null && state.endedAt !== null && at - state.endedAt <= config.keyMsMax;
const swallowed = (state: WedgeState, at: number): WedgeStep => ({ state: { ...state, endedAt: at }, swallow: true, effects: [] });

function ended(state: WedgeState, at: number, end: "enter" | "tab", config: WedgeConfig): WedgeStep {
  // CR and LF come as two keys: the second must not press the button that the scan made ready.
  if (isSecondEnd(state, at, config)) return swallowed(state, at);
  if (!config.ends.includes(end)) return typist(state);
  const { burst } = state;
  if (burst?.isScan !== true || !isZoneLine(burst.text.slice(config.prefix.length))) return settle(state, at, config, end);
  return { state: { ...state, burst: { ...burst, isLineDone: true, lastAt: at } }, swallow: true, effects: [] };
}

/** The burst is over: a scan, or a typist's keys. */
function settle(state: WedgeState, at: number, config: WedgeConfig, end: "enter" | "tab" | null): WedgeStep {
  const { burst } = state;
  if (burst === null) return pass(state);
  const least = end === null && !burst.isLineDone ? config.bareCharsMin : config.charsMin;
  const text = burst.text.slice(config.prefix.length);
  const isScan = least !== null && text.length >= least && burst.text.startsWith(config.prefix) && (burst.isScan || end !== null);
  if (!isScan) return end === null && !burst.isScan ? led(state, burst) : typist(state);
  const undo: readonly WedgeEffect[] = burst.isScan ? [] : [{ kind: "undo" }];
  const after = { ...state, burst: null, endedAt: at };
  const step = (effect: WedgeEffect, told: WedgeState["told"]): WedgeStep => ({
    state: { ...after, told },
    swallow: end !== null,
    effects: [...undo, effect],
  });
  if (burst.isTooLong) return step({ kind: "rejected", why: "too-long" }, state.told);
  const isSame = state.told !== null && state.told.text === text && at - state.told.at < config.sameMs;
  if (isSame) return step({ kind: "rejected", why: "same" }, state.told);
  return step({ kind: "scan", text, at }, { text, at });
}

/** Nothing came of these keys, yet they may have been the first of a scan. */
function led(state: WedgeState, { startedAt, text, typed, lastAt, lead }: Burst): WedgeStep {
  // Only keys after a silence: who types on is a person, and their keys are nobody's first.
  const next = lead === null ? { startedAt, text, typed, lastAt } : { startedAt: lastAt, text: "", typed: "", lastAt };
  return { state: { ...state, burst: null, lead: next, endedAt: null }, swallow: false, effects: [] };
}

/** Keys of a person: what was let through stays, what was swallowed is given back, and this key goes its way. */
function typist(state: WedgeState): WedgeStep {
  const { burst } = state;
  const effects: readonly WedgeEffect[] = burst?.isScan === true ? [{ kind: "give-back", text: burst.typed }] : [];
  return { state: { ...state, burst: null, lead: null, endedAt: null }, swallow: false, effects };
}
