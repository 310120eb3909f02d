const minuteMs = 60_000;
/** How long a signed act waits for its second person. */
export const approvalMaxMs = 24 * 3_600_000;

/** Registry rows tell minutes: a moment between two would not be the same everywhere. */
const isWholeMinute = (ms: number): boolean => ms % minuteMs === 0;

/** The next whole minute, itself when it is one. */
export const nextMinute = (ms: number): number => Math.ceil(ms / minuteMs) * minuteMs;

/** Why a moment that somebody chose will not do. */
export function momentFault(moment: number, now: number, leadMs: number): "act.moment-invalid" | "act.too-late" | null {
  if (!isWholeMinute(moment) || moment <= now) return "act.moment-invalid";
  return moment < now + leadMs ? "act.too-late" : null;
}
