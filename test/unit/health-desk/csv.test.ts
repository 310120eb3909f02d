import fc from "fast-check";
import { expect, it } from "vitest";
import { csvLine, csvText } from "@beket/tables";

/** A plain reader of RFC 4180. */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') cell += text[(at += 1)];
      else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"') quoted = true;
    else if (sign === "," || (sign === "\r" && text[at + 1] === "\n")) {
      rows.at(-1)?.push(cell);
      cell = "";
      if (sign === "\r") {
        at += 1;
        rows.push([]);
      }
    } else cell += sign;
  }
  return rows.slice(0, -1);
}

it("[HD18] a table begins with a byte order mark and keeps Kazakh letters, quotes, commas and lines", () => {
  const text = csvText(
    ["бекет", "сан"],
    [
      ['Қордай, «Сынақ» "A"\nекінші жол', 3],
      [null, true],
    ],
  );
  expect(text.startsWith("\uFEFFбекет,сан\r\n")).toBe(true);
  expect(read(text.slice(1))).toEqual([
    ["бекет", "сан"],
    ['Қордай, «Сынақ» "A"\nекінші жол', "3"],
    ["", "true"],
  ]);
});

it.each(["=1+1", "+7701", "-2", "@sum", "\tx", "\rx", "\nx", "＝1"])("[HD18] a cell that begins like a formula is text: %j", (cell) => {
  expect(read(csvLine([cell]))).toEqual([[`'${cell}`]]);
  expect(read(csvLine([` ${cell}`]))).toEqual([[` ${cell}`]]);
});

it("[HD18] [TA13] a cell that begins within a text is none either: Excel in Kazakh and Russian parts at the semicolon and knows no quotes there", () => {
  const line = csvLine(["1", 'көше;=HYPERLINK("x")', "а\n+1", "б;\u0441"]);
  for (const cell of line.split(/[;\r\n]/)) expect(cell).not.toMatch(/^[=+\-@]/);
  expect(read(line)).toEqual([["1", `көше;'=HYPERLINK("x")`, "а\n'+1", "б;\u0441"]]);
});

it.each(['x;"=1+1;y', 'x\n" @sum(1)\nz', "x; =1+1;y", 'x;""\t"-1;y'])(
  "[HD18] [TA13] quotes before the sign hide it from no reader that parts at the semicolon: %j",
  (cell) => {
    // Excel there: a field that begins with a quotation mark goes on to its pair, and what stands behind the pair is taken as it is.
    const fields = csvLine(["1", cell]).split(/[;\r\n]/);
    for (const field of fields) expect(field.replaceAll(/["\s]/g, "")).not.toMatch(/^[=+\-@]/);
    expect(read(csvLine([cell]))[0]?.[0]?.replaceAll("'", "")).toBe(cell);
  },
);

it("[HD18] numbers stay numbers", () => {
  expect(csvLine([-5, 0.5, 12])).toBe("-5,0.5,12\r\n");
});

it("[HD18] [TA13] whatever the cells, a reader gets them back and a spreadsheet runs none", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 6 }), (cells) => {
      const [back = []] = read(csvLine(cells));
      const plain = (cell: string): string => cell.replaceAll(/(?<=^|[;\t\r\n]["\s]*)'(?=[=+\-@\t\r\n＝＋－＠])/g, "");
      expect(back.map(plain)).toEqual(cells.map(plain));
      for (const cell of back) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});
