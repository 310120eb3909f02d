import type { BorderFact, PersonProfile } from "../events/health.ts";
import type { Arrival, BorderTest, KitLot, Person, StatedFact, TestState } from "./types.ts";

/*
 * Each view is made from all facts about one thing, in their order of time. Facts of several tablets arrive in any order, and yet
 * every machine that has the same facts sees the same; so where two facts exclude each other the earlier one stands.
 */
export type Stated<K extends BorderFact["kind"]> = StatedFact & { readonly fact: Extract<BorderFact, { readonly kind: K }> };

const isBefore = (left: StatedFact, right: StatedFact): boolean =>
  left.occurredAt !== right.occurredAt ? left.occurredAt < right.occurredAt : left.id < right.id;

/** Puts a fact in its place of time, ids breaking ties. Most arrive in order, so the search begins at the end. */
export function insertByTime<S extends StatedFact>(facts: S[], stated: S): void {
  let at = facts.length;
  for (let before = facts[at - 1]; before !== undefined && isBefore(stated, before); before = facts[at - 1]) at -= 1;
  facts.splice(at, 0, stated);
}

/** Null while nobody has stated that it was opened. */
export function arrivalView(facts: readonly Stated<"arrival">[], persons: readonly Person[]): Arrival | null {
  let view: Omit<Arrival, "persons" | "closedAt"> | null = null;
  let closedAt: number | null = null;
  for (const { fact, occurredAt } of facts)
    if (fact.step.state === "closed") closedAt ??= occurredAt;
    else view ??= { arrival: fact.arrival, openedAt: occurredAt, opened: fact.step };
  return view === null ? null : { ...view, closedAt, persons: persons.map(({ person }) => person) };
}

/** Null while nobody has registered the person. The latest profile and the latest answers stand. */
export function personView(
  facts: readonly Stated<"person">[],
  questionnaires: readonly Stated<"questionnaire">[],
  followUps: readonly Stated<"follow-up">[],
  tests: readonly BorderTest[],
): Person | null {
  const first = facts[0];
  const latest = facts.at(-1)?.fact;
  if (first === undefined || latest === undefined) return null;
  const { person, arrival, seat, profile, confirmed } = latest;
  return {
    person,
    arrival,
    seat,
    registeredAt: first.occurredAt,
    profile,
    confirmed,
    confirmations: confirmationsOf(facts),
    questionnaire: questionnaireView(questionnaires.at(-1)),
    tests: tests.map(({ test }) => test),
    followUps: followUps.map(({ fact, occurredAt }) => ({ action: fact.action, at: occurredAt, note: fact.note })),
  };
}

/** What a document proves of a person. Whoever changes it has somebody else before them, until a document is seen again. */
export const identityOf = ({ subjects, name, birthDate }: PersonProfile): string =>
  JSON.stringify([subjects.map(({ scheme, country, value }) => [scheme, country, value]), name, birthDate]);

function confirmationsOf(facts: readonly Stated<"person">[]): Person["confirmations"] {
  const known = new Map<string, Person["confirmations"][number]>();
  for (const { fact } of facts)
    if (fact.confirmed !== null) {
      const one = { ...fact.confirmed, identity: identityOf(fact.profile) };
      known.set(JSON.stringify(one), one);
    }
  return [...known.values()];
}

function questionnaireView(stated: Stated<"questionnaire"> | undefined): Person["questionnaire"] {
  if (stated === undefined) return null;
  const { kind: _, ...answers } = stated.fact;
  return { ...answers, occurredAt: stated.occurredAt };
}

/** Null while nobody has registered the test, whatever else is known of it. */
export function testView(facts: readonly Stated<"test">[]): BorderTest | null {
  let registered: BorderTest | null = null;
  let started: BorderTest["started"] = null;
  let read: BorderTest["read"] = null;
  let pcr: BorderTest["pcr"] = null;
  const specimens: string[] = [];
  let isCancelled = false;
  for (const { fact, occurredAt } of facts) {
    const { step } = fact;
    switch (step.state) {
      case "registered": {
        const { person, subjects, countryFrom, repeats } = step;
        const { test, place } = fact;
        const empty = { state: "registered", started, read, pcr, specimens } as const;
        registered ??= { test, person, place, subjects, countryFrom, registeredAt: occurredAt, repeats, ...empty };
        break;
      }
      case "started": {
        const { kitType, lot, cassette, readFrom, readUntil } = step;
        started ??= { at: occurredAt, kitType, lot, cassette, readFrom, readUntil };
        break;
      }
      case "read":
        read ??= { at: occurredAt, result: step.result, by: step.by, reason: step.reason };
        break;
      case "pcr-ordered": {
        // A specimen that the laboratory could not read is taken again: the last order counts.
        const { laboratory, specimen, dueAt } = step;
        specimens.push(specimen);
        pcr = { laboratory, specimen, orderedAt: occurredAt, dueAt, result: null, readAt: null };
        break;
      }
      case "pcr-read":
        break;
      case "cancelled":
        isCancelled = true;
        break;
    }
  }
  if (registered === null) return null;
  if (pcr !== null) pcr = withResult(pcr, facts);
  return { ...registered, started, read, pcr, state: stateOf({ started, read, pcr }, isCancelled) };
}

/** The first result of the ordered specimen; one that arrives before its order waits for it. */
function withResult(pcr: NonNullable<BorderTest["pcr"]>, facts: readonly Stated<"test">[]): NonNullable<BorderTest["pcr"]> {
  for (const { fact, occurredAt } of facts)
    if (fact.step.state === "pcr-read" && fact.step.specimen === pcr.specimen)
      return { ...pcr, result: fact.step.result, readAt: occurredAt };
  return pcr;
}

function stateOf({ started, read, pcr }: Pick<BorderTest, "started" | "read" | "pcr">, isCancelled: boolean): TestState {
  if (pcr !== null) return pcr.result === null ? "pcr-ordered" : "pcr-read";
  if (read !== null) return "read";
  if (isCancelled) return "cancelled";
  return started === null ? "registered" : "running";
}

/** The stock's own facts give the date; a test started from a lot that nobody received makes none. */
export function lotView(facts: readonly Stated<"kit-stock">[], used: number): KitLot | null {
  const first = facts[0];
  if (first === undefined) return null;
  const { kitType, lot, expiresAt } = first.fact;
  return { kitType, lot, expiresAt, supplied: facts.reduce((sum, { fact }) => sum + fact.change, 0), used };
}
