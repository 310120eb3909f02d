import type { PersonReply } from "@beket/api";
import { contactsOf, type BorderTest } from "@beket/domain";
import { borderOf, openAll, type Opening } from "./dossier.ts";
import type { HealthStore } from "./ports.ts";
import { newestPcr } from "./views.ts";

const listMax = 50;

/** Opens one person's events, and those of the people of the same arrival, from where they lie. Null where the person is unknown. */
export function openPerson(store: HealthStore, opening: Opening, id: string): PersonReply | null {
  const arrival = store.arrivalOf(id);
  const positions = new Set([...store.eventsOfPerson(id), ...(arrival === null ? [] : store.eventsOfArrival(arrival))]);
  const events = openAll(
    opening,
    [...positions].toSorted((left, right) => left - right),
  );
  const border = borderOf(events);
  const person = border.person(id);
  const own = events.findLast(({ event }) => event.kind === "person" && event.person === id);
  if (person === null || own === undefined) return null;
  const testOf = ({ test, registeredAt, started, read }: BorderTest): PersonReply["tests"][number] => ({
    test,
    at: registeredAt,
    kitType: started?.kitType ?? null,
    result: read?.result ?? null,
    pcr: newestPcr(store.ordersOf(test)),
  });
  return {
    person: person.person,
    profile: person.profile,
    seat: person.seat,
    post: own.event.post,
    tests: person.tests
      .flatMap((test) => border.test(test) ?? [])
      .slice(-listMax)
      .map(testOf),
    followUps: person.followUps.slice(-listMax).map(({ action, at, note }) => ({ action, at, note })),
    contacts: contactsOf(border, person).map(({ person: other, why }) => ({
      person: other.person,
      name: other.profile.name,
      phone: other.profile.phone,
      seat: other.seat,
      companion: why === "group",
    })),
  };
}
