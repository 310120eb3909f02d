import type { Database } from "bun:sqlite";
import { hourMs } from "../features/centre/range.ts";
import type { Tally } from "../features/centre/tally.ts";

type Sum = { readonly measure: string; readonly unit: number; readonly post: string; readonly detail: string; amount: number };
export type Sums = { readonly add: Tally["add"]; readonly flush: () => void; readonly forget: () => void };
export const hoursPerDay = 24;

/** Counters by the hour and by the day, summed in memory until `flush`: many events of a batch fall into one counter. */
export function createSums(database: Database): Sums {
  const parts = [
    createPart(database, "counter", "hour", hourMs),
    createPart(database, "counter_of_day", "day", hourMs * hoursPerDay),
  ] as const;
  return {
    add: (...one) => {
      for (const part of parts) part.add(...one);
    },
    flush: () => {
      for (const part of parts) part.flush();
    },
    forget: () => {
      for (const part of parts) part.forget();
    },
  };
}

function createPart(database: Database, table: string, column: string, unitMs: number): Sums {
  const sums = new Map<string, Sum>();
  const put = database.prepare<null, [string, number, string, string, number]>(
    `insert into ${table} (measure, ${column}, post, detail, amount) values (?1, ?2, ?3, ?4, ?5)
     on conflict (measure, ${column}, post, detail) do update set amount = amount + excluded.amount`,
  );
  return {
    add: (measure, at, post, detail, amount) => {
      const unit = Math.floor(at / unitMs);
      const key = `${measure} ${unit} ${post} ${detail}`;
      const sum = sums.get(key);
      if (sum === undefined) sums.set(key, { measure, unit, post, detail, amount });
      else sum.amount += amount;
    },
    flush: () => {
      for (const { measure, unit, post, detail, amount } of sums.values()) if (amount !== 0) put.run(measure, unit, post, detail, amount);
      sums.clear();
    },
    forget: () => sums.clear(),
  };
}
