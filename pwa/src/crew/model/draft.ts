import { Code, Evidence, type SitePlan, TimeMs, Uuid } from "@beket/domain";
import { EventId } from "@beket/api";
import * as v from "valibot";
import { decimalText } from "./number.ts";
import type { Language } from "@beket/domain";

export const photoRoles = ["before", "after"] as const;
export type PhotoRole = (typeof photoRoles)[number];
export const photosMaxOfRole = 6;

/** A photo or track that lies sealed on this tablet; `record` is its place in the outbox once the work is reported. */
const Kept = v.strictObject({ ...Evidence.entries, record: EventId });
export type KeptEvidence = v.InferOutput<typeof Kept>;

/** Work under way at one site, kept at every touch. Its ids are chosen at the start, so that a report pressed twice is one report. */
export const Draft = v.strictObject({
  site: Code,
  crew: Code,
  /** Null when it began without a claim, or when the claim was lost meanwhile. */
  claim: v.nullable(Uuid),
  completion: Uuid,
  event: EventId,
  startedAt: TimeMs,
  agent: v.nullable(Code),
  /** As typed: half a number is kept too. */
  litres: v.pipe(v.string(), v.maxLength(12)),
  area: v.pipe(v.string(), v.maxLength(12)),
  /** The litres follow agent and area until somebody touches them. */
  isLitresOwn: v.boolean(),
  photos: v.pipe(v.array(Kept), v.maxLength(12)),
});
export type Draft = v.InferOutput<typeof Draft>;
export const Drafts = v.pipe(v.array(Draft), v.maxLength(100));

export const areaMax = 10_000_000;
export const litresMax = 100_000;

/** Area times the plan's rate, to a tenth of a litre. */
export function suggestedLitres(plan: SitePlan | null, agent: string | null, areaM2: number | null): number | null {
  const rate = plan?.agents.find((each) => each.agent === agent)?.litresPerM2;
  return rate === undefined || areaM2 === null ? null : Math.min(litresMax, Math.round(areaM2 * rate * 10) / 10);
}

export type Beginning = Pick<Draft, "site" | "crew" | "claim" | "completion" | "event" | "startedAt"> & { readonly areaM2: number };

/** A first draft: the plan's first agent, the site's own area, the litres they come to. */
export function beginDraft(start: Beginning, plan: SitePlan | null, language: Language): Draft {
  const { areaM2, ...ids } = start;
  const agent = plan?.agents[0]?.agent ?? null;
  const litres = suggestedLitres(plan, agent, areaM2);
  return {
    ...ids,
    agent,
    area: decimalText(areaM2, language),
    litres: litres === null ? "" : decimalText(litres, language),
    isLitresOwn: false,
    photos: [],
  };
}
