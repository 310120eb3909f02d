import { panelNames, panels } from "@beket/api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText } from "../../../pwa/src/centre/model/csv.ts";
import { rowsOf } from "../../../pwa/src/centre/model/panel.ts";
import { csvName, csvPath, dateText, panelPath, rangeOf } from "../../../pwa/src/centre/model/range.ts";
import { compareTexts, filterRows, knownFirst, sortedBy, sortRows, type Sorting } from "../../../pwa/src/centre/model/table.ts";
import { columnNames } from "../../../pwa/src/centre/words/panels.ts";
import { hourMs, now, replyOf, zone } from "./samples.ts";

describe("panels", () => {
  const row = ["rb-01", "roadblock", 10, 6, 3, 1, 4, 2, 1, 3, 24_000] as const;

  it("[CA4] names the cells of a row by the columns that central sent, in whatever order", () => {
    const reply = replyOf("flow", [row]);
    const turned = { ...reply, columns: reply.columns.toReversed(), rows: reply.rows.map((cells) => cells.toReversed()) };
    expect(rowsOf("flow", turned)).toEqual(rowsOf("flow", reply));
    expect(rowsOf("flow", reply)?.[0]).toMatchObject({ post: "rb-01", lookups: 10, "seconds-per-car": 24_000 });
  });

  it("[CA4] leaves further columns out, and an empty cell empty", () => {
    const reply = replyOf("flow", [[...row.slice(0, 10), null]]);
    const wider = {
      ...reply,
      columns: [...reply.columns, { column: "new", type: "count" as const }],
      rows: reply.rows.map((cells) => [...cells, 5]),
    };
    const read = rowsOf("flow", wider)?.[0];
    expect(read?.["seconds-per-car"]).toBeNull();
    expect(Object.keys(read ?? {})).toHaveLength(panels.flow.length);
  });

  it("[CA4] refuses a table that lacks a column, has a text for a number, or is another panel", () => {
    const reply = replyOf("flow", [row]);
    expect(rowsOf("flow", { ...reply, columns: reply.columns.slice(1), rows: [row.slice(1)] })).toBeNull();
    expect(rowsOf("flow", replyOf("flow", [["rb-01", "roadblock", "10", ...row.slice(3)]]))).toBeNull();
    expect(rowsOf("queue", reply)).toBeNull();
  });

  it("[CA22] every column of every panel has a name in three languages", () => {
    const unnamed = panelNames
      .flatMap((panel) => panels[panel].map(([column]) => column))
      .filter((column) => columnNames[column] === undefined);
    expect(unnamed).toEqual([]);
  });
});

describe("sorting and filtering", () => {
  it("[CA5] the first press shows the largest number or the first letter, the third gives central's order back", () => {
    let sorting: Sorting = null;
    const seen = [1, 2, 3].map(() => (sorting = sortedBy(sorting, "lookups", true)));
    expect(seen.map((one) => one?.direction ?? null)).toEqual(["descending", "ascending", null]);
    expect(sortedBy(null, "post", false)?.direction).toBe("ascending");
    expect(sortedBy({ column: "post", direction: "ascending" }, "lookups", true)).toEqual({ column: "lookups", direction: "descending" });
  });

  it("[CA5] empty cells come last in both directions, and equal ones keep their order", () => {
    const rows = [
      { id: "a", value: 2 },
      { id: "b", value: null },
      { id: "c", value: 9 },
      { id: "d", value: 2 },
    ];
    const order = (direction: "ascending" | "descending") =>
      sortRows(rows, { column: "value", direction }, (row) => row.value).map(({ id }) => id);
    expect(order("descending")).toEqual(["c", "a", "d", "b"]);
    expect(order("ascending")).toEqual(["a", "d", "c", "b"]);
  });

  it("[CA5] knows the Kazakh alphabet, which Chromium does not, and numbers inside of names", () => {
    const names = ["Үлгі", "Ұзынағаш", "Қаскелең", "Әуезов", "Алмалы", "Кербұлақ", "Іле", "Юность", "Ыстық"];
    expect(names.toSorted(compareTexts)).toEqual([
      "Алмалы",
      "Әуезов",
      "Кербұлақ",
      "Қаскелең",
      "Ұзынағаш",
      "Үлгі",
      "Ыстық",
      "Іле",
      "Юность",
    ]);
    expect(["rb-10", "rb-2", "rb-1"].toSorted(compareTexts)).toEqual(["rb-1", "rb-2", "rb-10"]);
  });

  it("[CA5] is a total order: sorting twice, from any start, gives one result", () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom(...Array.from("абәқ12 -zЯ")), maxLength: 6 }), { maxLength: 12 });
    fc.assert(
      fc.property(words, (list) => {
        expect(
          list
            .toReversed()
            .toSorted(compareTexts)
            .map((word) => word.toLowerCase()),
        ).toEqual(list.toSorted(compareTexts).map((word) => word.toLowerCase()));
      }),
    );
  });

  it("[CA5] posts that did something and nodes that were heard stand above the others, each in central's order", () => {
    const flow = (post: string, lookups: number) => ({
      post,
      lookups,
      allow: 0,
      refer: 0,
      deny: 0,
      "passages-in": 0,
      "passages-out": 0,
      refusals: 0,
      referrals: 0,
    });
    expect(knownFirst("flow", [flow("cb-01", 0), flow("rb-02", 3), flow("cb-02", 0), flow("rb-01", 1)]).map(({ post }) => post)).toEqual([
      "rb-02",
      "rb-01",
      "cb-01",
      "cb-02",
    ]);
    const nodes = [
      { source: "rb-03", present: false, "last-heard-at": null },
      { source: "rb-02", present: false, "last-heard-at": 1 },
      { source: "rb-01", present: true, "last-heard-at": 2 },
    ];
    expect(knownFirst("nodes", nodes).map(({ source }) => source)).toEqual(["rb-02", "rb-01", "rb-03"]);
    expect(knownFirst("queue", nodes)).toEqual(nodes);
  });

  it("[CA5] keeps the rows that have every asked value", () => {
    const rows = [
      { post: "rb-01", ledger: "roadblock" },
      { post: "cb-01", ledger: "city" },
      { post: "rb-01", ledger: "city" },
    ];
    expect(filterRows(rows, { post: "rb-01", ledger: "city" })).toEqual([rows[2]]);
    expect(filterRows(rows, { post: "rb-01", ledger: null })).toHaveLength(2);
    expect(filterRows(rows, {})).toHaveLength(3);
  });
});

describe("files", () => {
  it("[CA6] the file of a panel is asked for with the span that the screen shows", () => {
    const range = rangeOf("week", now, zone);
    expect(panelPath("flow", null)).toBe("/api/v1/centre/panels/flow");
    expect(csvPath("flow", null)).toBe("/api/v1/centre/panels/flow?format=csv");
    expect(csvPath("daily-card", range)).toBe(`/api/v1/centre/panels/daily-card?format=csv&from=${range?.from}&to=${range?.to}`);
    expect(panelPath("daily-card", range).split("?")[1]).toBe(csvPath("daily-card", range).split("&").slice(1).join("&"));
  });

  it("[CA6] a file is named by what it is and the city's time", () => {
    expect(csvName("holds", now, zone)).toBe("beket-holds-2020-04-16-1402.csv");
    // Half past eleven in the evening of UTC is the next day in Almaty.
    expect(csvName("audit", Date.UTC(2020, 11, 31, 23, 30), zone)).toBe("beket-audit-2021-01-01-0530.csv");
  });

  it("[CA6] text that a spreadsheet would run is guarded, and everything else is kept", () => {
    const text = csvText(
      ["reason", "count"],
      [
        ["=HYPERLINK(1)", 3],
        ["+7700", -4],
        ['say "no", please', null],
        ["Қала\nбекеті", true],
        ["a;=1", "b\n@x"],
      ],
    );
    expect(text).toBe(
      `\uFEFFreason,count\r\n'=HYPERLINK(1),3\r\n'+7700,-4\r\n"say ""no"", please",\r\n"Қала\nбекеті",true\r\n"a;'=1","b\n'@x"\r\n`,
    );
  });

  it("[CA7] spans are whole hours: the last day as central's default, the city's day, a week", () => {
    expect(rangeOf("day", now, zone)).toBeNull();
    expect(rangeOf("today", now, zone)).toEqual({ from: Date.UTC(2020, 3, 15, 18), to: Date.UTC(2020, 3, 16, 9) });
    const week = rangeOf("week", now, zone);
    expect(week).toEqual({ from: Date.UTC(2020, 3, 16, 9) - 168 * hourMs, to: Date.UTC(2020, 3, 16, 9) });
    expect(dateText(Date.UTC(2020, 3, 15, 18), zone)).toBe("2020-04-16");
  });

  it("[CA7] today begins at the city's midnight, on either side of a change of the zone", () => {
    // Almaty moved from UTC+6 to UTC+5 on 1 March 2024.
    expect(rangeOf("today", Date.UTC(2024, 1, 28, 20), zone)?.from).toBe(Date.UTC(2024, 1, 28, 18));
    expect(rangeOf("today", Date.UTC(2024, 2, 2, 20), zone)?.from).toBe(Date.UTC(2024, 2, 2, 19));
  });
});
