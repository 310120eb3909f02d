import { DecisionTrace, type Regime, type Stop } from "@beket/domain";
import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { decideAlone } from "../../../pwa/src/officer/check/decide-alone.ts";
import { stopOf } from "./samples.ts";

const name = { kk: "Жедел жәрдем", ru: "Скорая помощь", en: "Ambulance" };
const hour = 3_600_000;
const regime: Regime = {
  version: 3,
  validFrom: 0,
  timeZone: "Asia/Almaty",
  activities: [],
  purposes: [{ purpose: "supply", name }],
  categories: [
    { category: "ambulance", name, ledgers: ["roadblock"], directions: ["in"], documents: ["call-sheet"], outcome: "allow-on-sight" },
    { category: "resident", name, ledgers: ["roadblock"], directions: ["in"], documents: ["id-card"], outcome: "refer" },
  ],
  documents: [
    { document: "call-sheet", name },
    { document: "id-card", name },
  ],
  absenceMaxAgeMs: 24 * hour,
  combine: { city: "worst-of-subjects", roadblock: "worst-of-subjects" },
  passageWindowMs: 300_000,
  permitMaxDays: 30,
  provisionalHoldMaxMs: 36 * hour,
  retentionDays: { lookup: 30, passage: 30, refusal: 30, referral: 30, test: 30, reading: 30 },
};
const post = { post: "rb-07", ledger: "roadblock" as const, areas: [] };
const alone = (stop: Stop) => decideAlone({ stop, post, confirmed: [], regime, correctedTime: 1_600_000_000_000 });

describe("deciding alone", () => {
  it("[OA12] an unknown plate is referred, with the reason that there is no registry here", () => {
    expect(alone(stopOf("123ABC02")).decision).toMatchObject({ kind: "verdict", outcome: "REFER", reasons: [{ code: "no-replica" }] });
  });

  it("[OA12] a category that passes on sight passes with its document", () => {
    const trace = alone({ ...stopOf("123ABC02"), claim: { category: "ambulance", document: "call-sheet" } });
    expect(trace.decision).toMatchObject({ kind: "verdict", outcome: "ALLOW" });
  });

  it("[OA12] whatever the claim, the answer is a verdict, never DENY, and its trace can be kept and replayed", () => {
    const categories = fc.constantFrom(null, "ambulance", "resident", "cargo");
    const documents = fc.constantFrom(null, "call-sheet", "id-card");
    fc.assert(
      fc.property(categories, documents, fc.constantFrom("in" as const, "out" as const), (category, document, direction) => {
        const trace = alone({ ...stopOf("123ABC02", "456DEF05"), direction, claim: category === null ? null : { category, document } });
        expect(trace.decision).toMatchObject({ kind: "verdict" });
        expect(trace.decision).not.toMatchObject({ outcome: "DENY" });
        expect(trace.replica).toBeNull();
        expect(v.is(DecisionTrace, trace)).toBe(true);
      }),
    );
  });
});
