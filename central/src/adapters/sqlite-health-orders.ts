import type { Database } from "bun:sqlite";
import type { HealthStore, OrderRow, PcrResult } from "../features/health/ports.ts";

const columns =
  "test, specimen, laboratory, post, ordered_at as orderedAt, taken_at as takenAt, due_at as dueAt, result, read_at as readAt, read_by as readBy";
type Values = [string, string, string, string, number | null, number | null, number | null, PcrResult | null, number | null, string | null];

/** PCRs by specimen: the order as its post told it, the result from a post or from the desk. */
export function createOrderTable(database: Database): Pick<HealthStore, "order" | "putOrder" | "ordersOf" | "orders"> {
  const one = database.prepare<OrderRow, [string, string]>(`select ${columns} from health_order where test = ?1 and specimen = ?2`);
  const ofTest = database.prepare<OrderRow, [string]>(`select ${columns} from health_order where test = ?1 order by ordered_at, specimen`);
  const list = database.prepare<OrderRow, [string | null, number]>(
    `select ${columns} from health_order where due_at is not null and (?1 is null or laboratory = ?1)
     order by result is not null, case when result is null then due_at else -read_at end limit ?2`,
  );
  const put = database.prepare<null, Values>(
    `insert into health_order (test, specimen, laboratory, post, ordered_at, taken_at, due_at, result, read_at, read_by)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
     on conflict (test, specimen) do update set laboratory = excluded.laboratory, post = excluded.post, ordered_at = excluded.ordered_at,
       taken_at = excluded.taken_at, due_at = excluded.due_at, result = excluded.result, read_at = excluded.read_at,
       read_by = excluded.read_by`,
  );
  return {
    order: (test, specimen) => one.get(test, specimen),
    putOrder: ({ test, specimen, laboratory, post, orderedAt, takenAt, dueAt, result, readAt, readBy }) => {
      put.run(test, specimen, laboratory, post, orderedAt, takenAt, dueAt, result, readAt, readBy);
    },
    ordersOf: (test) => ofTest.all(test),
    orders: (laboratory, rowsMax) => list.all(laboratory, rowsMax),
  };
}
