import { type BorderTest, type BorderView, isPositive, type Person } from "@beket/domain";

/** Where a person stands, by which the chip and the one next action go. */
const standings = [
  "open",
  "late",
  "acute",
  "invalid",
  "pcr-invalid",
  "confirm",
  "ask",
  "start",
  "specialist",
  "waiting",
  "pcr",
  "consent-refused",
  "pcr-positive",
  "pcr-negative",
  "past",
  "negative",
  "free",
] as const;
export type StandingCode = (typeof standings)[number];
export type Standing = {
  readonly code: StandingCode;
  /** The test that it is about. */
  readonly test: BorderTest | null;
  /** When a reading opens or closes, or a PCR is due. */
  readonly at: number | null;
};
/** What the medic does next, most urgent first. Specialists and laboratories have lists of their own. */
const todo: ReadonlySet<StandingCode> = new Set(["open", "late", "acute", "invalid", "pcr-invalid", "confirm", "ask", "start"]);
export const isTodo = (code: StandingCode): boolean => todo.has(code);

type Needs = Pick<BorderView, "test">;
/** The test that counts: the latest one that was not cancelled. */
export const latestTest = (border: Needs, person: Person): BorderTest | null =>
  person.tests.flatMap((id) => border.test(id) ?? []).findLast((test) => test.state !== "cancelled") ?? null;

export function standingOf(border: Needs, person: Person, now: number, consentVersion: number): Standing {
  const test = latestTest(border, person);
  if (test !== null) {
    const ofTest = standingOfTest(test, now);
    if (ofTest !== null) return ofTest;
  }
  const { consent } = person.profile;
  const plain = (code: StandingCode): Standing => ({ code, test, at: null });
  if (consent.state === "refused") return plain("consent-refused");
  if (person.confirmed === null || consent.state === "not-asked" || consent.textVersion < consentVersion) return plain("confirm");
  if (test !== null) return plain("start");
  switch (person.questionnaire?.selection.outcome) {
    case undefined:
      return plain("ask");
    case "test":
      return plain("start");
    case "specialist":
      return plain("specialist");
    case "no-test":
      return plain("free");
  }
}

/** Null for a test that is only registered: it waits for its cassette, and the person may still have to be confirmed. */
function standingOfTest(test: BorderTest, now: number): Standing | null {
  const { started, read, pcr } = test;
  const of = (code: StandingCode, at: number | null): Standing => ({ code, test, at });
  if (pcr !== null)
    switch (pcr.result) {
      case null:
        return of("pcr", pcr.dueAt);
      case "positive":
        return of("pcr-positive", null);
      case "negative":
        return of("pcr-negative", null);
      case "invalid":
        return of("pcr-invalid", null);
    }
  if (read !== null)
    switch (read.result) {
      case "negative":
        return of("negative", null);
      case "positive-past":
        return of("past", null);
      case "positive-acute":
        return of("acute", null);
      case "invalid":
        return of("invalid", null);
    }
  if (started === null) return null;
  if (now < started.readFrom) return of("waiting", started.readFrom);
  return now <= started.readUntil ? of("open", started.readUntil) : of("late", null);
}

export const isPositivePerson = (border: Needs, person: Person): boolean =>
  person.tests.some((id) => {
    const test = border.test(id);
    return test !== null && isPositive(test);
  });
