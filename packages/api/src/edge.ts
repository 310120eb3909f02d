import { DecisionTrace, Decision, ledgers, testPlaces, Reason, Regime, Stop, TimeMs } from "@beket/domain";
import * as v from "valibot";
import { Code, Count, duties, EventId, officerRoles } from "./common.ts";

/** Routes of the edge node. A session is an HttpOnly cookie; bodies are JSON; ids in paths are random, never identifiers. */
export const edgeRoutes = {
  post: "/api/v1/post",
  sessions: "/api/v1/sessions",
  checks: "/api/v1/checks",
  passages: "/api/v1/passages",
  refusals: "/api/v1/refusals",
  referrals: "/api/v1/referrals",
  referralTake: "/api/v1/referrals/:id/take",
  referralResolve: "/api/v1/referrals/:id/resolve",
  /** Server-sent events of one lane; `?lane=CODE`. */
  stream: "/api/v1/stream",
  status: "/api/v1/status",
  /** What a scanned pass says, before anybody was read: it holds no identifier. */
  passChecks: "/api/v1/pass-checks",
  /** How many vehicles wait, as the officer counted. */
  queue: "/api/v1/queue",
  /** From the firmware bridge, `Authorization: Bearer <device token>`. */
  readings: "/api/v1/readings",
  deviceStates: "/api/v1/device-states",
} as const;

const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(120));
export const Lane = v.strictObject({ lane: Code, name: Name, direction: v.picklist(["in", "out"]), camera: v.boolean() });
export type Lane = v.InferOutput<typeof Lane>;
/** What an open screen needs to know of its post. The regime lets the same decision run in the browser when the edge is away. */
export const PostInfo = v.strictObject({
  post: Code,
  name: v.strictObject({ kk: Name, ru: Name, en: Name }),
  ledger: v.picklist(ledgers),
  areas: v.array(Code),
  lanes: v.pipe(v.array(Lane), v.minLength(1), v.maxLength(16)),
  regime: v.nullable(Regime),
  duties: v.pipe(v.array(v.picklist(duties)), v.minLength(1), v.maxLength(3)),
  /** What kind of place tests people here; null without the duty `border`. */
  place: v.nullable(v.picklist(testPlaces)),
  mode: v.picklist(["demo", "production"]),
  serverTime: TimeMs,
});
export type PostInfo = v.InferOutput<typeof PostInfo>;

export const SignIn = v.strictObject({
  officer: Code,
  pin: v.pipe(v.string(), v.regex(/^[0-9]{6,12}$/)),
  lane: Code,
  tablet: Code,
});
export type SignIn = v.InferOutput<typeof SignIn>;
export const Session = v.strictObject({
  officer: Code,
  role: v.picklist(officerRoles),
  /** The crew of a crew leader, else null. */
  crew: v.nullable(Code),
  lane: Code,
  tablet: Code,
  expiresAt: TimeMs,
});
export type Session = v.InferOutput<typeof Session>;

/** A pass as its QR code holds it. */
export const PassText = v.pipe(v.string(), v.regex(/^BEKET2:[0-9A-Z $%*+\-./:]{1,390}$/));
export const PassCheckRequest = v.strictObject({ text: PassText });
export type PassCheckRequest = v.InferOutput<typeof PassCheckRequest>;
/** `not-a-pass`: misread or not ours; read it again. The rest is null unless the signature is good. */
export const PassCheckReply = v.strictObject({
  standing: v.picklist(["genuine", "not-yet", "ended", "unknown-signer", "forged", "not-a-pass"]),
  number: v.nullable(v.pipe(v.string(), v.regex(/^[0-9A-Z-]{4,16}$/))),
  ledger: v.nullable(v.picklist(ledgers)),
  kind: v.nullable(v.picklist(["person", "vehicle", "bus"])),
  validFrom: v.nullable(TimeMs),
  validTo: v.nullable(TimeMs),
});
export type PassCheckReply = v.InferOutput<typeof PassCheckReply>;
/** Beside a verdict: `holder` says whether a record of who was read has the pass's number. It never changes the verdict. */
export const PassFinding = v.strictObject({ ...PassCheckReply.entries, holder: v.picklist(["same", "other", "none"]) });
export type PassFinding = v.InferOutput<typeof PassFinding>;

/** One question to the edge, or the record of one the tablet answered alone. `id` makes a retry harmless. */
export const CheckRequest = v.variant("kind", [
  v.strictObject({
    kind: v.literal("ask"),
    id: EventId,
    stop: Stop,
    confirmed: v.pipe(v.array(Count), v.maxLength(80)),
    purpose: v.picklist(["post-check", "explain-other-ledger"]),
    /** A pass that was shown with the stop. */
    pass: v.optional(PassText),
  }),
  v.strictObject({ kind: v.literal("decided-offline"), id: EventId, occurredAt: TimeMs, trace: DecisionTrace }),
]);
export type CheckRequest = v.InferOutput<typeof CheckRequest>;
export const DataAge = v.strictObject({
  ledgerAgeMs: v.nullable(Count),
  commonAgeMs: v.nullable(Count),
  complete: v.boolean(),
  version: Count,
});
export type DataAge = v.InferOutput<typeof DataAge>;
/** Sent only after the look-up is durable in the journal (I8). */
export const CheckReply = v.strictObject({
  lookup: EventId,
  decision: Decision,
  age: DataAge,
  answeredAt: TimeMs,
  /** Only where a pass was shown and there is a verdict. */
  pass: v.optional(PassFinding),
});
export type CheckReply = v.InferOutput<typeof CheckReply>;

export const PassageRequest = v.strictObject({ id: EventId, lookup: EventId, occurredAt: TimeMs, stop: Stop });
export type PassageRequest = v.InferOutput<typeof PassageRequest>;
/** `merged`: this lane already has the passage of these subjects; the observation was added to it. */
export const PassageReply = v.strictObject({ passage: EventId, status: v.picklist(["recorded", "merged"]) });
export type PassageReply = v.InferOutput<typeof PassageReply>;

export const RefusalRequest = v.strictObject({
  id: EventId,
  lookup: EventId,
  occurredAt: TimeMs,
  stop: Stop,
  reasons: v.pipe(v.array(Reason), v.minLength(1), v.maxLength(32)),
});
export type RefusalRequest = v.InferOutput<typeof RefusalRequest>;
/** The short number a person keeps to contest the refusal. */
export const RefusalReply = v.strictObject({ refusal: EventId, number: v.pipe(v.string(), v.regex(/^[0-9A-Z-]{4,16}$/)) });
export type RefusalReply = v.InferOutput<typeof RefusalReply>;

export const ReferralRequest = v.strictObject({
  id: EventId,
  lookup: EventId,
  occurredAt: TimeMs,
  stop: Stop,
  reasons: v.pipe(v.array(Reason), v.minLength(1), v.maxLength(32)),
});
export type ReferralRequest = v.InferOutput<typeof ReferralRequest>;
export const referralOutcomes = ["admitted", "turned-back", "to-medic", "detained"] as const;
export const ReferralView = v.strictObject({
  id: EventId,
  number: v.pipe(v.string(), v.regex(/^[0-9A-Z-]{4,16}$/)),
  lane: Code,
  openedAt: TimeMs,
  openedBy: Code,
  reasons: v.array(Reason),
  state: v.picklist(["opened", "taken", "resolved"]),
  takenBy: v.nullable(Code),
  outcome: v.nullable(v.picklist(referralOutcomes)),
});
export type ReferralView = v.InferOutput<typeof ReferralView>;
export const ReferralList = v.strictObject({ referrals: v.pipe(v.array(ReferralView), v.maxLength(500)) });
export type ReferralList = v.InferOutput<typeof ReferralList>;
export const ReferralTake = v.strictObject({ id: EventId, occurredAt: TimeMs });
export type ReferralTake = v.InferOutput<typeof ReferralTake>;
export const ReferralResolve = v.strictObject({
  id: EventId,
  occurredAt: TimeMs,
  outcome: v.picklist(referralOutcomes),
  note: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
export type ReferralResolve = v.InferOutput<typeof ReferralResolve>;

/** One observation of a device, as the bridge sends it; acknowledged only after the journal holds it. */
export const ReadingRequest = v.strictObject({
  id: EventId,
  device: Code,
  lane: Code,
  /** The device's own key of the observation, for dedupe across its resends. */
  deviceKey: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  occurredAt: TimeMs,
  retransmission: v.boolean(),
  reading: v.variant("kind", [
    v.strictObject({
      kind: v.literal("plate"),
      text: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
      country: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
      confidencePercent: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
      direction: v.nullable(v.picklist(["in", "out"])),
    }),
    /** What a scanner read, as it stands. Shown in the lane, never kept: the event holds its kind, its size and, if it is one, its key. */
    v.strictObject({
      kind: v.literal("scan"),
      symbology: v.picklist(["qr", "code128", "code39", "pdf417", "datamatrix", "mrz", "rfid", "unknown"]),
      text: v.pipe(v.string(), v.minLength(1), v.maxLength(2_000)),
    }),
  ]),
});
export type ReadingRequest = v.InferOutput<typeof ReadingRequest>;
export const ReadingReply = v.strictObject({ id: EventId, status: v.picklist(["recorded", "duplicate"]) });
export type ReadingReply = v.InferOutput<typeof ReadingReply>;

export const QueueRequest = v.strictObject({
  id: EventId,
  occurredAt: TimeMs,
  vehiclesWaiting: v.pipe(Count, v.maxValue(10_000)),
});
export type QueueRequest = v.InferOutput<typeof QueueRequest>;

/** `running` is the driver, `link` the device behind it; they fail apart. */
export const DeviceState = v.strictObject({
  device: Code,
  lane: Code,
  running: v.boolean(),
  link: v.picklist(["up", "silent", "down", "unknown"]),
  lastHeardAt: v.nullable(TimeMs),
});
export type DeviceState = v.InferOutput<typeof DeviceState>;
export const DeviceStates = v.strictObject({ devices: v.pipe(v.array(DeviceState), v.maxLength(64)) });
export type DeviceStates = v.InferOutput<typeof DeviceStates>;

export const EdgeStatus = v.strictObject({
  time: TimeMs,
  clockOffsetMs: v.nullable(v.number()),
  central: v.picklist(["connected", "away"]),
  unsentEvents: Count,
  oldestUnsentAgeMs: v.nullable(Count),
  age: DataAge,
  journal: v.picklist(["ok", "low", "full"]),
  devices: v.array(DeviceState),
});
export type EdgeStatus = v.InferOutput<typeof EdgeStatus>;

/** Events of the lane's stream; `data` of each SSE message is one of these, `id` is monotone per connection. */
export const LaneEvent = v.variant("kind", [
  /** A camera saw a plate in this lane and the edge decided it. The key is shown to the signed-in officer of that lane only. */
  v.strictObject({ kind: v.literal("camera-check"), reading: EventId, stop: Stop, reply: CheckReply }),
  v.strictObject({ kind: v.literal("referral"), referral: ReferralView }),
  v.strictObject({ kind: v.literal("passage"), passage: EventId, lane: Code, at: TimeMs }),
  v.strictObject({ kind: v.literal("status"), status: EdgeStatus }),
  /** A scanner of this lane read something; shown to who is signed in there. */
  v.strictObject({ kind: v.literal("scan"), device: Code, text: v.pipe(v.string(), v.maxLength(2_000)), at: TimeMs }),
  /** The post's log of border facts grew, or the sites changed: read on. */
  v.strictObject({ kind: v.literal("border"), cursor: Count }),
  v.strictObject({ kind: v.literal("sites"), version: Count }),
]);
export type LaneEvent = v.InferOutput<typeof LaneEvent>;
