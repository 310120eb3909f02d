import type { BaseDifference, ImportFault, ImportState } from "@beket/api";
import { assert } from "@beket/domain";
import type { ImportFile, LivePermits, StagedRow, Version, VersionStore } from "./ports.ts";
import { readBaseFile, type FileFormat } from "./read-file.ts";

/*
 *   reading ──► comparing ──► present (the base of before is previous, the one before that retired)
 *      │            ├───────► dry-run
 *      ├──► refused └───────► stopped
 *      ├──► unchanged
 *      └──► stopped (also by the next start, when the program ended in between)
 */
export type ImporterDeps = {
  readonly versions: VersionStore;
  readonly permits: readonly LivePermits[];
  readonly now: () => number;
  /** Lets the program do its other work; resolves soon. */
  readonly breathe: () => Promise<void>;
};
export type ImportWork = {
  readonly id: number;
  /** Resolves when it has ended, whatever came of it. */
  readonly done: Promise<Version>;
  readonly stop: () => void;
};

/** More faults than one row in so many, and the file is not taken: it is rather another file than a base with mistakes. */
const faultShare = 10;
const faultsKept = 10_000;
/**
 * Rows are sorted in runs before they are written in slices: a slice then lies on few pages of the table, whatever the order of the file
 * (a million rows in the order of the file would write each page of the table hundreds of times).
 */
const runRows = 25_000;
const sliceRows = 1_000;
const compareRows = 4_000;
const permitRows = 1_000;

type Tally = { rows: number; branches: number; faults: number; bytesRead: number };

/** Reads a file into a version of its own, compares it with the base and, where it is no dry run, makes it the base. */
export function startImport(deps: ImporterDeps, file: ImportFile, given: { readonly isDryRun: boolean; readonly by: string }): ImportWork {
  const { versions, now } = deps;
  const id = versions.start({ ...given, file: file.name, startedAt: now(), bytesTotal: file.source.sizeBytes });
  let isStopped = false;
  const work = async (): Promise<Version> => {
    try {
      return await run(deps, file, id, given.isDryRun, () => isStopped);
    } finally {
      await file.done();
    }
  };
  return {
    id,
    done: work(),
    stop: () => {
      isStopped = true;
    },
  };
}

async function run(deps: ImporterDeps, file: ImportFile, id: number, isDryRun: boolean, isStopped: () => boolean): Promise<Version> {
  const { versions } = deps;
  const end = (state: ImportState, more: Partial<Pick<Version, "sha256" | "format" | "refusal" | "difference">> = {}): Version => {
    const ended = { state, finishedAt: deps.now(), sha256: null, format: null, refusal: null, difference: null, ...more };
    if (state === "present") versions.swapIn(id, ended);
    else versions.end(id, ended);
    const view = versions.view(id);
    assert(view !== null, "a version that was begun is there");
    return view;
  };
  try {
    const sha256 = await file.sha256();
    const present = versions.present();
    if (present !== null && versions.view(present)?.sha256 === sha256) return end("unchanged", { sha256 });
    const read = await fill(deps, file, id, isStopped);
    if (isStopped()) return end("stopped", { sha256 });
    const { rows, faults } = read.tally;
    if (read.refusal !== null) return end("refused", { sha256, format: read.format, refusal: read.refusal });
    const isWrong = rows === 0 || faults * faultShare > rows + faults;
    const code = rows === 0 ? "no-rows" : "too-many-faults";
    if (isWrong) return end("refused", { sha256, format: read.format, refusal: { line: null, column: null, code } });
    versions.progress(id, { ...read.tally, state: "comparing" });
    const difference = await compare(deps, id, present, rows, isStopped);
    if (difference === null) return end("stopped", { sha256 });
    return end(isDryRun ? "dry-run" : "present", { sha256, format: read.format, difference });
  } catch (fault) {
    end("stopped");
    throw fault;
  }
}

type Filled = { readonly tally: Tally; readonly format: FileFormat | null; readonly refusal: ImportFault | null };

async function fill(deps: ImporterDeps, file: ImportFile, id: number, isStopped: () => boolean): Promise<Filled> {
  const { versions } = deps;
  const tally: Tally = { rows: 0, branches: 0, faults: 0, bytesRead: 0 };
  let run: StagedRow[] = [];
  let faults: ImportFault[] = [];
  let kept = 0;
  const fault = (found: ImportFault): void => {
    tally.faults += 1;
    if (kept + faults.length < faultsKept) faults.push(found);
  };
  const write = async (): Promise<void> => {
    // The first line of a number counts, so what is equal keeps its order.
    const sorted = run.toSorted((a, b) => (a.row.bin < b.row.bin ? -1 : a.row.bin > b.row.bin ? 1 : a.line - b.line));
    run = [];
    for (let from = 0; from < sorted.length && !isStopped(); from += sliceRows) {
      const slice = sorted.slice(from, from + sliceRows);
      const twice = new Set(versions.stage(id, slice));
      for (const line of twice) fault({ line, column: "bin", code: "duplicate-bin" });
      tally.rows += slice.length - twice.size;
      tally.branches += slice.filter(({ line, row }) => isBranch(row.headBin) && !twice.has(line)).length;
      await deps.breathe();
    }
    versions.addFaults(id, kept, faults);
    kept += faults.length;
    faults = [];
    versions.progress(id, { ...tally, state: "reading" });
  };
  const read = await readBaseFile(file.source, {
    isStopped,
    onRow: (line, row) => {
      run.push({ line, row });
    },
    onFault: fault,
    onBytes: (bytesRead, bytesTotal) => {
      // Of a workbook only the parts that are read are counted.
      tally.bytesRead = Math.round((bytesRead / Math.max(1, bytesTotal)) * file.source.sizeBytes);
    },
    between: async () => {
      await deps.breathe();
      if (run.length >= runRows) await write();
    },
  });
  await write();
  return { tally, format: read.ok ? read.value : null, refusal: read.ok ? null : read.error };
}

const isBranch = (headBin: string | null | undefined): boolean => headBin !== undefined && headBin !== null;

/** Slice by slice, so that a question meets its answer in between; null when it was stopped. */
async function compare(
  deps: ImporterDeps,
  id: number,
  old: number | null,
  rows: number,
  isStopped: () => boolean,
): Promise<BaseDifference | null> {
  const { versions } = deps;
  const difference = { new: rows, gone: 0, changed: 0, livePermits: 0 };
  if (old !== null) {
    difference.new = 0;
    for (let after: string | null = ""; after !== null;) {
      if (isStopped()) return null;
      const slice: ReturnType<VersionStore["compare"]> = versions.compare(id, old, after, compareRows);
      difference.new += slice.new;
      difference.changed += slice.changed;
      after = slice.next;
      await deps.breathe();
    }
    for (let after: string | null = ""; after !== null;) {
      if (isStopped()) return null;
      const slice: ReturnType<VersionStore["gone"]> = versions.gone(id, old, after, compareRows);
      difference.gone += slice.gone;
      after = slice.next;
      await deps.breathe();
    }
  }
  for (const permits of deps.permits) {
    for (let after: string | null = ""; after !== null;) {
      if (isStopped()) return null;
      const slice: ReturnType<LivePermits["of"]> = permits.of(after, permitRows, deps.now());
      for (const one of slice) {
        // Permits of an organisation that a registrar or the live source vouches for never rested on the base.
        const was = old === null ? null : versions.row(old, one.applicant);
        if (was?.status === "active" && versions.row(id, one.applicant)?.status !== "active") difference.livePermits += one.permits;
      }
      after = slice.length === permitRows ? (slice.at(-1)?.applicant ?? null) : null;
      await deps.breathe();
    }
  }
  return difference;
}
