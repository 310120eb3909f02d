import type { Database } from "bun:sqlite";
import { DailyCard } from "@beket/api";
import * as v from "valibot";
import type { CardStore, SavedCard } from "../features/centre/ports.ts";

type Row = { readonly savedAt: number; readonly savedBy: string; readonly card: string };
const Stored = v.pipe(v.string(), v.parseJson(), DailyCard);

/** Durable: a card that was acknowledged is on the disk. */
export function createCardStore(database: Database): CardStore {
  const columns = "saved_at as savedAt, saved_by as savedBy, card";
  const byId = database.prepare<Row, [string]>(`select ${columns} from daily_card where id = ?1`);
  const newest = database.prepare<Row, [string]>(`select ${columns} from daily_card where date = ?1 order by revision desc limit 1`);
  const between = database.prepare<Row & { readonly revision: number }, [string, string]>(
    `select max(revision) as revision, ${columns} from daily_card where date >= ?1 and date <= ?2 group by date order by date`,
  );
  const add = database.prepare<null, [string, string, number, string, string]>(
    "insert into daily_card (id, date, saved_at, saved_by, card) values (?1, ?2, ?3, ?4, ?5)",
  );
  const read = ({ savedAt, savedBy, card }: Row): SavedCard => ({ card: v.parse(Stored, card), savedAt, savedBy });
  const readOrNull = (row: Row | null): SavedCard | null => (row === null ? null : read(row));
  return {
    byId: (id) => readOrNull(byId.get(id)),
    newest: (date) => readOrNull(newest.get(date)),
    between: (first, last) => between.all(first, last).map(read),
    add: ({ card, savedAt, savedBy }) => void add.run(card.id, card.date, savedAt, savedBy, JSON.stringify(card)),
  };
}
