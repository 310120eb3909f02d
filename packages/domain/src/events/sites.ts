import * as v from "valibot";
import { Code, FreeText, Sha256Hex, Uuid } from "../codes.ts";
import { TimeMs } from "../records/types.ts";
import { envelope } from "./envelope.ts";

const Quantity = (max: number) => v.pipe(v.number(), v.minValue(0), v.maxValue(max));

/** A crew takes a site, keeps it, or gives it back; the countdown ends at `expiresAt`. */
export const SiteClaimEvent = v.strictObject({
  kind: v.literal("site-claim"),
  ...envelope,
  claim: Uuid,
  site: Code,
  crew: Code,
  state: v.picklist(["claimed", "extended", "released"]),
  expiresAt: v.nullable(TimeMs),
});
export type SiteClaimEvent = v.InferOutput<typeof SiteClaimEvent>;

export const Evidence = v.strictObject({
  role: v.picklist(["before", "after", "notice", "track"]),
  sha256: Sha256Hex,
  mediaType: v.picklist(["image/jpeg", "image/webp", "image/png", "application/geo+json"]),
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20_000_000)),
});
export type Evidence = v.InferOutput<typeof Evidence>;

export const SiteCompletionEvent = v.strictObject({
  kind: v.literal("site-completion"),
  ...envelope,
  completion: Uuid,
  claim: v.nullable(Uuid),
  site: Code,
  crew: Code,
  agent: Code,
  agentLitres: Quantity(100_000),
  areaM2: Quantity(10_000_000),
  startedAt: TimeMs,
  finishedAt: TimeMs,
  trackCoveragePercent: v.nullable(Quantity(100)),
  evidence: v.pipe(v.array(Evidence), v.maxLength(32)),
});
export type SiteCompletionEvent = v.InferOutput<typeof SiteCompletionEvent>;

/** Another crew's judgement of the work. */
export const SiteValidationEvent = v.strictObject({
  kind: v.literal("site-validation"),
  ...envelope,
  completion: Uuid,
  site: Code,
  crew: Code,
  accepted: v.boolean(),
  cause: v.nullable(v.picklist(["not-done", "partly-done", "wrong-agent", "no-evidence", "wrong-place", "other"])),
  note: v.nullable(FreeText),
});
export type SiteValidationEvent = v.InferOutput<typeof SiteValidationEvent>;
