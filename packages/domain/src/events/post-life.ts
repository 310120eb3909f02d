import * as v from "valibot";
import { Code, Count, OfficerCode, Sha256Hex, SmallCount, Uuid } from "../codes.ts";
import { limits } from "../limits.ts";
import { TimeMs } from "../records/types.ts";
import { CountryCode, SubjectKey } from "../subject/types.ts";
import { envelope } from "./envelope.ts";

const Confidence = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const Finite = (min: number, max: number) => v.pipe(v.number(), v.minValue(min), v.maxValue(max));

/** What a device observed. A device observes; it never decides. */
export const Observation = v.variant("type", [
  v.strictObject({
    type: v.literal("plate"),
    /** As the camera spelt it, before normalisation. */
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.identifierChars)),
    key: v.nullable(SubjectKey),
    country: v.nullable(CountryCode),
    confidence: v.nullable(Confidence),
    direction: v.nullable(v.picklist(["in", "out"])),
    picture: v.nullable(Sha256Hex),
  }),
  v.strictObject({
    type: v.literal("scan"),
    symbology: v.picklist(["qr", "code128", "code39", "pdf417", "datamatrix", "mrz", "rfid", "unknown"]),
    key: v.nullable(SubjectKey),
    sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_192)),
  }),
  v.strictObject({
    type: v.literal("fix"),
    latitudeDeg: Finite(-90, 90),
    longitudeDeg: Finite(-180, 180),
    hdop: v.nullable(Finite(0, 100)),
    speedMps: v.nullable(Finite(0, 200)),
  }),
  v.strictObject({
    type: v.literal("temperature"),
    celsius: Finite(-60, 120),
    lookup: v.nullable(Uuid),
  }),
  v.strictObject({ type: v.literal("gate"), state: v.picklist(["open", "closed", "fault"]) }),
  v.strictObject({
    type: v.literal("sprayer"),
    litres: Finite(0, 100_000),
    pressureKpa: v.nullable(Finite(0, 100_000)),
  }),
  v.strictObject({
    type: v.literal("test-reader"),
    test: v.nullable(Uuid),
    cassette: v.nullable(v.pipe(v.string(), v.maxLength(30))),
    result: v.pipe(v.string(), v.maxLength(40)),
  }),
  v.strictObject({
    type: v.literal("health"),
    link: v.picklist(["up", "degraded", "down"]),
    detail: Code,
  }),
]);
export type Observation = v.InferOutput<typeof Observation>;

export const ReadingEvent = v.strictObject({
  kind: v.literal("reading"),
  ...envelope,
  device: Code,
  /** The device's own key of this observation, hashed by the driver when it could hold an identifier; for deduplication. */
  deviceKey: v.nullable(v.pipe(v.string(), v.maxLength(80))),
  /** The device's own clock; `occurredAt` is the corrected time. */
  deviceTime: v.nullable(TimeMs),
  retransmitted: v.boolean(),
  observation: Observation,
});
export type ReadingEvent = v.InferOutput<typeof ReadingEvent>;

/** Counts that one shift hands to the next. */
export const ShiftCounts = v.strictObject({
  lookups: SmallCount,
  passages: SmallCount,
  refusals: SmallCount,
  referralsOpen: SmallCount,
  incidents: SmallCount,
  unsentEvents: SmallCount,
});
export type ShiftCounts = v.InferOutput<typeof ShiftCounts>;

export const ShiftStep = v.variant("state", [
  v.strictObject({
    state: v.literal("opened"),
    officers: v.pipe(v.array(OfficerCode), v.maxLength(32)),
  }),
  v.strictObject({ state: v.literal("closed"), counts: ShiftCounts }),
  v.strictObject({
    state: v.literal("handed-over"),
    to: OfficerCode,
    counts: ShiftCounts,
    note: v.nullable(v.pipe(v.string(), v.maxLength(limits.freeTextChars))),
  }),
  v.strictObject({ state: v.literal("signed-in"), by: OfficerCode }),
  v.strictObject({ state: v.literal("signed-out"), by: OfficerCode }),
  v.strictObject({
    state: v.literal("sign-in-failed"),
    by: v.nullable(OfficerCode),
    cause: v.picklist(["unknown-officer", "wrong-pin", "locked", "revoked", "role-missing"]),
  }),
]);
export type ShiftStep = v.InferOutput<typeof ShiftStep>;

/** `shift` is null for a sign-in outside any open shift. */
export const ShiftEvent = v.strictObject({
  kind: v.literal("shift"),
  ...envelope,
  shift: v.nullable(Uuid),
  step: ShiftStep,
});
export type ShiftEvent = v.InferOutput<typeof ShiftEvent>;

/** A clock was set, corrected or found wrong; offsets are `corrected − wall` in milliseconds. */
export const ClockEvent = v.strictObject({
  kind: v.literal("clock"),
  ...envelope,
  cause: v.picklist(["started", "stepped", "drifted", "corrected", "distrusted"]),
  source: v.picklist(["central", "edge", "gnss", "operator", "device"]),
  device: v.nullable(Code),
  bootId: v.pipe(v.string(), v.regex(/^[0-9a-f-]{8,40}$/)),
  wallMs: TimeMs,
  monotonicMs: Count,
  offsetBeforeMs: v.pipe(v.number(), v.integer(), v.minValue(-4e12), v.maxValue(4e12)),
  offsetAfterMs: v.pipe(v.number(), v.integer(), v.minValue(-4e12), v.maxValue(4e12)),
});
export type ClockEvent = v.InferOutput<typeof ClockEvent>;
