import type { TableFault } from "@beket/tables";
import type { PersonRow, VehicleRow } from "../../model/draft.ts";
import type { RowProblem } from "../check.ts";
import type { ColumnRole } from "./roles.ts";
import type { FilePerson, FileVehicle } from "./rows.ts";

/** What the page asks its worker. Rows travel in pieces, so that neither side is busy for long. */
export type ToWorker =
  | { readonly kind: "read"; readonly job: number; readonly file: Blob; readonly remembered: Remembered }
  /** Answers `columns`: how the file's columns are to be read. */
  | { readonly kind: "roles"; readonly job: number; readonly roles: readonly ColumnRole[]; readonly hasHead: boolean }
  | { readonly kind: "persons"; readonly job: number; readonly rows: readonly PersonRow[] }
  | { readonly kind: "vehicles"; readonly job: number; readonly rows: readonly VehicleRow[] }
  /** After the last piece of both lists. */
  | { readonly kind: "check"; readonly job: number; readonly permitted: readonly string[] }
  | { readonly kind: "cancel"; readonly job: number };

/** Roles chosen before, by the sign of a file's heads. */
export type Remembered = Readonly<Record<string, readonly ColumnRole[]>>;

export type FileCounts = {
  readonly persons: number;
  readonly vehicles: number;
  /** Rows in which nobody was found. */
  readonly strange: number;
  readonly hasHead: boolean;
  /** Columns (from 1) that stood under each other's heads. */
  readonly swapped: readonly number[];
  readonly formulasWithoutValue: number;
};

export type FromWorker =
  | { readonly kind: "progress"; readonly job: number; readonly bytesRead: number; readonly bytesTotal: number; readonly rows: number }
  | {
      readonly kind: "columns";
      readonly job: number;
      /** First rows as they stand. */
      readonly sample: readonly (readonly string[])[];
      readonly roles: readonly ColumnRole[];
      readonly hasHead: boolean;
      readonly sign: string;
    }
  | { readonly kind: "rows"; readonly job: number; readonly persons: readonly FilePerson[]; readonly vehicles: readonly FileVehicle[] }
  | { readonly kind: "read-done"; readonly job: number; readonly counts: FileCounts }
  | { readonly kind: "read-failed"; readonly job: number; readonly fault: Pick<TableFault, "line" | "column"> & { readonly code: string } }
  | { readonly kind: "problems"; readonly job: number; readonly problems: readonly RowProblem[] }
  | { readonly kind: "checked"; readonly job: number };
