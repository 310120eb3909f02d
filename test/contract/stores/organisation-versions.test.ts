import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SqlDatabase } from "@beket/node-kit";
import { expect, it } from "vitest";
import { createOrganisationBase } from "../../../central/src/adapters/organisation-base.ts";
import { forEachEngine } from "../../support/engines.ts";
import { branchBin, inventedBin, row } from "../../unit/organisations/support.ts";

const migration = (part: string): readonly string[] => [
  readFileSync(join(import.meta.dirname, "../../../central/migrations", part, "001-first.sql"), "utf8"),
];
const ended = { state: "present" as const, finishedAt: 2, sha256: "a".repeat(64), format: "csv" as const, refusal: null };

forEachEngine("versions of the base", ({ open }) => {
  const base = () => {
    const sql: SqlDatabase = open();
    sql.migrate("registry", migration("registry"));
    sql.migrate("organisations", migration("organisations"));
    return createOrganisationBase(sql, []);
  };

  it("[TB1] [TB2] rows lie beside each other, the pointer chooses, a roll-back changes the two", () => {
    const { versions } = base();
    const read = (from: number, to: number, name: string): number => {
      const id = versions.start({ isDryRun: false, file: name, by: "reg-1", startedAt: 1, bytesTotal: 9 });
      const rows = Array.from({ length: to - from }, (_, at) => ({ line: at + 1, row: row(from + at, { name }) }));
      expect(versions.stage(id, rows)).toEqual([]);
      expect(versions.stage(id, [{ line: 99, row: row(from) }])).toEqual([99]);
      versions.progress(id, { state: "comparing", bytesRead: 9, rows: rows.length, branches: 0, faults: 1 });
      return id;
    };
    const first = read(1, 20, "a");
    versions.swapIn(first, { ...ended, difference: null });
    const second = read(10, 40, "b");
    expect(versions.compare(second, first, "", 1_000)).toEqual({ new: 20, changed: 10, next: null });
    const slice = versions.compare(second, first, "", 7);
    expect(slice.new + slice.changed).toBe(7);
    expect(slice.next).not.toBeNull();
    expect(versions.gone(second, first, "", 1_000)).toEqual({ gone: 9, next: null });
    expect(versions.row(second, inventedBin(15))?.name).toBe("b");
    versions.swapIn(second, { ...ended, difference: { new: 20, gone: 9, changed: 10, livePermits: 0 } });
    expect([versions.present(), versions.previous()]).toEqual([second, first]);
    versions.swapBack({ at: 5, by: "reg-1", reason: "қате", from: second, to: first });
    expect([versions.present(), versions.previous()]).toEqual([first, second]);
    expect(versions.rollBacks(5)).toEqual([{ at: 5, by: "reg-1", reason: "қате", from: second, to: first }]);
    expect(versions.view(second)).toMatchObject({
      state: "previous",
      rows: 30,
      difference: { gone: 9 },
      progress: { bytesRead: 9, bytesTotal: 9 },
    });
    expect(versions.wasBase("a".repeat(64))).toBe(true);
    expect(versions.sweep(100)).toBe(false);
  });

  it("[TB7] what was interrupted is ended, and its rows go slice by slice", () => {
    const { versions } = base();
    const id = versions.start({ isDryRun: false, file: "x", by: "start", startedAt: 1, bytesTotal: 0 });
    versions.stage(
      id,
      Array.from({ length: 30 }, (_, at) => ({ line: at + 1, row: row(at + 1) })),
    );
    versions.addFaults(id, 0, [
      { line: 4, column: "bin", code: "bin-check-digit" },
      { line: null, column: null, code: "not-json" },
    ]);
    versions.interrupt(7);
    expect(versions.view(id)).toMatchObject({ state: "stopped", finishedAt: 7 });
    let slices = 0;
    while (versions.sweep(8)) slices += 1;
    expect(slices).toBeGreaterThan(3);
    expect(versions.row(id, inventedBin(3))).toBeNull();
    expect(versions.faults(id, 1, 5)).toEqual([{ line: null, column: null, code: "not-json" }]);
  });

  it("[TB10] [TB16] branches are counted, and what lies beside the base is found, changed and taken back", () => {
    const { versions, beside } = base();
    const head = row(1, { headIin: "061211600012", kato: "750000000" });
    const id = versions.start({ isDryRun: false, file: "x", by: "start", startedAt: 1, bytesTotal: 0 });
    versions.stage(id, [
      { line: 1, row: head },
      { line: 2, row: row(2, { bin: branchBin(2), headBin: head.bin }) },
    ]);
    expect([versions.branches(id, head.bin), versions.row(id, head.bin)]).toEqual([1, { ...head, headBin: null }]);
    const added = { row: { ...row(3), okedSecondary: ["47241"] }, ground: "хат", by: "reg-1", at: 5 };
    beside.add(added);
    beside.add({ ...added, ground: "хат 2" });
    expect([beside.added(added.row.bin)?.ground, beside.addedCount()]).toEqual(["хат 2", 1]);
    beside.refuse({ bin: added.row.bin, reason: "жоқ", by: "reg-2", at: 6 });
    expect([beside.added(added.row.bin), beside.refused(added.row.bin)?.by]).toEqual([null, "reg-2"]);
    beside.keepLive(head.bin, { row: null, askedAt: 3 });
    beside.keepLive(head.bin, { row: head, askedAt: 4 });
    expect(beside.live(head.bin)).toEqual({ row: head, askedAt: 4 });
  });
});
