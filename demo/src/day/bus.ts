import { type BorderFact, type CountryCode, type Form, parseIin, questionsOf, type SubjectKey } from "@beket/domain";
import { inventIin, inventPassport, inventPlate } from "../city/identifiers.ts";
import { inventName } from "../city/people.ts";
import type { Random } from "../city/random.ts";

export type FactOf<K extends BorderFact["kind"]> = Extract<BorderFact, { readonly kind: K }>;
export type Answers = FactOf<"questionnaire">["answers"];
type Profile = FactOf<"person">["profile"];
/** One person of an invented bus; ids are given when they are told to the node. */
export type Traveller = {
  readonly profile: Profile;
  /** Index of the adult who answers for this child. */
  readonly guardian: number | null;
  readonly document: string;
  readonly seat: string;
  /** What their test would show. */
  readonly finding: "negative" | "positive-acute" | "positive-past" | "invalid";
};
export type Bus = { readonly plate: SubjectKey; readonly countryFrom: CountryCode; readonly travellers: readonly Traveller[] };

const sources = ["KGZ", "KGZ", "UZB", "CHN", "TUR"] as const;
const streets = ["Абай даңғылы", "Сейфуллин даңғылы", "Төле би көшесі", "Райымбек даңғылы", "Жандосов көшесі"] as const;

/** A bus of six to eleven: citizens by IIN, foreigners by passport, now and then a child. Everybody is invented. */
export function inventBus(random: Random, number: number): Bus {
  // The first one is looked at by whoever starts the demo: all of it is tested, and a citizen on it is positive.
  const countryFrom = number === 0 ? "CHN" : random.pick(sources);
  const size = 6 + random.below(6);
  const travellers = Array.from({ length: size }, (_, index): Traveller => {
    const isChild = index > 2 && random.chance(0.12);
    const traveller = isChild ? child(random, index, countryFrom) : adult(random, countryFrom, number === 0 && index === 0);
    return { ...traveller, seat: String(index + 1), finding: number === 0 && index < 2 ? "positive-acute" : findingOf(random) };
  });
  return { plate: { scheme: "plate", country: "KAZ", value: inventPlate(random) }, countryFrom, travellers };
}

function findingOf(random: Random): Traveller["finding"] {
  const draw = random.below(100);
  if (draw < 3) return "invalid";
  if (draw < 7) return "positive-acute";
  return draw < 10 ? "positive-past" : "negative";
}

const profileOf = (random: Random, countryFrom: CountryCode, subject: SubjectKey, over: Partial<Profile>): Profile => ({
  subjects: [subject],
  name: inventName(random, over.sex),
  birthDate: null,
  sex: "unknown",
  citizenship: subject.country,
  category: subject.scheme === "iin" ? "citizen" : random.pick(["labour", "student", "transit"]),
  countryFrom,
  onwardAddress: `Алматы, ${random.pick(streets)}, ${1 + random.below(150)}`,
  phone: `+7700${random.digits(7)}`,
  guardian: null,
  consent: { state: "given", language: random.pick(["kk", "ru", "ru", "uz", "ky"]), textVersion: 1 },
  ...over,
});

function adult(random: Random, countryFrom: CountryCode, isCitizen: boolean): Omit<Traveller, "seat" | "finding"> {
  if (!isCitizen && random.chance(0.25)) {
    const { country, value } = inventPassport(random);
    const birthDate = `${1960 + random.below(40)}-0${1 + random.below(9)}-1${random.below(10)}`;
    const profile = profileOf(random, countryFrom, { scheme: "doc", country, value }, { birthDate });
    return { profile, guardian: null, document: "passport" };
  }
  const iin = inventIin(random);
  const parsed = parseIin(iin);
  const known = parsed.ok ? { birthDate: parsed.value.birthDate, sex: parsed.value.sex } : {};
  const profile = profileOf(random, countryFrom, { scheme: "iin", country: "KAZ", value: iin }, known);
  return { profile, guardian: null, document: "id-card" };
}

function child(random: Random, index: number, countryFrom: CountryCode): Omit<Traveller, "seat" | "finding"> {
  const subject: SubjectKey = { scheme: "doc", country: "KAZ", value: `N${random.digits(8)}` };
  const birthDate = `201${random.below(8)}-0${1 + random.below(9)}-1${random.below(10)}`;
  const consent: Profile["consent"] = { state: "given-by-guardian", language: "ru", textVersion: 1 };
  const profile = profileOf(random, countryFrom, subject, { birthDate, phone: null, consent });
  return { profile, guardian: random.below(index > 2 ? 3 : 1), document: "birth-certificate" };
}

/** What the person says, to the questions that are asked and to no other. */
export function inventAnswers(form: Form, countryFrom: CountryCode, random: Random): Answers {
  const wanted: Answers = {
    temperature: random.chance(0.04) ? 38.1 : 36.2 + random.below(9) / 10,
    fever: random.chance(0.03),
    cough: random.chance(0.05),
    breath: random.chance(0.01),
    smell: random.chance(0.02),
    "symptoms-since": null,
    contact: random.chance(0.06),
    "contact-where": "on-the-way",
    countries: countryFrom === "CHN" ? "high-risk" : countryFrom === "TUR" ? "europe" : "neighbours",
    "earlier-test": random.pick(["never", "never", "never", "negative", "waiting"]),
    "quarantine-place": random.pick(["home", "home", "relatives", "hotel"]),
    "quarantine-address": `Алматы, ${random.pick(streets)}, ${1 + random.below(150)}`,
    "people-there": 1 + random.below(6),
  };
  const asked = new Set(questionsOf(form, wanted).map(({ linkId }) => linkId));
  return Object.fromEntries(Object.entries(wanted).filter(([linkId, answer]) => asked.has(linkId) && answer !== null));
}

/** The IIN of the one whom the first bus's tests find positive, for whoever looks for the hold at the roadblock. */
export const firstPositive = (random: Random): SubjectKey | null =>
  inventBus(random.fork("bus-0"), 0).travellers[0]?.profile.subjects[0] ?? null;
