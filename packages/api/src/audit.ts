import { SubjectKey, TimeMs } from "@beket/domain";
import * as v from "valibot";
import { Code, Count, Hex32 } from "./common.ts";

/** Who at central, of an organisation, or of the public saw what is kept of a person or vehicle. Auditors, by passkey. */
export const auditRoutes = {
  /** POST `AuditQuery` → `AuditPage`, newest first. Filters are in the body: a staff code is nobody's business in a log of addresses. */
  views: "/api/v1/audit/views",
  /** POST `AuditSearch` → `AuditPage`: views of one subject. The search is a view itself, with its ground. */
  search: "/api/v1/audit/views/search",
  /** GET → `AuditVerification`: the chain from its beginning. */
  verify: "/api/v1/audit/verify",
} as const;

export const viewerKinds = ["staff", "portal", "public"] as const;
const Text = v.pipe(v.string(), v.maxLength(300));
export const AuditQuery = v.strictObject({
  /** Below this position; null: from the newest. */
  before: v.nullable(Count),
  by: v.nullable(v.pipe(v.string(), v.maxLength(80))),
  what: v.nullable(Code),
  from: v.nullable(TimeMs),
  to: v.nullable(TimeMs),
});
export type AuditQuery = v.InferOutput<typeof AuditQuery>;
export const AuditSearch = v.strictObject({ subject: SubjectKey, ground: v.pipe(v.string(), v.trim(), v.minLength(5), v.maxLength(300)) });
export type AuditSearch = v.InferOutput<typeof AuditSearch>;
export const AuditEntry = v.strictObject({
  position: Count,
  at: TimeMs,
  /** Null: erased at the purge; its commitment is still in the chain. */
  view: v.nullable(
    v.strictObject({
      by: v.strictObject({ kind: v.picklist(viewerKinds), code: v.pipe(v.string(), v.maxLength(80)) }),
      what: Code,
      /** How many people and vehicles. */
      subjects: Count,
      about: v.nullable(Text),
      reason: v.nullable(Text),
    }),
  ),
});
export type AuditEntry = v.InferOutput<typeof AuditEntry>;
export const AuditPage = v.strictObject({
  entries: v.pipe(v.array(AuditEntry), v.maxLength(200)),
  /** Where the next page begins; null: that was all. */
  next: v.nullable(Count),
});
export type AuditPage = v.InferOutput<typeof AuditPage>;
export const AuditVerification = v.strictObject({
  entries: Count,
  erased: Count,
  /** Hash of the newest link: an auditor who notes it today knows later that nothing before it was changed or cut off. */
  head: Hex32,
  /** Position of the first link that does not hold; null: all hold. */
  brokenAt: v.nullable(Count),
});
export type AuditVerification = v.InferOutput<typeof AuditVerification>;
