import { Database } from "bun:sqlite";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encodeEvent, type BeketEvent } from "@beket/domain";
import { migrate, openScopeStore, systemRandom } from "@beket/node-kit";
import { createScopeWriter, uuidv7 } from "@beket/replication";
import { createCommonStore, createRegimeStore } from "../../../central/src/adapters/sqlite-common.ts";
import { createHealthRulesStore } from "../../../central/src/adapters/sqlite-health-rules.ts";
import { createHealthStore } from "../../../central/src/adapters/sqlite-health.ts";
import { createHealthDesk, type HealthDesk } from "../../../central/src/features/health/desk.ts";
import { readEvent, type EventLog, type StoredEvent } from "../../../central/src/features/ingest/event-feed.ts";
import { createRegimes } from "../../../central/src/features/regime/regimes.ts";
import { codec, crypto, startMs, testKeys } from "../central/support.ts";

/** Stands still. */
export const clock = { now: () => startMs, monotonic: () => 0, bootId: "0123456789abcdef" };
const keys = testKeys();

/** Events that lie open in memory, in the order of their arrival. */
export function createLog(events: readonly (BeketEvent | "unreadable")[]): {
  readonly log: EventLog;
  readonly opener: Parameters<typeof readEvent>[1];
} {
  const rows = events.map((event, at): StoredEvent => ({
    position: at + 1,
    source: "border-01",
    epoch: "1",
    seq: at + 1,
    id: uuidv7(clock, systemRandom),
    receivedAt: startMs,
    sealed: event === "unreadable" ? new Uint8Array() : encodeEvent(event),
  }));
  return {
    log: {
      arrivals: (after, rowsMax) => rows.slice(after, after + rowsMax),
      epochKey: () => ({ sealedKey: new Uint8Array() }),
    },
    opener: {
      open: ({ row }) => (row.sealed.length === 0 ? { ok: false, error: { code: "body-unreadable" } } : { ok: true, value: row.sealed }),
    },
  };
}

export type MemoryLog = ReturnType<typeof createLog>;

const migration = (file: string): string => readFileSync(join(import.meta.dirname, "../../../central/migrations/common", file), "utf8");

/** The tables of common.db, in memory. */
export function openCommon() {
  const database = new Database(":memory:", { strict: true });
  migrate(database, "common", [migration("001-first.sql"), migration("002-health.sql")]);
  return {
    health: createHealthStore(database),
    healthRules: createHealthRulesStore(database),
    common: createCommonStore(database),
    regimes: createRegimeStore(database),
    scope: openScopeStore(database, keys.scopes.common.scope),
  };
}
export type Common = ReturnType<typeof openCommon>;

type Wrap = <T extends object>(port: T) => T;
/** A desk over the stores; what it tells the lane is put on `lane`. `wrap` stands between it and its ports. */
export function openDesk(stores: Common, events: MemoryLog, lane: number[], wrap: Wrap = (port) => port): HealthDesk {
  const writer = createScopeWriter({
    scope: keys.scopes.common.scope,
    key: new Uint8Array(Buffer.from(keys.scopes.common.key, "hex")),
    store: stores.scope,
    crypto,
    codec,
    clock,
    signingSeed: new Uint8Array(Buffer.from(keys.registrySeed, "hex")),
  });
  return createHealthDesk({
    store: wrap(stores.health),
    rules: stores.healthRules,
    scope: wrap({ commit: writer.commit, urgent: (rows: readonly number[]) => void lane.push(...rows), changed: () => undefined }),
    regimes: createRegimes(stores.regimes),
    clock,
    random: systemRandom,
    isTaken: stores.common.isTaken,
    opening: events,
    schedule: () => () => undefined,
    pause: () => Promise.resolve(),
    onFault: () => undefined,
  });
}

/** Starts the desk and hands it what it has not followed. */
export function follow(desk: HealthDesk, events: MemoryLog): void {
  desk.start();
  for (let rows = unread(desk, events); rows.length > 0; rows = unread(desk, events)) {
    const reads = rows.map((row) => ({ row, read: readEvent(events.log, events.opener, row) }));
    desk.follower.apply(reads, rows.at(-1)?.position ?? 0);
  }
}
const unread = (desk: HealthDesk, events: MemoryLog): readonly StoredEvent[] => events.log.arrivals(desk.follower.cursor(), 256);
