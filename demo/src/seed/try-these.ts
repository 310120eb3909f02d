import { firstPositive } from "../day/bus.ts";
import { createRandom } from "../city/random.ts";
import { inventNewcomer } from "../city/newcomer.ts";
import { inventSmallOrganisations } from "../city/small.ts";
import type { City, PlannedApplication } from "../city/plan.ts";
import type { ActPlan } from "./acts.ts";

type Shown = { readonly application: PlannedApplication; readonly index: number };
/** Who of those with a roadblock permit is told to people who try the demo. */
const shownPerson = (city: City, acts: ActPlan, scheme: "iin" | "doc"): Shown | null => {
  for (const application of city.applications) {
    if (application.ledger !== "roadblock") continue;
    const index = application.persons.findIndex((one) => one.scheme === scheme && !acts.held.includes(one.value));
    if (index >= 0) return { application, index };
  }
  return null;
};
/** Where the permit of the person who is told stands, for its number. */
export const shownPermit = (city: City, acts: ActPlan): Shown | null => shownPerson(city, acts, "iin");

const identifierOf = (shown: Shown | null): string => {
  const person = shown?.application.persons[shown.index];
  return person === undefined ? "none" : person.scheme === "doc" ? `${person.value} (${person.country})` : person.value;
};

/** The day that `beket start` plays. */
const demoDaySeed = 1;

/** Invented identifiers for the person who tries the apps: who may apply at the portal, and what shows each verdict at the demo's roadblock. */
export const tryThese = (
  city: City,
  acts: ActPlan,
  found: { readonly revokedPlate: string | null; readonly permit: string | null },
): string => {
  const roadblock = city.applications.filter((one) => one.ledger === "roadblock");
  const roadblockPersons = new Set(roadblock.flatMap((one) => one.persons.map((person) => person.value)));
  const cityOnly = city.applications
    .filter((one) => one.ledger === "city")
    .flatMap((one) => one.persons)
    .find((person) => person.scheme === "iin" && !roadblockPersons.has(person.value));
  const [small] = inventSmallOrganisations(city.seed);
  const rows: readonly (readonly [string, string])[] = [
    ['BIN    for the portal, key "head"', city.organisations[0]?.bin ?? "none"],
    ['BIN    not in the base, key "head-of-new"', inventNewcomer(city).organisation.bin],
    ["BIN    of two people, without a signature", small?.bin ?? "none"],
    ["IIN    of its head", small?.headIin ?? "none"],
    ["ALLOW  person with a permit", identifierOf(shownPermit(city, acts))],
    ["PERMIT of that person: self-check, cases", found.permit ?? "none"],
    ["ALLOW  foreigner by passport", identifierOf(shownPerson(city, acts, "doc"))],
    ["ALLOW  car with a permit", roadblock.at(-1)?.vehicles[0]?.plate ?? "none"],
    ["ALLOW  car on the green corridor", acts.exemptPlate],
    ["REFER  person under a hold", acts.held[0] ?? "none"],
    ["LATER  REFER: positive on the first bus", firstPositive(createRandom(demoDaySeed))?.value ?? "none"],
    ["DENY   permit for the city only", cityOnly?.value ?? "none"],
    ["DENY   permit revoked", found.revokedPlate ?? "none"],
  ];
  return `Invented identifiers to try:\n${rows.map(([what, identifier]) => `  ${what.padEnd(42)} ${identifier}`).join("\n")}\n`;
};
