import { restoreDigits, rosterLimits } from "@beket/tables";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { writeXlsx, type XlsxCell, type XlsxOptions } from "../../support/tables/write-xlsx.ts";
import { cellsOf, faultOf, read } from "./support.ts";

const sheetOf = async (rows: readonly (readonly XlsxCell[])[], options: XlsxOptions = {}) =>
  read(writeXlsx([{ name: "Лист1", rows }], options));

it("[TA5] shared and inline strings, numbers, gaps, booleans and cached values of formulas", async () => {
  const got = await sheetOf([
    ["ИИН", "ФИО"],
    ["061211600012", { inline: "Айдар <Серік> & Ко" }, null, 7],
    [],
    [{ formula: 'HYPERLINK("http://x")', value: "готово" }, { formula: "A1", value: null }, { xml: '<c r="@" t="b"><v>1</v></c>' }],
    [{ xml: '<c r="@" t="inlineStr"><is><r><t>два </t></r><r><t>куска</t></r><rPh><t>нет</t></rPh></is></c>' }, "_x0041_ок"],
  ]);
  expect(cellsOf(got)).toEqual([
    ["ИИН", "ФИО"],
    ["061211600012", "Айдар <Серік> & Ко", "", "7"],
    ["готово", "", "true"],
    ["два куска", "Aок"],
  ]);
  expect(got.rows.map(({ line }) => line)).toEqual([1, 2, 4, 5]);
  expect(got.result).toMatchObject({ ok: true, value: { rows: 4, formulasWithoutValue: 1, sheet: "Лист1" } });
});

it("[TA5] the first sheet that is not hidden is read, or the one that is named", async () => {
  const book = writeXlsx([
    { name: "служебный", rows: [["x"]], state: "veryHidden" },
    { name: "Список", rows: [["a"]] },
    { name: "Ещё", rows: [["b"]] },
  ]);
  const first = await read(book);
  expect(cellsOf(first)).toEqual([["a"]]);
  expect(first.result).toMatchObject({ ok: true, value: { sheets: ["Список", "Ещё"], sheet: "Список" } });
  expect(cellsOf(await read(book, { sheet: "Ещё" }))).toEqual([["b"]]);
  expect(faultOf(await read(book, { sheet: "служебный" }))?.code).toBe("sheet-not-found");
});

it("[TA6] numbers are plain decimals of fifteen digits, and a format of zeros puts the lost ones back", async () => {
  const got = await sheetOf(
    [
      [61_211_600_012, { xml: '<c r="@"><v>6.1211600012E10</v></c>' }, { xml: '<c r="@"><v>0.30000000000000004</v></c>' }],
      [{ number: 61_211_600_012, style: 1 }, { number: 7, style: 2 }, { xml: '<c r="@"><v>-0.00000012</v></c>' }],
    ],
    { formats: ["000000000000", '"№"0'] },
  );
  expect(cellsOf(got)).toEqual([
    ["61211600012", "61211600012", "0.3"],
    ["061211600012", "7", "-0.00000012"],
  ]);
});

it("[TA6] days and times are written as ISO 8601, by either calendar of Excel", async () => {
  const dates = [
    { number: 43_937, style: 1 },
    { number: 43_937.333_333_333_3, style: 2 },
    { number: 0.5, style: 3 },
    { number: 43_937, style: 4 },
  ];
  const formats = ["dd.mm.yyyy", "yyyy-mm-dd hh:mm", "[h]:mm", '#,##0.00 "дней"'];
  expect(cellsOf(await sheetOf([dates], { formats }))).toEqual([["2020-04-16", "2020-04-16T08:00:00", "12:00:00", "43937"]]);
  expect(cellsOf(await sheetOf([[{ number: 43_937 - 1_462, style: 1 }]], { formats, is1904: true }))).toEqual([["2020-04-16"]]);
  expect(
    cellsOf(
      await sheetOf(
        [
          [
            { number: 59, style: 1 },
            { number: 61, style: 1 },
          ],
        ],
        { formats },
      ),
    ),
  ).toEqual([["1900-02-28", "1900-03-01"]]);
});

it("[TA6] an identifier that a spreadsheet took for a number gets its zeros back, and one that lost its digits is named", () => {
  expect(restoreDigits("61211600012", 12)).toEqual({ ok: true, value: { digits: "061211600012", restored: true } });
  expect(restoreDigits("061211 600012", 12)).toEqual({ ok: true, value: { digits: "061211600012", restored: false } });
  expect(restoreDigits("'061211600012", 12)).toMatchObject({ ok: true, value: { restored: false } });
  for (const lost of ["6,12116E+10", "6.12E10"]) expect(restoreDigits(lost, 12)).toEqual({ ok: false, error: "number-in-exponent" });
  expect(restoreDigits("12a", 12)).toEqual({ ok: false, error: "not-digits" });
  expect(restoreDigits("1234567890123", 12)).toEqual({ ok: false, error: "too-long" });
});

it("[TA5] any table of strings comes back", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "Ә", "&", "<", '"', "\n", "😀", "7", " ") });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 12 }), async (rows) => {
      const expected = rows.map((cells) => cells.map((one) => one.trim())).filter((cells) => cells.some((one) => one !== ""));
      const got = await sheetOf(rows);
      if (expected.length === 0) expect(faultOf(got)?.code).toBe("empty");
      else expect(cellsOf(got)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it("[TA5] a prefix on every name and a string table that comes after the sheet change nothing", async () => {
  const sheet =
    '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>';
  const strings = '<x:sst xmlns:x="m"><x:si><x:t>да</x:t></x:si></x:sst>';
  const got = await sheetOf([["?"]], { parts: { "xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings } });
  expect(cellsOf(got)).toEqual([["да", "5"]]);
});

it("[TA4] rows and columns of a sheet have the limits of any table", async () => {
  const row = ["x", 1];
  const rows = (count: number) => Array.from({ length: count }, () => row);
  expect((await sheetOf(rows(10_001))).result).toMatchObject({ ok: true, value: { rows: 10_001 } });
  expect(faultOf(await sheetOf(rows(10_002)))).toEqual({ code: "too-many-rows", line: 10_002, column: null });
  expect(faultOf(await sheetOf([Array.from({ length: 101 }, () => 1)]))).toEqual({ code: "too-many-columns", line: 1, column: 101 });
  expect(faultOf(await sheetOf([[{ xml: '<c r="ZZZZ9"><v>1</v></c>' }]]))?.code).toBe("too-many-columns");
  expect(faultOf(await sheetOf([[{ inline: "я".repeat(2_001) }]]))).toEqual({ code: "cell-too-long", line: 1, column: 1 });
  const limits = { ...rosterLimits, sharedStringsMax: 3 };
  expect(faultOf(await read(writeXlsx([{ name: "a", rows: [["1a", "2a", "3a", "4a"]] }]), { limits }))?.code).toBe("too-many-strings");
});
