import type { Result } from "../result.ts";
import type { BorderFact } from "../events/health.ts";
import type { SubjectKey } from "../subject/types.ts";
import { checkFact } from "./check.ts";
import type { Arrival, BorderContext, BorderFault, BorderTest, BorderView, BorderWarning, KitLot, Person, StatedFact } from "./types.ts";
import { arrivalView, insertByTime, lotView, personView, testView, type Stated } from "./views.ts";

export type Border = BorderView & {
  /** Takes a fact that somebody accepted: never throws, in any order, the same id once. */
  readonly apply: (stated: StatedFact) => void;
  /** Whether the fact may be stated now. The warnings are worth telling and stop nothing. */
  readonly check: (fact: BorderFact, occurredAt: number, context: BorderContext) => Result<readonly BorderWarning[], BorderFault>;
};
export type BorderOptions = {
  /** Codes of cassettes and specimens that were used before what the facts still tell. */
  readonly isSpent?: (code: string) => boolean;
};

type Entry<F, V> = { readonly facts: F[]; view: V | null };
type PersonEntry = Entry<Stated<"person">, Person> & {
  readonly questionnaires: Stated<"questionnaire">[];
  readonly followUps: Stated<"follow-up">[];
};

/** A border post without facts. */
export function createBorder(options: BorderOptions = {}): Border {
  const known = new Set<string>();
  const arrivals = new Map<string, Entry<Stated<"arrival">, Arrival>>();
  const persons = new Map<string, PersonEntry>();
  const tests = new Map<string, Entry<Stated<"test">, BorderTest>>();
  const lots = new Map<string, Entry<Stated<"kit-stock">, KitLot>>();
  /** Which things name another: person ids by arrival and by identifier, test ids by person, lot, cassette and specimen. */
  const personsAt = createIndex();
  const testsAt = createIndex();
  let version = 0;

  const arrivalEntry = (id: string) => entryOf(arrivals, id, () => ({ facts: [], view: null }));
  const testEntry = (id: string) => entryOf(tests, id, () => ({ facts: [], view: null }));
  const lotEntry = (id: string) => entryOf(lots, id, () => ({ facts: [], view: null }));
  const personEntry = (id: string) =>
    entryOf(persons, id, (): PersonEntry => ({ facts: [], view: null, questionnaires: [], followUps: [] }));
  const personsOf = (name: string): readonly Person[] => viewsOf(persons, personsAt.at(name)).toSorted(byRegistration);
  const testsOf = (name: string): readonly BorderTest[] => viewsOf(tests, testsAt.at(name)).toSorted(byRegistration);

  const renewArrival = (id: string): void => {
    const entry = arrivals.get(id);
    if (entry !== undefined) entry.view = arrivalView(entry.facts, personsOf(arrivalName(id)));
  };
  const renewPerson = (id: string): void => {
    const entry = persons.get(id);
    if (entry === undefined) return;
    const before = entry.view;
    const after = personView(entry.facts, entry.questionnaires, entry.followUps, testsOf(personName(id)));
    entry.view = after;
    personsAt.move(id, before === null ? [] : namesOfPerson(before), after === null ? [] : namesOfPerson(after));
    const isMoved = before?.arrival !== after?.arrival || before?.registeredAt !== after?.registeredAt;
    if (isMoved) for (const { arrival } of [before, after].flatMap((view) => view ?? [])) if (arrival !== null) renewArrival(arrival);
  };
  const renewLot = (id: string): void => {
    const entry = lots.get(id);
    if (entry !== undefined) entry.view = lotView(entry.facts, testsAt.at(id).size);
  };
  const renewTest = (id: string): void => {
    const entry = testEntry(id);
    const before = entry.view === null ? [] : namesOfTest(entry.view);
    entry.view = testView(entry.facts);
    const after = entry.view === null ? [] : namesOfTest(entry.view);
    testsAt.move(id, before, after);
    for (const name of new Set([...before, ...after]))
      if (name.startsWith("person:")) renewPerson(name.slice(7));
      else if (name.startsWith("lot:")) renewLot(name);
  };

  const take = (stated: StatedFact): void => {
    const { fact } = stated;
    switch (fact.kind) {
      case "arrival":
        insertByTime(arrivalEntry(fact.arrival).facts, { ...stated, fact });
        return renewArrival(fact.arrival);
      case "person":
        insertByTime(personEntry(fact.person).facts, { ...stated, fact });
        return renewPerson(fact.person);
      case "questionnaire":
        insertByTime(personEntry(fact.person).questionnaires, { ...stated, fact });
        return renewPerson(fact.person);
      case "follow-up":
        insertByTime(personEntry(fact.person).followUps, { ...stated, fact });
        return renewPerson(fact.person);
      case "test":
        insertByTime(testEntry(fact.test).facts, { ...stated, fact });
        return renewTest(fact.test);
      case "kit-stock": {
        const name = lotName(fact.kitType, fact.lot);
        insertByTime(lotEntry(name).facts, { ...stated, fact });
        return renewLot(name);
      }
    }
  };

  const listed = <V>(entries: ReadonlyMap<string, Entry<unknown, V>>, order: (left: V, right: V) => number): (() => readonly V[]) => {
    let list: readonly V[] = [];
    let at = -1;
    return () => {
      if (at !== version) list = viewsOf(entries, entries.keys()).toSorted(order);
      at = version;
      return list;
    };
  };
  const view: BorderView = {
    version: () => version,
    arrivals: listed(arrivals, byOpening),
    persons: listed(persons, byRegistration),
    tests: listed(tests, byRegistration),
    lots: listed(lots, byDate),
    arrival: (id) => arrivals.get(id)?.view ?? null,
    person: (id) => persons.get(id)?.view ?? null,
    test: (id) => tests.get(id)?.view ?? null,
    lot: (kitType, lot) => lots.get(lotName(kitType, lot))?.view ?? null,
    testOfCassette: (code) => testsOf(`cassette:${code}`)[0] ?? null,
    testOfSpecimen: (code) => testsOf(`specimen:${code}`)[0] ?? null,
    personsOf: (subject) => personsOf(subjectName(subject)),
    isSpent: (code) => options.isSpent?.(code) ?? false,
  };
  return {
    ...view,
    apply: (stated) => {
      if (known.has(stated.id)) return;
      known.add(stated.id);
      version += 1;
      take(stated);
    },
    check: (fact, occurredAt, context) => checkFact(view, fact, occurredAt, context),
  };
}

const arrivalName = (id: string): string => `arrival:${id}`;
const personName = (id: string): string => `person:${id}`;
const lotName = (kitType: string, lot: string): string => `lot:${kitType} ${lot}`;
const subjectName = ({ scheme, country, value }: SubjectKey): string => `subject:${scheme} ${country} ${value}`;
const namesOfPerson = ({ arrival, profile }: Person): readonly string[] => [
  ...(arrival === null ? [] : [arrivalName(arrival)]),
  ...profile.subjects.map(subjectName),
];
const namesOfTest = ({ person, started, specimens }: BorderTest): readonly string[] => [
  personName(person),
  ...(started === null ? [] : [lotName(started.kitType, started.lot), `cassette:${started.cassette}`]),
  ...specimens.map((specimen) => `specimen:${specimen}`),
];

function entryOf<E>(entries: Map<string, E>, id: string, make: () => E): E {
  const found = entries.get(id);
  if (found !== undefined) return found;
  const made = make();
  entries.set(id, made);
  return made;
}
const viewsOf = <V>(entries: ReadonlyMap<string, { readonly view: V | null }>, ids: Iterable<string>): readonly V[] =>
  Array.from(ids).flatMap((id) => entries.get(id)?.view ?? []);

const nobody: ReadonlySet<string> = new Set();
/** Ids by the names that lead to them. */
function createIndex() {
  const index = new Map<string, Set<string>>();
  return {
    at: (name: string): ReadonlySet<string> => index.get(name) ?? nobody,
    move: (id: string, from: readonly string[], to: readonly string[]): void => {
      for (const name of from) if (!to.includes(name)) index.get(name)?.delete(id);
      for (const name of to) entryOf(index, name, () => new Set<string>()).add(id);
    },
  };
}

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
const byOpening = (left: Arrival, right: Arrival): number => left.openedAt - right.openedAt || byText(left.arrival, right.arrival);
const byDate = (left: KitLot, right: KitLot): number =>
  byText(left.kitType, right.kitType) || left.expiresAt - right.expiresAt || byText(left.lot, right.lot);
function byRegistration<T extends Person | BorderTest>(left: T, right: T): number {
  return left.registeredAt - right.registeredAt || byText(idOf(left), idOf(right));
}
const idOf = (one: Person | BorderTest): string => ("test" in one ? one.test : one.person);
