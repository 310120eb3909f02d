import { parseSubject } from "@beket/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyDraft, type Draft, type PersonRow } from "../../../pwa/src/portal/model/draft.ts";
import { centralProblems, rosterProblems } from "../../../pwa/src/portal/roster/check.ts";
import { readDelimited } from "../../../pwa/src/text/delimited.ts";
import { addPerson, appendRows, rosterRowsMax, rowsOf, takeSuggestion, withoutBlankRows } from "../../../pwa/src/portal/roster/edit.ts";
import { scanInto } from "../../../pwa/src/portal/roster/scan.ts";
import { pastedPersons, pastedVehicles } from "../../../pwa/src/portal/roster/paste.ts";

const person = (name: string, value: string, more: Partial<PersonRow> = {}): PersonRow => ({
  id: 1,
  name,
  scheme: "iin",
  country: "KAZ",
  value,
  ...more,
});
const withPersons = (...persons: readonly PersonRow[]): Draft => ({
  ...emptyDraft(),
  persons: persons.map((row, id) => ({ ...row, id: id + 1 })),
  nextId: persons.length + 1,
});

describe("paste", () => {
  it("[PO5] reads tabs, leaves out the column names and the ordinals", () => {
    const text = "№\tФИО\tИИН\n1\tАхметова Динара Сериковна\t871008401427\n2\tКим Виктор\t760212350620\n";
    expect(pastedPersons(text, 100)).toEqual({
      rows: [
        { name: "Ахметова Динара Сериковна", scheme: "iin", country: "KAZ", value: "871008401427" },
        { name: "Ким Виктор", scheme: "iin", country: "KAZ", value: "760212350620" },
      ],
      skippedHeader: true,
      dropped: 0,
    });
  });

  it("[PO5] finds number, country and name in any order and with any separator", () => {
    const wanted = { name: "Токтогулов Азамат", scheme: "doc", country: "KGZ", value: "AC1234567" };
    for (const line of [
      "Токтогулов Азамат\tAC1234567\tКыргызстан",
      "KGZ;AC1234567;Токтогулов Азамат",
      "AC1234567,KG,Токтогулов,Азамат",
      '"Токтогулов Азамат","AC1234567","Қырғызстан"',
    ])
      expect(pastedPersons(line, 10).rows).toEqual([wanted]);
    expect(pastedPersons("760212 350620\tКим  Виктор", 10).rows).toEqual([
      { name: "Ким Виктор", scheme: "iin", country: "KAZ", value: "760212 350620" },
    ]);
  });

  it("[PO5] a foreigner's number of digits only is a document where the country says so", () => {
    expect(pastedPersons("Ли Вэй\t123456789\tКитай", 10).rows).toEqual([
      { name: "Ли Вэй", scheme: "doc", country: "CHN", value: "123456789" },
    ]);
  });

  it("[PO5] twelve digits outweigh a number in the name's cell", () => {
    expect(pastedPersons("Ким Виктор, бригада 1273\t760212350620", 10).rows).toEqual([
      { name: "Ким Виктор, бригада 1273", scheme: "iin", country: "KAZ", value: "760212350620" },
    ]);
  });

  it("[PO5] reads vehicles, Kazakh unless a country is named", () => {
    expect(pastedVehicles("Госномер\n123 АВС 02\n01KG123ABC;KG\nЕл Қазақстан", 10).rows).toEqual([
      { plate: "123 АВС 02", country: "KAZ" },
      { plate: "01KG123ABC", country: "KGZ" },
      { plate: "Ел Қазақстан", country: "KAZ" },
    ]);
  });

  it("[PO5] quotes keep separators, doubled quotes and line ends", () => {
    expect(readDelimited('"a,""b""",c\r\n"d\ne",f\n\n', 10)).toEqual({
      rows: [
        ['a,"b"', "c"],
        ["d\ne", "f"],
      ],
      dropped: 0,
    });
  });

  it("[PO5] a table survives being written and read", () => {
    const cell = fc.string({ maxLength: 20 }).map((text) => text.replaceAll("\r", "").replaceAll("\0", "").trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, fc.constantFrom("871008401427", "AC1"), cell), { minLength: 1, maxLength: 20 }), (rows) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        // A tab anywhere makes the tab the separator, so it is written out of the cells here.
        const clean = rows.map((row) => row.map((text) => text.replaceAll("\t", " ").replaceAll(";", " ").trim()));
        const text = clean.map((row) => row.map(quote).join(",")).join("\n");
        expect(readDelimited(text, 100).rows).toEqual(clean);
      }),
    );
  });

  it("[PO7] what does not fit is counted, not dropped in silence", () => {
    const text = Array.from({ length: 12 }, (_, index) => `Ким ${index}\t7602123506${String(index).padStart(2, "0")}`).join("\n");
    const pasted = pastedPersons(`ФИО\tИИН\n${text}`, 10);
    expect(pasted.rows).toHaveLength(10);
    expect(pasted.dropped).toBe(2);
  });
});

describe("check", () => {
  it("[PO6] names row, field and earlier row of each problem", () => {
    const problems = rosterProblems(
      [
        person("Ахметова Динара", "871008401427"),
        person("", "871008401428"),
        person("Ким", "871008401427"),
        person("Ли", "AB12345", { scheme: "doc", country: "" }),
      ],
      [{ id: 9, plate: "12", country: "KAZ" }],
    );
    expect(problems.map(({ list, index, field, code, otherIndex }) => [list, index, field, code, otherIndex])).toEqual([
      ["persons", 1, "identifier", "bad-check-digit", null],
      ["persons", 1, "name", "name-missing", null],
      ["persons", 2, "identifier", "duplicate", 0],
      ["persons", 3, "country", "country-invalid", null],
      ["vehicles", 0, "identifier", "unknown-pattern", null],
    ]);
  });

  it("[PO6] a single name is a name", () => {
    expect(rosterProblems([person("Сухарто", "AB1234567", { scheme: "doc", country: "IND" })], [])).toEqual([]);
  });

  it("[PO6] a plate among the people is offered as one and moves over", () => {
    const draft = withPersons(person("Ким Виктор", "760212350620"), person("водитель", "123ABC02"));
    const [problem] = rosterProblems(draft.persons, draft.vehicles);
    expect(problem).toMatchObject({ index: 1, suggestion: { scheme: "plate", identifier: "123ABC02" } });
    if (problem === undefined) throw new Error("a problem");
    const mended = takeSuggestion(draft, problem);
    expect(mended.persons.map(({ name }) => name)).toEqual(["Ким Виктор"]);
    expect(mended.vehicles).toEqual([{ id: 2, plate: "123ABC02", country: "KAZ" }]);
    expect(rosterProblems(mended.persons, mended.vehicles)).toEqual([]);
  });

  it("[PO6] a number in the name's place is taken into its own", () => {
    const draft = withPersons(person("871008401427", "Ахметова"));
    const [problem] = rosterProblems(draft.persons, []);
    if (problem === undefined) throw new Error("a problem");
    expect(takeSuggestion(draft, problem).persons[0]).toMatchObject({ scheme: "iin", value: "871008401427" });
  });

  it("[PO6] central's faults stand in the same places", () => {
    const faults = [{ list: "persons" as const, index: 0, field: "value", code: "swapped-column", suggestion: "N12345678" }];
    expect(centralProblems(faults, [person("Ким", "N12345678")])).toEqual([
      {
        list: "persons",
        index: 0,
        field: "identifier",
        code: "swapped-column",
        suggestion: { scheme: "iin", identifier: "N12345678" },
        otherIndex: null,
      },
    ]);
  });
});

describe("rows", () => {
  it("[PO7] blank rows are left out and pasted rows replace them", () => {
    const draft = addPerson(addPerson(withPersons(person("Ким Виктор", "760212350620"))));
    expect(withoutBlankRows(draft).persons).toHaveLength(1);
    const appended = appendRows(draft, { persons: pastedPersons("Ахметова Динара\t871008401427", 10).rows });
    expect(appended.persons.map(({ name }) => name)).toEqual(["Ким Виктор", "Ахметова Динара"]);
    expect(new Set(appended.persons.map(({ id }) => id)).size).toBe(2);
    expect(appended.nextId).toBeGreaterThan(Math.max(...appended.persons.map(({ id }) => id)));
  });

  it("[PO7] no row is added beyond the limit", () => {
    const full = { ...emptyDraft(), persons: Array.from({ length: rosterRowsMax }, (_, id) => person("Ким", "1", { id })) };
    expect(rowsOf(addPerson(full))).toBe(rosterRowsMax);
  });
});

describe("scan", () => {
  const parsed = (text: string) => {
    const result = parseSubject(text);
    if (!result.ok) throw new Error(result.error.code);
    return result.value;
  };

  it("[PO21] fills the row in focus while its number is empty, else adds one", () => {
    const draft = withPersons(person("Ким Виктор", ""), person("", "871008401427"));
    const first = scanInto(draft, parsed("760212350620"), 1);
    expect(first).toMatchObject({ row: 1, draft: { persons: [{ id: 1, name: "Ким Виктор", value: "760212350620" }, { id: 2 }] } });
    const second = scanInto(first.draft, parsed("910324301238"), 1);
    expect(second).toMatchObject({ row: 3, draft: { persons: [{ value: "760212350620" }, {}, { id: 3, value: "910324301238" }] } });
    const car = scanInto(second.draft, parsed("123ABC02"), 3);
    expect(car).toMatchObject({ row: 4, draft: { vehicles: [{ id: 4, plate: "123ABC02", country: "KAZ" }] } });
    expect(car.draft.persons).toEqual(second.draft.persons);
  });

  it("[PO21] adds nobody twice, and nothing to a full roster", () => {
    const draft = withPersons(person("Ким Виктор", "760212350620"));
    expect(scanInto(draft, parsed("760212350620"), null)).toEqual({ draft, row: 1 });
    const full = withPersons(...Array.from({ length: rosterRowsMax }, () => person("А", "1")));
    expect(scanInto(full, parsed("760212350620"), null)).toEqual({ draft: full, row: null });
  });

  it("[PO21] takes number, country and name from a machine-readable zone and leaves a typed name", () => {
    const zone = parsed("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10");
    expect(scanInto(emptyDraft(), zone, null)).toMatchObject({
      draft: { persons: [{ name: "ERIKSSON ANNA MARIA", scheme: "doc", country: "UTO", value: "L898902C3" }] },
    });
    expect(scanInto(withPersons(person("Анна", "")), zone, 1)).toMatchObject({ draft: { persons: [{ name: "Анна", scheme: "doc" }] } });
  });
});
