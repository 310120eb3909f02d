import type { PanelRow } from "./panel.ts";
import { sum } from "./panel.ts";

export type Flow = readonly PanelRow<"flow">[];
export type Hours = readonly PanelRow<"hours">[];

export const flowTotals = (rows: Flow) => ({
  lookups: sum(rows, (row) => row.lookups),
  allow: sum(rows, (row) => row.allow),
  refer: sum(rows, (row) => row.refer),
  deny: sum(rows, (row) => row.deny),
  in: sum(rows, (row) => row["passages-in"]),
  out: sum(rows, (row) => row["passages-out"]),
  refusals: sum(rows, (row) => row.refusals),
  referrals: sum(rows, (row) => row.referrals),
});

export const openReferrals = (rows: readonly PanelRow<"referrals">[]) => ({
  open: rows.length,
  oldestMs: rows.length === 0 ? null : Math.max(...rows.map((row) => row.age ?? 0)),
});

export type QueuePost = { readonly post: string; readonly waiting: number; readonly perCarMs: number | null; readonly countedAt: number };
/** Lanes of a post together: cars are added; the seconds a car are those of its slowest lane; the count is as old as its oldest. */
export function queueByPost(rows: readonly PanelRow<"queue">[]): readonly QueuePost[] {
  const posts = new Map<string, QueuePost>();
  for (const row of rows) {
    if (row.post === null) continue;
    const known = posts.get(row.post);
    const perCar = [known?.perCarMs ?? null, row["seconds-per-car"]].filter((ms) => ms !== null);
    posts.set(row.post, {
      post: row.post,
      waiting: (known?.waiting ?? 0) + (row["vehicles-waiting"] ?? 0),
      perCarMs: perCar.length === 0 ? null : Math.max(...perCar),
      countedAt: Math.min(known?.countedAt ?? Infinity, row["counted-at"] ?? Infinity),
    });
  }
  return [...posts.values()].toSorted((one, other) => other.waiting - one.waiting);
}

/** Nodes that are heard, that fell silent, and that never were heard. */
export function nodesByPresence(rows: readonly PanelRow<"nodes">[]) {
  const silent = rows.filter((row) => row.present !== true);
  return {
    here: rows.filter((row) => row.present === true),
    away: silent.filter((row) => row["last-heard-at"] !== null),
    never: silent.filter((row) => row["last-heard-at"] === null),
  };
}

export const testTotals = (rows: readonly PanelRow<"tests">[]) => ({
  arrivals: sum(rows, (row) => row.arrivals),
  tested: sum(rows, (row) => row.tested),
  negative: sum(rows, (row) => row.negative),
  acute: sum(rows, (row) => row["positive-acute"]),
  past: sum(rows, (row) => row["positive-past"]),
  invalid: sum(rows, (row) => row.invalid),
  pending: sum(rows, (row) => row.pending),
});
export type TestTotals = ReturnType<typeof testTotals>;

/** Rows of one name put together, the most tested first. */
export function testsBy(rows: readonly PanelRow<"tests">[], by: "country" | "post"): readonly (TestTotals & { readonly key: string })[] {
  const groups = Map.groupBy(rows, (row) => row[by] ?? "");
  return [...groups].map(([key, group]) => ({ key, ...testTotals(group) })).toSorted((one, other) => other.tested - one.tested);
}

export function holdTotals(rows: readonly PanelRow<"holds">[]) {
  const of = (state: string): number =>
    sum(
      rows.filter((row) => row.state === state),
      (row) => row.holds,
    );
  return {
    provisional: of("provisional"),
    confirmed: of("confirmed"),
    contested: of("contested"),
    released: of("released"),
    expired: of("expired"),
    overdue: sum(rows, (row) => row["pcr-overdue"]),
  };
}

export function siteTotals(rows: readonly PanelRow<"sites">[]) {
  const of = (column: Exclude<keyof PanelRow<"sites">, "sector" | "name">): number => sum(rows, (row) => row[column]);
  const looks = {
    clean: of("clean"),
    expiring: of("expiring"),
    "awaiting-validation": of("awaiting-validation"),
    claimed: of("claimed"),
    planned: of("planned"),
    expired: of("expired"),
    rejected: of("rejected"),
    "no-access": of("no-access"),
  } as const;
  const sites = of("sites");
  // A state that will end soon is still clean.
  return { sites, looks, cleanShare: sites === 0 ? null : (looks.clean + looks.expiring) / sites };
}

export const reasonTotals = (rows: readonly PanelRow<"reasons">[]) =>
  [...Map.groupBy(rows, (row) => row.reason ?? "")]
    .map(([reason, group]) => ({ reason, refusals: sum(group, (row) => row.refusals), referrals: sum(group, (row) => row.referrals) }))
    .toSorted((one, other) => other.refusals + other.referrals - one.refusals - one.referrals);

export type HourColumn = {
  readonly hour: number;
  readonly allow: number;
  readonly refer: number;
  readonly deny: number;
  readonly passages: number;
};
const hourMs = 3_600_000;

/**
 * One column for every `size` hours from the first to the last, empty ones too: a gap in the picture is a gap in time. `to`: the end of
 * what was asked for.
 */
export function hourColumns(rows: Hours, from: number, to: number, size: number): readonly HourColumn[] {
  const first = Math.floor(from / hourMs) * hourMs;
  const groups = Map.groupBy(rows, (row) => Math.floor(((row.hour ?? 0) - first) / (size * hourMs)));
  const count = Math.max(0, Math.ceil((to - first) / (size * hourMs)));
  return Array.from({ length: Math.min(count, 400) }, (_, index) => {
    const group = groups.get(index) ?? [];
    return {
      hour: first + index * size * hourMs,
      allow: sum(group, (row) => row.allow),
      refer: sum(group, (row) => row.refer),
      deny: sum(group, (row) => row.deny),
      passages: sum(group, (row) => row.passages),
    };
  });
}

export const busiest = (columns: readonly HourColumn[]): HourColumn | null =>
  columns.reduce<HourColumn | null>((best, one) => (best === null || one.passages > best.passages ? one : best), null);
