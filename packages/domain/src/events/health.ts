import * as v from "valibot";
import { Code, FreeText, OfficerCode, SmallCount, Uuid } from "../codes.ts";
import { limits } from "../limits.ts";
import { TimeMs } from "../records/types.ts";
import { CountryCode, SubjectKey } from "../subject/types.ts";
import { envelope } from "./envelope.ts";

/** Where people are tested. A node's file names its place. */
export const testPlaces = ["border", "ambulance", "medical-organisation", "military-hospital", "mobile-point"] as const;
export type TestPlace = (typeof testPlaces)[number];
/** Languages a form is asked in; the staff's own three come first. */
export const formLanguages = ["kk", "ru", "en", "zh", "uz", "ky"] as const;
export type FormLanguage = (typeof formLanguages)[number];

const Text = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max));
/** A day of the calendar, `2020-02-29`: FHIR takes no other. */
export function isCivilDay(text: string): boolean {
  const at = /^[12][0-9]{3}-[01][0-9]-[0-3][0-9]$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
const CivilDay = v.pipe(v.string(), v.maxLength(10), v.check(isCivilDay));
/** Lot of a kit, or what a cassette's or a tube's barcode says, in capitals. */
export const KitCode = v.pipe(v.string(), v.regex(/^[0-9A-Z][0-9A-Z-]{0,29}$/));

/* Each kind is cut in two: the fact that a tablet states, and the event, which adds who, where and when. */

export const conveyances = ["bus", "car", "truck", "train", "flight", "on-foot"] as const;
const arrivalFact = {
  kind: v.literal("arrival"),
  arrival: Uuid,
  step: v.variant("state", [
    v.strictObject({
      state: v.literal("opened"),
      conveyance: v.picklist(conveyances),
      /** The vehicle's plate; null for a flight, a train or on foot. */
      vehicle: v.nullable(SubjectKey),
      /** Flight, train or route. */
      number: v.nullable(Text(20)),
      countryFrom: CountryCode,
      /** People on board by the manifest; null when there is none. */
      expected: v.nullable(v.pipe(SmallCount, v.maxValue(1_000))),
    }),
    v.strictObject({ state: v.literal("closed"), persons: v.pipe(SmallCount, v.maxValue(1_000)) }),
  ]),
};

export const consentStates = ["given", "given-by-guardian", "refused", "not-asked"] as const;
/** A person as the border knows them. A later fact of the same person replaces the whole profile. */
export const PersonProfile = v.strictObject({
  /** Every identifier known: IIN, passport. Empty for somebody without any document. */
  subjects: v.pipe(v.array(SubjectKey), v.maxLength(3)),
  name: Text(limits.nameChars),
  birthDate: v.nullable(CivilDay),
  sex: v.picklist(["male", "female", "unknown"]),
  citizenship: v.nullable(CountryCode),
  /** Why they travel: citizen, resident, transit, cargo, diplomat… a code of the health rules. */
  category: Code,
  countryFrom: v.nullable(CountryCode),
  /** Where they go on to, and how they are reached for the follow-up. */
  onwardAddress: v.nullable(Text(300)),
  phone: v.nullable(v.pipe(v.string(), v.regex(/^\+?[0-9]{5,15}$/))),
  /** The adult who answers for a child, of the same arrival. */
  guardian: v.nullable(Uuid),
  consent: v.strictObject({ state: v.picklist(consentStates), language: v.picklist(formLanguages), textVersion: SmallCount }),
});
export type PersonProfile = v.InferOutput<typeof PersonProfile>;
const personFact = {
  kind: v.literal("person"),
  person: Uuid,
  arrival: v.nullable(Uuid),
  seat: v.nullable(v.pipe(v.string(), v.regex(/^[0-9A-Z-]{1,6}$/))),
  profile: PersonProfile,
  /** The document that was held against the person: a result is given only then. Null while nobody has. */
  confirmed: v.nullable(v.strictObject({ document: Code, by: OfficerCode })),
};

const Answer = v.union([
  v.pipe(v.string(), v.maxLength(200)),
  v.pipe(v.number(), v.minValue(-1e9), v.maxValue(1e9)),
  v.boolean(),
  v.null(),
]);
export const Answers = v.pipe(v.record(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)), Answer), v.maxEntries(100));
export type Answers = v.InferOutput<typeof Answers>;
/** Answers to a versioned form, and whether the person was selected for a test: by a rule of the form or by a specialist. */
const questionnaireFact = {
  kind: v.literal("questionnaire"),
  questionnaire: Uuid,
  person: Uuid,
  form: Code,
  formVersion: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  language: v.picklist(formLanguages),
  countryFrom: v.nullable(CountryCode),
  answers: Answers,
  selection: v.strictObject({
    outcome: v.picklist(["test", "no-test", "specialist"]),
    /** The rule that decided; null when a specialist did. */
    rule: v.nullable(Code),
    by: v.nullable(OfficerCode),
    reason: v.nullable(FreeText),
  }),
};

export const testResults = ["negative", "positive-acute", "positive-past", "invalid"] as const;
export type TestResult = (typeof testResults)[number];
export const TestStep = v.variant("state", [
  v.strictObject({
    state: v.literal("registered"),
    person: Uuid,
    questionnaire: v.nullable(Uuid),
    /** The person's identifiers as confirmed: what a hold would name. */
    subjects: v.pipe(v.array(SubjectKey), v.minLength(1), v.maxLength(3)),
    countryFrom: v.nullable(CountryCode),
    /** The invalid test that this one repeats. */
    repeats: v.nullable(Uuid),
  }),
  v.strictObject({
    state: v.literal("started"),
    kitType: Code,
    lot: KitCode,
    lotExpiresAt: TimeMs,
    cassette: KitCode,
    readFrom: TimeMs,
    readUntil: TimeMs,
  }),
  v.strictObject({
    state: v.literal("read"),
    /** The cassette in the hand at the reading: it must be the one the test was started with. */
    cassette: KitCode,
    result: v.picklist(testResults),
    by: OfficerCode,
    device: v.nullable(Code),
    reason: v.nullable(FreeText),
  }),
  v.strictObject({ state: v.literal("pcr-ordered"), laboratory: Code, specimen: KitCode, takenAt: TimeMs, dueAt: TimeMs }),
  v.strictObject({
    state: v.literal("pcr-read"),
    laboratory: Code,
    specimen: KitCode,
    result: v.picklist(["negative", "positive", "invalid"]),
    by: OfficerCode,
  }),
  v.strictObject({ state: v.literal("cancelled"), by: OfficerCode, reason: v.pipe(FreeText, v.minLength(1)) }),
]);
export type TestStep = v.InferOutput<typeof TestStep>;
/** One test of one person, step by step under one `test` id. */
const testFact = { kind: v.literal("test"), test: Uuid, place: v.picklist(testPlaces), step: TestStep };

export const followUps = ["isolated", "mobile-team-called", "to-hospital", "home-quarantine", "released", "contact-traced"] as const;
/** What was done with a person after a result. */
const followUpFact = {
  kind: v.literal("follow-up"),
  person: Uuid,
  test: v.nullable(Uuid),
  action: v.picklist(followUps),
  note: v.nullable(FreeText),
};

/** Kits of one lot that came, were thrown away, or were found by counting: `change` is added to the stock. Started tests use one each. */
const kitStockFact = {
  kind: v.literal("kit-stock"),
  kitType: Code,
  lot: KitCode,
  expiresAt: TimeMs,
  change: v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000)),
  cause: v.picklist(["received", "discarded", "counted"]),
};

/** What a medic's tablet states; the node adds who, where and when, and makes an event of it. */
export const BorderFact = v.variant("kind", [
  v.strictObject(arrivalFact),
  v.strictObject(personFact),
  v.strictObject(questionnaireFact),
  v.strictObject(testFact),
  v.strictObject(followUpFact),
  v.strictObject(kitStockFact),
]);
export type BorderFact = v.InferOutput<typeof BorderFact>;

export const ArrivalEvent = v.strictObject({ ...arrivalFact, ...envelope });
export type ArrivalEvent = v.InferOutput<typeof ArrivalEvent>;
export const PersonEvent = v.strictObject({ ...personFact, ...envelope });
export type PersonEvent = v.InferOutput<typeof PersonEvent>;
export const QuestionnaireEvent = v.strictObject({ ...questionnaireFact, ...envelope });
export type QuestionnaireEvent = v.InferOutput<typeof QuestionnaireEvent>;
export const TestEvent = v.strictObject({ ...testFact, ...envelope });
export type TestEvent = v.InferOutput<typeof TestEvent>;
export const FollowUpEvent = v.strictObject({ ...followUpFact, ...envelope });
export type FollowUpEvent = v.InferOutput<typeof FollowUpEvent>;
export const KitStockEvent = v.strictObject({ ...kitStockFact, ...envelope });
export type KitStockEvent = v.InferOutput<typeof KitStockEvent>;
