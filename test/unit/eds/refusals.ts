import type { CheckCode, Indication, SubIndication, ValidationReport } from "@beket/eds";

/** One thing that a good verifier refuses, beside a message that would pass without it. */
export type Refusal = {
  readonly name: string;
  readonly judge: () => ValidationReport;
  readonly indication: Exclude<Indication, "TOTAL_PASSED">;
  readonly subIndication: SubIndication;
  readonly reason: CheckCode;
};

type Verdict = Pick<Refusal, "indication" | "subIndication" | "reason">;

export const failed = (subIndication: SubIndication, reason: CheckCode): Verdict => ({ indication: "TOTAL_FAILED", subIndication, reason });
export const undecided = (subIndication: SubIndication, reason: CheckCode): Verdict => ({
  indication: "INDETERMINATE",
  subIndication,
  reason,
});
