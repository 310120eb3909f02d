import type { ApplicationDraft } from "@beket/api";
import type { City, PlannedApplication } from "../city/plan.ts";

const day = 86_400_000;

/** The form an organisation fills in for its planned application. */
export const draftOf = (planned: PlannedApplication, city: City): ApplicationDraft => ({
  bin: planned.organisation.bin,
  ledger: planned.ledger,
  purpose: planned.purpose,
  validFrom: city.regime.validFrom,
  validTo: city.regime.validFrom + 28 * day,
  // A demo is started at any hour: its permits are good around the clock.
  window: { days: 127, fromMinute: 0, toMinute: 1440 },
  places: planned.areas.length === 0 ? { kind: "everywhere" } : { kind: "areas", areas: [...planned.areas] },
  persons: planned.persons.map((person) => ({ ...person })),
  vehicles: planned.vehicles.map((vehicle) => ({ ...vehicle })),
});

/** Of an organisation that the base does not know: what its head says of it. */
export const claimedDraftOf = (planned: PlannedApplication, city: City): ApplicationDraft => ({
  ...draftOf(planned, city),
  activity: planned.organisation.oked,
  name: planned.organisation.name,
});
