import { ok } from "../result.ts";
import type { BorderFact, TestStep } from "../events/health.ts";
import type { SubjectKey } from "../subject/types.ts";
import { guardianFault } from "./check-people.ts";
import { isBlank } from "./check-questionnaire.ts";
import { refused, type Checked } from "./checked.ts";
import { contactsOf } from "./contacts.ts";
import type { BorderContext, BorderTest, BorderView, Person } from "./types.ts";

type StepOf<S extends TestStep["state"]> = Extract<TestStep, { readonly state: S }>;

/** A test goes step by step (the states are drawn in types.ts); each step is refused where the one before it is missing. */
export function checkTest(
  border: BorderView,
  { test: id, step }: Extract<BorderFact, { readonly kind: "test" }>,
  occurredAt: number,
  context: BorderContext,
): Checked {
  const test = border.test(id);
  if (step.state === "registered")
    return test === null ? checkRegistered(border, step, occurredAt, context) : refused("test-exists", "test");
  if (test === null) return refused("test-unknown", "test");
  switch (step.state) {
    case "started":
      return checkStarted(border, test, step, occurredAt, context);
    case "read":
      return checkRead(border, test, step, occurredAt, context);
    case "pcr-ordered":
      return checkPcrOrdered(border, test, step, occurredAt, context);
    case "pcr-read":
      return checkPcrRead(test, step, context);
    case "cancelled":
      if (test.state !== "registered" && test.state !== "running") return refused("test-not-running", "test");
      return isBlank(step.reason) ? refused("reason-missing", "step.reason") : ok([]);
  }
}

const subjectsOf = (subjects: readonly SubjectKey[]): string =>
  subjects
    .map(({ scheme, country, value }) => `${scheme} ${country} ${value}`)
    .toSorted()
    .join(",");
const isOpen = (test: BorderTest | null): boolean => test?.state === "registered" || test?.state === "running";

function checkRegistered(border: BorderView, step: StepOf<"registered">, occurredAt: number, context: BorderContext): Checked {
  const person = border.person(step.person);
  if (person === null) return refused("person-unknown", "step.person");
  if (person.confirmed === null) return refused("profile-unconfirmed", "step.person");
  if (subjectsOf(step.subjects) !== subjectsOf(person.profile.subjects)) return refused("subjects-differ", "step.subjects");
  const { consent } = person.profile;
  if (consent.state === "refused" || consent.state === "not-asked") return refused("consent-missing", "step.person");
  if (consent.textVersion < context.rules.consentVersion) return refused("consent-outdated", "step.person");
  const guardian = guardianFault(border, person, occurredAt, context.rules.consentAgeYears);
  if (guardian !== null) return { ok: false, error: { ...guardian, at: "step.person" } };
  if (person.tests.some((id) => isOpen(border.test(id)))) return refused("test-open", "step.person");
  if (step.questionnaire !== null && step.questionnaire !== person.questionnaire?.questionnaire)
    return refused("questionnaire-unknown", "step.questionnaire");
  if (step.repeats !== null) return isRepeatable(border, person, step.repeats) ? ok([]) : refused("repeat-not-invalid", "step.repeats");
  const isSelected = step.questionnaire !== null && person.questionnaire?.selection.outcome === "test";
  return isSelected || isContactOfPositive(border, person) ? ok([]) : refused("not-selected", "step.questionnaire");
}

/** An invalid test of this person that no other test repeats; one that was cancelled repeats nothing. */
function isRepeatable(border: BorderView, person: Person, repeated: string): boolean {
  const test = border.test(repeated);
  if (test === null || test.person !== person.person || test.read?.result !== "invalid") return false;
  return person.tests.every((id) => {
    const other = border.test(id);
    return other === null || other.repeats !== repeated || other.state === "cancelled";
  });
}

/** A rapid test that says acute, until a PCR says no, or a PCR that says yes. */
export const isPositive = ({ read, pcr }: BorderTest): boolean =>
  pcr?.result === "positive" || (read?.result === "positive-acute" && pcr?.result !== "negative");
const isContactOfPositive = (border: BorderView, person: Person): boolean =>
  contactsOf(border, person).some((contact) =>
    contact.person.tests.some((id) => {
      const test = border.test(id);
      return test !== null && isPositive(test);
    }),
  );

function checkStarted(
  border: BorderView,
  test: BorderTest,
  step: StepOf<"started">,
  occurredAt: number,
  { rules }: BorderContext,
): Checked {
  if (test.state !== "registered") return refused("test-not-registered", "test");
  const kit = rules.kits.find(({ kitType }) => kitType === step.kitType);
  if (kit === undefined) return refused("kit-unknown", "step.kitType");
  const lot = border.lot(step.kitType, step.lot);
  if (lot === null) return refused("lot-unknown", "step.lot");
  if (lot.expiresAt !== step.lotExpiresAt) return refused("lot-date-differs", "step.lotExpiresAt");
  if (lot.expiresAt <= occurredAt) return refused("lot-expired", "step.lot");
  if (border.testOfCassette(step.cassette) !== null || border.isSpent(step.cassette)) return refused("cassette-used", "step.cassette");
  const isOfKit = step.readFrom === occurredAt + kit.readAfterMs && step.readUntil === occurredAt + kit.readUntilMs;
  if (!isOfKit) return refused("timer-not-of-kit", "step.readFrom");
  return ok(lot.supplied <= lot.used ? ["lot-out-of-stock"] : []);
}

function checkRead(border: BorderView, test: BorderTest, step: StepOf<"read">, occurredAt: number, { rules }: BorderContext): Checked {
  const { started } = test;
  if (test.state !== "running" || started === null) return refused("test-not-running", "test");
  if (step.cassette !== started.cassette) return refused("cassette-differs", "step.cassette");
  if ((border.person(test.person)?.confirmed ?? null) === null) return refused("profile-unconfirmed", "test");
  if (occurredAt < started.readFrom) return refused("read-too-early", "step.result");
  const isLate = occurredAt > started.readUntil;
  if (isLate && step.result !== "invalid") return refused("read-too-late", "step.result");
  // A kit that left the catalogue while its cassette ran is read as it was started.
  const kit = rules.kits.find(({ kitType }) => kitType === started.kitType);
  if (kit !== undefined && !kit.results.includes(step.result)) return refused("result-not-of-kit", "step.result");
  if (step.result === "invalid" && isBlank(step.reason)) return refused("reason-missing", "step.reason");
  return ok(isLate ? ["read-late"] : []);
}

/** A specimen that the laboratory could not read may be taken again. */
const isUnread = (test: BorderTest): boolean => test.state === "pcr-read" && test.pcr?.result === "invalid";

function checkPcrOrdered(
  border: BorderView,
  test: BorderTest,
  step: StepOf<"pcr-ordered">,
  occurredAt: number,
  { rules, role }: BorderContext,
): Checked {
  if (test.read === null || (test.state !== "read" && !isUnread(test))) return refused("test-not-read", "test");
  const { result } = test.read;
  const isDue = result === "positive-acute" || result === "positive-past";
  if (!isDue && role !== "selection" && !isUnread(test)) return refused("pcr-not-due-to-result", "test");
  if (!rules.laboratories.some(({ laboratory }) => laboratory === step.laboratory)) return refused("laboratory-unknown", "step.laboratory");
  if (border.testOfSpecimen(step.specimen) !== null || border.isSpent(step.specimen)) return refused("specimen-used", "step.specimen");
  // The swab may be taken while the cassette still runs, never before the person was here nor after it is recorded.
  const isInTime = step.takenAt >= test.registeredAt && step.takenAt <= occurredAt;
  return isInTime && step.dueAt === step.takenAt + rules.pcrDueMs ? ok([]) : refused("pcr-clock-wrong", "step.dueAt");
}

function checkPcrRead(test: BorderTest, step: StepOf<"pcr-read">, { rules }: BorderContext): Checked {
  if (test.state !== "pcr-ordered" || test.pcr === null) return refused("pcr-not-ordered", "test");
  if (!rules.laboratories.some(({ laboratory }) => laboratory === step.laboratory)) return refused("laboratory-unknown", "step.laboratory");
  return test.pcr.specimen === step.specimen ? ok([]) : refused("specimen-differs", "step.specimen");
}
