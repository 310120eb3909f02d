import { Code, InstructionCode, isNormalKey, Places, RecordNumber, SubjectKey, TimeMs, Uuid, WeeklyWindow } from "@beket/domain";
import * as v from "valibot";

const common = {
  act: Uuid,
  authority: Code,
  nonce: v.pipe(v.string(), v.regex(/^[0-9a-f]{32,64}$/)),
  origin: v.pipe(v.string(), v.regex(/^https?:\/\/[a-z0-9.-]{1,100}(:[0-9]{1,5})?$/)),
  createdAt: TimeMs,
};
/** People and vehicles as a post will look them up: a hold over a misspelt number would be issued and hold nobody. */
const Subject = v.pipe(
  SubjectKey,
  v.check((key) => key.scheme !== "bin" && isNormalKey(key)),
);
const Subjects = v.pipe(v.array(Subject), v.minLength(1), v.maxLength(10_000));
const Ground = v.pipe(v.string(), v.minLength(1), v.maxLength(500));

/** A named authority exempts subjects from the need of a permit, under its own signature (I5). */
const ExemptionAct = v.strictObject({
  type: v.literal("beket/exemption/1"),
  ...common,
  category: Code,
  subjects: Subjects,
  validFrom: TimeMs,
  validTo: TimeMs,
  window: WeeklyWindow,
  places: Places,
  ground: Ground,
});
/** Police, a court or the health service holds subjects. `cause` and `ground` never leave central (I9). */
const HoldAct = v.strictObject({
  type: v.literal("beket/hold/1"),
  ...common,
  cause: v.picklist(["police", "court", "health"]),
  instruction: InstructionCode,
  standing: v.picklist(["provisional", "confirmed"]),
  subjects: Subjects,
  validFrom: TimeMs,
  validTo: TimeMs,
  ground: Ground,
});
/** The same authority ends what it issued: holds are released, exemptions revoked. */
const ReleaseAct = v.strictObject({
  type: v.literal("beket/release/1"),
  ...common,
  numbers: v.pipe(v.array(RecordNumber), v.minLength(1), v.maxLength(10_000)),
  ground: Ground,
});
export const AuthorityAct = v.variant("type", [ExemptionAct, HoldAct, ReleaseAct]);
export type AuthorityAct = v.InferOutput<typeof AuthorityAct>;

/** I9: each instruction serves at least two causes, so that none of them tells the cause. */
export const causesOf: Readonly<Record<InstructionCode, readonly ("police" | "court" | "health")[]>> = {
  "refer-medic": ["health", "court"],
  "refer-supervisor": ["police", "court", "health"],
  "keep-apart-call": ["health", "police"],
  "turn-back": ["police", "court", "health"],
  "detain-call": ["police", "court"],
};
