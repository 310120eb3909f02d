import { describe, expect, it } from "vitest";
import { draftToRequest, emptyDraft, type Draft, type PersonRow } from "../../../pwa/src/portal/model/draft.ts";
import { rosterProblems, stopping } from "../../../pwa/src/portal/roster/check.ts";
import { appendRows, takeSuggestions, withoutRows } from "../../../pwa/src/portal/roster/edit.ts";
import { formatFault } from "../../../pwa/src/portal/roster/formats.ts";
import { addGroup, changeGroup, groupFaultCodes, groupFaults, removeGroup } from "../../../pwa/src/portal/roster/groups.ts";
import { nextProblem } from "../../../pwa/src/portal/roster/problems.ts";
import { groupFaultWords } from "../../../pwa/src/portal/words/groups.ts";
import { problemText } from "../../../pwa/src/portal/words/roster.ts";
import { filled } from "./fixtures.ts";
import { iinOf } from "./iins.ts";

const person = (id: number, name: string, value: string, more: Partial<PersonRow> = {}): PersonRow => ({
  id,
  name,
  scheme: "iin",
  country: "KAZ",
  value,
  ...more,
});

describe("numbers that a spreadsheet or a hand changed", () => {
  it("[PO31] lost zeros and letters come back where just one number stands; an exponent suggests nothing", () => {
    for (const digits of ["9", "99"]) expect(formatFault(digits)).toBeNull();
    expect(formatFault("8,71008E+11")).toEqual({ code: "number-in-exponent", suggestion: null });
    expect(formatFault("87100840142Z")).toBeNull();
    expect(formatFault("8710O84O1427")).toEqual({ code: "letters-in-digits", suggestion: "871008401427" });
    expect(formatFault("871008401427")).toBeNull();
  });

  it("[PO31] an IIN of somebody born in 2000 is eleven digits in a spreadsheet, and twelve again", () => {
    let whole = "";
    for (let serial = 0; whole === ""; serial += 1)
      for (let check = 0; check < 10; check += 1) {
        const text = `0012315${String(serial).padStart(4, "0")}${check}`;
        if (formatFault(text.replace(/^0+/, ""))?.suggestion === text) whole = text;
      }
    expect(whole).toHaveLength(12);
    const draft: Draft = { ...emptyDraft(), persons: [person(1, "Ким Виктор", whole.replace(/^0+/, ""))] };
    const [problem] = rosterProblems(draft.persons, []);
    if (problem === undefined) throw new Error("a problem");
    expect(problem).toMatchObject({ code: "zeros-lost", suggestion: { scheme: "iin", identifier: whole } });
    expect(takeSuggestions(draft, [problem]).persons[0]?.value).toBe(whole);
    for (const language of ["kk", "ru", "en"] as const) expect(problemText(problem, language)).not.toBe("");
  });

  it("[PO28] all swapped rows are mended at once, each name back in its place", () => {
    const persons = [
      person(1, "871008401427", "Ахметова Динара"),
      person(2, "Ким Виктор", "123ABC02"),
      person(3, "Серикбаев Нурлан", "800416300257"),
    ];
    const draft: Draft = { ...emptyDraft(), persons, vehicles: [{ id: 4, plate: "760212350620", country: "KAZ" }] };
    const problems = stopping(rosterProblems(draft.persons, draft.vehicles)).filter(({ code }) => code === "swapped-column");
    expect(problems.map(({ list, index }) => [list, index])).toEqual([
      ["persons", 0],
      ["persons", 1],
      ["vehicles", 0],
    ]);
    const mended = takeSuggestions(draft, problems);
    expect(mended.persons.map(({ name, value }) => [name, value])).toEqual([
      ["Ахметова Динара", "871008401427"],
      ["Серикбаев Нурлан", "800416300257"],
      ["", "760212350620"],
    ]);
    expect(mended.vehicles.map(({ plate }) => plate)).toEqual(["123ABC02"]);
  });

  it("[PO6] the way to the next mistake goes through all of them and begins again", () => {
    const problems = rosterProblems([person(1, "А Б", "1"), person(2, "В Г", "871008401427"), person(3, "Д Е", "2")], []);
    const first = nextProblem(problems, null);
    const second = nextProblem(problems, first);
    expect([first?.index, second?.index, nextProblem(problems, second)?.index]).toEqual([0, 2, 0]);
  });
});

describe("what is known already", () => {
  it("[PO32] a holder of a permit is advice, and can be taken off the list", () => {
    const draft: Draft = {
      ...emptyDraft(),
      persons: [person(1, "Ахметова Динара", "8710 0840 1427"), person(2, "Ким Виктор", "760212350620")],
    };
    const problems = rosterProblems(draft.persons, [], new Set(["iin KAZ 871008401427"]));
    expect(problems).toMatchObject([{ index: 0, code: "already-permitted", advice: true }]);
    expect(stopping(problems)).toEqual([]);
    expect(withoutRows(draft, problems).persons.map(({ id }) => id)).toEqual([2]);
  });

  it("[PO32] another firm's number has to be one, and travels with its row", () => {
    const draft: Draft = {
      ...filled,
      persons: [person(1, "Ким Виктор", "760212350620", { employer: "950341000052", job: " дәнекерлеуші " })],
      vehicles: [{ id: 2, plate: "123ABC02", country: "KAZ", owner: "12" }],
    };
    expect(rosterProblems(draft.persons, draft.vehicles)).toMatchObject([{ list: "vehicles", field: "firm", code: "firm-invalid" }]);
    const request = draftToRequest(draft, { ledger: "roadblock", purpose: "supply" }, "Asia/Almaty");
    expect(request.persons[0]).toMatchObject({ employer: "950341000052", job: "дәнекерлеуші" });
    expect(request.persons[0]).not.toHaveProperty("group");
    expect(request).not.toHaveProperty("groups");
  });
});

describe("groups", () => {
  const rows = (count: number, group: string): readonly PersonRow[] =>
    Array.from({ length: count }, (_, index) => person(index + 1, `Сынақов Адам${index}`, iinOf(index), { group }));

  it("[PO33] a file's groups become groups: one vehicle is a bus for those in it, people go together", () => {
    const draft = appendRows(emptyDraft(), {
      persons: [...rows(3, "bus-7"), ...rows(2, "crew-1")],
      vehicles: [{ plate: "123ABC02", country: "KAZ", group: "bus-7" }],
    });
    expect(draft.groups).toEqual([
      { group: "bus-7", binding: "bus", headcount: 3 },
      { group: "crew-1", binding: "all", headcount: null },
    ]);
    expect(groupFaults(draft)).toEqual([]);
    expect(
      draftToRequest(
        { ...filled, persons: draft.persons, vehicles: draft.vehicles, groups: draft.groups },
        { ledger: "city", purpose: "shift" },
        "Asia/Almaty",
      ).groups,
    ).toEqual(draft.groups);
  });

  it("[PO33] each fault has its words, and a removed group leaves its rows", () => {
    const bus = addGroup({ ...emptyDraft(), vehicles: [{ id: 9, plate: "123ABC02", country: "KAZ", group: "bus-1" }] }, "bus");
    expect(groupFaults(bus)).toEqual([]);
    expect(groupFaults(changeGroup(bus, "bus-1", { headcount: 501 }))).toEqual([{ group: "bus-1", code: "bus-headcount" }]);
    expect(groupFaults({ ...bus, vehicles: [], persons: rows(2, "bus-1") })).toEqual([{ group: "bus-1", code: "bus-vehicles" }]);
    expect(groupFaults(addGroup(emptyDraft(), "all"))).toEqual([{ group: "group-1", code: "group-empty" }]);
    expect(groupFaults({ ...addGroup(emptyDraft(), "all"), persons: rows(81, "group-1") })).toEqual([
      { group: "group-1", code: "together-size" },
    ]);
    for (const code of groupFaultCodes) expect(groupFaultWords[code].kk).not.toBe("");
    expect(removeGroup(bus, "bus-1")).toMatchObject({ groups: [], vehicles: [{ id: 9, group: "" }] });
  });
});
