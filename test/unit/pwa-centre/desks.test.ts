import { staffRoles } from "@beket/api";
import { err, holdStates, ok } from "@beket/domain";
import { describe, expect, it } from "vitest";
import { clockText, clockTo } from "../../../pwa/src/centre/model/clock.ts";
import { exportName, exportRange, midnightOf } from "../../../pwa/src/centre/model/export.ts";
import { actionsOf, countStates, holdsOf, isReason } from "../../../pwa/src/centre/model/holds.ts";
import { orderOfSpecimen, ordersByDue, specimenOf } from "../../../pwa/src/centre/model/laboratory.ts";
import { afterAnswer, idFor } from "../../../pwa/src/centre/model/send-id.ts";
import { tabAt, tabs, tabsOf } from "../../../pwa/src/centre/model/tabs.ts";
import { hold, hourMs, now, order, zone } from "./samples.ts";

describe("tabs", () => {
  it("[CA1] each role sees its tabs, and several roles see them together", () => {
    expect(tabsOf(["laboratory"])).toEqual(["laboratory"]);
    expect(tabsOf(["health-officer"])).toEqual(["overview", "border", "map", "holds", "audit"]);
    expect(tabsOf(["planner", "laboratory"])).toEqual(["overview", "map", "laboratory", "planner"]);
    expect(tabsOf([...staffRoles])).toEqual([...tabs]);
    // Registrars and administrators have an app of their own.
    expect(staffRoles.filter((role) => tabsOf([role]).length === 0)).toEqual(["registrar", "administrator"]);
  });

  it("[CA1] an address is the name of a tab and nothing else; a tab of another role opens one's own first", () => {
    expect(tabAt("#/map", ["watch"])).toBe("map");
    expect(tabAt("#/holds", ["watch"])).toBe("overview");
    expect(tabAt("#/laboratory/TB-4107", ["laboratory"])).toBe("laboratory");
    expect(tabAt("#/holds?case=1", ["watch", "health-officer"])).toBe("overview");
    expect(tabAt("", ["laboratory"])).toBe("laboratory");
  });
});

describe("holds", () => {
  it("[CA11] offers what the state allows, and nothing on a closed case", () => {
    expect(Object.fromEntries(holdStates.map((state) => [state, actionsOf(state)]))).toEqual({
      provisional: ["confirm", "release", "contest"],
      confirmed: ["confirm", "release", "contest"],
      contested: ["confirm", "release"],
      released: [],
      expired: [],
    });
  });

  it("[CA11] an act and the opening of a person need a reason of three characters that are not blanks", () => {
    expect(isReason("  ")).toBe(false);
    expect(isReason(" a b ")).toBe(true);
    expect(isReason("ab ")).toBe(false);
    expect(isReason("ш".repeat(500))).toBe(true);
    expect(isReason("ш".repeat(501))).toBe(false);
  });

  it("[CA11] the open list begins with the PCR that is due first; those without one follow by age", () => {
    const holds = [
      hold(1, "provisional", { dueAt: now + 2 * hourMs }),
      hold(2, "provisional", { dueAt: now - hourMs }),
      hold(3, "confirmed", { result: "positive" }),
      hold(4, "contested", null),
      hold(5, "released", { result: "negative" }),
    ];
    expect(holdsOf(holds, "open").map((one) => one.holds[0])).toEqual(["H7K2-2", "H7K2-1", "H7K2-4", "H7K2-3"]);
    expect(holdsOf(holds, "released")).toHaveLength(1);
    expect(countStates(holds)).toEqual({ provisional: 2, confirmed: 1, contested: 1, released: 1, expired: 0 });
  });

  it("[CA12] a press after a lost answer is the same act; after central's word, or with another content, a new one", () => {
    let made = 0;
    const newId = (): string => `id-${(made += 1)}`;
    const first = idFor(null, "confirm", newId);
    const lost = afterAnswer(first, err({ kind: "network" }));
    expect(idFor(lost, "confirm", newId).id).toBe("id-1");
    expect(afterAnswer(first, err({ kind: "unreadable", status: 200 }))).toBe(first);
    expect(idFor(lost, "release", newId).id).toBe("id-2");
    expect(afterAnswer(first, err({ kind: "problem", code: "health.case-closed", title: "", status: 409 }))).toBeNull();
    expect(idFor(afterAnswer(first, ok(true)), "confirm", newId).id).toBe("id-3");
  });
});

describe("the laboratory", () => {
  it("[CA13] a result goes to the tube of exactly that code, and an open order comes before one that has been read", () => {
    const orders = [order("TB-41", now, "negative", now), order("TB-41", now + 1), order("TB-410", now + 2)];
    expect(orderOfSpecimen(" tb-41 ", orders)).toEqual({ kind: "open", order: orders[1] });
    expect(orderOfSpecimen("TB-4", orders)).toEqual({ kind: "unknown" });
    expect(orderOfSpecimen("  ", orders)).toEqual({ kind: "empty" });
    expect(orderOfSpecimen("TB-41", orders.slice(0, 1))).toEqual({ kind: "read", order: orders[0] });
    expect(specimenOf(" tb 41\n07")).toBe("TB4107");
  });

  it("[CA13] the list begins with what is due first; read orders follow, the latest first", () => {
    const orders = [
      order("A", now + 9, "negative", now - 9),
      order("B", now + 5),
      order("C", now - 5),
      order("D", now + 1, "positive", now - 1),
    ];
    expect(ordersByDue(orders).map(({ specimen }) => specimen)).toEqual(["C", "B", "D", "A"]);
  });

  it("[CA14] a clock counts down to the second, marks the last hour, and then counts what it is late by", () => {
    expect(clockTo(now + 6 * hourMs, now)).toEqual({ kind: "left", ms: 6 * hourMs, soon: false });
    expect(clockTo(now + hourMs, now)).toMatchObject({ kind: "left", soon: true });
    expect(clockTo(now, now)).toEqual({ kind: "over", ms: 0 });
    expect(clockTo(now - 90_000, now)).toEqual({ kind: "over", ms: 90_000 });
    expect([clockText(6 * hourMs), clockText(3_661_000), clockText(1), clockText(0)]).toEqual(["6:00:00", "1:01:01", "0:00:01", "0:00:00"]);
  });
});

describe("the export", () => {
  it("[CA21] takes whole days of the city, both included, through a change of its zone", () => {
    expect(exportRange("2020-04-16", "2020-04-16", zone)).toEqual({ from: Date.UTC(2020, 3, 15, 18), to: Date.UTC(2020, 3, 16, 18) });
    // UTC+6 before 1 March 2024, UTC+5 from then on.
    expect(exportRange("2024-02-29", "2024-03-01", zone)).toEqual({ from: Date.UTC(2024, 1, 28, 18), to: Date.UTC(2024, 2, 1, 19) });
    expect(midnightOf("2024-03-01", zone)).toBe(Date.UTC(2024, 1, 29, 19));
  });

  it("[CA21] refuses days that do not exist or stand the wrong way round, and names nobody in the file's name", () => {
    expect(exportRange("2020-04-17", "2020-04-16", zone)).toBeNull();
    expect(exportRange("2020-02-30", "2020-03-01", zone)).toBeNull();
    expect(exportRange("", "2020-03-01", zone)).toBeNull();
    expect(exportName("fhir", "2020-04-16", "2020-04-17")).toBe("beket-health-2020-04-16-2020-04-17.json");
  });
});
