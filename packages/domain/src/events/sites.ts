import * as v from "valibot";
import { Code, FreeText, Sha256Hex, Uuid } from "../codes.ts";
import { TimeMs } from "../records/types.ts";
import { envelope } from "./envelope.ts";

const Quantity = (max: number) => v.pipe(v.number(), v.minValue(0), v.maxValue(max));

/** A crew takes a site, keeps it, or gives it back; the countdown ends at `expiresAt`, null once released. */
const siteClaimFact = {
  kind: v.literal("site-claim"),
  claim: Uuid,
  site: Code,
  crew: Code,
  state: v.picklist(["claimed", "extended", "released"]),
  expiresAt: v.nullable(TimeMs),
};

export const Evidence = v.strictObject({
  role: v.picklist(["before", "after", "notice", "track"]),
  sha256: Sha256Hex,
  mediaType: v.picklist(["image/jpeg", "image/webp", "image/png", "application/geo+json"]),
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20_000_000)),
});
export type Evidence = v.InferOutput<typeof Evidence>;

const siteCompletionFact = {
  kind: v.literal("site-completion"),
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
};

/** Another crew's judgement of the work. */
const siteValidationFact = {
  kind: v.literal("site-validation"),
  validation: Uuid,
  completion: Uuid,
  site: Code,
  crew: Code,
  accepted: v.boolean(),
  cause: v.nullable(v.picklist(["not-done", "partly-done", "wrong-agent", "no-evidence", "wrong-place", "other"])),
  note: v.nullable(FreeText),
};

/** The crew stood there and could not work. */
const siteRefusalFact = {
  kind: v.literal("site-refusal"),
  refusal: Uuid,
  claim: v.nullable(Uuid),
  site: Code,
  crew: Code,
  cause: v.picklist(["locked", "refused-by-residents", "blocked", "unsafe", "not-found", "other"]),
  note: v.nullable(FreeText),
};

/** What a crew's tablet states; the node adds who, where and when, and makes an event of it. */
export const SiteFact = v.variant("kind", [
  v.strictObject(siteClaimFact),
  v.strictObject(siteCompletionFact),
  v.strictObject(siteValidationFact),
  v.strictObject(siteRefusalFact),
]);
export type SiteFact = v.InferOutput<typeof SiteFact>;

export const SiteClaimEvent = v.strictObject({ ...siteClaimFact, ...envelope });
export type SiteClaimEvent = v.InferOutput<typeof SiteClaimEvent>;
export const SiteCompletionEvent = v.strictObject({ ...siteCompletionFact, ...envelope });
export type SiteCompletionEvent = v.InferOutput<typeof SiteCompletionEvent>;
export const SiteValidationEvent = v.strictObject({ ...siteValidationFact, ...envelope });
export type SiteValidationEvent = v.InferOutput<typeof SiteValidationEvent>;
export const SiteRefusalEvent = v.strictObject({ ...siteRefusalFact, ...envelope });
export type SiteRefusalEvent = v.InferOutput<typeof SiteRefusalEvent>;
