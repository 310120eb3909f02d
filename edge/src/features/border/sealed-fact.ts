import { BorderFact, type BeketEvent } from "@beket/domain";
import * as v from "valibot";
import type { WorkKeys } from "../keyed/work-keys.ts";

const Text = v.pipe(v.string(), v.maxLength(40));
const Content = v.strictObject({
  occurredAt: v.number(),
  officer: v.nullable(Text),
  lane: v.nullable(Text),
  tablet: v.nullable(Text),
  warnings: v.array(Text),
  fact: BorderFact,
});
/** What is sealed of a fact: who stated what, when, where, and what they were told. */
export type FactContent = v.InferOutput<typeof Content>;

export const sealFact = (keys: Pick<WorkKeys, "seal">, content: FactContent): Uint8Array => keys.seal(JSON.stringify(content));
/** Throws when the file was altered from outside. */
export const openFact = (keys: Pick<WorkKeys, "open">, sealed: Uint8Array): FactContent => v.parse(Content, JSON.parse(keys.open(sealed)));

/** The event of a fact, the same at the first writing and after a crash. */
export const eventOf = (post: string, { occurredAt, officer, lane, tablet, fact }: Omit<FactContent, "warnings">): BeketEvent => ({
  ...fact,
  occurredAt,
  post,
  lane,
  officer,
  tablet,
  paper: null,
});
