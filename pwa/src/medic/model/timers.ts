import { type BorderView, type Due, dueList } from "@beket/domain";

/** A running test on the board: how much of its ring is left, and the time that counts. */
export type Timer = Due & {
  /** 1 full … 0 empty: until the reading opens, then until it closes. */
  readonly left: number;
  readonly leftMs: number;
};

/** Timers follow from the facts and the clock alone, so that a killed browser loses none. What is due first stands first. */
export function timersOf(border: BorderView, now: number): readonly Timer[] {
  return dueList(border, now).map((due) => {
    const { started } = due.test;
    if (started === null || due.state === "late") return { ...due, left: 0, leftMs: 0 };
    const from = due.state === "waiting" ? started.at : started.readFrom;
    const leftMs = Math.max(0, due.at - now);
    const span = due.at - from;
    return { ...due, leftMs, left: span <= 0 ? 0 : Math.min(1, leftMs / span) };
  });
}

/** Readings that have opened and have not been told yet, and the new list of those told. A test that is no longer open is forgotten. */
export function alertsOf(
  told: ReadonlySet<string>,
  timers: readonly Timer[],
): { readonly fresh: readonly Timer[]; readonly told: ReadonlySet<string> } {
  const open = timers.filter(({ state }) => state === "open");
  return { fresh: open.filter(({ test }) => !told.has(test.test)), told: new Set(open.map(({ test }) => test.test)) };
}

/** `9:05`, `1:02:03`; a second that has begun counts, so that a ring shows 0:00 only when it is empty. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
