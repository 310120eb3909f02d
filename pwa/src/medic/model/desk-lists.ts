import type { BorderTest, BorderView, FollowUpEvent, Person } from "@beket/domain";
import { latestTest } from "./standing.ts";

/** PCR orders without a result, the clock that ends first in front. */
export const openPcr = (border: Pick<BorderView, "tests">): readonly BorderTest[] =>
  border
    .tests()
    .filter((test) => test.state === "pcr-ordered")
    .toSorted((left, right) => (left.pcr?.dueAt ?? 0) - (right.pcr?.dueAt ?? 0));

export type Waiting = { readonly person: Person; readonly since: number };
/** Whom the rules sent to a specialist and nobody has decided yet, longest waiting first. */
export const specialistQueue = (border: Pick<BorderView, "persons" | "test">): readonly Waiting[] =>
  border
    .persons()
    .flatMap((person): readonly Waiting[] => {
      const { questionnaire } = person;
      if (questionnaire?.selection.outcome !== "specialist" || latestTest(border, person) !== null) return [];
      return [{ person, since: questionnaire.occurredAt }];
    })
    .toSorted((left, right) => left.since - right.since);

/** What is to be done with an acute positive, in its order; what is done stays on the list, ticked. */
export const positiveSteps = ["isolated", "pcr", "mobile-team-called", "contacts"] as const;
export type PositiveStep = (typeof positiveSteps)[number];
export function isStepDone(step: PositiveStep, person: Person, test: BorderTest, contacts: readonly Person[]): boolean {
  const has = (who: Person, action: FollowUpEvent["action"]): boolean => who.followUps.some((done) => done.action === action);
  switch (step) {
    case "isolated":
      return has(person, "isolated") || has(person, "to-hospital") || has(person, "home-quarantine");
    case "pcr":
      return test.pcr !== null;
    case "mobile-team-called":
      return has(person, "mobile-team-called");
    case "contacts":
      return contacts.every((contact) => has(contact, "contact-traced"));
  }
}
