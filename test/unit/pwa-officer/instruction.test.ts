import { type Outcome, type Reason, reasonCodes, reasonSentence } from "@beket/domain";
import { describe, expect, it } from "vitest";
import { orderOf, saysNext } from "../../../pwa/src/officer/check/instruction.ts";

const nextsOf = (outcome: Outcome, reasons: readonly Reason[]) =>
  reasons.filter((reason) => saysNext(reason, outcome)).map((reason) => reason.code);

describe("the card's order", () => {
  it('[OA27] a hold\'s instruction stands at the head, and the valid permit beside it does not say "let pass"', () => {
    const reasons: Reason[] = [{ code: "hold-provisional", instruction: "refer-medic" }, { code: "permit-valid" }];
    expect(orderOf({ outcome: "REFER", reasons })).toEqual({ kind: "hold", instruction: "refer-medic" });
    expect(nextsOf("REFER", reasons)).toEqual([]);
  });

  it("[OA27] a question that can be mended is not sent to the supervisor first", () => {
    expect(orderOf({ outcome: "REFER", reasons: [{ code: "trailer-alone" }] })).toEqual({ kind: "ask-again" });
    expect(orderOf({ outcome: "REFER", reasons: [{ code: "absent-replica-stale" }, { code: "trailer-alone" }] })).toEqual({
      kind: "outcome",
    });
    expect(nextsOf("REFER", [{ code: "trailer-alone" }])).toEqual(["trailer-alone"]);
  });

  it("[OA27] a refusal keeps its order and its remedy, whatever the hold beside it asks for", () => {
    const reasons: Reason[] = [
      { code: "hold-confirmed", instruction: "turn-back" },
      { code: "permit-revoked" },
      { code: "category-refer" },
    ];
    expect(orderOf({ outcome: "DENY", reasons })).toEqual({ kind: "outcome" });
    expect(nextsOf("DENY", reasons)).toEqual(["hold-confirmed", "permit-revoked"]);
  });

  it("[OA27] no advice on a card says the opposite of its outcome, for every reason there is", () => {
    const advice = (outcome: Outcome) =>
      reasonCodes
        .filter((code) => saysNext({ code }, outcome))
        .map((code) => reasonSentence({ code }, "ru").next)
        .join(" ");
    expect(advice("ALLOW")).not.toMatch(/[Нн]е пропускайте|направьте/);
    expect(advice("REFER")).not.toMatch(/[Пп]ропустите|[Нн]е пропускайте/);
    expect(advice("DENY")).not.toMatch(/(^|[^е] )Пропустите/);
  });
});
