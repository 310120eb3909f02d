import { readTable, rosterLimits, type ByteSource } from "@beket/tables";
import type { PersonRow, VehicleRow } from "../../model/draft.ts";
import { rosterProblems } from "../check.ts";
import { headSign, isWhole, planColumns } from "./columns.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import type { ColumnRole } from "./roles.ts";
import { readRow, type FilePerson, type FileVehicle } from "./rows.ts";

/** Rows in one message: a page unpacks so many within a few milliseconds. */
const pieceRows = 500;
const sampleShown = 6;
const sampleCellChars = 60;

type Reading = { readonly cells: (readonly string[])[]; formulas: number; stopped: boolean };
type Lists = { readonly persons: PersonRow[]; readonly vehicles: VehicleRow[] };

const sourceOf = (file: Blob): ByteSource => ({
  sizeBytes: file.size,
  read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
});

/**
 * What the roster's worker does, without the worker: reads files into rows, asks for the columns that it cannot tell, and checks
 * whole lists. A job that was cancelled says nothing more.
 */
export function createEngine(post: (message: FromWorker) => void): (message: ToWorker) => void {
  const readings = new Map<number, Reading>();
  const lists = new Map<number, Lists>();

  const emit = (job: number, reading: Reading, roles: readonly ColumnRole[], hasHead: boolean, swapped: readonly number[]): void => {
    readings.delete(job);
    const persons: FilePerson[] = [];
    const vehicles: FileVehicle[] = [];
    let strange = 0;
    for (const cells of reading.cells.slice(hasHead ? 1 : 0)) {
      const { person, vehicle } = readRow(cells, roles);
      if (person !== null) persons.push(person);
      if (vehicle !== null) vehicles.push(vehicle);
      if (person === null && vehicle === null) strange += 1;
    }
    if (persons.length + vehicles.length > rosterLimits.rowsMax - 1)
      return post({ kind: "read-failed", job, fault: { code: "too-many-rows", line: null, column: null } });
    for (let at = 0; at < Math.max(persons.length, vehicles.length); at += pieceRows)
      post({ kind: "rows", job, persons: persons.slice(at, at + pieceRows), vehicles: vehicles.slice(at, at + pieceRows) });
    const counts = {
      persons: persons.length,
      vehicles: vehicles.length,
      strange,
      hasHead,
      swapped,
      formulasWithoutValue: reading.formulas,
    };
    post({ kind: "read-done", job, counts });
  };

  const read = async ({ job, file, remembered }: Extract<ToWorker, { kind: "read" }>): Promise<void> => {
    const reading: Reading = { cells: [], formulas: 0, stopped: false };
    readings.set(job, reading);
    const done = await readTable(sourceOf(file), {
      limits: rosterLimits,
      onRow: ({ cells }) => reading.cells.push(cells),
      onProgress: (progress) => post({ kind: "progress", job, ...progress }),
      isStopped: () => reading.stopped,
    });
    if (reading.stopped) return;
    if (!done.ok) {
      readings.delete(job);
      return post({ kind: "read-failed", job, fault: done.error });
    }
    reading.formulas = done.value.formulasWithoutValue;
    const plan = planColumns(reading.cells);
    const sign = headSign(reading.cells[0] ?? []);
    const known = plan.hasHead ? remembered[sign] : undefined;
    if (known !== undefined && isWhole(known)) return emit(job, reading, known, true, []);
    if (plan.certain)
      return emit(
        job,
        reading,
        plan.roles,
        plan.hasHead,
        plan.swapped.map((column) => column + 1),
      );
    const sample = reading.cells.slice(0, sampleShown).map((cells) => cells.map((cell) => cell.slice(0, sampleCellChars)));
    post({ kind: "columns", job, sample, roles: plan.roles, hasHead: plan.hasHead, sign });
  };

  const check = (job: number, permitted: readonly string[]): void => {
    const { persons, vehicles } = lists.get(job) ?? { persons: [], vehicles: [] };
    lists.delete(job);
    const problems = rosterProblems(persons, vehicles, new Set(permitted));
    for (let at = 0; at < problems.length; at += pieceRows) post({ kind: "problems", job, problems: problems.slice(at, at + pieceRows) });
    post({ kind: "checked", job });
  };
  const listsOf = (job: number): Lists => {
    const known = lists.get(job) ?? { persons: [], vehicles: [] };
    lists.set(job, known);
    return known;
  };

  return (message) => {
    switch (message.kind) {
      case "read":
        void read(message).catch(() => {
          readings.delete(message.job);
          post({ kind: "read-failed", job: message.job, fault: { code: "unreadable", line: null, column: null } });
        });
        return;
      case "roles": {
        const reading = readings.get(message.job);
        if (reading !== undefined) emit(message.job, reading, message.roles, message.hasHead, []);
        return;
      }
      case "persons":
        listsOf(message.job).persons.push(...message.rows);
        return;
      case "vehicles":
        listsOf(message.job).vehicles.push(...message.rows);
        return;
      case "check":
        return check(message.job, message.permitted);
      case "cancel": {
        const reading = readings.get(message.job);
        if (reading !== undefined) reading.stopped = true;
        readings.delete(message.job);
        lists.delete(message.job);
      }
    }
  };
}
