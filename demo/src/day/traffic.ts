import type { Ledger, Stop, StopSubject } from "@beket/domain";
import { inventIin, inventPlate } from "../city/identifiers.ts";
import type { City } from "../city/plan.ts";
import type { Random } from "../city/random.ts";

type Key = StopSubject["key"];
const iin = (value: string): Key => ({ scheme: "iin", country: "KAZ", value });
const plate = (value: string): Key => ({ scheme: "plate", country: "KAZ", value });
const typed = (role: StopSubject["role"], key: Key): StopSubject => ({ role, key, readBy: ["keypad"] });

/** Who came in and has not left, by plate and by driver: the lanes of a post share it, as nobody enters twice. */
export type Inside = Map<string, readonly StopSubject[]>;
const namesOf = (subjects: readonly StopSubject[]): readonly string[] => subjects.map(({ key }) => key.value);
const drawsMax = 20;

/** The cars of a day at one post: most hold a permit, some are of the other ledger, some have none, some only claim a category. */
export const createTraffic = (city: City, ledger: Ledger, random: Random, inside: Inside = new Map()) => {
  const here = city.applications.filter((one) => one.ledger === ledger && one.areas.length === 0);
  const there = city.applications.filter((one) => one.ledger !== ledger);
  const permittedCar = (): StopSubject[] => {
    const application = random.pick(here.filter((one) => one.vehicles.length > 0 && one.persons.length > 0));
    const person = random.pick(application.persons);
    return [
      typed("vehicle", plate(random.pick(application.vehicles).plate)),
      typed("driver", { scheme: person.scheme, country: person.country, value: person.value }),
    ];
  };
  /** Whoever leaves came in before, where somebody did; whoever comes in is not inside yet. */
  const moving = (direction: "in" | "out"): readonly StopSubject[] => {
    if (direction === "out" && inside.size > 0) {
      const leaving = random.pick([...inside.values()]);
      for (const name of namesOf(leaving)) inside.delete(name);
      return leaving;
    }
    for (let draw = 0; draw < drawsMax; draw += 1) {
      const car = permittedCar();
      if (direction === "in" && namesOf(car).some((name) => inside.has(name))) continue;
      if (direction === "in") for (const name of namesOf(car)) inside.set(name, car);
      return car;
    }
    return unknownCar();
  };
  const otherLedger = (): StopSubject[] => [
    typed("vehicle", plate(random.pick(random.pick(there.filter((one) => one.vehicles.length > 0)).vehicles).plate)),
  ];
  const unknownCar = (): StopSubject[] => [typed("vehicle", plate(inventPlate(random))), typed("driver", iin(inventIin(random)))];
  const claims = city.regime.categories.filter((one) => one.ledgers.includes(ledger) && one.directions.length === 2);

  /** The next stop of a lane. */
  return (post: string, lane: string, direction: "in" | "out"): Stop => {
    const base = { post, lane, direction };
    const draw = random.below(100);
    if (draw < 84) return { ...base, subjects: [...moving(direction)], claim: null };
    if (draw < 88) return { ...base, subjects: otherLedger(), claim: null };
    if (draw < 94 && claims.length > 0) {
      const claim = random.pick(claims);
      return {
        ...base,
        subjects: [typed("vehicle", plate(inventPlate(random)))],
        claim: { category: claim.category, document: claim.documents[0] ?? null },
      };
    }
    return { ...base, subjects: unknownCar(), claim: null };
  };
};
