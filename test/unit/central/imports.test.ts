import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { operatorFile } from "../../../central/src/adapters/uploads.ts";
import { createNumber, normaliseNumber } from "../../../central/src/features/records/number.ts";
import { systemRandom } from "@beket/node-kit";
import { inventedBin } from "./people.ts";
import { openTestCentral, type TestCentral } from "./support.ts";

let one: TestCentral;
let folder: string;
beforeEach(() => {
  one = openTestCentral();
  folder = mkdtempSync(join(tmpdir(), "beket-import-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await one.close();
});
const row = (serial: number) => ({
  bin: inventedBin(serial),
  name: `Ұйым ${serial}`,
  oked: "10711",
  okedSecondary: ["47241"],
  headcount: serial,
  status: "active",
});
const importText = async (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  const begun = await one.central.organisations.importFile(operatorFile(path), { isDryRun: false, by: "start" });
  if (!begun.ok) throw new Error(begun.error);
  await begun.value.done;
  const view = one.central.organisations.importView(begun.value.id);
  if (!view.ok) throw new Error(view.error);
  return view.value;
};

it("[CE21] a base is swapped in whole; faulty rows are left out and named by their line", async () => {
  const lines = Array.from({ length: 60 }, (_, at) => JSON.stringify(row(1_000 + at * 7)));
  lines.splice(2, 0, "{", JSON.stringify({ ...row(9_999), bin: "150140000010" }), lines[0] ?? "");
  lines.unshift(JSON.stringify(row(5)));
  const report = await importText("base.ndjson", lines.join("\n"));
  expect(report).toMatchObject({ state: "present", rows: 61, faults: 3, format: "ndjson" });
  expect(report.firstFaults.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))).toEqual([
    { line: 4, column: null, code: "not-json" },
    { line: 5, column: "bin", code: "bin-check-digit" },
    { line: 6, column: "bin", code: "duplicate-bin" },
  ]);
  expect(one.stores.organisations.organisation(inventedBin(1_000))).toMatchObject({ ...row(1_000), source: "tax", headOffice: null });
});

it("[CE21] the same file again does nothing, and a file that is no base leaves the old one", async () => {
  const text = JSON.stringify(row(1));
  expect((await importText("base.ndjson", text)).state).toBe("present");
  expect((await importText("again.ndjson", text)).state).toBe("unchanged");
  expect(await importText("other.ndjson", "PK\u0003\u0004\nnot a base\n")).toMatchObject({
    state: "refused",
    refusal: { code: "zip-truncated" },
  });
  expect(await importText("empty.ndjson", "")).toMatchObject({ state: "refused", refusal: { code: "empty" } });
  expect(one.stores.organisations.organisation(inventedBin(1))).not.toBeNull();
  await one.central.organisations.idle();
  expect(readdirSync(join(one.folder, "uploads"))).toEqual([]);
});

it("[CE21] CSV with a header, quotes and Windows line ends", async () => {
  const { bin } = row(5);
  const csv = `\uFEFFbin,name,oked,okedSecondary,headcount,status\r\n${bin},"ЖШС ""Дән"", Алматы",10711,47241 47242,12,active\r\n`;
  expect(await importText("base.csv", csv)).toMatchObject({ state: "present", rows: 1, faults: 0, format: "csv" });
  expect(one.stores.organisations.organisation(bin)).toMatchObject({
    name: 'ЖШС "Дән", Алматы',
    okedSecondary: ["47241", "47242"],
    headcount: 12,
  });
});

it("[CE22] a permit number survives being read aloud, and any one wrong or swapped sign is noticed", () => {
  const number = createNumber("roadblock", systemRandom);
  expect(normaliseNumber(number.toLowerCase().replace("-", " ").replaceAll("0", "O").replaceAll("1", "l"))).toBe(number);
  const signs = number.replace("-", "");
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTWXYZ";
  for (let at = 0; at < signs.length; at += 1) {
    for (const sign of alphabet)
      if (sign !== signs[at]) expect(normaliseNumber(signs.slice(0, at) + sign + signs.slice(at + 1))).toBeNull();
    const swapped = signs.slice(0, at) + (signs[at + 1] ?? "") + (signs[at] ?? "") + signs.slice(at + 2);
    if (at + 1 < signs.length && swapped !== signs) expect(normaliseNumber(swapped)).toBeNull();
  }
});
