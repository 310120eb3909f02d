import * as v from "valibot";
import { Code, Count, Sha256Hex, Uuid } from "../codes.ts";
import { limits } from "../limits.ts";
import { InstructionCode, ledgers, Places, RecordNumber, TimeMs, WeeklyWindow } from "../records/types.ts";
import { Regime, Trilingual } from "../regime/types.ts";
import { isNormalKey } from "../subject/parse-subject.ts";
import { SubjectKey } from "../subject/types.ts";

/** At most so many subjects or numbers in one signed act. */
export const actRowsMax = 10_000;
const common = {
  act: Uuid,
  authority: Code,
  nonce: v.pipe(v.string(), v.regex(/^[0-9a-f]{32,64}$/)),
  origin: v.pipe(v.string(), v.regex(/^https?:\/\/[a-z0-9.-]{1,100}(:[0-9]{1,5})?$/)),
  createdAt: TimeMs,
};
/** People and vehicles as a post will look them up: a hold over a misspelt number would be issued and hold nobody. */
export const ActSubject = v.pipe(
  SubjectKey,
  v.check((key) => key.scheme !== "bin" && isNormalKey(key)),
);
const Subjects = v.pipe(v.array(ActSubject), v.minLength(1), v.maxLength(actRowsMax));
export const ActGround = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.freeTextChars));

const exemption = { category: Code, subjects: Subjects, validFrom: TimeMs, validTo: TimeMs, window: WeeklyWindow, places: Places };
export const actCauses = ["police", "court", "health"] as const;
export type ActCause = (typeof actCauses)[number];
const hold = {
  cause: v.picklist(actCauses),
  instruction: InstructionCode,
  standing: v.picklist(["provisional", "confirmed"]),
  subjects: Subjects,
  validFrom: TimeMs,
  validTo: TimeMs,
};
const release = { numbers: v.pipe(v.array(RecordNumber), v.minLength(1), v.maxLength(actRowsMax)) };

/** A named authority exempts subjects from the need of a permit, under its own signature (I5). */
const ExemptionAct = v.strictObject({ type: v.literal("beket/exemption/1"), ...common, ...exemption, ground: ActGround });
/** Police, a court or the health service holds subjects. `cause` and `ground` never leave central (I9). */
const HoldAct = v.strictObject({ type: v.literal("beket/hold/1"), ...common, ...hold, ground: ActGround });
/** The same authority ends what it issued: holds are released, exemptions revoked. */
const ReleaseAct = v.strictObject({ type: v.literal("beket/release/1"), ...common, ...release, ground: ActGround });

/** Which permits a mass revocation takes; every part that is not null must fit. Of a `bin` a sole proprietor's is their IIN. */
export const RevocationFilter = v.strictObject({
  ledgers: v.pipe(v.array(v.picklist(ledgers)), v.minLength(1), v.maxLength(2)),
  organisation: v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{12}$/))),
  /** OKED prefix: any activity of the organisation starts with it. */
  activity: v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{2,5}$/))),
  purpose: v.nullable(Code),
  /** Id of an application or of a change. */
  application: v.nullable(Uuid),
  /** Permits that name this area. */
  area: v.nullable(Code),
});
export type RevocationFilter = v.InferOutput<typeof RevocationFilter>;
export const massReasons = [
  "abuse",
  "duplicate",
  "organisation-ended",
  "activity-closed",
  "issued-by-mistake",
  "quarantine-tightened",
  "court-decision",
  "other",
] as const;
/** What a cut-over does to the permits there are: all void, those that the new rules would not allow, or none. */
export const permitFates = ["void-all", "void-not-authorised", "keep"] as const;
export type PermitFate = (typeof permitFates)[number];

/** What an act does. The moment is a whole minute that lies ahead: `validFrom` of the rules, `effectiveFrom` of a revocation (null: at once). */
export const ActDeed = v.variant("kind", [
  v.strictObject({ kind: v.literal("regime"), regime: Regime, permits: v.picklist(permitFates) }),
  v.strictObject({
    kind: v.literal("revocation"),
    filter: RevocationFilter,
    reason: v.picklist(massReasons),
    effectiveFrom: v.nullable(TimeMs),
  }),
  v.strictObject({ kind: v.literal("exemption"), ...exemption }),
  v.strictObject({ kind: v.literal("hold"), ...hold }),
  v.strictObject({ kind: v.literal("release"), ...release }),
  /** Puts back what an act did, wherever nobody has changed it since. */
  v.strictObject({ kind: v.literal("undo"), of: Uuid }),
]);
export type ActDeed = v.InferOutput<typeof ActDeed>;
export type ActKind = ActDeed["kind"];
export const actKinds = ["regime", "revocation", "exemption", "hold", "release", "undo"] as const satisfies readonly ActKind[];

/** How much an act changes, as the signer and the second person saw it. `rows` counts registry rows: the limit is over them. */
export const ActEffect = v.strictObject({
  /** Of every row that changes and what it becomes. */
  sha256: Sha256Hex,
  rows: Count,
  organisations: Count,
  ledgers: v.pipe(
    v.array(
      v.strictObject({ ledger: v.picklist(ledgers), rows: Count, permits: Count, persons: Count, vehicles: Count, organisations: Count }),
    ),
    v.maxLength(2),
  ),
  /** Rows of the common set: exemptions and holds. */
  common: Count,
});
export type ActEffect = v.InferOutput<typeof ActEffect>;

const [regimeDeed, revocationDeed, , , , undoDeed] = ActDeed.options;
/** A cut-over, a mass revocation or an undo; the other deeds have documents of their own. */
export const ActDocument = v.strictObject({
  type: v.literal("beket/act/1"),
  ...common,
  deed: v.variant("kind", [regimeDeed, revocationDeed, undoDeed]),
  effect: ActEffect,
  /** What organisations read before it; null: nothing is told. */
  notice: v.nullable(Trilingual),
  ground: ActGround,
});
export type ActDocument = v.InferOutput<typeof ActDocument>;

export const AuthorityAct = v.variant("type", [ExemptionAct, HoldAct, ReleaseAct, ActDocument]);
export type AuthorityAct = v.InferOutput<typeof AuthorityAct>;
/** Acts over the common set. */
export type ListedAct = Exclude<AuthorityAct, ActDocument>;

/** I9: each instruction serves at least two causes, so that none of them tells the cause. */
export const causesOf: Readonly<Record<InstructionCode, readonly ActCause[]>> = {
  "refer-medic": ["health", "court"],
  "refer-supervisor": ["police", "court", "health"],
  "keep-apart-call": ["health", "police"],
  "turn-back": ["police", "court", "health"],
  "detain-call": ["police", "court"],
};
