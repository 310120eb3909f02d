import { strToU8, zipSync, type Zippable } from "fflate";

/** Shared string, number, inline string, formula with its cached value, or a cell as XML. */
export type XlsxCell =
  | string
  | number
  | null
  | { readonly inline: string }
  | { readonly formula: string; readonly value: string | null }
  | { readonly number: number | string; readonly style: number }
  | { readonly xml: string };
export type XlsxSheet = {
  readonly name: string;
  readonly rows: readonly (readonly XlsxCell[])[];
  readonly state?: "hidden" | "veryHidden";
};
export type XlsxOptions = {
  readonly is1904?: boolean;
  /** Number formats of the cell styles 1, 2, … */
  readonly formats?: readonly string[];
  /** Parts to add or to put in the place of others; null: left out. */
  readonly parts?: Readonly<Record<string, string | null>>;
  readonly level?: 0 | 1 | 6 | 9;
};

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A column's letters: 1 → A, 27 → AA. */
function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest === 0 ? "" : columnLetters(rest)) + String.fromCharCode(65 + ((column - 1) % 26));
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;

/** A workbook as Excel writes it, for tests and benches: 10,000 rows in a fraction of a second. */
export function writeXlsx(sheets: readonly XlsxSheet[], options: XlsxOptions = {}): Uint8Array {
  const strings = new Map<string, number>();
  const sheetXml = sheets.map(({ rows }) => sheetPart(rows, strings));
  const formats = options.formats ?? [];
  const parts: Record<string, string | null> = {
    "[Content_Types].xml": `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": `${head}<Relationships xmlns="${relations}">${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml": `${head}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${options.is1904 === true ? ' date1904="1"' : ""}/><sheets>${sheets
      .map(
        ({ name, state }, at) =>
          `<sheet name="${escapeXml(name)}" sheetId="${at + 1}"${state === undefined ? "" : ` state="${state}"`} r:id="rId${at + 1}"/>`,
      )
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="${relations}">${sheets
      .map((_, at) => relation(`rId${at + 1}`, "worksheet", `worksheets/sheet${at + 1}.xml`))
      .join("")}${relation("rIdS", "sharedStrings", "sharedStrings.xml")}${relation("rIdT", "styles", "/xl/styles.xml")}</Relationships>`,
    "xl/styles.xml": `${head}<styleSheet xmlns="${main}"><numFmts>${formats
      .map((code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${escapeXml(code)}"/>`)
      .join(
        "",
      )}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, at) => `<xf numFmtId="${200 + at}"/>`).join("")}</cellXfs></styleSheet>`,
    ...Object.fromEntries(sheetXml.map((xml, at) => [`xl/worksheets/sheet${at + 1}.xml`, xml])),
    "xl/sharedStrings.xml": `${head}<sst xmlns="${main}" count="${strings.size}">${[...strings.keys()]
      .map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`)
      .join("")}</sst>`,
    ...options.parts,
  };
  const files: Zippable = {};
  for (const [name, xml] of Object.entries(parts)) if (xml !== null) files[name] = strToU8(xml);
  return zipSync(files, { level: options.level ?? 6, mtime: "2020-04-16" });
}

function sheetPart(rows: XlsxSheet["rows"], strings: Map<string, number>): string {
  const lines = rows.map(
    (cells, at) =>
      `<row r="${at + 1}">${cells.map((cell, index) => cellXml(cell, `${columnLetters(index + 1)}${at + 1}`, strings)).join("")}</row>`,
  );
  return `${head}<worksheet xmlns="${main}"><sheetData>${lines.join("")}</sheetData></worksheet>`;
}

function cellXml(cell: XlsxCell, place: string, strings: Map<string, number>): string {
  if (cell === null) return "";
  if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === "string") {
    const index = strings.get(cell) ?? strings.size;
    strings.set(cell, index);
    return `<c r="${place}" t="s"><v>${index}</v></c>`;
  }
  if ("inline" in cell) return `<c r="${place}" t="inlineStr"><is><t>${escapeXml(cell.inline)}</t></is></c>`;
  if ("formula" in cell)
    return `<c r="${place}" t="str"><f>${escapeXml(cell.formula)}</f>${cell.value === null ? "" : `<v>${escapeXml(cell.value)}</v>`}</c>`;
  if ("xml" in cell) return cell.xml.replaceAll("@", place);
  return `<c r="${place}" s="${cell.style}"><v>${cell.number}</v></c>`;
}
