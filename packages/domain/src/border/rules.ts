import * as v from "valibot";
import { Code } from "../codes.ts";
import { limits } from "../limits.ts";
import { Trilingual } from "../regime/types.ts";
import { formLanguages } from "../events/health.ts";

const Text = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max));
const Duration = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(31 * 86_400_000));

/** FHIR R4 `translation` extension on `_text` or `_display`: the same words in another language. */
const Translations = v.strictObject({
  extension: v.pipe(
    v.array(
      v.strictObject({
        url: v.literal("http://hl7.org/fhir/StructureDefinition/translation"),
        extension: v.tuple([
          v.strictObject({ url: v.literal("lang"), valueCode: v.picklist(formLanguages) }),
          v.strictObject({ url: v.literal("content"), valueString: Text(500) }),
        ]),
      }),
    ),
    v.maxLength(8),
  ),
});
const Coding = v.strictObject({
  system: v.optional(v.pipe(v.string(), v.maxLength(200))),
  code: Code,
  display: Text(300),
  _display: v.optional(Translations),
});
const EnableWhen = v.strictObject({
  question: Code,
  operator: v.picklist(["exists", "=", "!=", ">", "<", ">=", "<="]),
  answerBoolean: v.optional(v.boolean()),
  answerInteger: v.optional(v.pipe(v.number(), v.integer())),
  answerDecimal: v.optional(v.number()),
  answerCoding: v.optional(v.strictObject({ system: v.optional(v.pipe(v.string(), v.maxLength(200))), code: Code })),
});
export const questionTypes = ["display", "boolean", "integer", "decimal", "date", "string", "choice"] as const;
/** The flat part of a FHIR R4 Questionnaire.item that the apps ask; groups are not nested. */
export const Question = v.strictObject({
  linkId: Code,
  text: Text(500),
  _text: v.optional(Translations),
  type: v.picklist(questionTypes),
  required: v.optional(v.boolean()),
  enableWhen: v.optional(v.pipe(v.array(EnableWhen), v.maxLength(8))),
  enableBehavior: v.optional(v.picklist(["all", "any"])),
  answerOption: v.optional(v.pipe(v.array(v.strictObject({ valueCoding: Coding })), v.minLength(1), v.maxLength(40))),
});
export type Question = v.InferOutput<typeof Question>;

/** A FHIR R4 Questionnaire (hl7.org/fhir/R4/questionnaire.html), the subset that a border asks. `language` is that of the plain texts. */
export const FormQuestionnaire = v.strictObject({
  resourceType: v.literal("Questionnaire"),
  url: v.pipe(v.string(), v.url(), v.maxLength(200)),
  name: v.pipe(v.string(), v.regex(/^[A-Z][A-Za-z0-9]{0,60}$/)),
  version: v.pipe(v.string(), v.regex(/^[0-9]{1,6}$/)),
  title: Text(200),
  _title: v.optional(Translations),
  status: v.picklist(["draft", "active", "retired"]),
  language: v.picklist(formLanguages),
  subjectType: v.tuple([v.literal("Patient")]),
  item: v.pipe(v.array(Question), v.minLength(1), v.maxLength(60)),
});
export type FormQuestionnaire = v.InferOutput<typeof FormQuestionnaire>;

/** One comparison of an answer or of a fact about the person (`age-years`, `country-from`, `category`, `citizenship`). */
const Condition = v.strictObject({
  of: v.pipe(v.string(), v.regex(/^(answer|fact):[a-z0-9][a-z0-9-]{0,39}$/)),
  operator: v.picklist(["=", "!=", ">", "<", ">=", "<=", "in"]),
  value: v.union([v.string(), v.number(), v.boolean(), v.pipe(v.array(v.string()), v.maxLength(100))]),
});
export type Condition = v.InferOutput<typeof Condition>;
/** First rule whose conditions all hold decides; none: `otherwise`. */
export const SelectionRule = v.strictObject({
  rule: Code,
  when: v.pipe(v.array(Condition), v.minLength(1), v.maxLength(8)),
  outcome: v.picklist(["test", "no-test", "specialist"]),
  name: Trilingual,
});
export type SelectionRule = v.InferOutput<typeof SelectionRule>;

/** A form of the border: the FHIR questionnaire and the rules that select from its answers. One registry row each. */
export const Form = v.strictObject({
  form: Code,
  questionnaire: FormQuestionnaire,
  selection: v.strictObject({
    rules: v.pipe(v.array(SelectionRule), v.maxLength(40)),
    otherwise: v.picklist(["test", "no-test", "specialist"]),
  }),
});
export type Form = v.InferOutput<typeof Form>;

/** A kind of rapid test: when its line may be read, and until when. */
export const KitType = v.strictObject({
  kitType: Code,
  name: Trilingual,
  manufacturer: Text(limits.nameChars),
  /** After the drop: the earliest and the latest reading. */
  readAfterMs: Duration,
  readUntilMs: Duration,
  specimen: v.picklist(["capillary-blood", "nasopharyngeal-swab", "saliva"]),
  /** What the kit measures, in LOINC (loinc.org), for the export. */
  loinc: v.strictObject({ code: v.pipe(v.string(), v.regex(/^[0-9]{1,7}-[0-9]$/)), display: Text(300) }),
  /** `acute` and `past` where the kit tells IgM from IgG. */
  results: v.pipe(v.array(v.picklist(["negative", "positive-acute", "positive-past", "invalid"])), v.minLength(2), v.maxLength(4)),
});
export type KitType = v.InferOutput<typeof KitType>;

/** Everything of the border that is data: catalogue, laboratories, clocks and words. Forms are rows of their own. */
export const HealthRules = v.strictObject({
  version: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  kits: v.pipe(v.array(KitType), v.minLength(1), v.maxLength(32)),
  laboratories: v.pipe(v.array(v.strictObject({ laboratory: Code, name: Trilingual })), v.minLength(1), v.maxLength(64)),
  categories: v.pipe(v.array(v.strictObject({ category: Code, name: Trilingual })), v.minLength(1), v.maxLength(32)),
  /** Documents that confirm a profile. */
  documents: v.pipe(v.array(v.strictObject({ document: Code, name: Trilingual })), v.minLength(1), v.maxLength(16)),
  forms: v.pipe(
    v.array(v.strictObject({ form: Code, version: v.pipe(v.number(), v.integer(), v.minValue(1)) })),
    v.minLength(1),
    v.maxLength(8),
  ),
  /** The version of the consent's words, below which an earlier consent does not count. */
  consentVersion: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  consentText: Trilingual,
  /** The same words for who speaks none of the three. Who has none here is read the next best (`ru`, `en`). */
  consentTextMore: v.optional(v.strictObject({ zh: Text(2_000), uz: Text(2_000), ky: Text(2_000) })),
  /** Below this age a guardian consents. */
  consentAgeYears: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(21)),
  /** From the order of a PCR to its result. */
  pcrDueMs: Duration,
  /** How long a slip is worth showing. */
  slipValidMs: Duration,
});
export type HealthRules = v.InferOutput<typeof HealthRules>;
