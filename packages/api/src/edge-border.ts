import { BorderFact, Form, HealthRules, OfficerCode, SubjectKey, TimeMs, Uuid } from "@beket/domain";
import * as v from "valibot";
import { Code, Count, EventId } from "./common.ts";

/** Routes of a node whose duties include the border. For signed-in medics, laboratory assistants and specialists. */
export const borderRoutes = {
  rules: "/api/v1/border/rules",
  /** POST states one fact; GET `?after=N` reads on in the post's log of facts. */
  facts: "/api/v1/border/facts",
  slips: "/api/v1/border/slips",
  /** For every signed-in officer of any post. */
  slipCheck: "/api/v1/slips/check",
} as const;

export const BorderRulesReply = v.strictObject({
  rules: v.nullable(HealthRules),
  forms: v.pipe(v.array(Form), v.maxLength(8)),
});
export type BorderRulesReply = v.InferOutput<typeof BorderRulesReply>;

export const BorderFactRequest = v.strictObject({ id: EventId, occurredAt: TimeMs, fact: BorderFact });
export type BorderFactRequest = v.InferOutput<typeof BorderFactRequest>;
/** Sent when the fact is durable. A refusal is a problem whose code is `border.` + a BorderFaultCode. */
export const BorderFactReply = v.strictObject({
  id: EventId,
  cursor: Count,
  warnings: v.pipe(v.array(Code), v.maxLength(16)),
});
export type BorderFactReply = v.InferOutput<typeof BorderFactReply>;

export const KeptFact = v.strictObject({
  cursor: Count,
  id: Uuid,
  occurredAt: TimeMs,
  officer: v.nullable(OfficerCode),
  fact: BorderFact,
});
export type KeptFact = v.InferOutput<typeof KeptFact>;
/** `log` names the store: when it changes a tablet forgets what it read and begins at 0. */
export const BorderFactsPage = v.strictObject({
  log: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  facts: v.pipe(v.array(KeptFact), v.maxLength(500)),
  next: Count,
  more: v.boolean(),
});
export type BorderFactsPage = v.InferOutput<typeof BorderFactsPage>;

export const SlipRequest = v.strictObject({ test: Uuid });
export type SlipRequest = v.InferOutput<typeof SlipRequest>;
/** `text` is what the QR code holds: `BEKET1:` and base45 of a COSE_Sign1 by this node. */
export const SlipText = v.pipe(v.string(), v.regex(/^BEKET1:[0-9A-Z $%*+\-./:]{1,700}$/));
export const SlipReply = v.strictObject({ text: SlipText, number: v.pipe(v.string(), v.regex(/^[0-9A-Z-]{4,16}$/)), validUntil: TimeMs });
export type SlipReply = v.InferOutput<typeof SlipReply>;
export const SlipCheckRequest = v.strictObject({
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(1_000)),
  subject: v.nullable(SubjectKey),
});
export type SlipCheckRequest = v.InferOutput<typeof SlipCheckRequest>;
/** `result` is told to medics only; everybody learns whether it is genuine and of this person. */
export const SlipCheckReply = v.strictObject({
  standing: v.picklist(["genuine", "expired", "unknown-signer", "forged", "not-a-slip"]),
  belongs: v.picklist(["yes", "no", "not-asked"]),
  post: v.nullable(Code),
  issuedAt: v.nullable(TimeMs),
  validUntil: v.nullable(TimeMs),
  result: v.nullable(v.picklist(["negative", "positive-acute", "positive-past"])),
});
export type SlipCheckReply = v.InferOutput<typeof SlipCheckReply>;
