import { ok, type Result } from "@beket/domain";
import { createFaultKeeper, failed } from "./fault.ts";
import type { TableLimits } from "./limits.ts";
import { formatOf, generalFormat, type NumberFormat } from "./number-format.ts";
import type { ByteSource, TableFault } from "./types.ts";
import { unpackEntry } from "./unpack-entry.ts";
import { createXmlReader, type XmlHandlers } from "./xml.ts";
import type { ZipEntry } from "./zip-directory.ts";

export type Archive = { readonly source: ByteSource; readonly entries: ReadonlyMap<string, ZipEntry>; readonly limits: TableLimits };
export type Workbook = {
  /** Those that are not hidden, in the order of their tabs. */
  readonly sheets: readonly { readonly name: string; readonly entry: ZipEntry }[];
  readonly strings: ZipEntry | null;
  readonly styles: ZipEntry | null;
  /** Days are counted from 1904, as Excel for the Macintosh did. */
  readonly is1904: boolean;
};

const sheetsMax = 1_000;
const stylesMax = 65_536;

/** Reads one part of the archive whole. */
async function readPart(
  { source, limits }: Archive,
  entry: ZipEntry,
  handlers: (fail: () => void) => XmlHandlers,
): Promise<Result<null, TableFault>> {
  const faults = createFaultKeeper();
  const xml = createXmlReader(
    limits,
    faults,
    handlers(() => faults.fail("sheet-malformed")),
  );
  return unpackEntry(source, entry, { limits, onBytes: xml });
}

type Relation = { readonly type: string; readonly part: string };

/** What the workbook consists of, by the relations of its parts (ECMA-376 part 2, 9.3; part 1, 18.2.19). */
export async function readWorkbook(archive: Archive): Promise<Result<Workbook, TableFault>> {
  const roots = await relationsOf(archive, "");
  if (!roots.ok) return roots;
  const path = [...roots.value.values()].find(({ type }) => type === "officeDocument")?.part;
  const main = path === undefined ? undefined : archive.entries.get(path);
  if (path?.endsWith(".bin") === true) return failed("xlsb");
  if (path === undefined || main === undefined) return failed("not-a-workbook");
  const relations = await relationsOf(archive, path);
  if (!relations.ok) return relations;
  const tabs: { readonly name: string; readonly relation: string }[] = [];
  let is1904 = false;
  let isWorkbook = false;
  const read = await readPart(archive, main, (fail) => ({
    open: (name, attributes) => {
      if (name === "workbook") isWorkbook = true;
      if (name === "workbookPr") is1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
      if (name !== "sheet") return;
      if (tabs.length >= sheetsMax) return fail();
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1];
      if ((attributes["state"] ?? "visible") === "visible" && relation !== undefined)
        tabs.push({ name: attributes["name"] ?? "", relation });
    },
  }));
  if (!read.ok) return read;
  if (!isWorkbook) return failed("not-a-workbook");
  const partOf = (type: string): ZipEntry | null =>
    archive.entries.get([...relations.value.values()].find((one) => one.type === type)?.part ?? "") ?? null;
  const sheets = tabs.flatMap(({ name, relation }) => {
    const found = relations.value.get(relation);
    const entry = found?.type === "worksheet" ? archive.entries.get(found.part) : undefined;
    return entry === undefined ? [] : [{ name, entry }];
  });
  return ok({ sheets, strings: partOf("sharedStrings"), styles: partOf("styles"), is1904 });
}

/** Relations of a part to other parts of the same archive, by id; what lies outside of it is left out and never asked for. */
async function relationsOf(archive: Archive, part: string): Promise<Result<ReadonlyMap<string, Relation>, TableFault>> {
  const folder = part.slice(0, part.lastIndexOf("/") + 1);
  const entry = archive.entries.get(`${folder}_rels/${part.slice(folder.length)}.rels`);
  const relations = new Map<string, Relation>();
  if (entry === undefined) return part === "" ? failed("not-a-workbook") : ok(relations);
  const read = await readPart(archive, entry, (fail) => ({
    open: (name, attributes) => {
      if (name !== "Relationship" || attributes["TargetMode"] === "External") return;
      if (relations.size >= sheetsMax * 2) return fail();
      const type = (attributes["Type"] ?? "").split("/").at(-1) ?? "";
      relations.set(attributes["Id"] ?? "", { type, part: resolvePart(folder, attributes["Target"] ?? "") });
    },
  }));
  return read.ok ? ok(relations) : read;
}

function resolvePart(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of `${target.startsWith("/") ? "" : folder}${target}`.split("/")) {
    if (step === "..") path.pop();
    else if (step !== "" && step !== ".") path.push(step);
  }
  return path.join("/").toLowerCase();
}

/** How the numbers of each cell style are to be read (ECMA-376 part 1, 18.8.10 and 18.8.30). */
export async function readFormats(archive: Archive, styles: ZipEntry | null): Promise<Result<readonly NumberFormat[], TableFault>> {
  if (styles === null) return ok([]);
  const custom = new Map<string, string>();
  const formats: NumberFormat[] = [];
  let isInCells = false;
  const read = await readPart(archive, styles, (fail) => ({
    open: (name, attributes) => {
      if (name === "numFmt") custom.set(attributes["numFmtId"] ?? "", attributes["formatCode"] ?? "");
      if (name === "cellXfs") isInCells = true;
      if (name === "xf" && isInCells) formats.push(formatOf(attributes["numFmtId"] ?? "0", custom));
      if (custom.size > stylesMax || formats.length > stylesMax) fail();
    },
    close: (name) => {
      if (name === "cellXfs") isInCells = false;
    },
  }));
  return read.ok ? ok(formats.length === 0 ? [generalFormat] : formats) : read;
}
