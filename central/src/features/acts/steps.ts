import type { ActState } from "@beket/api";
import type { ActStep } from "./ports.ts";

/** Before an act is approved it can be taken back, or counted again. */
export const withdrawable = ["counting", "counted", "checking", "awaiting-approval"] as const satisfies readonly ActState[];

export const stepAt = (at: number, step: ActStep["step"], by: string | null = null, code: string | null = null): ActStep => ({
  at,
  step,
  by,
  code,
});
