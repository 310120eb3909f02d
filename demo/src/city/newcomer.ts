import { inventBin, inventIin, inventPlate } from "./identifiers.ts";
import { inventName } from "./people.ts";
import type { City, PlannedApplication } from "./plan.ts";
import { createRandom } from "./random.ts";

/** A hospital opened for the quarantine: the tax authority's base does not have it yet, so what its head signs is pending until a registrar confirms it. */
export function inventNewcomer({ seed, organisations }: Pick<City, "seed" | "organisations">): PlannedApplication {
  const random = createRandom(seed).fork("newcomer");
  const known = new Set(organisations.map(({ bin }) => bin));
  let bin = inventBin(random);
  while (known.has(bin)) bin = inventBin(random);
  const persons = Array.from({ length: 14 }, () => ({
    name: inventName(random),
    scheme: "iin" as const,
    country: "KAZ",
    value: inventIin(random),
  }));
  return {
    organisation: {
      bin,
      name: "«Жаңа инфекциялық аурухана» ШЖҚ МКК",
      oked: "86100",
      okedSecondary: [],
      headcount: 40,
      status: "active",
    },
    head: { name: inventName(random), iin: inventIin(random) },
    ledger: "roadblock",
    purpose: "medical",
    areas: [],
    persons,
    vehicles: [
      { plate: inventPlate(random), country: "KAZ" },
      { plate: inventPlate(random), country: "KAZ" },
    ],
  };
}
