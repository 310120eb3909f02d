import * as v from "valibot";
import { Code, OfficerCode } from "../codes.ts";
import { TimeMs } from "../records/types.ts";

/** Where a line was first written when the tablets were down: a numbered sheet, and when it was typed in. */
export const PaperOrigin = v.strictObject({
  sheet: v.pipe(v.string(), v.regex(/^[0-9A-Z][0-9A-Z-]{0,19}$/)),
  line: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
  enteredAt: TimeMs,
  enteredBy: OfficerCode,
});
export type PaperOrigin = v.InferOutput<typeof PaperOrigin>;

/**
 * Fields that every event carries. The event's own id is the journal row's UUID and stays outside the body;
 * `recordedAt` and `receivedAt` belong to the journal and to central.
 */
export const envelope = {
  occurredAt: TimeMs,
  post: Code,
  lane: v.nullable(Code),
  officer: v.nullable(OfficerCode),
  tablet: v.nullable(Code),
  paper: v.nullable(PaperOrigin),
};
