import { linePath } from "./geometry.ts";

/** A line without axes beside a number. Decorative: the number and the chart of the same values say it in words. */
export function Spark({ values }: { readonly values: readonly number[] }) {
  const max = Math.max(1, ...values);
  const path = linePath(values, 100, 24, max, 2);
  return (
    <svg class="spark" viewBox="0 -3 100 30" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path class="spark-area" d={path === "" ? "" : `${path}L98 27L2 27Z`} />
      <path class="spark-line" d={path} />
    </svg>
  );
}
