import * as v from "valibot";
import { Code, FreeText, OfficerCode, ShortNumber, SmallCount, Uuid } from "../codes.ts";
import { DecisionTrace, outcomes, Reason, StopSubject } from "../decision/types.ts";
import { limits } from "../limits.ts";
import { InstructionCode, TimeMs } from "../records/types.ts";
import { envelope } from "./envelope.ts";

/** Why somebody was looked up. */
export const lookupPurposes = ["post-check", "explain-other-ledger", "self-check", "camera"] as const;

/** A decision was computed; durable before the verdict is painted (I8) and enough to compute it again (I3). */
export const LookupEvent = v.strictObject({
  kind: v.literal("lookup"),
  ...envelope,
  purpose: v.picklist(lookupPurposes),
  trace: DecisionTrace,
});
export type LookupEvent = v.InferOutput<typeof LookupEvent>;

/** One thing that saw the stop pass: a tablet's tap or a device's reading. */
export const Observer = v.strictObject({
  kind: v.picklist(["tablet", "camera", "scanner", "gate"]),
  device: Code,
  reading: v.nullable(Uuid),
});
export type Observer = v.InferOutput<typeof Observer>;

/** The stop went through. `passage` stays the same when another observer adds itself within the regime's window. */
export const PassageEvent = v.strictObject({
  kind: v.literal("passage"),
  ...envelope,
  passage: Uuid,
  lookup: v.nullable(Uuid),
  subjects: v.pipe(v.array(StopSubject), v.minLength(1), v.maxLength(limits.subjectsPerStop)),
  observers: v.pipe(v.array(Observer), v.minLength(1), v.maxLength(16)),
  direction: v.picklist(["in", "out"]),
  /** What the verdict said at that time; null when none was computed (a camera without a signed-in officer). */
  outcome: v.nullable(v.picklist(outcomes)),
  purpose: v.nullable(Code),
  referral: v.nullable(Uuid),
  override: v.nullable(Uuid),
});
export type PassageEvent = v.InferOutput<typeof PassageEvent>;

/** The stop was turned away; `number` is on the slip and is what an appeal quotes. */
export const RefusalEvent = v.strictObject({
  kind: v.literal("refusal"),
  ...envelope,
  lookup: v.nullable(Uuid),
  number: ShortNumber,
  reasons: v.pipe(v.array(Reason), v.minLength(1), v.maxLength(32)),
  slip: v.picklist(["screen", "printed", "none"]),
});
export type RefusalEvent = v.InferOutput<typeof RefusalEvent>;

export const referralOutcomes = ["admitted", "turned-back", "to-medic", "detained"] as const;
export const ReferralStep = v.variant("state", [
  v.strictObject({
    state: v.literal("opened"),
    lookup: v.nullable(Uuid),
    reasons: v.pipe(v.array(Reason), v.minLength(1), v.maxLength(32)),
    instruction: v.nullable(InstructionCode),
  }),
  v.strictObject({ state: v.literal("taken"), by: OfficerCode }),
  v.strictObject({
    state: v.literal("resolved"),
    outcome: v.picklist(referralOutcomes),
    by: OfficerCode,
    note: v.nullable(FreeText),
  }),
]);
export type ReferralStep = v.InferOutput<typeof ReferralStep>;

/** A stop that somebody senior decides: opened, taken, resolved, one event each under one `referral` id. */
export const ReferralEvent = v.strictObject({
  kind: v.literal("referral"),
  ...envelope,
  referral: Uuid,
  number: ShortNumber,
  step: ReferralStep,
});
export type ReferralEvent = v.InferOutput<typeof ReferralEvent>;

/** A supervisor let the stop pass, or turned it back, against the verdict. */
export const OverrideEvent = v.strictObject({
  kind: v.literal("override"),
  ...envelope,
  override: Uuid,
  lookup: Uuid,
  verdict: v.picklist(outcomes),
  decision: v.picklist(["admitted", "turned-back"]),
  supervisor: OfficerCode,
  reason: v.pipe(FreeText, v.minLength(3)),
});
export type OverrideEvent = v.InferOutput<typeof OverrideEvent>;

export const incidentCategories = [
  "forged-document",
  "forced-passage",
  "threat",
  "bypass-road",
  "queue",
  "accident",
  "device-failure",
  "medical",
  "other",
] as const;
export const IncidentEvent = v.strictObject({
  kind: v.literal("incident"),
  ...envelope,
  incident: Uuid,
  category: v.picklist(incidentCategories),
  lookup: v.nullable(Uuid),
  text: FreeText,
  vehiclesWaiting: v.nullable(SmallCount),
});
export type IncidentEvent = v.InferOutput<typeof IncidentEvent>;

/** From the centre to a post, and the post's answers. */
export const OrderEvent = v.strictObject({
  kind: v.literal("order"),
  ...envelope,
  order: Uuid,
  step: v.variant("state", [
    v.strictObject({
      state: v.literal("issued"),
      priority: v.picklist(["routine", "urgent"]),
      text: v.pipe(FreeText, v.minLength(1)),
      expiresAt: v.nullable(TimeMs),
    }),
    v.strictObject({ state: v.literal("read"), by: OfficerCode }),
    v.strictObject({ state: v.literal("done"), by: OfficerCode, note: v.nullable(FreeText) }),
    v.strictObject({
      state: v.literal("declined"),
      by: OfficerCode,
      note: v.pipe(FreeText, v.minLength(1)),
    }),
  ]),
});
export type OrderEvent = v.InferOutput<typeof OrderEvent>;

/** How many vehicles wait at a lane, as an officer counted or a camera saw. */
export const QueueEvent = v.strictObject({
  kind: v.literal("queue"),
  ...envelope,
  vehiclesWaiting: v.pipe(SmallCount, v.maxValue(10_000)),
  source: v.picklist(["officer", "camera"]),
});
export type QueueEvent = v.InferOutput<typeof QueueEvent>;
