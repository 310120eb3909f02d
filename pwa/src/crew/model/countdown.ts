import type { ClaimState } from "@beket/domain";

export type Countdown = { readonly leftMs: number; readonly share: number; readonly tone: "calm" | "soon" | "over" };
const soonMs = 10 * 60_000;

/** What is left of a claim, from its own times: the same after a restart, on another tablet, in another time zone. */
export function countdownOf(claim: Pick<ClaimState, "claimedAt" | "expiresAt">, now: number): Countdown {
  const leftMs = Math.max(0, claim.expiresAt - now);
  const wholeMs = Math.max(1, claim.expiresAt - claim.claimedAt);
  // A short claim is not "soon over" from its first second.
  const soon = Math.min(soonMs, wholeMs / 4);
  return { leftMs, share: Math.min(1, leftMs / wholeMs), tone: leftMs === 0 ? "over" : leftMs <= soon ? "soon" : "calm" };
}

/** `1:05:09` or `5:09`: digits in a fixed place, so that they can be read at a glance. A started second still counts. */
export function clockText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
