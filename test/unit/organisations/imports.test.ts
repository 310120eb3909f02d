import * as fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeXlsx } from "../../support/tables/write-xlsx.ts";
import { inventedIin } from "../central/people.ts";
import { branchBin, dayMs, fileOf, inventedBin, ndjson, openDesk, row, type TestDesk } from "./support.ts";

let one: TestDesk;
beforeEach(() => {
  one = openDesk();
});
afterEach(() => one.close());
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const serials = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => row(from + at));

it("[TB1] a new base is read beside the old one, and one moment changes every answer", async () => {
  await one.importBytes(ndjson(serials(1, 40)));
  const heard: (string | null)[] = [];
  one.base.onChanged((bin) => heard.push(bin));
  const next = serials(20, 60).map((organisation) => ({ ...organisation, name: "жаңа" }));
  const mixtures: string[] = [];
  const begun = await one.desk.importFile(fileOf(ndjson(next)), { isDryRun: false, by: "reg-1" });
  if (!begun.ok) throw new Error(begun.error);
  const look = (): string => {
    const [gone, kept, added] = [1, 30, 50].map((serial) => one.base.organisation(inventedBin(serial)));
    return `${gone === null ? "-" : "old"} ${kept?.name === "жаңа" ? "new" : "old"} ${added === null ? "-" : "new"}`;
  };
  let ended = false;
  void begun.value.done.then(() => (ended = true));
  while (!ended) {
    mixtures.push(look());
    await Promise.resolve();
  }
  await one.desk.idle();
  expect(new Set(mixtures)).toEqual(new Set(["old old -", "- new new"].slice(0, new Set(mixtures).size)));
  expect(look()).toBe("- new new");
  expect(heard).toEqual([null]);
});

it("[TB2] the base before is kept, a roll-back changes the two, and can be taken back", async () => {
  expect(one.desk.rollBack({ present: 1, reason: "қате файл" }, "reg-1")).toEqual({ ok: false, error: "nothing-to-roll-back" });
  const first = await one.importBytes(ndjson(serials(1, 10)));
  const second = await one.importBytes(ndjson(serials(5, 15)));
  expect(one.desk.reply()).toMatchObject({ present: { id: second.id }, previous: { id: first.id, state: "previous" } });
  expect(one.desk.rollBack({ present: first.id, reason: "қате файл" }, "reg-2")).toEqual({ ok: false, error: "base-changed" });
  const back = one.desk.rollBack({ present: second.id, reason: "қате файл" }, "reg-2");
  expect(back).toMatchObject({ ok: true, value: { present: { id: first.id, state: "present" }, previous: { id: second.id } } });
  expect(one.base.organisation(inventedBin(2))).not.toBeNull();
  expect(one.base.organisation(inventedBin(12))).toBeNull();
  expect(one.desk.rollBack({ present: first.id, reason: "дұрыс екен" }, "reg-2").ok).toBe(true);
  expect(one.base.organisation(inventedBin(12))).not.toBeNull();
  expect(one.desk.reply().rollBacks).toMatchObject([
    { by: "reg-2", reason: "дұрыс екен", from: first.id, to: second.id },
    { reason: "қате файл", from: second.id, to: first.id },
  ]);
  const third = await one.importBytes(ndjson(serials(100, 110)));
  expect(one.desk.reply()).toMatchObject({ present: { id: third.id }, previous: { id: second.id } });
  expect([first.id, second.id, third.id].map(one.rowsOf)).toEqual([0, 10, 10]);
  expect(one.desk.reply().history.map(({ state }) => state)).toEqual(["present", "previous", "retired"]);
});

it("[TB3] who, when, what file, how many; of a faulty row where and why, and nothing of it", async () => {
  const secret = "ҚҰПИЯ-АТАУ";
  const rows = [
    ...serials(1, 60),
    { ...row(70), name: secret, oked: "1" },
    { ...row(71), name: secret, bin: "150140000010" },
    { ...row(3), name: secret },
  ];
  one.clock.at += 5;
  const view = await one.importBytes(ndjson(rows));
  expect(view).toMatchObject({ state: "present", by: "reg-1", startedAt: one.clock.at, rows: 59, faults: 3, format: "ndjson" });
  expect(view.sha256).toMatch(/^[0-9a-f]{64}$/);
  const faults = one.desk.importFaults(view.id);
  if (!faults.ok) throw new Error(faults.error);
  expect([...faults.value].flat().toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))).toEqual([
    { line: 60, column: "oked", code: "invalid-oked" },
    { line: 61, column: "bin", code: "bin-check-digit" },
    { line: 62, column: "bin", code: "duplicate-bin" },
  ]);
  expect(JSON.stringify([view, one.desk.reply()])).not.toContain(secret);
  const many = await one.importBytes(ndjson([...serials(1, 100), ...Array.from({ length: 10_500 }, () => ({ bin: 1 }))]));
  expect(many.faults).toBe(10_500);
  const kept = one.desk.importFaults(many.id);
  expect(kept.ok ? [...kept.value].flat().length : 0).toBe(10_000);
});

it("[TB4] CSV and XLSX with columns in three languages and in any order, and zeros put back", async () => {
  const [head, branch] = [row(1), row(9, { bin: branchBin(9) })];
  const csv = `Наименование;БИН;Численность;ОКЭД;Статус;Лишний\r\n"ТОО ""Дән""";${head.bin.replace(/^0+/, "")};1 200;01110;действующее;x\r\n`;
  expect(await one.importBytes(text(csv))).toMatchObject({ state: "present", format: "csv", rows: 1 });
  expect(one.base.organisation(head.bin)).toMatchObject({
    name: 'ТОО "Дән"',
    headcount: 1_200,
    oked: "01110",
    status: "active",
    okedSecondary: [],
  });
  const iin = inventedIin(7);
  const xlsx = writeXlsx([
    {
      name: "База",
      rows: [
        ["БСН", "Атауы", "ЭҚЖЖ", "Қосымша ЭҚЖЖ", "Қызметкерлер саны", "Күйі", "Бас ұйымның БСН", "ИИН руководителя", "КАТО"],
        [Number(head.bin), "ЖШС Дән", 1_110, "47241, 47242", 12, "жұмыс істейді", null, Number(iin), 750_000_000],
        [Number(branch.bin), "Филиал", 10_711, null, 3, "active", Number(head.bin), null, null],
      ],
    },
  ]);
  expect(await one.importBytes(xlsx)).toMatchObject({ state: "present", format: "xlsx", rows: 2, branches: 1 });
  expect(one.base.organisation(head.bin)).toMatchObject({
    oked: "01110",
    okedSecondary: ["47241", "47242"],
    headIin: iin,
    kato: "750000000",
  });
});

it("[TB4] a column that is missing or twice refuses the file by its name; a number that lost its digits is a faulty row", async () => {
  expect(await one.importBytes(text("bin,name,oked,status\n1,2,3,4\n"))).toMatchObject({
    state: "refused",
    refusal: { line: 1, column: "headcount", code: "column-missing" },
  });
  expect(await one.importBytes(text("bin,БИН,name,oked,headcount,status\n"))).toMatchObject({
    refusal: { column: "bin", code: "column-twice" },
  });
  const lost = `bin,name,oked,headcount,status\n${serials(1, 30)
    .map(({ bin }) => `${bin},x,10711,5,active`)
    .join("\n")}\n"9,40140000385E+11",x,10711,5,active\n`;
  expect(await one.importBytes(text(lost))).toMatchObject({
    state: "present",
    firstFaults: [{ line: 31, column: "bin", code: "number-in-exponent" }],
  });
});

it("[TB5] more than one faulty row in ten, no row, or no table: the base stays, with the reason", async () => {
  await one.importBytes(ndjson(serials(1, 50)));
  const wrong = ndjson([...serials(1, 90), ...Array.from({ length: 11 }, () => ({}))]);
  expect(await one.importBytes(wrong)).toMatchObject({ state: "refused", refusal: { code: "too-many-faults" }, rows: 89, faults: 11 });
  expect(await one.importBytes(text("bin,name,oked,headcount,status\n"))).toMatchObject({ state: "refused", refusal: { code: "no-rows" } });
  expect(await one.importBytes(text("%PDF-1.4 \0\0\0 x"))).toMatchObject({ state: "refused", refusal: { code: "not-a-table" } });
  expect(one.base.organisation(inventedBin(49))).not.toBeNull();
  expect(one.desk.reply().present?.rows).toBe(49);
});

it("[TB6] a dry run tells what would be new, gone and changed, and whose permits it would hit; the base stays", async () => {
  const [gone, closed, kept] = [row(1), row(2), row(3)];
  await one.importBytes(ndjson([gone, closed, kept, row(4)]));
  await one.close();
  const holders = [gone, closed, kept]
    .map(({ bin }, at) => ({ applicant: bin, permits: 10 ** at }))
    .toSorted((a, b) => (a.applicant < b.applicant ? -1 : 1));
  one = openDesk({
    permits: { of: (after, limit) => holders.filter(({ applicant }) => applicant > after).slice(0, limit) },
  });
  await one.importBytes(ndjson([gone, closed, kept, row(4)]));
  const next = ndjson([{ ...closed, status: "liquidated" }, kept, { ...row(4), headcount: 99 }, row(5), row(6)]);
  const dry = await one.importBytes(next, true);
  expect(dry).toMatchObject({ state: "dry-run", isDryRun: true, difference: { new: 2, gone: 1, changed: 2, livePermits: 11 } });
  expect(one.base.organisation(gone.bin)).not.toBeNull();
  expect(one.rowsOf(dry.id)).toBe(0);
  expect(await one.importBytes(next)).toMatchObject({ state: "present", difference: dry.difference });
});

it("[TB6] the difference of any two bases is the one of their rows", async () => {
  const base = fc.uniqueArray(fc.record({ serial: fc.integer({ min: 1, max: 40 }), headcount: fc.integer({ min: 1, max: 2 }) }), {
    selector: ({ serial }) => serial,
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(base, base, async (old, next) => {
      await one.close();
      one = openDesk();
      const rows = (many: typeof old) => ndjson(many.map(({ serial, headcount }) => row(serial, { headcount })));
      await one.importBytes(rows(old));
      const before = new Map(old.map(({ serial, headcount }) => [serial, headcount]));
      const after = new Map(next.map(({ serial, headcount }) => [serial, headcount]));
      const view = await one.importBytes(rows(next), true);
      if (view.state === "unchanged") expect(new TextDecoder().decode(rows(old))).toBe(new TextDecoder().decode(rows(next)));
      else
        expect(view.difference).toEqual({
          new: [...after.keys()].filter((serial) => !before.has(serial)).length,
          gone: [...before.keys()].filter((serial) => !after.has(serial)).length,
          changed: [...after].filter(([serial, headcount]) => before.has(serial) && before.get(serial) !== headcount).length,
          livePermits: 0,
        });
    }),
    { numRuns: 25 },
  );
});

it("[TB7] a second import at once is refused and its file let go; one that is stopped has changed nothing", async () => {
  await one.importBytes(ndjson(serials(1, 20)));
  const first = await one.desk.importFile(fileOf(ndjson(serials(1, 3_000))), { isDryRun: false, by: "reg-1" });
  if (!first.ok) throw new Error(first.error);
  let isGone = false;
  const second = await one.desk.importFile(
    fileOf(ndjson(serials(1, 5)), () => (isGone = true)),
    { isDryRun: false, by: "reg-2" },
  );
  expect(second).toEqual({ ok: false, error: "import-running" });
  expect(isGone).toBe(true);
  expect(one.desk.rollBack({ present: 1, reason: "бекер" }, "reg-2")).toEqual({ ok: false, error: "import-running" });
  expect(one.desk.stopImport(first.value.id + 1)).toEqual({ ok: false, error: "import-unknown" });
  expect(one.desk.stopImport(first.value.id).ok).toBe(true);
  expect((await first.value.done).state).toBe("stopped");
  await one.desk.idle();
  expect(one.desk.reply()).toMatchObject({ running: null, present: { rows: 19 } });
  expect(one.rowsOf(first.value.id)).toBe(0);
});

it("[TB8] a question is answered between two slices, of reading and of comparing", async () => {
  await one.close();
  let turns = 0;
  const answers = new Set<string>();
  one = openDesk({
    breathe: async () => {
      turns += 1;
      answers.add(one.base.organisation(inventedBin(7))?.name ?? "-");
    },
  });
  await one.importBytes(ndjson(serials(1, 3_000)));
  const afterFirst = turns;
  await one.importBytes(ndjson(serials(2, 3_001)));
  expect(afterFirst).toBeGreaterThan(3);
  expect(turns).toBeGreaterThan(afterFirst + 4);
  expect(answers.size).toBeGreaterThan(0);
});

it("[TB9] a base that was replaced or rolled back since is not put back by the file of the start", async () => {
  const first = await one.importBytes(ndjson(serials(1, 10)));
  const second = await one.importBytes(ndjson(serials(5, 15)));
  for (const view of [first, second]) expect(one.base.versions.wasBase(view.sha256 ?? "")).toBe(true);
  one.desk.rollBack({ present: second.id, reason: "қате файл" }, "reg-1");
  expect(one.base.versions.wasBase(second.sha256 ?? "")).toBe(true);
  const dry = await one.importBytes(ndjson(serials(50, 60)), true);
  expect(one.base.versions.wasBase(dry.sha256 ?? "")).toBe(false);
  one.clock.at += dayMs;
});
