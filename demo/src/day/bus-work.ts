import { BorderFactReply, borderRoutes } from "@beket/api";
import {
  ageYears,
  type BorderFact,
  type Form,
  type HealthRules,
  type KitType,
  type PersonFacts,
  selectionOf,
  type Uuid,
} from "@beket/domain";
import type { Random } from "../city/random.ts";
import { type Bus, type FactOf, inventAnswers, type Traveller } from "./bus.ts";
import type { Tablet } from "./tablet.ts";
import { newId } from "./tools.ts";

/** A border post with two of its workers at their tablets, and the time they go by. */
export type BorderPost = {
  readonly post: string;
  readonly rules: HealthRules;
  readonly form: Form;
  readonly medic: Pick<Tablet, "send">;
  readonly specialist: Pick<Tablet, "send">;
  readonly now: () => number;
  /** Resolves at that time, never before. */
  readonly until: (at: number) => Promise<void>;
  readonly counts: { arrivals: number; registered: number; tests: number; positive: number; invalid: number };
};
export type Lot = { readonly kit: KitType; readonly lot: string; readonly expiresAt: number };
type Teller = Pick<Tablet, "send">;

export async function state(post: Pick<BorderPost, "now">, teller: Teller, fact: BorderFact, occurredAt = post.now()): Promise<void> {
  await teller.send(BorderFactReply, borderRoutes.facts, { id: newId(), occurredAt, fact });
}

/** One bus from its arrival to its last result. */
export async function workBus(post: BorderPost, bus: Bus, lot: Lot, random: Random, perPersonMs: number): Promise<void> {
  const { medic, counts } = post;
  const arrival = newId();
  const { plate: vehicle, countryFrom, travellers } = bus;
  const opened = { state: "opened", conveyance: "bus", vehicle, number: null, countryFrom, expected: travellers.length } as const;
  await state(post, medic, { kind: "arrival", arrival, step: opened });
  counts.arrivals += 1;
  const persons: Uuid[] = [];
  const running: Promise<void>[] = [];
  for (const traveller of travellers) {
    const person = await register(post, arrival, traveller, persons);
    persons.push(person);
    const questionnaire = await question(post, bus, person, traveller, random);
    if (questionnaire !== null) running.push(testPerson(post, { person, questionnaire, traveller, bus, lot }, null));
    await post.until(post.now() + perPersonMs);
  }
  await Promise.all(running);
  await state(post, medic, { kind: "arrival", arrival, step: { state: "closed", persons: persons.length } });
}

async function register(post: BorderPost, arrival: Uuid, traveller: Traveller, before: readonly Uuid[]): Promise<Uuid> {
  const person = newId();
  const guardian = traveller.guardian === null ? null : (before[traveller.guardian] ?? before[0] ?? null);
  await state(post, post.medic, {
    kind: "person",
    person,
    arrival,
    seat: traveller.seat,
    profile: { ...traveller.profile, guardian },
    confirmed: { document: traveller.document, by: `${post.post}-m2` },
  });
  post.counts.registered += 1;
  return person;
}

/** Asks, and gives the questionnaire under which the person is to be tested, or null. */
async function question(post: BorderPost, bus: Bus, person: Uuid, { profile }: Traveller, random: Random): Promise<Uuid | null> {
  const answers = inventAnswers(post.form, bus.countryFrom, random);
  const facts: PersonFacts = {
    ageYears: ageYears(profile, post.now()),
    countryFrom: profile.countryFrom,
    category: profile.category,
    citizenship: profile.citizenship,
  };
  const selection = selectionOf(post.form, answers, facts);
  const fact: FactOf<"questionnaire"> = {
    kind: "questionnaire",
    questionnaire: newId(),
    person,
    form: post.form.form,
    formVersion: Number(post.form.questionnaire.version),
    language: profile.consent.language,
    countryFrom: bus.countryFrom,
    answers,
    selection: { ...selection, by: null, reason: null },
  };
  await state(post, post.medic, fact);
  if (selection.outcome !== "specialist") return selection.outcome === "test" ? fact.questionnaire : null;
  const outcome = random.chance(0.5) ? "test" : "no-test";
  const decided = { ...fact, questionnaire: newId(), selection: { outcome, rule: null, by: `${post.post}-sel`, reason: null } } as const;
  // After the answers, also where both fall into one millisecond: the later of two stands.
  await state(post, post.specialist, decided, post.now() + 1);
  return outcome === "test" ? decided.questionnaire : null;
}

type Step = FactOf<"test">["step"];
type Tested = {
  readonly person: Uuid;
  readonly questionnaire: Uuid;
  readonly traveller: Traveller;
  readonly bus: Bus;
  readonly lot: Lot;
};
const tell = (post: BorderPost, test: Uuid, step: Step, at?: number): Promise<void> =>
  state(post, post.medic, { kind: "test", test, place: "border", step }, at);
const code = (letter: string): string => `${letter}-${newId().slice(-12).toUpperCase()}`;
/** A medic looks up a moment after the timer. */
const lookUpMs = 1_000;

/** One test with the kit's own time; an invalid one is repeated. */
async function testPerson(post: BorderPost, tested: Tested, repeats: Uuid | null): Promise<void> {
  const { person, questionnaire, traveller, bus, lot } = tested;
  const { kit, expiresAt: lotExpiresAt } = lot;
  const test = newId();
  const subjects = [...traveller.profile.subjects];
  await tell(post, test, { state: "registered", person, questionnaire, subjects, countryFrom: bus.countryFrom, repeats });
  const cassette = code("C");
  const at = post.now();
  const [readFrom, readUntil] = [at + kit.readAfterMs, at + kit.readUntilMs];
  await tell(post, test, { state: "started", kitType: kit.kitType, lot: lot.lot, lotExpiresAt, cassette, readFrom, readUntil }, at);
  post.counts.tests += 1;
  await post.until(readFrom + lookUpMs);
  const result = traveller.finding === "invalid" && repeats !== null ? "negative" : traveller.finding;
  const reason = result === "invalid" ? "Бақылау жолағы жоқ" : null;
  await tell(post, test, { state: "read", cassette, result, by: `${post.post}-m2`, device: null, reason });
  if (result === "invalid") {
    post.counts.invalid += 1;
    return testPerson(post, tested, test);
  }
  if (result === "positive-acute") await isolate(post, person, test);
}

async function isolate(post: BorderPost, person: Uuid, test: Uuid): Promise<void> {
  post.counts.positive += 1;
  const takenAt = post.now();
  const dueAt = takenAt + post.rules.pcrDueMs;
  await tell(post, test, { state: "pcr-ordered", laboratory: "city-centre", specimen: code("S"), takenAt, dueAt }, takenAt);
  for (const action of ["isolated", "mobile-team-called"] as const)
    await state(post, post.medic, { kind: "follow-up", person, test, action, note: null });
}
