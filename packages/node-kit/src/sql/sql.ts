/**
 * One way to SQL for stores that run on SQLite and on PostgreSQL: the statements are written once, in what both understand, with
 * parameters `?1`, `?2`, … Everything is synchronous, on both: nothing comes between two statements of a decision (ADR 0080).
 *
 * What both understand: columns of `integer`, `text`, `real` and `blob`; `integer primary key` counts by itself; `strict` and `without rowid`;
 * names in snake_case, names of results in camelCase; `on conflict`, `returning`, `coalesce`, `case`, `cast(… as integer)`, `is not distinct from`. Not:
 * `insert or …`, `like` that ignores case, `ifnull`, `max(a, b)`, `json_…`, rowid, a column that is neither grouped nor counted, a number where a truth
 * is asked (`where flag`), an order by a column that can be null without `nulls first`, NUL in a text. Every suite runs on both (`test/support/engines.ts`).
 */
export type SqlValue = string | number | Uint8Array | null;

/** Whole numbers come back as numbers, also from `bigint` columns; a value beyond 2^53 throws. */
export type SqlStatement<Row> = {
  readonly all: (...values: readonly SqlValue[]) => readonly Row[];
  /** The first row; null when there is none. */
  readonly get: (...values: readonly SqlValue[]) => Row | null;
  /** How many rows it changed. */
  readonly run: (...values: readonly SqlValue[]) => number;
  /** The statement once for each list of values, in order; one exchange with a server. How many rows changed in all. */
  readonly runMany: (lists: readonly (readonly SqlValue[])[]) => number;
};

export type SqlEngine = "sqlite" | "postgres";
export type SqlDatabase = {
  readonly engine: SqlEngine;
  readonly prepare: <Row>(text: string) => SqlStatement<Row>;
  /** Statements without values, several with semicolons between; for the schema. */
  readonly exec: (text: string) => void;
  /**
   * All or nothing, durable on return. One writer at a time in the whole database, as SQLite has it: on PostgreSQL under an advisory
   * lock. Inside a transaction of the same database it joins that one. What `work` throws rolls back and is thrown on. After a fault
   * (a statement that was refused, a part that threw) nothing of the whole is kept, even where it was caught.
   */
  readonly transaction: <T>(work: () => T) => T;
  /** Numbered migrations of one part, each once; throws a SchemaTooNewError where the database is ahead of the program. */
  readonly migrate: (part: string, migrations: readonly string[]) => void;
  /** Whether it can be asked now. A SQLite file always can. */
  readonly isAvailable: () => boolean;
  readonly close: () => void;
};
