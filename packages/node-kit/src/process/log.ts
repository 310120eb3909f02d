import type { ClockPort } from "@beket/replication";

/** An id by intent: made by `logId`. A plain string does not fit, so an identifier cannot slip in. */
export type LogId = string & { readonly __logId: true };
/** A literal like "journal-full" or a union of codes; a `string` variable does not fit. */
export type LogCode = Lowercase<string>;
export type LogValue = number | boolean | LogId | LogCode;
export type LogFields = Readonly<Record<string, LogValue>>;
export type LogLevel = "debug" | "info" | "warn" | "error";
export type Log = Readonly<Record<LogLevel, (event: LogCode, fields?: LogFields) => void>>;

const levels: readonly LogLevel[] = ["debug", "info", "warn", "error"];
/** Twelve digits in a row that do not belong to a longer number or word: the shape of an IIN or BIN. */
const looksLikeIdentifier = /(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])/;
const idShape = /^[A-Za-z0-9:._/-]{1,120}$/;
const masked = "masked";

const isLogId = (value: string): value is LogId => idShape.test(value) && !looksLikeIdentifier.test(value);

/** For ids of our own making (node, post, epoch, UUID). What has the shape of an IIN or BIN, or of free text, is masked. */
export const logId = (value: string): LogId => (isLogId(value) ? value : logId(masked));

/** Lines of one event a minute; the senders of frames and requests are strangers and must not fill the disk through the log. */
const linesPerMinuteMax = 30;
const minuteMs = 60_000;
/** Events come from code, so there are few; beyond this the oldest counts are forgotten. */
const eventsMax = 500;

/**
 * JSON lines of time, level, event and fields. The types are the first guard; values are looked at once more when written. Of one event
 * at most 30 lines a minute are written; the next minute's first line says how many were `heldBack`.
 */
export function createLog(write: (line: string) => void, clock: Pick<ClockPort, "now">, level: LogLevel = "info"): Log {
  const lowest = levels.indexOf(level);
  const minutes = new Map<string, { readonly minute: number; readonly lines: number }>();
  /** How many lines were held back before this one; null when this one is held back too. */
  const admit = (event: string, now: number): number | null => {
    const minute = Math.floor(now / minuteMs);
    const before = minutes.get(event);
    const same = before !== undefined && before.minute === minute;
    const lines = same ? before.lines + 1 : 1;
    minutes.delete(event);
    minutes.set(event, { minute, lines });
    if (minutes.size > eventsMax) for (const oldest of minutes.keys().take(1)) minutes.delete(oldest);
    if (lines > linesPerMinuteMax) return null;
    return same || before === undefined ? 0 : Math.max(0, before.lines - linesPerMinuteMax);
  };
  const at =
    (name: LogLevel) =>
    (event: LogCode, fields: LogFields = {}): void => {
      if (levels.indexOf(name) < lowest) return;
      const now = clock.now();
      const heldBack = admit(event, now);
      if (heldBack === null) return;
      const guarded = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, guard(value)]));
      write(JSON.stringify({ at: new Date(now).toISOString(), level: name, event, ...guarded, ...(heldBack > 0 ? { heldBack } : {}) }));
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** A number of twelve digits is an IIN read as a number; no count or time of ours has that many (times have 13). */
function guard(value: LogValue): LogValue {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return Math.abs(value) >= 1e11 && Math.abs(value) < 1e12 ? logId(masked) : value;
  return logId(value);
}
