import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { rememberColumns, rememberedColumns } from "../../../pwa/src/portal/adapters/columns-memory.ts";
import { createRosterDesk, type OpenThread, type ReadEvent } from "../../../pwa/src/portal/adapters/roster-desk.ts";
import { emptyDraft } from "../../../pwa/src/portal/model/draft.ts";
import { appendRows } from "../../../pwa/src/portal/roster/edit.ts";
import { rosterTable } from "../../../pwa/src/portal/roster/export.ts";
import { headSign, planColumns } from "../../../pwa/src/portal/roster/file/columns.ts";
import { createEngine } from "../../../pwa/src/portal/roster/file/engine.ts";
import { groupCode, readRow } from "../../../pwa/src/portal/roster/file/rows.ts";
import { columnRoles, type ColumnRole } from "../../../pwa/src/portal/roster/file/roles.ts";
import { templateCsv } from "../../../pwa/src/portal/roster/file/template.ts";
import { roleWords } from "../../../pwa/src/portal/words/import.ts";
import { csvText } from "@beket/tables";
import { iinOf } from "./iins.ts";

/** The engine as the worker has it, its messages copied as a thread copies them. */
const thread: OpenThread = (onMessage) => {
  const receive = createEngine((message) => queueMicrotask(() => onMessage(structuredClone(message))));
  return { post: (message) => receive(message) };
};

function reading(file: Blob, remembered: Readonly<Record<string, readonly ColumnRole[]>> = {}) {
  const events: ReadEvent[] = [];
  const { promise, resolve } = Promise.withResolvers<ReadEvent>();
  const job = createRosterDesk(thread).read(file, remembered, (event) => {
    events.push(event);
    if (event.kind !== "progress") resolve(event);
  });
  return { events, job, first: promise };
}
const csv = (text: string): Blob => new Blob([text], { type: "text/csv" });
async function done(file: Blob) {
  const event = await reading(file).first;
  if (event.kind !== "done") throw new Error(JSON.stringify(event));
  return event;
}

const cell = (column: number, row: number, text: string): string =>
  `<c r="${String.fromCharCode(65 + column)}${row}" t="inlineStr"><is><t>${text}</t></is></c>`;
/** A workbook of one sheet with text cells. */
function xlsx(rows: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> {
  const data = rows.map((cells, row) => `<row r="${row + 1}">${cells.map((text, column) => cell(column, row + 1, text)).join("")}</row>`);
  const namespace = "http://schemas.openxmlformats.org";
  return zipSync({
    "[Content_Types].xml": strToU8(
      `<?xml version="1.0"?><Types xmlns="${namespace}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    ),
    "_rels/.rels": strToU8(
      `<?xml version="1.0"?><Relationships xmlns="${namespace}/package/2006/relationships"><Relationship Id="r1" Type="${namespace}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    "xl/workbook.xml": strToU8(
      `<?xml version="1.0"?><workbook xmlns="${namespace}/spreadsheetml/2006/main" xmlns:r="${namespace}/officeDocument/2006/relationships"><sheets><sheet name="Тізім" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `<?xml version="1.0"?><Relationships xmlns="${namespace}/package/2006/relationships"><Relationship Id="r1" Type="${namespace}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    "xl/worksheets/sheet1.xml": strToU8(
      `<?xml version="1.0"?><worksheet xmlns="${namespace}/spreadsheetml/2006/main"><sheetData>${data.join("")}</sheetData></worksheet>`,
    ),
  });
}

describe("the columns of a file", () => {
  it("[PO27] heads of three languages, ordinals and a driver with a car are understood", async () => {
    const { persons, vehicles, counts } = await done(
      csv("№;ФИО работника;ИИН;Должность;Госномер\n1;Ахметова Динара;871008401427;водитель;123ABC02\n2;Ким Виктор;760212350620;;\n"),
    );
    expect(counts).toMatchObject({ persons: 2, vehicles: 1, strange: 0, hasHead: true, swapped: [] });
    expect(persons[0]).toEqual({
      name: "Ахметова Динара",
      scheme: "iin",
      country: "KAZ",
      value: "871008401427",
      job: "водитель",
      group: "",
      employer: "",
    });
    expect(vehicles[0]).toMatchObject({ plate: "123ABC02", country: "KAZ" });
    for (const head of [
      ["Тегі", "Аты", "Әкесінің аты", "ЖСН"],
      ["Surname", "First name", "Middle name", "IIN"],
    ])
      expect(planColumns([head, ["Ким", "Виктор", "", "760212350620"]])).toMatchObject({
        roles: ["surname", "given", "patronymic", "iin"],
        certain: true,
      });
  });

  it("[PO27] without heads the cells tell, and what they cannot tell is asked for and remembered without anybody's data", async () => {
    const plain = await done(csv("Ахметова Динара,871008401427\nКим Виктор,760212350620\n"));
    expect(plain.counts).toMatchObject({ persons: 2, hasHead: false });

    const strange = "Код А;Код Б;Код В\nАхметова;871008401427;x1\nКим;760212350620;x2\n";
    const first = reading(csv(strange));
    const asked = await first.first;
    if (asked.kind !== "columns") throw new Error(asked.kind);
    const roles: readonly ColumnRole[] = ["name", "iin", "skip"];
    const storage = new Map<string, string>();
    const local = {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => void storage.set(key, value),
    };
    expect(rememberColumns(local, asked.sign, roles)).toBe(true);
    for (const personal of ["Ахметова", "871008401427", "Код"]) expect(JSON.stringify([...storage])).not.toContain(personal);
    expect(rememberedColumns(local)).toEqual({ [headSign(["Код А", "Код Б", "Код В"])]: roles });

    const answered = Promise.withResolvers<ReadEvent>();
    const job = createRosterDesk(thread).read(csv(strange), {}, (event) => {
      if (event.kind === "columns") job.choose(roles, true);
      else if (event.kind !== "progress") answered.resolve(event);
    });
    expect(await answered.promise).toMatchObject({ kind: "done", counts: { persons: 2, hasHead: true } });
  });

  it("[PO27] what is remembered is read by it, and damaged memory is no memory", async () => {
    const remembered = { [headSign(["name", "Код"])]: ["name", "iin"] as const };
    expect(await reading(csv("Name,Код\nКим Виктор,760212350620\n"), remembered).first).toMatchObject({ kind: "done" });
    expect(rememberedColumns({ getItem: () => "{" })).toEqual({});
    expect(rememberedColumns({ getItem: () => '{"x":["no-role"]}' })).toEqual({});
    expect(Object.keys(roleWords)).toEqual([...columnRoles]);
  });

  it("[PO28] columns under each other's heads are read by their cells, and the person is told", async () => {
    const { persons, counts } = await done(csv("ФИО;ИИН\n871008401427;Ахметова Динара\n760212350620;Ким Виктор\n"));
    expect(counts.swapped).toEqual([1, 2]);
    expect(persons.map(({ name, value }) => [name, value])).toEqual([
      ["Ахметова Динара", "871008401427"],
      ["Ким Виктор", "760212350620"],
    ]);
  });

  it("[PO27] what is saved can be read again, and the template names every column", async () => {
    for (const language of ["kk", "ru", "en"] as const) {
      const heads = templateCsv(language).replace("\uFEFF", "").trim().split(",");
      expect(planColumns([heads]).roles.filter((role) => role === "skip")).toEqual([]);
    }
    const draft = appendRows(emptyDraft(), {
      persons: [
        { name: "Ахметова Динара", scheme: "iin", country: "KAZ", value: "007410401427", job: "=1+1", group: "bus-1", employer: "" },
        { name: "Akmatov Nurlan", scheme: "doc", country: "KGZ", value: "AC2345678" },
      ],
      vehicles: [{ plate: "123ABC02", country: "KAZ", description: "ПАЗ", group: "bus-1", owner: "950341000052" }],
    });
    const { head, rows } = rosterTable(draft, "ru");
    const text = csvText(head, rows);
    expect(text).toContain("'=1+1");
    const again = await done(csv(text));
    expect(again.persons.map(({ value, country }) => [value, country])).toEqual([
      ["007410401427", "KAZ"],
      ["AC2345678", "KGZ"],
    ]);
    expect(again.vehicles).toEqual([{ plate: "123ABC02", country: "KAZ", description: "ПАЗ", group: "bus-1", owner: "950341000052" }]);
    expect(groupCode(" Автобус №1 (таң) ")).toBe("avtobus-1-tan");
    expect(readRow(["Ким"], ["name"])).toMatchObject({ person: { value: "" }, vehicle: null });
  });
});

describe("limits of a file", () => {
  const rows = (count: number): readonly (readonly string[])[] =>
    Array.from({ length: count }, (_, index) => [`Сынақов Адам${index}`, iinOf(index)]);

  it("[PO29] ten thousand rows of an XLSX come through, one more is refused whole", async () => {
    const full = await done(new Blob([xlsx([["ФИО", "ИИН"], ...rows(10_000)])]));
    expect(full.counts.persons).toBe(10_000);
    expect(new Set(full.persons.map(({ value }) => value)).size).toBe(10_000);
    const over = reading(new Blob([xlsx([["ФИО", "ИИН"], ...rows(10_001)])]));
    expect(await over.first).toMatchObject({ kind: "failed", code: "too-many-rows" });
    expect(over.events.some(({ kind }) => kind === "done")).toBe(false);
  });

  it("[PO29] a bomb, an old workbook and a picture are refused in words", async () => {
    const bomb = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(64 * 1024 * 1024) }, { level: 9 });
    expect(await reading(new Blob([bomb])).first).toMatchObject({ kind: "failed" });
    const xls = new Uint8Array(2_048);
    xls.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(await reading(new Blob([xls])).first).toMatchObject({ kind: "failed", code: "xls" });
  });

  it("[PO30] reading tells its progress, and a cancelled job says nothing more", async () => {
    const text = rows(5_000)
      .map((cells) => cells.join(","))
      .join("\n");
    const whole = reading(csv(text));
    await whole.first;
    const progress = whole.events.filter((event) => event.kind === "progress");
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.at(-1)).toMatchObject({ bytesTotal: new TextEncoder().encode(text).length });
    const stopped = reading(csv(text));
    stopped.job.cancel();
    await Bun.sleep(50);
    expect(stopped.events).toEqual([]);
  });
});

describe("the check of a long list", () => {
  const people = (count: number, wrong: (index: number) => boolean) =>
    Array.from({ length: count }, (_, index) => ({
      id: index + 1,
      name: `Сынақов Адам${index}`,
      scheme: "iin" as const,
      country: "KAZ",
      value: wrong(index) ? "123" : iinOf(index),
    }));

  it("[PO30] is the same as that of a short one, and only the newest list is answered", async () => {
    const desk = createRosterDesk(thread);
    const nobody = new Set<string>();
    const [late, newest] = await Promise.all([
      desk.check(
        "typing",
        people(2_000, () => true),
        [],
        nobody,
      ),
      desk.check(
        "typing",
        people(3_000, (index) => index === 2_999),
        [],
        nobody,
      ),
    ]);
    expect(late).toBeNull();
    expect(newest).toMatchObject([{ list: "persons", index: 2_999, field: "identifier" }]);
    const [typing, document] = await Promise.all([
      desk.check(
        "typing",
        people(1_000, () => false),
        [],
        nobody,
      ),
      desk.check(
        "document",
        people(1_000, () => false),
        [],
        new Set([`iin KAZ ${iinOf(7)}`]),
      ),
    ]);
    expect(typing).toEqual([]);
    expect(document).toMatchObject([{ index: 7, code: "already-permitted", advice: true }]);
  });

  it("[PO30] a thread that ends leaves nobody waiting", async () => {
    let end = (): void => undefined;
    const desk = createRosterDesk((_, onEnd) => {
      end = onEnd;
      return { post: () => undefined };
    });
    const failed = Promise.withResolvers<ReadEvent>();
    desk.read(csv("x"), {}, (event) => failed.resolve(event));
    const check = desk.check(
      "typing",
      people(400, (index) => index === 3),
      [],
      new Set(),
    );
    end();
    expect(await failed.promise).toMatchObject({ kind: "failed", code: "thread-ended" });
    expect(await check).toMatchObject([{ index: 3 }]);
  });
});
