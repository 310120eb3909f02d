import { referralOutcomes } from "@beket/domain";
import type { Database } from "bun:sqlite";
import * as v from "valibot";
import type { Durably } from "./sqlite-work.ts";
import type { ReferralRow, WorkTable } from "../features/ports.ts";

const State = v.picklist(["opened", "taken", "resolved"]);
const Row = v.strictObject({
  id: v.string(),
  number: v.string(),
  lane: v.string(),
  lookup: v.string(),
  openedAt: v.number(),
  openedBy: v.string(),
  reasons: v.instance(Uint8Array),
  state: State,
  takenBy: v.nullable(v.string()),
  outcome: v.nullable(v.picklist(referralOutcomes)),
  changedAt: v.number(),
  event: v.string(),
  beforeState: v.nullable(State),
  beforeTakenBy: v.nullable(v.string()),
  beforeEvent: v.nullable(v.string()),
});
const columns = `id, number, lane, lookup, opened_at AS openedAt, opened_by AS openedBy, reasons, state, taken_by AS takenBy, outcome,
  changed_at AS changedAt, event, before_state AS beforeState, before_taken_by AS beforeTakenBy, before_event AS beforeEvent`;

export function openReferralTable(db: Database, durably: Durably): WorkTable["referrals"] {
  const find = db.query(`SELECT ${columns} FROM referral WHERE id = ?1`);
  const byLookup = db.query(`SELECT ${columns} FROM referral WHERE lookup = ?1 ORDER BY opened_at DESC LIMIT 1`);
  const unresolved = db.query(`SELECT ${columns} FROM referral WHERE state <> 'resolved' ORDER BY opened_at LIMIT ?1`);
  const changedSince = db.query(`SELECT ${columns} FROM referral WHERE changed_at >= ?1 ORDER BY changed_at`);
  const remove = db.query("DELETE FROM referral WHERE id = ?1");
  const put = db.query(
    `INSERT OR REPLACE INTO referral (id, number, lane, lookup, opened_at, opened_by, reasons, state, taken_by, outcome, changed_at, event,
      before_state, before_taken_by, before_event) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)`,
  );
  return {
    find: (id) => rowFrom(find.get(id)),
    byLookup: (lookup) => rowFrom(byLookup.get(lookup)),
    unresolved: (rowsMax) => unresolved.all(rowsMax).flatMap((row) => rowFrom(row) ?? []),
    changedSince: (at) => changedSince.all(at).flatMap((row) => rowFrom(row) ?? []),
    remove: (id) => durably(() => remove.run(id)),
    put: (row) =>
      durably(() =>
        put.run(
          row.id,
          row.number,
          row.lane,
          row.lookup,
          row.openedAt,
          row.openedBy,
          row.reasons,
          row.state,
          row.takenBy,
          row.outcome,
          row.changedAt,
          row.event,
          row.before?.state ?? null,
          row.before?.takenBy ?? null,
          row.before?.event ?? null,
        ),
      ),
  };
}

function rowFrom(raw: unknown): ReferralRow | null {
  if (raw === null) return null;
  const { beforeState, beforeTakenBy, beforeEvent, ...row } = v.parse(Row, raw);
  const before = beforeState === null || beforeEvent === null ? null : { state: beforeState, takenBy: beforeTakenBy, event: beforeEvent };
  return { ...row, before };
}
