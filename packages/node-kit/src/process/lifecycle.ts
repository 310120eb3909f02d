import { Database } from "bun:sqlite";
import { err, ok, type Result } from "@beket/domain";
import type { SchedulePort } from "@beket/replication";
import { sqliteCodeOf } from "../sqlite/database.ts";

/** A terminal signals the whole process group, and launchers pass the signal on: within this time it is the same wish. */
const sameWishMs = 1_000;

/**
 * Waits for SIGINT or SIGTERM, runs `stop` once and gives the exit code: 0, or 1 when stopping failed. A later second signal ends the
 * process at once with 130, for an operator whose program hangs. With BEKET_STOP_AT_STDIN_END the end of stdin counts as a signal: a
 * supervisor holds that pipe, so its children never outlive it.
 */
export async function runUntilSignal(stop: () => Promise<void>): Promise<number> {
  await new Promise<void>((resolve) => {
    let firstAt: number | null = null;
    const onSignal = (): void => {
      const at = performance.now();
      if (firstAt !== null && at - firstAt > sameWishMs) process.exit(130);
      firstAt ??= at;
      resolve();
    };
    process.on("SIGINT", onSignal);
    process.on("SIGTERM", onSignal);
    if (process.env["BEKET_STOP_AT_STDIN_END"] !== undefined) {
      process.stdin.on("end", resolve);
      process.stdin.resume();
    }
  });
  try {
    await stop();
    return 0;
  } catch (thrown) {
    process.stderr.write(`stopping failed: ${thrown instanceof Error ? thrown.message : "unknown reason"}\n`);
    return 1;
  }
}

export type Lock = { readonly release: () => void };
export type LockFault = { readonly code: "locked" | "lock-failed"; readonly line: string };

/** A database that nobody refers to is closed by the collector, and its lock goes with it. */
const held = new Set<Database>();

/**
 * Exclusive for as long as the process lives, on a local disk. The lock is SQLite's own on an empty file: the kernel gives it back at
 * kill -9, it works on every platform, and a second lock within one process is refused too.
 */
export function lockFile(path: string): Result<Lock, LockFault> {
  let database: Database | null = null;
  try {
    database = new Database(path, { create: true, readwrite: true });
    database.run("PRAGMA busy_timeout = 0");
    // No rollback journal on the disk: a full one must not keep the program from its reserve.
    database.run("PRAGMA journal_mode = MEMORY");
    database.run("BEGIN EXCLUSIVE");
  } catch (thrown) {
    database?.close();
    if (sqliteCodeOf(thrown)?.startsWith("SQLITE_BUSY")) {
      return err({ code: "locked", line: `${path}: another process is using this data folder` });
    }
    return err({
      code: "lock-failed",
      line: `${path}: cannot be locked (${sqliteCodeOf(thrown) ?? "unknown reason"}); is the folder there and writable?`,
    });
  }
  const taken = database;
  held.add(taken);
  return ok({
    release: () => {
      held.delete(taken);
      taken.close();
    },
  });
}

/** Timers of the process; a waiting one does not keep the process alive. */
export const systemSchedule: SchedulePort = (delayMs, run) => {
  const timer = setTimeout(run, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
};

/** After the present tick and its I/O, so that whatever arrived together shares one transaction. */
export const deferTick = (run: () => void): void => {
  setImmediate(run);
};
