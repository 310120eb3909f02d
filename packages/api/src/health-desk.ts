import {
  followUps,
  holdActions,
  holdStates,
  InstructionCode,
  PersonProfile,
  RecordNumber,
  testPlaces,
  testResults,
  TimeMs,
} from "@beket/domain";
import * as v from "valibot";
import { Code, Count, EventId, Uuid } from "./common.ts";

/** The health service's desk at central. Lists name nobody; a person is opened one at a time, with a reason, and that is audited. */
export const healthRoutes = {
  holds: "/api/v1/health/holds",
  holdAct: "/api/v1/health/holds/act",
  personOpen: "/api/v1/health/persons/open",
  orders: "/api/v1/health/orders",
  orderResult: "/api/v1/health/orders/result",
  /** POST {@link ExportRequest}; answers a file. */
  export: "/api/v1/health/export",
  /** Who opened or exported what, for health officers and auditors. */
  audit: "/api/v1/health/audit",
} as const;

const Reason = v.pipe(v.string(), v.minLength(3), v.maxLength(500));
const pcrResults = ["negative", "positive", "invalid"] as const;
const Pcr = v.strictObject({
  laboratory: Code,
  specimen: v.pipe(v.string(), v.maxLength(30)),
  orderedAt: TimeMs,
  dueAt: TimeMs,
  result: v.nullable(v.picklist(pcrResults)),
  readAt: v.nullable(TimeMs),
});
/** A case: one person's positive finding and the hold it opened. `holds`: one number for each identifier of the person. */
export const HoldView = v.strictObject({
  case: Uuid,
  holds: v.pipe(v.array(RecordNumber), v.maxLength(3)),
  state: v.picklist(holdStates),
  instruction: InstructionCode,
  openedAt: TimeMs,
  expiresAt: TimeMs,
  /** When the hold's row was committed for the posts. */
  publishedAt: TimeMs,
  post: Code,
  place: v.picklist(testPlaces),
  test: Uuid,
  person: Uuid,
  pcr: v.nullable(Pcr),
  contacts: Count,
  contest: v.nullable(v.strictObject({ at: TimeMs, reason: Reason, by: Code })),
  history: v.pipe(
    v.array(
      v.strictObject({
        at: TimeMs,
        state: v.picklist(holdStates),
        by: v.nullable(Code),
        cause: v.picklist(["rapid-positive", "pcr-negative", "pcr-positive", "pcr-invalid", "health-officer", "contested", "time-over"]),
        reason: v.nullable(Reason),
      }),
    ),
    v.maxLength(50),
  ),
});
export type HoldView = v.InferOutput<typeof HoldView>;
export const HoldsReply = v.strictObject({ asOf: TimeMs, holds: v.pipe(v.array(HoldView), v.maxLength(500)), more: v.boolean() });
export type HoldsReply = v.InferOutput<typeof HoldsReply>;
/** `validTo` only with `confirm`; default: as the regime's longest provisional hold from now, or 14 days. */
export const HoldActRequest = v.strictObject({
  id: EventId,
  case: Uuid,
  action: v.picklist(holdActions),
  reason: Reason,
  validTo: v.optional(TimeMs),
});
export type HoldActRequest = v.InferOutput<typeof HoldActRequest>;

export const PersonOpenRequest = v.strictObject({ person: Uuid, reason: Reason });
export type PersonOpenRequest = v.InferOutput<typeof PersonOpenRequest>;
const Test = v.strictObject({
  test: Uuid,
  at: TimeMs,
  kitType: v.nullable(Code),
  result: v.nullable(v.picklist(testResults)),
  pcr: v.nullable(Pcr),
});
export const PersonReply = v.strictObject({
  person: Uuid,
  profile: PersonProfile,
  seat: v.nullable(v.string()),
  post: Code,
  tests: v.pipe(v.array(Test), v.maxLength(50)),
  followUps: v.pipe(v.array(v.strictObject({ action: v.picklist(followUps), at: TimeMs, note: v.nullable(v.string()) })), v.maxLength(50)),
  /** The others of the same arrival, nearest seats and companions first. */
  contacts: v.pipe(
    v.array(
      v.strictObject({
        person: Uuid,
        name: v.string(),
        phone: v.nullable(v.string()),
        seat: v.nullable(v.string()),
        companion: v.boolean(),
      }),
    ),
    v.maxLength(1_000),
  ),
});
export type PersonReply = v.InferOutput<typeof PersonReply>;

/** What a laboratory sees: a tube's code and a clock, no person. */
export const LabOrder = v.strictObject({
  test: Uuid,
  specimen: v.pipe(v.string(), v.maxLength(30)),
  laboratory: Code,
  post: Code,
  orderedAt: TimeMs,
  dueAt: TimeMs,
  result: v.nullable(v.picklist(pcrResults)),
  readAt: v.nullable(TimeMs),
});
export type LabOrder = v.InferOutput<typeof LabOrder>;
export const OrdersReply = v.strictObject({ asOf: TimeMs, orders: v.pipe(v.array(LabOrder), v.maxLength(1_000)) });
export type OrdersReply = v.InferOutput<typeof OrdersReply>;
export const OrderResultRequest = v.strictObject({
  id: EventId,
  test: Uuid,
  specimen: v.pipe(v.string(), v.regex(/^[0-9A-Z][0-9A-Z-]{0,29}$/)),
  result: v.picklist(pcrResults),
});
export type OrderResultRequest = v.InferOutput<typeof OrderResultRequest>;

/** `fhir`: one Bundle of type collection (R4, JSON); `csv`: one line a test. */
export const ExportRequest = v.strictObject({
  format: v.picklist(["fhir", "csv"]),
  from: TimeMs,
  to: TimeMs,
  post: v.nullable(Code),
  reason: Reason,
});
export type ExportRequest = v.InferOutput<typeof ExportRequest>;
export const AuditReply = v.strictObject({
  entries: v.pipe(
    v.array(v.strictObject({ at: TimeMs, by: Code, act: Code, about: v.nullable(Uuid), reason: v.nullable(v.string()) })),
    v.maxLength(1_000),
  ),
});
export type AuditReply = v.InferOutput<typeof AuditReply>;
