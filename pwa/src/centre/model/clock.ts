export type Clock = { readonly kind: "left"; readonly ms: number; readonly soon: boolean } | { readonly kind: "over"; readonly ms: number };

/** The last hour of a laboratory's six is when somebody must hurry. */
const soonMs = 3_600_000;

export function clockTo(dueAt: number, now: number): Clock {
  return dueAt > now ? { kind: "left", ms: dueAt - now, soon: dueAt - now <= soonMs } : { kind: "over", ms: now - dueAt };
}

const two = (value: number): string => String(value).padStart(2, "0");
/** `5:07:30`, `0:00:09`: hours, minutes, seconds; rounded up, so that 0 means over. */
export function clockText(ms: number): string {
  const seconds = Math.ceil(Math.max(0, ms) / 1_000);
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
