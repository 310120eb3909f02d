import * as v from "valibot";
import { Code } from "../codes.ts";
import { limits } from "../limits.ts";
import { CountryCode } from "../subject/types.ts";

/** The two movement ledgers of a city (invariant I6). Their data never share a database file. */
export const ledgers = ["city", "roadblock"] as const;
export type Ledger = (typeof ledgers)[number];

/** Unix milliseconds, UTC. Records carry whole minutes; the codec rounds `validFrom` down and `validTo` up. */
export const TimeMs = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_102_444_800_000));
/** Human permit, exemption or hold number, e.g. `R7K2-94QX`; no identifier in it. */
export const RecordNumber = v.pipe(v.string(), v.regex(/^[0-9A-Z-]{4,16}$/));

/** Where a record is valid: everywhere in its ledger, or at named posts or areas. */
export const Places = v.variant("kind", [
  v.strictObject({ kind: v.literal("everywhere") }),
  v.strictObject({
    kind: v.literal("posts"),
    posts: v.pipe(v.array(Code), v.minLength(1), v.maxLength(limits.placesPerRecord)),
  }),
  v.strictObject({
    kind: v.literal("areas"),
    areas: v.pipe(v.array(Code), v.minLength(1), v.maxLength(limits.placesPerRecord)),
  }),
]);
export type Places = v.InferOutput<typeof Places>;

/** Weekly window in the city's civil time. `days` is a bit set, bit 0 = Monday; minutes since midnight, `to` exclusive, may wrap past midnight. */
export const WeeklyWindow = v.strictObject({
  days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(127)),
  fromMinute: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439)),
  toMinute: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440)),
});
export type WeeklyWindow = v.InferOutput<typeof WeeklyWindow>;

const validity = { validFrom: TimeMs, validTo: TimeMs };

/** One subject's row of a permit. A permit with `binding: all` admits only when all its `members` stand at the same stop. */
export const PermitRecord = v.strictObject({
  kind: v.literal("permit"),
  number: RecordNumber,
  status: v.picklist(["active", "revoked"]),
  /** Revoked records stop admitting from here; ignored while active. */
  revokedFrom: v.nullable(TimeMs),
  country: CountryCode,
  organisation: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff)),
  purpose: Code,
  binding: v.picklist(["any", "all"]),
  members: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.subjectsPerPermit)),
  /** A group permit (shift bus) admits up to this many people on board with the bound vehicle; null = not a group. */
  groupHeadcount: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500))),
  ...validity,
  window: WeeklyWindow,
  places: Places,
});
export type PermitRecord = v.InferOutput<typeof PermitRecord>;

/** A person or vehicle that a named authority exempts, whatever organisation it belongs to. */
export const ExemptionRecord = v.strictObject({
  kind: v.literal("exemption"),
  number: RecordNumber,
  status: v.picklist(["active", "revoked"]),
  revokedFrom: v.nullable(TimeMs),
  country: CountryCode,
  category: Code,
  authority: Code,
  ...validity,
  window: WeeklyWindow,
  places: Places,
});
export type ExemptionRecord = v.InferOutput<typeof ExemptionRecord>;

/** What an officer does with a held subject. Each code serves at least two kinds of cause, so none tells the cause (I9). */
export const instructionCodes = ["refer-medic", "refer-supervisor", "keep-apart-call", "turn-back", "detain-call"] as const;
export const InstructionCode = v.picklist(instructionCodes);
export type InstructionCode = v.InferOutput<typeof InstructionCode>;

/** A hold without cause or source. A provisional hold can only REFER; a confirmed one may DENY where its instruction says `turn-back`. */
export const HoldRecord = v.strictObject({
  kind: v.literal("hold"),
  number: RecordNumber,
  status: v.picklist(["active", "released"]),
  country: CountryCode,
  instruction: InstructionCode,
  standing: v.picklist(["provisional", "confirmed"]),
  ...validity,
});
export type HoldRecord = v.InferOutput<typeof HoldRecord>;

/** A short-lived mark of central's (permit sharing, impossible travel) that turns ALLOW into REFER. */
export const FlagRecord = v.strictObject({
  kind: v.literal("flag"),
  number: RecordNumber,
  status: v.picklist(["active", "released"]),
  country: CountryCode,
  reason: v.picklist(["shared-permit", "impossible-travel"]),
  ...validity,
});
export type FlagRecord = v.InferOutput<typeof FlagRecord>;

/** What a sealed registry row of a subject opens to. */
export const RegistryRecord = v.variant("kind", [PermitRecord, ExemptionRecord, HoldRecord, FlagRecord]);
export type RegistryRecord = v.InferOutput<typeof RegistryRecord>;
