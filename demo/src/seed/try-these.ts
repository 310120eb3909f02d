import { firstPositive } from "../day/bus.ts";
import { createRandom } from "../city/random.ts";
import { inventSmallOrganisations } from "../city/small.ts";
import type { City, PlannedApplication } from "../city/plan.ts";
import type { ActPlan } from "./acts.ts";

const first = (applications: readonly PlannedApplication[], scheme: "iin" | "doc", held: readonly string[]): string => {
  const person = applications.flatMap((one) => one.persons).find((one) => one.scheme === scheme && !held.includes(one.value));
  return person === undefined ? "none" : scheme === "doc" ? `${person.value} (${person.country})` : person.value;
};

/** The day that `beket start` plays. */
const demoDaySeed = 1;

/** Invented identifiers for the person who tries the apps: who may apply at the portal, and what shows each verdict at the demo's roadblock. */
export const tryThese = (city: City, acts: ActPlan, revokedPlate: string | null): string => {
  const roadblock = city.applications.filter((one) => one.ledger === "roadblock");
  const roadblockPersons = new Set(roadblock.flatMap((one) => one.persons.map((person) => person.value)));
  const cityOnly = city.applications
    .filter((one) => one.ledger === "city")
    .flatMap((one) => one.persons)
    .find((person) => person.scheme === "iin" && !roadblockPersons.has(person.value));
  const [small] = inventSmallOrganisations(city.seed);
  const rows: readonly (readonly [string, string])[] = [
    ['BIN    for the portal, key "head"', city.organisations[0]?.bin ?? "none"],
    ["BIN    of two people, without a signature", small?.bin ?? "none"],
    ["IIN    of its head", small?.headIin ?? "none"],
    ["ALLOW  person with a permit", first(roadblock, "iin", acts.held)],
    ["ALLOW  foreigner by passport", first(roadblock, "doc", acts.held)],
    ["ALLOW  car with a permit", roadblock.at(-1)?.vehicles[0]?.plate ?? "none"],
    ["ALLOW  car on the green corridor", acts.exemptPlate],
    ["REFER  person under a hold", acts.held[0] ?? "none"],
    ["LATER  REFER: positive on the first bus", firstPositive(createRandom(demoDaySeed))?.value ?? "none"],
    ["DENY   permit for the city only", cityOnly?.value ?? "none"],
    ["DENY   permit revoked", revokedPlate ?? "none"],
  ];
  return `Invented identifiers to try:\n${rows.map(([what, identifier]) => `  ${what.padEnd(40)} ${identifier}`).join("\n")}\n`;
};
