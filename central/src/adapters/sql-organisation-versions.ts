import { BaseDifference, ImportFault, importStates, OrganisationRow, organisationStatuses } from "@beket/api";
import { assert } from "@beket/domain";
import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import type { RollBack, StagedRow, Version, VersionEnd, VersionStore } from "../features/organisations/ports.ts";

const OkedList = v.pipe(v.string(), v.parseJson(), OrganisationRow.entries.okedSecondary);
const Stored = v.object({
  id: v.number(),
  state: v.picklist(importStates),
  isDryRun: v.pipe(
    v.number(),
    v.transform((value) => value === 1),
  ),
  file: v.string(),
  by: v.string(),
  startedAt: v.number(),
  finishedAt: v.nullable(v.number()),
  sha256: v.nullable(v.string()),
  format: v.nullable(v.picklist(["csv", "xlsx", "ndjson"])),
  bytesRead: v.number(),
  bytesTotal: v.number(),
  rows: v.number(),
  branches: v.number(),
  faults: v.number(),
  refusal: v.nullable(v.pipe(v.string(), v.parseJson(), ImportFault)),
  difference: v.nullable(v.pipe(v.string(), v.parseJson(), BaseDifference)),
});
const versionColumns = `id, state, is_dry_run as "isDryRun", file, started_by as "by", started_at as "startedAt", finished_at as "finishedAt", sha256, format,
  bytes_read as "bytesRead", bytes_total as "bytesTotal", row_count as "rows", branch_count as "branches", fault_count as "faults", refusal, difference`;
function readVersion(found: unknown): Version {
  const { bytesRead, bytesTotal, ...rest } = v.parse(Stored, found);
  return { ...rest, progress: { bytesRead, bytesTotal } };
}

type StoredRow = Omit<OrganisationRow, "okedSecondary" | "status"> & { readonly okedSecondary: string; readonly status: string };
const rowColumns = `bin, name, oked, oked_secondary as "okedSecondary", headcount, status, head_bin as "headBin", head_iin as "headIin", kato`;

/** The versions of the base in tables of their own; the pointer rows say which one is the base. */
export function createVersionStore(database: SqlDatabase): VersionStore {
  return { ...readers(database), ...staging(database), ...comparing(database), ...swapping(database) };
}

function readers(
  database: SqlDatabase,
): Pick<VersionStore, "view" | "history" | "present" | "previous" | "row" | "branches" | "faults" | "rollBacks" | "wasBase"> {
  const view = database.prepare<unknown>(`select ${versionColumns} from organisation_version where id = ?1`);
  const history = database.prepare<unknown>(`select ${versionColumns} from organisation_version order by id desc limit ?1`);
  const pointer = database.prepare<{ version: number }>("select version from organisation_pointer where slot = ?1");
  const row = database.prepare<StoredRow>(`select ${rowColumns} from organisation_row where version = ?1 and bin = ?2`);
  const branches = database.prepare<{ rows: number }>("select count(*) as rows from organisation_row where version = ?1 and head_bin = ?2");
  const faults = database.prepare<ImportFault>(
    `select line, column_name as "column", code from organisation_fault where version = ?1 and at >= ?2 order by at limit ?3`,
  );
  const rollBacks = database.prepare<RollBack>(
    `select at, done_by as "by", reason, from_version as "from", to_version as "to" from organisation_roll_back order by id desc limit ?1`,
  );
  const wasBase = database.prepare<{ id: number }>(
    "select id from organisation_version where sha256 = ?1 and state in ('present', 'previous', 'retired') limit 1",
  );
  return {
    view: (id) => {
      const found = view.get(id);
      return found === null ? null : readVersion(found);
    },
    history: (limit) => history.all(limit).map(readVersion),
    present: () => pointer.get("present")?.version ?? null,
    previous: () => pointer.get("previous")?.version ?? null,
    row: (version, bin) => {
      const found = row.get(version, bin);
      return found === null
        ? null
        : {
            ...found,
            okedSecondary: v.parse(OkedList, found.okedSecondary),
            status: v.parse(v.picklist(organisationStatuses), found.status),
          };
    },
    branches: (version, headBin) => branches.get(version, headBin)?.rows ?? 0,
    faults: (version, from, limit) => faults.all(version, from, limit),
    rollBacks: (limit) => rollBacks.all(limit),
    wasBase: (sha256) => wasBase.get(sha256) !== null,
  };
}

function staging(database: SqlDatabase): Pick<VersionStore, "start" | "stage" | "addFaults" | "progress"> {
  const start = database.prepare<{ id: number }>(
    `insert into organisation_version (state, is_dry_run, file, started_by, started_at, bytes_read, bytes_total, row_count, branch_count, fault_count, has_rows)
     values ('reading', ?1, ?2, ?3, ?4, 0, ?5, 0, 0, 0, 1) returning id`,
  );
  const insert = database.prepare<unknown>(
    `insert into organisation_row (version, bin, name, oked, oked_secondary, headcount, status, head_bin, head_iin, kato, line)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) on conflict (version, bin) do nothing`,
  );
  const lineOf = database.prepare<{ line: number }>("select line from organisation_row where version = ?1 and bin = ?2");
  const insertFault = database.prepare<unknown>(
    "insert into organisation_fault (version, at, line, column_name, code) values (?1, ?2, ?3, ?4, ?5)",
  );
  const progress = database.prepare<unknown>(
    "update organisation_version set state = ?2, bytes_read = ?3, row_count = ?4, branch_count = ?5, fault_count = ?6 where id = ?1",
  );
  return {
    start: ({ isDryRun, file, by, startedAt, bytesTotal }) => {
      const made = start.get(isDryRun ? 1 : 0, file, by, startedAt, bytesTotal);
      assert(made !== null, "an insert returns its row");
      return made.id;
    },
    stage: (version, rows) =>
      database.transaction(() => {
        const changed = insert.runMany(rows.map((staged) => valuesOf(version, staged)));
        // Only where a number came twice it is asked which of the lines was the second.
        return changed === rows.length
          ? []
          : rows.filter(({ line, row }) => lineOf.get(version, row.bin)?.line !== line).map(({ line }) => line);
      }),
    addFaults: (version, from, faults) => {
      database.transaction(() => insertFault.runMany(faults.map(({ line, column, code }, at) => [version, from + at, line, column, code])));
    },
    progress: (version, { state, bytesRead, rows, branches, faults }) => {
      progress.run(version, state, bytesRead, rows, branches, faults);
    },
  };
}

const valuesOf = (version: number, { line, row }: StagedRow) =>
  [
    version,
    row.bin,
    row.name,
    row.oked,
    JSON.stringify(row.okedSecondary),
    row.headcount,
    row.status,
    row.headBin ?? null,
    row.headIin ?? null,
    row.kato ?? null,
    line,
  ] as const;

const differs = ["name", "oked", "oked_secondary", "headcount", "status"]
  .map((column) => `o.${column} <> n.${column}`)
  .concat(["head_bin", "head_iin", "kato"].map((column) => `coalesce(o.${column}, '') <> coalesce(n.${column}, '')`))
  .join(" or ");

function comparing(database: SqlDatabase): Pick<VersionStore, "compare" | "gone"> {
  const last = database.prepare<{ bin: string }>(
    "select bin from organisation_row where version = ?1 and bin > ?2 order by bin limit 1 offset ?3",
  );
  const compare = database.prepare<{ added: number | null; changed: number | null }>(
    `select sum(case when o.bin is null then 1 else 0 end) as added, sum(case when o.bin is not null and (${differs}) then 1 else 0 end) as changed
     from organisation_row n left join organisation_row o on o.version = ?2 and o.bin = n.bin where n.version = ?1 and n.bin > ?3 and n.bin <= ?4`,
  );
  const gone = database.prepare<{ gone: number }>(
    `select count(*) as gone from organisation_row o left join organisation_row n on n.version = ?1 and n.bin = o.bin
     where o.version = ?2 and o.bin > ?3 and o.bin <= ?4 and n.bin is null`,
  );
  /** Past every number. */
  const end = ":";
  return {
    compare: (version, old, after, limit) => {
      const next = last.get(version, after, limit - 1)?.bin ?? null;
      const found = compare.get(version, old, after, next ?? end);
      return { new: found?.added ?? 0, changed: found?.changed ?? 0, next };
    },
    gone: (version, old, after, limit) => {
      const next = last.get(old, after, limit - 1)?.bin ?? null;
      return { gone: gone.get(version, old, after, next ?? end)?.gone ?? 0, next };
    },
  };
}

function swapping(database: SqlDatabase): Pick<VersionStore, "swapIn" | "end" | "swapBack" | "interrupt" | "sweep"> {
  const end = database.prepare<unknown>(
    "update organisation_version set state = ?2, finished_at = ?3, sha256 = ?4, format = ?5, refusal = ?6, difference = ?7 where id = ?1",
  );
  const setState = database.prepare<unknown>("update organisation_version set state = ?2 where id = ?1");
  const pointer = database.prepare<{ version: number }>("select version from organisation_pointer where slot = ?1");
  const point = database.prepare<unknown>(
    "insert into organisation_pointer (slot, version) values (?1, ?2) on conflict (slot) do update set version = excluded.version",
  );
  const rollBack = database.prepare<unknown>(
    "insert into organisation_roll_back (at, done_by, reason, from_version, to_version) values (?1, ?2, ?3, ?4, ?5)",
  );
  const interrupt = database.prepare<unknown>(
    "update organisation_version set state = 'stopped', finished_at = ?1 where state in ('reading', 'comparing')",
  );
  const swept = database.prepare<{ id: number }>(
    `select id from organisation_version where has_rows = 1 and state not in ('reading', 'comparing', 'present', 'previous') order by id limit 1`,
  );
  const sweepRows = database.prepare<unknown>(
    "delete from organisation_row where version = ?1 and bin in (select bin from organisation_row where version = ?1 order by bin limit ?2)",
  );
  const noRows = database.prepare<unknown>("update organisation_version set has_rows = 0 where id = ?1");
  const finish = (version: number, ended: VersionEnd): void => {
    const { state, finishedAt, sha256, format, refusal, difference } = ended;
    end.run(version, state, finishedAt, sha256, format, jsonOrNull(refusal), jsonOrNull(difference));
  };
  return {
    end: finish,
    swapIn: (version, ended) => {
      database.transaction(() => {
        const present = pointer.get("present")?.version;
        const previous = pointer.get("previous")?.version;
        if (previous !== undefined) setState.run(previous, "retired");
        if (present !== undefined) {
          setState.run(present, "previous");
          point.run("previous", present);
        }
        point.run("present", version);
        finish(version, ended);
      });
    },
    swapBack: ({ at, by, reason, from, to }) => {
      database.transaction(() => {
        point.run("present", to);
        point.run("previous", from);
        setState.run(to, "present");
        setState.run(from, "previous");
        rollBack.run(at, by, reason, from, to);
      });
    },
    interrupt: (at) => {
      interrupt.run(at);
    },
    sweep: (limit) =>
      database.transaction(() => {
        const version = swept.get()?.id;
        if (version === undefined) return false;
        if (sweepRows.run(version, limit) === 0) noRows.run(version);
        return true;
      }),
  };
}

const jsonOrNull = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));
