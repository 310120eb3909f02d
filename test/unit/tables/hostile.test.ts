import { rosterLimits, tableFaultCodes, tableFaultWords } from "@beket/tables";
import * as fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import { writeXlsx } from "../../support/tables/write-xlsx.ts";
import { cellsOf, faultOf, read, text } from "./support.ts";

const book = writeXlsx([{ name: "Лист1", rows: Array.from({ length: 50 }, (_, at) => [`имя ${at}`, at, "город"]) }]);
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
/** Where the directory's entry of a part begins. */
function entryAt(bytes: Uint8Array, name: string): number {
  const wanted = strToU8(name);
  for (let at = bytes.length - 46; at >= 0; at -= 1) {
    if (view(bytes).getUint32(at, true) === 0x0201_4b50 && wanted.every((byte, index) => bytes[at + 46 + index] === byte)) return at;
  }
  throw new Error(`no entry ${name}`);
}
const changed = (change: (bytes: Uint8Array, data: DataView) => void): Uint8Array => {
  const copy = book.slice();
  change(copy, view(copy));
  return copy;
};
const sheet = "xl/worksheets/sheet1.xml";
const codeOf = async (bytes: Uint8Array, options = {}) => faultOf(await read(bytes, options))?.code;

it("[TA7] what people take for a table is refused by its name", async () => {
  const compound = (name: string) => {
    const bytes = new Uint8Array(1_536);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    view(bytes).setUint16(30, 9, true);
    view(bytes).setUint32(48, 1, true);
    for (const [at, sign] of Array.from(name).entries()) view(bytes).setUint16(1_024 + at * 2, sign.charCodeAt(0), true);
    return bytes;
  };
  expect(await codeOf(compound("Workbook"))).toBe("xls");
  expect(await codeOf(compound("EncryptedPackage"))).toBe("encrypted");
  expect(await codeOf(zipSync({ "content.xml": strToU8("<a/>"), "META-INF/manifest.xml": strToU8("<a/>") }))).toBe("ods");
  expect(await codeOf(zipSync({ "xl/workbook.bin": strToU8("x") }))).toBe("xlsb");
  expect(await codeOf(zipSync({ "word/document.xml": strToU8("<a/>") }))).toBe("not-a-workbook");
  expect(await codeOf(changed((bytes, data) => data.setUint16(entryAt(bytes, sheet) + 8, 1, true)))).toBe("encrypted");
  expect(await codeOf(book, { kind: "csv" })).toBe("not-a-table");
  expect(await codeOf(text("a,b"), { kind: "xlsx" })).toBe("not-a-workbook");
});

it("[TA8] a file that was cut, a wrong checksum and a wrong length are told apart", async () => {
  expect(await codeOf(book.subarray(0, book.length - 30))).toBe("zip-truncated");
  expect(await codeOf(book.subarray(0, 40))).toBe("zip-truncated");
  expect(await codeOf(changed((bytes, data) => data.setUint32(entryAt(bytes, sheet) + 16, 7, true)))).toBe("zip-checksum");
  const longer = changed((bytes, data) => data.setUint32(entryAt(bytes, sheet) + 24, 900_000, true));
  expect(await codeOf(longer)).toBe("zip-truncated");
  const shorter = changed((bytes, data) => data.setUint32(entryAt(bytes, sheet) + 24, 900, true));
  expect(await codeOf(shorter)).toBe("zip-malformed");
  const elsewhere = changed((bytes, data) => data.setUint32(entryAt(bytes, sheet) + 42, 3, true));
  expect(["zip-malformed", "zip-truncated"]).toContain(await codeOf(elsewhere));
});

it("[TA8] what stands before an entry is not believed: only the directory at the end counts", async () => {
  const lying = changed((bytes, data) => {
    const at = data.getUint32(entryAt(bytes, sheet) + 42, true);
    data.setUint32(at + 18, 0xffff_ffff, true);
    data.setUint32(at + 22, 1, true);
    data.setUint32(at + 14, 0, true);
  });
  expect((await read(lying)).rows.length).toBe(50);
});

it("[TA8] any damage is a fault with a code or the same rows, and never anything else", async () => {
  const whole = cellsOf(await read(book));
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(book.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.nat(book.length),
      async (bends, cut) => {
        const bent = changed((bytes) => {
          for (const [at, byte] of bends) bytes[at] = byte;
        });
        for (const bytes of [bent, bent.subarray(0, cut)]) {
          const got = await read(bytes);
          const fault = faultOf(got);
          if (fault === null && bytes.length === book.length && got.result.ok && got.result.value.kind === "xlsx")
            expect(cellsOf(got)).toEqual(whole);
          if (fault !== null) {
            expect(tableFaultCodes).toContain(fault.code);
            seen.add(fault.code);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(seen.size).toBeGreaterThan(3);
});

it("[TA9] a bomb is refused by what it claims and by what comes out of it", async () => {
  const zeros = new Uint8Array(1_500_000);
  const honest = zipSync({ "xl/media/a": zeros, "xl/media/b": zeros, "xl/media/c": zeros, "xl/media/d": zeros });
  expect(await codeOf(honest, { limits: { ...rosterLimits, expandedBytesMax: 5_000_000 } })).toBe("zip-bomb");
  const blanks = writeXlsx([{ name: "a", rows: [["x"]] }], {
    parts: { [sheet]: `<worksheet>${" ".repeat(8 * 1024 * 1024)}</worksheet>` },
    level: 9,
  });
  expect(blanks.length).toBeLessThan(100_000);
  expect(await codeOf(blanks)).toBe("zip-bomb");
  const claims = changed((bytes, data) => data.setUint32(entryAt(bytes, sheet) + 24, 0xffff_fffe, true));
  expect(await codeOf(claims)).toBe("zip-bomb");
  // It claims little and is much.
  const liar = blanks.slice();
  view(liar).setUint32(entryAt(liar, sheet) + 24, 5_000, true);
  expect(await codeOf(liar)).toBe("zip-bomb");
});

it("[TA9] too many parts, parts that lie over each other, and the same part twice are refused", async () => {
  const many = zipSync(Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`f${at}`, new Uint8Array(1)])));
  expect(await codeOf(many)).toBe("too-many-entries");
  const over = changed((bytes, data) => {
    const target = data.getUint32(entryAt(bytes, "xl/workbook.xml") + 42, true);
    data.setUint32(entryAt(bytes, sheet) + 42, target + 1, true);
  });
  expect(await codeOf(over)).toBe("zip-malformed");
  const twice = changed((bytes) => bytes.set(strToU8("XL/WORKBOOK.XML"), entryAt(bytes, "xl/workbook.xml") + 46));
  expect((await read(twice)).rows.length).toBe(50);
});

it("[TA10] no document type, no entity, no depth and no endless token", async () => {
  const withSheet = (xml: string) => codeOf(writeXlsx([{ name: "a", rows: [["x"]] }], { parts: { [sheet]: xml } }));
  const laughs = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData>&x;</sheetData></worksheet>';
  expect(await withSheet(laughs)).toBe("xml-doctype");
  expect(await withSheet("<worksheet><sheetData>&x;</sheetData></worksheet>")).toBe("xml-malformed");
  expect(await withSheet("<a>".repeat(100_000))).toBe("xml-too-deep");
  expect(await withSheet("<worksheet><sheetData>")).toBe("xml-malformed");
  const incompressible = Array.from({ length: 700_000 }, (_, at) => ((at * 2_654_435_761) % 4_294_967_296).toString(36)).join("");
  expect(await withSheet(`<worksheet a="${incompressible}"/>`)).toBe("xml-malformed");
  for (const row of [
    '<row r="5"/><row r="5"/>',
    '<row r="0"/>',
    '<row r="1048577"/>',
    '<row r="1"><c r="B1"/><c r="A1"/></row>',
    '<row><c t="s"><v>9</v></c></row>',
  ])
    expect(await withSheet(`<worksheet><sheetData>${row}</sheetData></worksheet>`)).toBe("sheet-malformed");
});

it("[TA10] a sheet that lies elsewhere is not fetched", async () => {
  const rels =
    '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="https://evil.example/sheet1.xml" TargetMode="External"/></Relationships>';
  expect(await codeOf(writeXlsx([{ name: "a", rows: [["x"]] }], { parts: { "xl/_rels/workbook.xml.rels": rels } }))).toBe(
    "sheet-not-found",
  );
});

it("[TA11] the strings of a workbook have a limit in number and in all", async () => {
  const rows = Array.from({ length: 100 }, (_, at) => [`${at}`.padEnd(900, "я")]);
  const limits = { ...rosterLimits, sharedStringCharsMax: 50_000 };
  expect(await codeOf(writeXlsx([{ name: "a", rows }]), { limits })).toBe("too-many-strings");
});

it("[TA12] a source that throws is thrown on, and one that gives less is a fault", async () => {
  const broken = { sizeBytes: book.length, read: () => Promise.reject(new Error("gone")) };
  await expect(read(broken)).rejects.toThrow("gone");
  const short = {
    sizeBytes: book.length,
    read: (from: number, to: number) => Promise.resolve(book.subarray(from, from === 0 ? to : Math.max(from, to - 1))),
  };
  expect(["zip-truncated", "unreadable"]).toContain(faultOf(await read(short))?.code);
});

it("[TA14] every fault has a sentence in Kazakh, Russian and English, and no two are alike", () => {
  for (const language of ["kk", "ru", "en"] as const) {
    const sentences = tableFaultCodes.map((code) => tableFaultWords[code][language]);
    expect(sentences.every((sentence) => sentence.endsWith("."))).toBe(true);
    expect(new Set(sentences).size).toBe(sentences.length);
  }
});
