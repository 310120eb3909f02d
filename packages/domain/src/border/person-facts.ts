import type { PersonProfile } from "../events/health.ts";
import { parseIin } from "../subject/iin.ts";
import type { PersonFacts } from "./form.ts";
import type { BorderView, Person } from "./types.ts";

/** Full years at a moment, by the birth date stated or else by the IIN's; null where neither tells. UTC's date is near enough. */
export function ageYears(profile: PersonProfile, at: number): number | null {
  const born = profile.birthDate ?? birthDateOfIin(profile);
  if (born === null) return null;
  const today = new Date(at).toISOString().slice(0, 10);
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}

function birthDateOfIin({ subjects }: PersonProfile): string | null {
  for (const { scheme, value } of subjects) {
    const iin = scheme === "iin" ? parseIin(value) : null;
    if (iin?.ok === true) return iin.value.birthDate;
  }
  return null;
}

/** What selection rules may ask about a person; the arrival's country counts where the person's own is not stated. */
export function personFactsOf(border: BorderView, person: Person, at: number): PersonFacts {
  const arrival = person.arrival === null ? null : border.arrival(person.arrival);
  return {
    ageYears: ageYears(person.profile, at),
    countryFrom: person.profile.countryFrom ?? arrival?.opened.countryFrom ?? null,
    category: person.profile.category,
    citizenship: person.profile.citizenship,
  };
}
