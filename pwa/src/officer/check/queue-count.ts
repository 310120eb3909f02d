/** Contract of the edge: nobody counts further. */
const vehiclesMax = 10_000;

/** Nobody counts a long queue by ones: the longer it is, the larger the step. */
export function stepped(waiting: number | null, direction: "more" | "fewer"): number {
  const from = waiting ?? 0;
  const below = direction === "fewer" ? from - 1 : from;
  const step = below >= 100 ? 10 : below >= 20 ? 5 : 1;
  const next = direction === "more" ? from + step : from - step;
  return Math.min(vehiclesMax, Math.max(0, step === 1 ? next : Math.round(next / step) * step));
}
