import type { HoldRecord, InstructionCode } from "../records/types.ts";
import { err, ok, type Result } from "../result.ts";
import type { HoldState } from "./types.ts";

/**
 * A confirmed hold without another end: 14 days from the result, the quarantine of the chief state sanitary doctor's orders of spring
 * 2020 and WHO's considerations for quarantine of 29 February 2020. One act of a health officer gives no more; a second act may.
 */
export const confirmedHoldMs = 14 * 86_400_000;

export type RapidPositive = {
  readonly test: string;
  /** The reading. */
  readonly at: number;
  readonly validTo: number;
};
export type PcrFinding = {
  readonly test: string;
  readonly specimen: string;
  /** When the specimen was taken; null until its order is known. */
  readonly takenAt: number | null;
  readonly result: "negative" | "positive" | "invalid";
  readonly at: number;
};
/** The positive and the PCR findings of one person, in whatever order they came, and what a health officer made of them. */
export type HoldFacts = {
  readonly rapid: readonly RapidPositive[];
  readonly pcr: readonly PcrFinding[];
  /** The latest release by a health officer: readings up to it are answered, also those that arrive later. */
  readonly releasedAt: number | null;
  /** When the latest case ran out: readings that were worth no more than that time are over. */
  readonly expiredAt: number | null;
};
export const noHoldFacts: HoldFacts = { rapid: [], pcr: [], releasedAt: null, expiredAt: null };

/** What the posts are told, and since when. `standing` stays as it was while a case is contested, and after its end. */
export type HoldCase = {
  readonly state: HoldState;
  readonly standing: HoldRecord["standing"];
  readonly openedAt: number;
  readonly expiresAt: number;
};
/** `case` is the person's newest one; null before the first. */
export type HoldFile = { readonly facts: HoldFacts; readonly case: HoldCase | null };

export type HoldCause =
  | ({ readonly kind: "rapid-positive" } & RapidPositive)
  | ({ readonly kind: "pcr" } & PcrFinding)
  | { readonly kind: "health-officer"; readonly action: "confirm"; readonly at: number; readonly validTo: number }
  | { readonly kind: "health-officer"; readonly action: "release"; readonly at: number }
  | { readonly kind: "contested"; readonly at: number }
  | { readonly kind: "time-over"; readonly at: number };
export const holdCauseCodes = [
  "rapid-positive",
  "pcr-negative",
  "pcr-positive",
  "pcr-invalid",
  "health-officer",
  "contested",
  "time-over",
] as const;
export type HoldCauseCode = (typeof holdCauseCodes)[number];
/** `entry`: what the case's history gains; null when nothing became of the cause. `opened`: a new case began. */
export type HoldStepped = {
  readonly file: HoldFile;
  readonly opened: boolean;
  readonly entry: { readonly at: number; readonly state: HoldState; readonly cause: HoldCauseCode } | null;
};
/** An act that does not fit the state. Facts are never refused. */
export type HoldFault = "case-closed" | "already-contested";

/**
 * The next state of a person's hold. Facts may come late, twice and in any order: the same findings end in the same standing. A second
 * positive of an open case lengthens it and opens no other. Never throws; what does not fit is refused or changes nothing.
 */
export function holdStep(file: HoldFile, cause: HoldCause): Result<HoldStepped, HoldFault> {
  switch (cause.kind) {
    case "rapid-positive":
      return ok(rapidPositive(file, cause));
    case "pcr":
      return ok(pcr(file, cause));
    case "health-officer":
    case "contested":
      return act(file, cause);
    case "time-over":
      return ok(timeOver(file, cause.at));
  }
}

/** I9: both instructions serve causes that are no one's health too. */
export const holdInstruction = (standing: HoldRecord["standing"]): InstructionCode =>
  standing === "provisional" ? "refer-medic" : "keep-apart-call";
export const isOpenHold = (state: HoldState): boolean => state === "provisional" || state === "confirmed" || state === "contested";
const dayMs = 86_400_000;
/**
 * A day before the day of the reading: a post whose clock is behind must not wait for the hold to begin, and the row does not tell
 * the moment at which somebody was tested.
 */
const inForceFrom = (openedAt: number): number => Math.max(0, (Math.floor(openedAt / dayMs) - 1) * dayMs);
/** What a post learns of a case; nothing else of it leaves central (I9). A hold whose time is over says so by its validity. */
export const holdRecord = (one: HoldCase, number: string, country: string): HoldRecord => ({
  kind: "hold",
  number,
  status: one.state === "released" ? "released" : "active",
  country,
  instruction: holdInstruction(one.standing),
  standing: one.standing,
  validFrom: inForceFrom(one.openedAt),
  validTo: one.expiresAt,
});

const same = (file: HoldFile): HoldStepped => ({ file, opened: false, entry: null });
const become = (facts: HoldFacts, next: HoldCase, at: number, cause: HoldCauseCode, opened = false): HoldStepped => ({
  file: { facts, case: next },
  opened,
  entry: { at, state: next.state, cause },
});

function rapidPositive({ facts, case: before }: HoldFile, { test, at, validTo }: RapidPositive): HoldStepped {
  if (facts.rapid.some((one) => one.test === test)) return same({ facts, case: before });
  const reading = { test, at, validTo };
  const known: HoldFacts = { ...facts, rapid: [...facts.rapid, reading] };
  if (isAnswered(known, reading)) return same({ facts: known, case: before });
  if (before === null || !isOpenHold(before.state)) {
    const opened: HoldCase = { state: "provisional", standing: "provisional", openedAt: at, expiresAt: validTo };
    return become(known, opened, at, "rapid-positive", true);
  }
  const times = { openedAt: Math.min(before.openedAt, at), expiresAt: Math.max(before.expiresAt, validTo) };
  return become(known, { ...before, ...times }, at, "rapid-positive");
}

/** A negative PCR answers the reading of its own test, and every reading up to the moment its specimen was taken. */
function isAnswered(facts: HoldFacts, reading: RapidPositive): boolean {
  if (facts.releasedAt !== null && reading.at <= facts.releasedAt) return true;
  if (facts.expiredAt !== null && reading.validTo <= facts.expiredAt) return true;
  return facts.pcr.some(
    (one) => one.result === "negative" && (one.test === reading.test || (one.takenAt !== null && reading.at <= one.takenAt)),
  );
}

const rank = { invalid: 0, negative: 1, positive: 2 } as const;
/** Two results of one specimen: the graver counts, whichever came first. */
function withFinding(
  facts: HoldFacts,
  found: PcrFinding,
): { readonly facts: HoldFacts; readonly kept: PcrFinding; readonly isNew: boolean } {
  const before = facts.pcr.find((one) => one.test === found.test && one.specimen === found.specimen);
  const isNew = before === undefined || rank[found.result] > rank[before.result];
  const { test, specimen, result, at } = before === undefined || isNew ? found : before;
  const kept: PcrFinding = { test, specimen, result, at, takenAt: before?.takenAt ?? found.takenAt };
  return { facts: { ...facts, pcr: [...facts.pcr.filter((one) => one !== before), kept] }, kept, isNew };
}

function pcr({ facts: old, case: before }: HoldFile, given: PcrFinding): HoldStepped {
  const { facts, kept: found, isNew } = withFinding(old, given);
  const isOpen = before !== null && isOpenHold(before.state);
  const file = { facts, case: before };
  switch (found.result) {
    case "positive": {
      if (!isNew) return same(file);
      const validTo = found.at + confirmedHoldMs;
      if (!isOpen) {
        const opened: HoldCase = { state: "confirmed", standing: "confirmed", openedAt: found.at, expiresAt: validTo };
        return become(facts, opened, found.at, "pcr-positive", true);
      }
      // A contest is answered by a person, not by the finding that is contested.
      const state = before.state === "contested" ? "contested" : "confirmed";
      const expiresAt = Math.max(before.expiresAt, validTo);
      return become(facts, { ...before, state, standing: "confirmed", expiresAt }, found.at, "pcr-positive");
    }
    case "negative":
      return pcrNegative(file, found.at, isNew);
    case "invalid":
      return isNew && isOpen ? become(facts, before, found.at, "pcr-invalid") : same(file);
  }
}

/** Releases a provisional hold once no reading is left unanswered; a confirmed one is for a health officer to release. */
function pcrNegative(file: HoldFile, at: number, isNew: boolean): HoldStepped {
  const { facts, case: before } = file;
  if (before === null || !isOpenHold(before.state)) return same(file);
  if (before.standing === "confirmed") return isNew ? become(facts, before, at, "pcr-negative") : same(file);
  const open = facts.rapid.filter((reading) => !isAnswered(facts, reading));
  if (open.length === 0) return become(facts, { ...before, state: "released" }, at, "pcr-negative");
  const times = { openedAt: Math.min(...open.map((one) => one.at)), expiresAt: Math.max(...open.map((one) => one.validTo)) };
  const isShorter = times.openedAt !== before.openedAt || times.expiresAt !== before.expiresAt;
  return isNew || isShorter ? become(facts, { ...before, ...times }, at, "pcr-negative") : same(file);
}

type Act = Extract<HoldCause, { kind: "health-officer" | "contested" }>;
function act({ facts, case: before }: HoldFile, cause: Act): Result<HoldStepped, HoldFault> {
  if (before === null || !isOpenHold(before.state)) return err("case-closed");
  if (cause.kind === "contested") {
    if (before.state === "contested") return err("already-contested");
    return ok(become(facts, { ...before, state: "contested" }, cause.at, "contested"));
  }
  if (cause.action === "confirm") {
    const confirmed = { ...before, state: "confirmed", standing: "confirmed", expiresAt: cause.validTo } as const;
    return ok(become(facts, confirmed, cause.at, "health-officer"));
  }
  const releasedAt = Math.max(facts.releasedAt ?? 0, cause.at);
  return ok(become({ ...facts, releasedAt }, { ...before, state: "released" }, cause.at, "health-officer"));
}

function timeOver(file: HoldFile, at: number): HoldStepped {
  const { facts, case: before } = file;
  if (before === null || !isOpenHold(before.state) || at < before.expiresAt) return same(file);
  return become({ ...facts, expiredAt: before.expiresAt }, { ...before, state: "expired" }, before.expiresAt, "time-over");
}
