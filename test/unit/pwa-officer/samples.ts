import type { CheckReply } from "@beket/api";
import { assert, type Outcome, parseSubject, type ParsedSubject, type Stop } from "@beket/domain";
import * as v from "valibot";
import { CheckReply as CheckReplySchema } from "@beket/api";

function parsed(text: string, scheme: "iin" | "plate"): ParsedSubject {
  const result = parseSubject(text, { scheme });
  assert(result.ok, "a sample is valid");
  return result.value;
}
export const parsedIin = (text: string) => parsed(text, "iin");
export const parsedPlate = (text: string) => parsed(text, "plate");

export const stopOf = (...plates: readonly string[]): Stop => ({
  post: "rb-07",
  lane: "in-1",
  direction: "in",
  subjects: plates.map((plate, index) => ({ role: index === 0 ? "vehicle" : "trailer", key: parsedPlate(plate).key, readBy: ["keypad"] })),
  claim: null,
});

/** A made-up UUIDv7, told apart by its last digits. */
export const idOf = (n: number): string => `01960000-0000-7000-8000-${String(n).padStart(12, "0")}`;

const age = { ledgerAgeMs: 60_000, commonAgeMs: 60_000, complete: true, version: 4 };
const code = { ALLOW: "permit-valid", REFER: "hold-provisional", DENY: "absent" } as const;
export const verdictReply = (n: number, outcome: Outcome): CheckReply =>
  v.parse(CheckReplySchema, {
    lookup: idOf(n),
    decision: {
      kind: "verdict",
      outcome,
      reasons: [{ code: code[outcome] }],
      subjects: [{ subject: 0, outcome, reasons: [{ code: code[outcome] }], rows: [] }],
    },
    age,
    answeredAt: 1_000,
  });
export const againReply = (n: number, subjects: readonly number[]): CheckReply =>
  v.parse(CheckReplySchema, { lookup: idOf(n), decision: { kind: "second-reading", subjects }, age, answeredAt: 1_000 });
