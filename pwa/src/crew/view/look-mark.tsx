import type { SiteLook } from "@beket/domain";
import { isDark } from "../../map/dark.ts";
import { siteLookStyles } from "../../map/looks.ts";
import "./look-mark.css";

// Each look has an outline and a sign of its own: they are told apart in grey, and the word stands beside them.
const marks: Readonly<Record<SiteLook, { readonly outline: string; readonly sign: string; readonly filled: boolean }>> = {
  planned: { outline: "M20 4a16 16 0 1 0 0 32 16 16 0 0 0 0-32Z", sign: "M14 20h12", filled: false },
  claimed: {
    outline: "M6 6h28v28H6Z",
    sign: "M20 19.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12.500 28.500c.800-4 4-5.500 7.500-5.500s6.700 1.500 7.500 5.500",
    filled: true,
  },
  "no-access": { outline: "M20 3 36 33H4Z", sign: "M14.500 20.500h11v8h-11ZM16.500 20.500v-3a3.500 3.500 0 0 1 7 0v3", filled: false },
  "awaiting-validation": {
    outline: "M20 2 38 20 20 38 2 20Z",
    sign: "M10.500 20c3-4.500 6-6 9.500-6s6.500 1.500 9.500 6c-3 4.500-6 6-9.500 6s-6.500-1.500-9.500-6ZM20 22.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z",
    filled: true,
  },
  clean: { outline: "M20 3a17 17 0 1 0 0 34 17 17 0 0 0 0-34Z", sign: "m11.500 20.500 6 6 11-12", filled: true },
  expiring: { outline: "M20 3a17 17 0 1 0 0 34 17 17 0 0 0 0-34Z", sign: "M20 10v10.500l7 4", filled: false },
  expired: { outline: "M11 3h18l8 17-8 17H11L3 20Z", sign: "M20 10.500v12M20 28.500v.010", filled: false },
  rejected: { outline: "M13 3h14l10 10v14L27 37H13L3 27V13Z", sign: "m13.500 13.500 13 13M26.500 13.500l-13 13", filled: true },
};

/** The sign of a look. Decorative: its word stands beside it. */
export function LookMark({ look }: { readonly look: SiteLook }) {
  const style = siteLookStyles.find((each) => each.look === look);
  const colour = (isDark.value ? style?.dark : style?.light) ?? "currentColor";
  const { outline, sign, filled } = marks[look];
  return (
    <svg class="look-mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <path
        d={outline}
        fill={filled ? colour : "none"}
        stroke={colour}
        stroke-width="3"
        stroke-dasharray={look === "planned" ? "5 4" : undefined}
      />
      <path class={filled ? "look-mark-sign" : ""} d={sign} fill="none" stroke={filled ? undefined : colour} stroke-width="3" />
    </svg>
  );
}
