import * as v from "valibot";
import { Code } from "../codes.ts";
import { limits } from "../limits.ts";
import { ledgers, TimeMs } from "../records/types.ts";
import { AbuseRules } from "./abuse.ts";

export { AbuseRules, defaultAbuseRules } from "./abuse.ts";

const Text = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.nameChars));
/** The same words in Kazakh, Russian and English. */
export const Trilingual = v.strictObject({ kk: Text, ru: Text, en: Text });
export type Trilingual = v.InferOutput<typeof Trilingual>;
const Days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3660));
const Duration = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365 * 86_400_000));
const Ledgers = v.pipe(v.array(v.picklist(ledgers)), v.minLength(1), v.maxLength(2));

/** An activity that may send people out: every OKED code that starts with `okedPrefix`. The longest prefix wins. */
export const ActivityRule = v.strictObject({
  rule: Code,
  okedPrefix: v.pipe(v.string(), v.regex(/^[0-9]{2,5}$/)),
  ledgers: Ledgers,
  purposes: v.pipe(v.array(Code), v.minLength(1), v.maxLength(limits.purposesPerRegime)),
  /** Share of the headcount that may hold permits at once, per ledger, in per cent, rounded up. */
  headcountSharePercent: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
});
export type ActivityRule = v.InferOutput<typeof ActivityRule>;

/** A category a traveller claims at the post, and what the rule does once the officer has seen the document. */
export const CategoryRule = v.strictObject({
  category: Code,
  name: Trilingual,
  ledgers: Ledgers,
  directions: v.pipe(v.array(v.picklist(["in", "out"])), v.minLength(1), v.maxLength(2)),
  /** Documents that support the claim; the officer marks which one was seen. */
  documents: v.pipe(v.array(Code), v.minLength(1), v.maxLength(16)),
  outcome: v.picklist(["allow-on-sight", "refer"]),
});
export type CategoryRule = v.InferOutput<typeof CategoryRule>;

/** Organisations too small to have a signature of their own: an exemption at once, capped, some of them looked at later. */
export const SmallOrganisationRule = v.strictObject({
  /** Of the tax base: at most so many employees. */
  headcountMax: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
  category: Code,
  validDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(90)),
  /** So many of a hundred are put before a registrar. */
  samplePercent: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
});
export type SmallOrganisationRule = v.InferOutput<typeof SmallOrganisationRule>;

/** The rules of the quarantine as data. Signed, versioned, in force from `validFrom` until the next one's. */
export const Regime = v.strictObject({
  version: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  validFrom: TimeMs,
  timeZone: v.pipe(v.string(), v.regex(/^[A-Za-z_]+\/[A-Za-z_]+$/), v.maxLength(40)),
  activities: v.pipe(v.array(ActivityRule), v.maxLength(limits.activitiesPerRegime)),
  purposes: v.pipe(v.array(v.strictObject({ purpose: Code, name: Trilingual })), v.minLength(1), v.maxLength(limits.purposesPerRegime)),
  categories: v.pipe(v.array(CategoryRule), v.maxLength(limits.categoriesPerRegime)),
  documents: v.pipe(v.array(v.strictObject({ document: Code, name: Trilingual })), v.maxLength(limits.categoriesPerRegime)),
  /** Absence of a permit is DENY only where the replica is complete and its data no older than this. */
  absenceMaxAgeMs: Duration,
  /** How the subjects of one stop combine, per ledger. */
  combine: v.strictObject({
    city: v.picklist(["worst-of-subjects", "plate-covers-occupants"]),
    roadblock: v.picklist(["worst-of-subjects", "plate-covers-occupants"]),
  }),
  /** Observations of one subject at one lane within this window are one passage. */
  passageWindowMs: Duration,
  /** A permit's longest validity. */
  permitMaxDays: Days,
  provisionalHoldMaxMs: Duration,
  /** Absent: small organisations apply under a signature like everybody. */
  smallOrganisations: v.optional(SmallOrganisationRule),
  /** From so many rows on an act of the authority needs a second person (I11); absent: from 100. */
  secondPersonFrom: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))),
  /** Days a record of each kind is kept; the end of the regime purges all. */
  retentionDays: v.strictObject({
    lookup: Days,
    passage: Days,
    refusal: Days,
    referral: Days,
    test: Days,
    reading: Days,
    /** Documents and evidence of applications that have ended; absent: kept until the end of the regime. */
    application: v.optional(Days),
  }),
  /** What the authority is shown as a pattern of abuse; absent: `defaultAbuseRules`. */
  abuse: v.optional(AbuseRules),
});
export type Regime = v.InferOutput<typeof Regime>;
