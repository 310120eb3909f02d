/** Why no signature came, or why the one that came would not do. Each has its own words and its own next step. */
export const signFailureCodes = [
  /** Nothing listens at the address: not installed, not started, or the browser forbids the page to reach it. */
  "not-running",
  /** Something listens and does not speak the protocol in time. */
  "no-answer",
  /** The program knows neither of the modules that sign. */
  "too-old",
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
  // The signature came, and its certificate says that central will refuse it.
  "key-authentication",
  "key-expired",
  "key-not-yet-valid",
  "key-employee",
  "key-individual",
  "key-organisation",
  "key-other-organisation",
  "key-other-person",
  "key-other-authority",
  /** Told by central alone. */
  "key-revoked",
] as const;
export type SignFailureCode = (typeof signFailureCodes)[number];
export type KeyFault = Extract<SignFailureCode, `key-${string}`>;
export type SignFailure = { readonly code: SignFailureCode; readonly detail: string | null };

export type SignPhase = "connecting" | "waiting-for-person";

/** Whose key may sign. NCALayer offers only keys that fit; central judges again whatever came. */
export type SignerWish =
  | { readonly kind: "head"; readonly bin: string }
  | { readonly kind: "sole-proprietor"; readonly iin: string }
  /** Whoever signs in: with any signing key of their own. */
  | { readonly kind: "anyone" };
