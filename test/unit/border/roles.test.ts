import { type BorderFact, type BorderRole } from "@beket/domain";
import { describe, expect, it } from "vitest";
import { noSymptoms } from "./support/answers.ts";
import { createScene, hour, lotDate, minute, profileOf, rules, forms, uuid } from "./support/scene.ts";

const roles: readonly BorderRole[] = ["medic", "laboratory", "selection", "supervisor"];
const scene = createScene();
const { person, test } = scene.running(0);
const read = scene.running(1);
scene.wait(16 * minute);
scene.read(read.test, read.cassette);
const now = scene.now();
const ofTest = (step: Extract<BorderFact, { kind: "test" }>["step"], id = test): BorderFact => ({
  kind: "test",
  test: id,
  place: "border",
  step,
});
const answered = (by: string | null): BorderFact => ({
  kind: "questionnaire",
  questionnaire: uuid(700),
  person,
  form: "arrival",
  formVersion: 1,
  language: "kk",
  countryFrom: null,
  answers: noSymptoms,
  selection: { outcome: by === null ? "no-test" : "test", rule: null, by, reason: by === null ? null : "known outbreak" },
});
const opened = { state: "opened", conveyance: "on-foot", vehicle: null, number: null, countryFrom: "KGZ", expected: null } as const;

const table: readonly (readonly [what: string, fact: BorderFact, by: readonly BorderRole[]])[] = [
  ["arrival", { kind: "arrival", arrival: uuid(701), step: opened }, roles],
  ["person", { kind: "person", person, arrival: null, seat: null, profile: profileOf(), confirmed: null }, roles],
  ["follow-up", { kind: "follow-up", person, test: null, action: "isolated", note: null }, roles],
  ["answers", answered(null), ["medic", "laboratory", "selection"]],
  ["a specialist's decision", answered("x"), ["selection"]],
  [
    "stock",
    { kind: "kit-stock", kitType: "antigen", lot: "L", expiresAt: lotDate, change: 1, cause: "received" },
    ["medic", "laboratory", "supervisor"],
  ],
  [
    "a reading",
    ofTest({ state: "read", cassette: "C-0", result: "negative", by: "x", device: null, reason: null }),
    ["medic", "laboratory"],
  ],
  ["a cancelled test", ofTest({ state: "cancelled", by: "x", reason: "fell" }), ["medic", "laboratory", "supervisor"]],
  [
    "a PCR after a negative",
    ofTest({ state: "pcr-ordered", laboratory: "regional", specimen: "S-1", takenAt: now, dueAt: now + 6 * hour }, read.test),
    ["selection"],
  ],
];

describe("roles", () => {
  it.each(table)("[BO15] %s", (_, fact, by) => {
    const may = roles.filter((role) => scene.border.check(fact, now, { rules, forms, role, officer: "x", place: "border" }).ok);
    expect(may).toEqual(by);
  });

  it("[BO15] are refused by name, a PCR's reading by its own", () => {
    const refusal = (role: BorderRole, fact: BorderFact) => {
      const checked = scene.border.check(fact, now, { rules, forms, role, officer: "x", place: "border" });
      return checked.ok ? null : checked.error.code;
    };
    expect(refusal("supervisor", ofTest({ state: "read", cassette: "C-0", result: "negative", by: "x", device: null, reason: null }))).toBe(
      "role-missing",
    );
    const pcr = ofTest({ state: "pcr-read", laboratory: "regional", specimen: "S-1", result: "negative", by: "x" }, read.test);
    expect(roles.map((role) => refusal(role, pcr))).toEqual(["laboratory-only", "pcr-not-ordered", "laboratory-only", "laboratory-only"]);
  });

  it("[BO28] are of who states the fact: nobody signs for a colleague, nor for another place", () => {
    const refusal = (role: BorderRole, fact: BorderFact, officer = "y") => {
      const checked = scene.border.check(fact, now, { rules, forms, role, officer, place: "border" });
      return checked.ok ? null : checked.error;
    };
    const told = ofTest({ state: "read", cassette: "C-0", result: "negative", by: "x", device: null, reason: null });
    expect(refusal("medic", told)).toEqual({ code: "officer-differs", at: "step.by" });
    expect(refusal("medic", told, "x")).toBeNull();
    const cancelled = ofTest({ state: "cancelled", by: "x", reason: "fell" });
    expect(refusal("supervisor", cancelled)).toEqual({ code: "officer-differs", at: "step.by" });
    expect(refusal("selection", answered("x"))).toEqual({ code: "officer-differs", at: "selection.by" });
    const elsewhere: BorderFact = told.kind === "test" ? { ...told, place: "ambulance" } : told;
    expect(refusal("medic", elsewhere, "x")).toEqual({ code: "place-differs", at: "place" });
  });
});
