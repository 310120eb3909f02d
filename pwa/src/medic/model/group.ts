import type { BorderFact, BorderView } from "@beket/domain";

/**
 * Facts of one group are sent in their order. An arrival and everything about its people is one group, so that a person never reaches
 * the edge before their bus, while one broken arrival holds up no other.
 */
export function groupOf(fact: BorderFact, border: Pick<BorderView, "person" | "test">): string {
  const ofPerson = (person: string) => border.person(person)?.arrival ?? person;
  switch (fact.kind) {
    case "arrival":
      return fact.arrival;
    case "person":
      return fact.arrival ?? fact.person;
    case "questionnaire":
    case "follow-up":
      return ofPerson(fact.person);
    case "test": {
      const person = fact.step.state === "registered" ? fact.step.person : border.test(fact.test)?.person;
      return person === undefined ? fact.test : ofPerson(person);
    }
    case "kit-stock":
      return "kit-stock";
  }
}
