import { rosterLimits } from "@beket/tables";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { cellsOf, faultOf, read, text } from "./support.ts";

const csvOf = (rows: readonly (readonly string[])[], delimiter: string, end = "\r\n"): string =>
  rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join(end);

it("[TA1] quotes, doubled quotes, line breaks in fields and every kind of line end", async () => {
  const file = 'iin,name\r\n1,"ТОО ""Дән"", Алматы"\n2,"two\r\nlines"\r3, plain "inside" \r\n\r\n,,\n4,end';
  const got = await read(text(file));
  expect(cellsOf(got)).toEqual([
    ["iin", "name"],
    ["1", 'ТОО "Дән", Алматы'],
    ["2", "two\nlines"],
    ["3", 'plain "inside"'],
    ["4", "end"],
  ]);
  expect(got.rows.map(({ line }) => line)).toEqual([1, 2, 3, 5, 8]);
});

it("[TA1] a record with text after a closing quote says so, and the others do not", async () => {
  const got = await read(text('a,b\n"x"y,1\n"z",2\n'));
  expect(got.rows.map(({ cells, fault }) => [cells[0], fault])).toEqual([
    ["a", null],
    ["xy", "quote-misplaced"],
    ["z", null],
  ]);
});

it("[TA1] any cells come back, whatever they hold and wherever a read cuts them", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "я", "Ә", '"', ",", ";", "\t", "\n", " ", "😀", "0") });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(",", ";", "\t"), fc.integer({ min: 60_000, max: 70_000 }), async (rows, delimiter, padding) => {
      // A first row that pushes the others over the edge of a piece, and tells the delimiter.
      const wide = ["w".repeat(1_000), ...Array.from({ length: 60 }, () => "x".repeat(Math.floor(padding / 60)))];
      const got = await read(text(csvOf([wide, ...rows], delimiter)));
      const expected = rows.map((cells) => cells.map((one) => one.trim())).filter((cells) => cells.some((one) => one !== ""));
      expect(cellsOf(got).slice(1)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it("[TA2] comma, semicolon and tab are told apart, and Excel's own line is believed", async () => {
  const delimiterOf = async (file: string) => {
    const { result } = await read(text(file));
    return result.ok ? result.value.delimiter : null;
  };
  expect(await delimiterOf("a;b,c;d\n1;2,5;3\n4;5,5;6")).toBe(";");
  expect(await delimiterOf('a,b\n"x;y;z",1\n"x;y",2')).toBe(",");
  expect(await delimiterOf("a\tb\n1,5\t2,5")).toBe("\t");
  expect(await delimiterOf("one\ntwo")).toBe(",");
  const told = await read(text("sep=;\r\na,b;c\r\n"));
  expect(cellsOf(told)).toEqual([["a,b", "c"]]);
});

it("[TA3] UTF-8 with and without a mark, UTF-16 of both orders and Windows-1251 are found out", async () => {
  const name = "Серик Жумабаев";
  const file = `ФИО;н\n${name};1\n`;
  const le = Uint8Array.from(Array.from(file).flatMap((sign) => [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8]));
  const be = Uint8Array.from(Array.from(file).flatMap((sign) => [sign.charCodeAt(0) >> 8, sign.charCodeAt(0) & 255]));
  const ansi = Uint8Array.from(
    Array.from(file, (sign) => (sign >= "А" && sign <= "я" ? sign.charCodeAt(0) - 0x410 + 0xc0 : sign.charCodeAt(0))),
  );
  for (const [bytes, encoding] of [
    [text(file), "utf-8"],
    [text(`\uFEFF${file}`), "utf-8"],
    [Uint8Array.from([0xff, 0xfe, ...le]), "utf-16le"],
    [Uint8Array.from([0xfe, 0xff, ...be]), "utf-16be"],
    [ansi, "windows-1251"],
  ] as const) {
    const got = await read(bytes);
    expect(got.result).toMatchObject({ ok: true, value: { encoding } });
    expect(cellsOf(got)).toEqual([
      ["ФИО", "н"],
      [name, "1"],
    ]);
  }
});

it("[TA3] the first letter that is not ASCII may come late and on the edge of a piece", async () => {
  const options = { limits: { ...rosterLimits, rowsMax: 50_000 } };
  for (const pad of [65_534, 65_535, 65_536]) {
    const ascii = "a,b\n".repeat(pad / 4).padEnd(pad - 2, "x");
    const utf8 = await read(text(`${ascii},я\n`), options);
    expect([utf8.result.ok && utf8.result.value.encoding, utf8.rows.at(-1)?.cells.at(-1)]).toEqual(["utf-8", "я"]);
    const ansi = await read(Uint8Array.from([...text(`${ascii},`), 0xff, 0xe0, 0x0a]), options);
    expect([ansi.result.ok && ansi.result.value.encoding, ansi.rows.at(-1)?.cells.at(-1)]).toEqual(["windows-1251", "яа"]);
  }
});

it("[TA3] text that begins as UTF-8 and is none later is damaged; zeros are no text", async () => {
  const damaged = Uint8Array.from([...text(`имя\n${"ж,1\n".repeat(30_000)}`), 0xff, 0xfe, 0x41]);
  expect(faultOf(await read(damaged, { limits: { ...rosterLimits, rowsMax: 1_000_000 } }))?.code).toBe("encoding-invalid");
  expect(faultOf(await read(Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0, 1, 2, 0, 0, 7])))?.code).toBe("not-a-table");
});

it("[TA4] the 10,001st row after the header is too many, and nothing of it is handed on", async () => {
  const file = (rows: number) => text(`iin,name\n${"1,a\n".repeat(rows)}`);
  expect((await read(file(10_000))).result).toMatchObject({ ok: true, value: { rows: 10_001 } });
  const over = await read(file(10_001));
  expect(faultOf(over)).toEqual({ code: "too-many-rows", line: 10_002, column: null });
  expect(over.rows.length).toBe(10_001);
});

it("[TA4] columns, cells and the file have limits, and a fault says where", async () => {
  expect(faultOf(await read(text(`a\n${"x,".repeat(100_000)}`)))).toEqual({ code: "too-many-columns", line: 2, column: 101 });
  expect(faultOf(await read(text(`a,b\nc,${"x".repeat(2_001)}\n`)))).toEqual({ code: "cell-too-long", line: 2, column: 2 });
  expect(faultOf(await read(text("a,b\nc,d"), { limits: { ...rosterLimits, fileBytesMax: 5 } }))?.code).toBe("file-too-large");
  expect(faultOf(await read(text("")))?.code).toBe("empty");
  expect(faultOf(await read(text("\n\r\n,,\n")))?.code).toBe("empty");
});

it("[TA4] a quote that is never closed is named by the line it was opened in, early and at the end", async () => {
  expect(faultOf(await read(text('a,b\n1,2\n3,"open\n4,5\n')))).toEqual({ code: "quote-unclosed", line: 3, column: 2 });
  const long = await read(text(`a,b\n1,"open\n${"4,5\n".repeat(2_000)}`));
  expect(faultOf(long)).toEqual({ code: "quote-unclosed", line: 2, column: 2 });
});

it("[TA12] progress goes up to the whole file, and a reading that is stopped hands on no further row", async () => {
  const seen: number[] = [];
  const bytes = text("a,b\n".repeat(60_000));
  await read(bytes, {
    limits: { ...rosterLimits, rowsMax: 100_000 },
    onProgress: ({ bytesRead, bytesTotal }) => seen.push(bytesRead / bytesTotal),
  });
  expect(seen.length).toBeGreaterThan(2);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
  let left = 5;
  const stopped = await read(bytes, { isStopped: () => (left -= 1) < 0 });
  expect(faultOf(stopped)?.code).toBe("stopped");
  expect(stopped.rows.length).toBeLessThan(6);
});

it("[TA12] a file that shrinks while it is read is a fault, not half a table", async () => {
  const whole = text("a,b\n".repeat(40_000));
  const shrinking = {
    sizeBytes: whole.length,
    read: (from: number, to: number) => Promise.resolve(whole.subarray(from, Math.min(to, 70_000))),
  };
  expect(faultOf(await read(shrinking, { limits: { ...rosterLimits, rowsMax: 100_000 } }))?.code).toBe("unreadable");
});
