import type { OrganisationCheckReply } from "@beket/api";
import { csvText } from "@beket/tables";
import { describe, expect, it } from "vitest";
import { stepApply } from "../../../pwa/src/portal/model/apply.ts";
import { decisionTable } from "../../../pwa/src/portal/model/decision-table.ts";
import { draftToRequest } from "../../../pwa/src/portal/model/draft.ts";
import { offered } from "../../../pwa/src/portal/model/terms.ts";
import { activityName } from "../../../pwa/src/portal/words/activities.ts";
import { bin, filled, nowMs, play, regime, view } from "./fixtures.ts";

const pending: OrganisationCheckReply = {
  standing: "pending",
  name: null,
  ledgers: [],
  claims: [
    { rule: "food-trade", okedPrefix: "47", ledgers: ["city", "roadblock"], purposes: ["supply", "shift"] },
    { rule: "pharmacy", okedPrefix: "4773", ledgers: ["city"], purposes: ["medical"] },
  ],
};

describe("an organisation that the base does not know", () => {
  const blank = { ...filled, ledger: null, purpose: null };
  const known = () =>
    play([
      { kind: "rules-known", regime, places: null, nowMs },
      { kind: "edited", draft: blank },
      { kind: "organisation-known", bin, reply: pending },
    ]).state;

  it("[PO39] goes on once it has claimed an activity; the longest prefix says what is open", () => {
    expect(stepApply(known(), { kind: "next", nowMs }).state.step).toBe("organisation");
    const claimed = stepApply(known(), { kind: "edited", draft: { ...known().draft, activity: "47730" } }).state;
    expect(claimed.draft).toMatchObject({ ledger: "city", purpose: "medical" });
    expect(stepApply(claimed, { kind: "next", nowMs }).state.step).toBe("terms");
    // Two ledgers are open: which one is asked with the terms.
    const both = stepApply(known(), { kind: "edited", draft: { ...known().draft, activity: "47111" } }).state;
    expect(both.draft.ledger).toBe(null);
    expect(stepApply(both, { kind: "next", nowMs }).state.step).toBe("terms");
    expect(offered(pending, "47111").ledgers.map(({ ledger }) => ledger)).toEqual(["city", "roadblock"]);
    for (const wrong of ["", "47", "99999"]) expect(offered(pending, wrong).ledgers).toEqual([]);
  });

  it("[PO39] the claim and the name travel, and only where there is a claim", () => {
    const terms = { ledger: "city" as const, purpose: "medical" };
    expect(draftToRequest({ ...filled, activity: "47730", organisationName: " Жаңа дәріхана " }, terms, regime.timeZone)).toMatchObject({
      activity: "47730",
      name: "Жаңа дәріхана",
    });
    expect(draftToRequest({ ...filled, organisationName: "x" }, terms, regime.timeZone)).not.toHaveProperty("name");
    expect(activityName("47", "en")).toContain("Retail");
    expect(activityName("99", "kk")).toBe("99");
  });
});

describe("the decision as a table", () => {
  it("[PO40] each row has its reason with the next step, and a name that is a formula is none", () => {
    const permits = view({
      permits: [
        { list: "persons", index: 0, outcome: "issued", number: "R7K2-94QX", state: "active", code: null },
        { list: "persons", index: 1, outcome: "refused", number: null, state: "refused", code: "row.over-headcount" },
      ],
    }).permits;
    for (const language of ["kk", "ru", "en"] as const) {
      const { head, rows } = decisionTable(permits, ({ index }) => (index === 0 ? '=HYPERLINK("http://x")' : "Ким"), language);
      const lines = csvText(head, rows).split("\r\n");
      expect(lines[1]).toContain("'=HYPERLINK");
      expect(lines[2]?.length).toBeGreaterThan(30);
    }
  });
});
