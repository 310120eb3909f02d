import { officerRoles } from "@beket/api";
import { outcomes } from "@beket/domain";
import { migrate } from "@beket/node-kit";
import { Database } from "bun:sqlite";
import * as v from "valibot";
import type { PlateRow, ReplyRow, WorkTable } from "../features/ports.ts";
import work001 from "./migrations/work-001.sql" with { type: "text" };
import work002 from "./migrations/work-002.sql" with { type: "text" };
import work003 from "./migrations/work-003.sql" with { type: "text" };
import { openReferralTable } from "./sqlite-referrals.ts";

const Bytes = v.instance(Uint8Array);
const Time = v.pipe(v.number(), v.integer());
const Reply = v.strictObject({
  id: Bytes,
  fingerprint: Bytes,
  sealed: Bytes,
  stop: v.nullable(Bytes),
  outcome: v.nullable(v.picklist(outcomes)),
  at: Time,
});
const Passage = v.strictObject({ passage: v.string(), at: Time });
const Plate = v.strictObject({ plate: Bytes, reading: v.string(), device: v.string(), at: Time });
const Session = v.strictObject({
  token: Bytes,
  officer: v.string(),
  role: v.picklist(officerRoles),
  crew: v.nullable(v.string()),
  lane: v.string(),
  tablet: v.string(),
  signedInAt: Time,
  expiresAt: Time,
});
const Tries = v.strictObject({ failures: Time, lockedUntil: Time, at: Time });

/**
 * The working table of a post, in one file that nobody else opens: a lock held for ever spares every statement its own. Commits do
 * not wait for the disk, save those of the durable parts; a pulled plug then takes the last moments of the others and no more.
 */
export function openWorkTable(path: string): WorkTable {
  const db = new Database(path, { create: true, readwrite: true, strict: true });
  // First of all: set later, the lock would be taken and given back at each statement.
  db.run("PRAGMA locking_mode = EXCLUSIVE");
  db.run("PRAGMA journal_mode = WAL");
  db.run("PRAGMA synchronous = NORMAL");
  db.run("PRAGMA journal_size_limit = 33554432");
  // A checkpoint stops everybody for some milliseconds; with this bound it comes once in some thousand answers.
  db.run("PRAGMA wal_autocheckpoint = 8000");
  migrate(db, "work", [work001, work002, work003]);
  const durably = (work: () => void): void => {
    db.run("PRAGMA synchronous = FULL");
    try {
      work();
    } finally {
      db.run("PRAGMA synchronous = NORMAL");
    }
  };
  const seen = plates(db);
  const purgeRows = purge(db);
  return {
    replies: replies(db),
    passages: passages(db),
    plates: seen,
    deviceKeys: deviceKeys(db),
    referrals: openReferralTable(db, durably),
    sessions: sessions(db, durably),
    tries: tries(db, durably),
    settings: settings(db),
    purge: (before) => {
      purgeRows(before);
      seen.purge(before);
    },
    close: () => db.close(true),
  };
}
/** A camera that sees a parked car reads it again and again; the last ones are enough for pairing. */
const readingsPerPlateMax = 16;

/** Runs a write that is on the disk when it returns. */
export type Durably = (work: () => void) => void;

const rowOf = <S extends v.GenericSchema>(schema: S, row: unknown): v.InferOutput<S> | null => (row === null ? null : v.parse(schema, row));

function replies(db: Database): WorkTable["replies"] {
  const find = db.query("SELECT id, fingerprint, sealed, stop, outcome, at FROM reply WHERE id = ?1");
  const put = db.query("INSERT OR REPLACE INTO reply (id, fingerprint, sealed, stop, outcome, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
  return {
    find: (id) => rowOf(Reply, find.get(id)),
    put: db.transaction((rows: readonly ReplyRow[]) => {
      for (const row of rows) put.run(row.id, row.fingerprint, row.sealed, row.stop, row.outcome, row.at);
    }),
  };
}

function passages(db: Database): WorkTable["passages"] {
  const find = db.query("SELECT passage, at FROM passage WHERE subject = ?1 AND at BETWEEN ?2 AND ?3 ORDER BY at DESC LIMIT 1");
  const put = db.query("INSERT OR IGNORE INTO passage (subject, passage, at) VALUES (?1, ?2, ?3)");
  const remove = db.query("DELETE FROM passage WHERE passage = ?1");
  const removeObservers = db.query("DELETE FROM observer WHERE passage = ?1");
  const removeObserver = db.query("DELETE FROM observer WHERE passage = ?1 AND device = ?2");
  const addObserver = db.query("INSERT OR IGNORE INTO observer (passage, device, at) VALUES (?1, ?2, ?3)");
  return {
    find: (subjects, from, to) =>
      subjects
        .flatMap((subject) => rowOf(Passage, find.get(subject, from, to)) ?? [])
        .reduce<v.InferOutput<typeof Passage> | null>((latest, row) => (latest === null || row.at > latest.at ? row : latest), null),
    put: db.transaction((subjects: readonly Uint8Array[], row: { readonly passage: string; readonly at: number }) => {
      for (const subject of subjects) put.run(subject, row.passage, row.at);
    }),
    remove: (passage) => {
      remove.run(passage);
      removeObservers.run(passage);
    },
    addObserver: (passage, device, at) => addObserver.run(passage, device, at).changes > 0,
    removeObserver: (passage, device) => void removeObserver.run(passage, device),
  };
}

/** Every check of a plate asks, so what the cameras read in the last hours lies in memory too; some tens of bytes a car. */
function plates(db: Database): WorkTable["plates"] & { readonly purge: (before: number) => void } {
  const all = db.query("SELECT plate, reading, device, at FROM plate ORDER BY at");
  const insert = db.query("INSERT OR IGNORE INTO plate (plate, reading, device, at) VALUES (?1, ?2, ?3, ?4)");
  const seen = new Map<string, readonly PlateRow[]>();
  const nameOf = (plate: Uint8Array): string => Buffer.from(plate).toString("latin1");
  const keep = (plate: Uint8Array, row: PlateRow): void => {
    const name = nameOf(plate);
    seen.set(name, [...(seen.get(name) ?? []), row].slice(-readingsPerPlateMax));
  };
  for (const raw of all.all()) {
    const { plate, ...row } = v.parse(Plate, raw);
    keep(plate, row);
  }
  return {
    find: (plate, from, to) =>
      seen.get(nameOf(plate))?.reduce<PlateRow | null>((latest, row) => {
        if (row.at < from || row.at > to) return latest;
        return latest === null || row.at > latest.at ? row : latest;
      }, null) ?? null,
    put: (plate, row) => {
      keep(plate, row);
      insert.run(plate, row.reading, row.device, row.at);
    },
    purge: (before) => {
      for (const [name, rows] of seen) {
        const left = rows.filter(({ at }) => at >= before);
        if (left.length === 0) seen.delete(name);
        else if (left.length < rows.length) seen.set(name, left);
      }
    },
  };
}

function deviceKeys(db: Database): WorkTable["deviceKeys"] {
  const find = db.query("SELECT reading FROM device_key WHERE key = ?1");
  const put = db.query("INSERT OR REPLACE INTO device_key (key, reading, at) VALUES (?1, ?2, ?3)");
  const remove = db.query("DELETE FROM device_key WHERE key = ?1");
  return {
    find: (key) => rowOf(v.strictObject({ reading: v.string() }), find.get(key))?.reading ?? null,
    put: (key, reading, at) => void put.run(key, reading, at),
    remove: (key) => void remove.run(key),
  };
}

function sessions(db: Database, durably: Durably): WorkTable["sessions"] {
  const all = db.query(
    "SELECT token, officer, role, crew, lane, tablet, signed_in_at AS signedInAt, expires_at AS expiresAt FROM session ORDER BY signed_in_at",
  );
  const put = db.query(
    "INSERT OR REPLACE INTO session (token, officer, role, crew, lane, tablet, signed_in_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  );
  const remove = db.query("DELETE FROM session WHERE token = ?1");
  return {
    all: () => all.all().map((row) => v.parse(Session, row)),
    put: (row) => durably(() => put.run(row.token, row.officer, row.role, row.crew, row.lane, row.tablet, row.signedInAt, row.expiresAt)),
    remove: (token) => durably(() => remove.run(token)),
  };
}

function tries(db: Database, durably: Durably): WorkTable["tries"] {
  const find = db.query("SELECT failures, locked_until AS lockedUntil, at FROM tries WHERE who = ?1");
  const put = db.query("INSERT OR REPLACE INTO tries (who, failures, locked_until, at) VALUES (?1, ?2, ?3, ?4)");
  const remove = db.query("DELETE FROM tries WHERE who = ?1");
  return {
    find: (who) => rowOf(Tries, find.get(who)),
    put: (who, row) => durably(() => put.run(who, row.failures, row.lockedUntil, row.at)),
    remove: (who) => durably(() => remove.run(who)),
  };
}

function settings(db: Database): WorkTable["settings"] {
  const get = db.query("SELECT value FROM setting WHERE name = ?1");
  const put = db.query("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)");
  return {
    get: (name) => rowOf(v.strictObject({ value: v.number() }), get.get(name))?.value ?? null,
    put: (name, value) => void put.run(name, value),
  };
}

function purge(db: Database): WorkTable["purge"] {
  const statements = [
    "DELETE FROM reply WHERE at < ?1",
    "DELETE FROM passage WHERE at < ?1",
    "DELETE FROM observer WHERE at < ?1",
    "DELETE FROM plate WHERE at < ?1",
    "DELETE FROM device_key WHERE at < ?1",
    "DELETE FROM referral WHERE state = 'resolved' AND changed_at < ?1",
    "DELETE FROM session WHERE expires_at < ?1",
    "DELETE FROM tries WHERE at < ?1 AND locked_until < ?1",
  ].map((sql) => db.query(sql));
  return db.transaction((before: number) => {
    for (const statement of statements) statement.run(before);
  });
}
