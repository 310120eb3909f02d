import * as v from "valibot";
import { Code, Count } from "../codes.ts";
import { limits } from "../limits.ts";
import { InstructionCode, ledgers, RecordNumber, RegistryRecord, TimeMs } from "../records/types.ts";
import type { Regime } from "../regime/types.ts";
import { SubjectKey } from "../subject/types.ts";

export const StopSubject = v.strictObject({
  role: v.picklist(["driver", "passenger", "vehicle", "trailer"]),
  key: SubjectKey,
  /** How the identifier was read; camera and keypad agreeing count as a second reading. */
  readBy: v.pipe(v.array(v.picklist(["keypad", "camera", "scanner", "document"])), v.minLength(1), v.maxLength(4)),
});
export type StopSubject = v.InferOutput<typeof StopSubject>;

export const Claim = v.strictObject({ category: Code, document: v.nullable(Code) });
export type Claim = v.InferOutput<typeof Claim>;

/** Everything an officer presents for one decision: one car with its people, or one person on foot. */
export const Stop = v.strictObject({
  post: Code,
  lane: Code,
  direction: v.picklist(["in", "out"]),
  subjects: v.pipe(v.array(StopSubject), v.minLength(1), v.maxLength(limits.subjectsPerStop)),
  claim: v.nullable(Claim),
});
export type Stop = v.InferOutput<typeof Stop>;

/** The registry row a verdict rests on; enough for central to find the same version again. */
export const RowRef = v.strictObject({
  scope: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)),
  row: v.pipe(v.string(), v.regex(/^[0-9a-z-]{1,40}$/)),
  version: Count,
});
export type RowRef = v.InferOutput<typeof RowRef>;
export const Candidate = v.strictObject({ ref: RowRef, record: RegistryRecord });
export type Candidate = v.InferOutput<typeof Candidate>;

/** What the replica holds for one subject of the stop. */
export type SubjectCandidates = {
  readonly exact: readonly Candidate[];
  /** How many confusable neighbours of the identifier have a row of any kind. No detail of them is read. */
  readonly nearMatches: number;
  /** True where a row of this subject could not be read, as one that a newer central wrote: it may be a hold. */
  readonly unreadable?: boolean;
};

export const PostContext = v.strictObject({
  post: Code,
  ledger: v.picklist(ledgers),
  areas: v.pipe(v.array(Code), v.maxLength(limits.placesPerRecord)),
});
export type PostContext = v.InferOutput<typeof PostContext>;

/** State of one scope of the replica at the moment of the decision. `dataAsOf` is the time of the last signed head it fully holds; null = never. */
export const ScopeState = v.strictObject({
  scope: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)),
  version: Count,
  complete: v.boolean(),
  dataAsOf: v.nullable(TimeMs),
});
export type ScopeState = v.InferOutput<typeof ScopeState>;
export const ReplicaState = v.strictObject({ ledger: ScopeState, common: ScopeState });
export type ReplicaState = v.InferOutput<typeof ReplicaState>;

export const outcomes = ["ALLOW", "REFER", "DENY"] as const;
export type Outcome = (typeof outcomes)[number];

/** Stable codes; `words/reasons.ts` has a sentence for each in three languages with what to do next. */
export const reasonCodes = [
  "hold-provisional",
  "hold-confirmed",
  "flag-shared-permit",
  "flag-impossible-travel",
  "permit-revoked",
  "exemption-revoked",
  "exemption-valid",
  "permit-valid",
  "group-permit-valid",
  "covered-by-vehicle",
  "category-on-sight",
  "category-refer",
  "category-document-missing",
  "category-unknown",
  "category-wrong-direction",
  "permit-expired",
  "permit-not-yet-valid",
  "permit-wrong-day",
  "permit-wrong-hours",
  "permit-wrong-place",
  "permit-members-missing",
  "group-over-headcount",
  "exemption-expired",
  "exemption-not-yet-valid",
  "exemption-wrong-place",
  "exemption-wrong-hours",
  "absent",
  "absent-replica-stale",
  "absent-replica-incomplete",
  "no-replica",
  "unverified-identifier",
  "record-unreadable",
  "trailer-alone",
  "country-mismatch",
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export const Reason = v.strictObject({
  code: v.picklist(reasonCodes),
  number: v.optional(RecordNumber),
  instruction: v.optional(InstructionCode),
  category: v.optional(Code),
  /** Age of the data in milliseconds, for reasons about a stale replica. */
  ageMs: v.optional(Count),
  at: v.optional(TimeMs),
});
export type Reason = v.InferOutput<typeof Reason>;

export const SubjectVerdict = v.strictObject({
  subject: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(limits.subjectsPerStop - 1)),
  outcome: v.picklist(outcomes),
  reasons: v.pipe(v.array(Reason), v.minLength(1), v.maxLength(16)),
  rows: v.pipe(v.array(RowRef), v.maxLength(limits.candidatesPerSubject)),
});
export type SubjectVerdict = v.InferOutput<typeof SubjectVerdict>;

export const Verdict = v.strictObject({
  kind: v.literal("verdict"),
  outcome: v.picklist(outcomes),
  /** The causes of the whole stop, gravest first. */
  reasons: v.pipe(v.array(Reason), v.minLength(1), v.maxLength(32)),
  subjects: v.pipe(v.array(SubjectVerdict), v.minLength(1), v.maxLength(limits.subjectsPerStop)),
});
export type Verdict = v.InferOutput<typeof Verdict>;

/** Before any verdict: read these subjects (indexes into the stop) once more. Says nothing of what was found near them. */
export const SecondReading = v.strictObject({
  kind: v.literal("second-reading"),
  subjects: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.minLength(1), v.maxLength(limits.subjectsPerStop)),
});
export type SecondReading = v.InferOutput<typeof SecondReading>;

export const Decision = v.variant("kind", [Verdict, SecondReading]);
export type Decision = v.InferOutput<typeof Decision>;

export type DecideInput = {
  readonly stop: Stop;
  readonly post: PostContext;
  /** One entry per subject of the stop, same order. */
  readonly candidates: readonly SubjectCandidates[];
  /** Indexes of subjects whose second reading agreed (retyped, or camera and keypad). */
  readonly confirmed: readonly number[];
  readonly replica: ReplicaState | null;
  readonly regime: Regime;
  readonly correctedTime: number;
};

/** All that central needs to reach the same decision again (invariant I3); stored in every `lookup`. */
export const DecisionTrace = v.strictObject({
  stop: Stop,
  post: PostContext,
  confirmed: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.maxLength(limits.subjectsPerStop)),
  replica: v.nullable(ReplicaState),
  /** Rows the node used that were newer than its cursor (lane overlay); replay applies them on top. */
  overlay: v.pipe(v.array(RowRef), v.maxLength(limits.candidatesPerSubject * 4)),
  /** Subjects with a row that the node could not read; absent means none. */
  unreadable: v.optional(v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.maxLength(limits.subjectsPerStop))),
  regimeVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
  correctedTime: TimeMs,
  decision: Decision,
});
export type DecisionTrace = v.InferOutput<typeof DecisionTrace>;
