import type { SiteFaultCode } from "@beket/domain";

/** Every expected way in which a request to the edge fails. `http/problems.ts` has status and words of each. */
export type EdgeFaultCode =
  | "journal-full"
  | "journal-failed"
  | "event-too-large"
  | "event-id-invalid"
  | "id-reused"
  | "already-recorded"
  | "wrong-post"
  | "wrong-lane"
  | "no-rules"
  | "no-roster"
  | "no-other-ledger"
  | "sign-in-refused"
  | "sign-in-locked"
  | "sign-in-busy"
  | "not-at-this-post"
  | "no-such-lane"
  | "no-such-referral"
  | "referral-resolved"
  | "wrong-device"
  | "too-many-referrals"
  | "no-health-rules"
  | "time-wrong"
  | "role-missing"
  | "too-many-slip-checks"
  | "crew-missing"
  | `site.${SiteFaultCode}`
  | "evidence-type-wrong"
  | "evidence-too-large"
  | "evidence-full"
  | "internal-fault";
export type EdgeFault = { readonly code: EdgeFaultCode; readonly retryAfterMs?: number };

export const fault = (code: EdgeFaultCode): EdgeFault => ({ code });
