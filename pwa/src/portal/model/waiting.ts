import type { EvidenceWait } from "@beket/api";

const firstMs = 1_500;
const leastMs = 5_000;
const mostMs = 60_000;
/** Central asks at the moment that it names, and the answer takes a little. */
const slackMs = 2_000;

/** After how long the page looks again by itself: soon while the first attempt runs, then after the next one that was named. */
export function lookAgainInMs(wait: Pick<EvidenceWait, "attempts" | "nextAttemptAt">, nowMs: number): number {
  if (wait.attempts === 0) return firstMs;
  return Math.min(mostMs, Math.max(leastMs, wait.nextAttemptAt - nowMs + slackMs));
}
