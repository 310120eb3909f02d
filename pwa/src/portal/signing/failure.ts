/** Why no signature came. Each has its own words and its own next step. */
export const signFailureCodes = [
  /** Nothing listens at the address: not installed, not started, or the browser forbids the page to reach it. */
  "not-running",
  /** Something listens and does not speak the protocol in time. */
  "no-answer",
  "cancelled",
  /** The program closed the connection while the request was open. */
  "closed",
  /** The program has no key that fits the request. */
  "no-key",
  /** The program answered with an error of its own; `detail` has it. */
  "refused",
  /** The answer is not a signature. */
  "unreadable",
  /** The person stopped waiting at this page. */
  "stopped",
] as const;
export type SignFailureCode = (typeof signFailureCodes)[number];
export type SignFailure = { readonly code: SignFailureCode; readonly detail: string | null };

export type SignPhase = "connecting" | "waiting-for-person";

/** Whose key may sign. NCALayer offers only keys that fit; central judges again whatever came. */
export type SignerWish = { readonly kind: "head"; readonly bin: string } | { readonly kind: "sole-proprietor"; readonly iin: string };
