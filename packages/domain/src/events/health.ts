import * as v from "valibot";
import { Code, FreeText, OfficerCode, Uuid } from "../codes.ts";
import { TimeMs } from "../records/types.ts";
import { CountryCode, SubjectKey } from "../subject/types.ts";
import { envelope } from "./envelope.ts";

export const testPlaces = ["border", "ambulance", "medical-organisation", "military-hospital", "mobile-point"] as const;

const Answer = v.union([
  v.pipe(v.string(), v.maxLength(200)),
  v.pipe(v.number(), v.minValue(-1e9), v.maxValue(1e9)),
  v.boolean(),
  v.null(),
]);

/** Answers to a versioned form, and whether the form's rules selected the person for a test. */
export const QuestionnaireEvent = v.strictObject({
  kind: v.literal("questionnaire"),
  ...envelope,
  questionnaire: Uuid,
  form: Code,
  formVersion: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  place: v.picklist(testPlaces),
  subject: SubjectKey,
  countryFrom: v.nullable(CountryCode),
  answers: v.pipe(v.record(Code, Answer), v.maxEntries(100)),
  selected: v.boolean(),
});
export type QuestionnaireEvent = v.InferOutput<typeof QuestionnaireEvent>;

const Lot = v.pipe(v.string(), v.regex(/^[0-9A-Z][0-9A-Z-]{0,29}$/));
export const testResults = ["negative", "positive-acute", "positive-past", "invalid"] as const;

export const TestStep = v.variant("state", [
  v.strictObject({
    state: v.literal("registered"),
    questionnaire: v.nullable(Uuid),
    place: v.picklist(testPlaces),
    subject: SubjectKey,
    /** The person's identity was confirmed from a document; a result is given only then. */
    profileConfirmed: v.boolean(),
  }),
  v.strictObject({
    state: v.literal("started"),
    kitType: Code,
    lot: Lot,
    lotExpiresAt: TimeMs,
    cassette: v.nullable(Lot),
    readFrom: TimeMs,
    readUntil: TimeMs,
  }),
  v.strictObject({
    state: v.literal("read"),
    result: v.picklist(testResults),
    by: OfficerCode,
    device: v.nullable(Code),
    reason: v.nullable(FreeText),
  }),
  v.strictObject({ state: v.literal("pcr-referred"), laboratory: Code, dueAt: TimeMs }),
  v.strictObject({
    state: v.literal("pcr-result"),
    laboratory: Code,
    result: v.picklist(["negative", "positive", "invalid"]),
    by: OfficerCode,
  }),
  v.strictObject({
    state: v.literal("cancelled"),
    by: OfficerCode,
    reason: v.pipe(FreeText, v.minLength(1)),
  }),
]);
export type TestStep = v.InferOutput<typeof TestStep>;

/** One test of one person, step by step under one `test` id. */
export const TestEvent = v.strictObject({
  kind: v.literal("test"),
  ...envelope,
  test: Uuid,
  step: TestStep,
});
export type TestEvent = v.InferOutput<typeof TestEvent>;
