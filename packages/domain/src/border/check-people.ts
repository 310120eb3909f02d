import { ok } from "../result.ts";
import type { BorderFact } from "../events/health.ts";
import { parseIin } from "../subject/iin.ts";
import { isNormalKey } from "../subject/parse-subject.ts";
import type { SubjectKey } from "../subject/types.ts";
import { refused, type Checked } from "./checked.ts";
import { ageYears } from "./person-facts.ts";
import type { Arrival, BorderContext, BorderFault, BorderView, BorderWarning, Person } from "./types.ts";

type FactOf<K extends BorderFact["kind"]> = Extract<BorderFact, { readonly kind: K }>;
/** Without an arrival the same identifier within a day is the same visit. */
const sameVisitMs = 24 * 3_600_000;
const isPersonal = ({ scheme }: SubjectKey): boolean => scheme === "iin" || scheme === "doc";

export function checkArrival(border: BorderView, { arrival: id, step }: FactOf<"arrival">): Checked {
  const known = border.arrival(id);
  if (step.state === "opened") {
    if (known !== null) return refused("arrival-already-open", "arrival");
    const { vehicle } = step;
    return vehicle === null || (vehicle.scheme === "plate" && isNormalKey(vehicle))
      ? ok([])
      : refused("identifier-invalid", "step.vehicle");
  }
  if (known === null) return refused("arrival-unknown", "arrival");
  return known.closedAt === null ? ok([]) : refused("arrival-closed", "arrival");
}

export function checkPerson(border: BorderView, fact: FactOf<"person">, occurredAt: number, context: BorderContext): Checked {
  const known = border.person(fact.person);
  const arrival = fact.arrival === null ? null : border.arrival(fact.arrival);
  if (fact.arrival !== null && arrival === null) return refused("arrival-unknown", "arrival");
  if (known !== null && known.arrival !== fact.arrival) return refused("person-in-other-arrival", "arrival");
  // A colleague who was offline when it was closed registered their people before that.
  const isAfterwards = arrival !== null && arrival.closedAt !== null && occurredAt >= arrival.closedAt;
  if (known === null && isAfterwards) return refused("arrival-closed", "arrival");
  const fault =
    identifierFault(border, fact, occurredAt) ??
    codesFault(fact, context) ??
    guardianFault(border, fact, occurredAt, context.rules.consentAgeYears);
  return fault === null ? ok(warningsOf(border, fact, arrival, known, occurredAt)) : { ok: false, error: fault };
}

function identifierFault(border: BorderView, fact: FactOf<"person">, occurredAt: number): BorderFault | null {
  for (const [index, subject] of fact.profile.subjects.entries()) {
    const at = `profile.subjects.${index}`;
    const isTwice = fact.profile.subjects.findIndex((other) => isSameSubject(other, subject)) < index;
    if (isTwice || !isPersonal(subject) || !isNormalKey(subject)) return { code: "identifier-invalid", at };
    const other = border.personsOf(subject).find((one) => isSameVisit(one, fact, occurredAt));
    if (other !== undefined) return { code: "identifier-of-other-person", at };
  }
  return null;
}
const isSameSubject = (left: SubjectKey, right: SubjectKey): boolean =>
  left.scheme === right.scheme && left.country === right.country && left.value === right.value;
const isSameVisit = (other: Person, fact: FactOf<"person">, occurredAt: number): boolean => {
  if (other.person === fact.person) return false;
  if (other.arrival !== null && fact.arrival !== null) return other.arrival === fact.arrival;
  return Math.abs(other.registeredAt - occurredAt) < sameVisitMs;
};

function codesFault({ profile, confirmed }: FactOf<"person">, { rules }: BorderContext): BorderFault | null {
  if (!rules.categories.some(({ category }) => category === profile.category)) return { code: "category-unknown", at: "profile.category" };
  if (confirmed === null) return null;
  if (profile.subjects.length === 0) return { code: "confirmation-without-document", at: "confirmed" };
  return rules.documents.some(({ document }) => document === confirmed.document)
    ? null
    : { code: "document-unknown", at: "confirmed.document" };
}

/** A guardian is an adult of the same arrival; a child's consent is the guardian's. Who has no known age counts as an adult. */
export function guardianFault(
  border: BorderView,
  fact: Pick<FactOf<"person">, "person" | "arrival" | "profile">,
  occurredAt: number,
  consentAgeYears: number,
): BorderFault | null {
  const { guardian, consent } = fact.profile;
  const isChild = (profile: FactOf<"person">["profile"]): boolean => (ageYears(profile, occurredAt) ?? consentAgeYears) < consentAgeYears;
  if (guardian === null)
    return consent.state === "given-by-guardian" || (consent.state === "given" && isChild(fact.profile))
      ? { code: "guardian-missing", at: "profile.guardian" }
      : null;
  const adult = border.person(guardian);
  if (adult === null || guardian === fact.person || adult.arrival !== fact.arrival)
    return { code: "guardian-unknown", at: "profile.guardian" };
  if (isChild(adult.profile)) return { code: "guardian-is-child", at: "profile.guardian" };
  return consent.state === "given" && isChild(fact.profile) ? { code: "guardian-missing", at: "profile.consent" } : null;
}

function warningsOf(
  border: BorderView,
  { person, arrival: arrivalId, profile }: FactOf<"person">,
  arrival: Arrival | null,
  known: Person | null,
  occurredAt: number,
): readonly BorderWarning[] {
  const expected = arrival?.opened.expected ?? null;
  const isOver = known === null && arrival !== null && expected !== null && arrival.persons.length >= expected;
  const isUnsure = profile.subjects.some(({ scheme, value }) => {
    const iin = scheme === "iin" ? parseIin(value) : null;
    return iin?.ok === true && iin.value.flags.includes("verify-document");
  });
  const isNamesake = (other: Person): boolean =>
    other.person !== person &&
    (arrivalId === null ? Math.abs(other.registeredAt - occurredAt) < sameVisitMs : other.arrival === arrivalId) &&
    other.profile.birthDate === profile.birthDate &&
    nameOf(other.profile.name) === nameOf(profile.name);
  return [
    ...(isOver ? (["over-manifest"] as const) : []),
    ...(isUnsure ? (["iin-needs-document"] as const) : []),
    ...(profile.birthDate !== null && border.persons().some(isNamesake) ? (["same-name-and-birth-date"] as const) : []),
  ];
}
const nameOf = (name: string): string => name.toLowerCase().split(/\s+/u).filter(Boolean).toSorted().join(" ");

export function checkFollowUp(border: BorderView, { person, test }: FactOf<"follow-up">): Checked {
  if (border.person(person) === null) return refused("person-unknown", "person");
  return test === null || border.test(test)?.person === person ? ok([]) : refused("test-unknown", "test");
}
