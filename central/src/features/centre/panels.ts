import { panels, type NodeView, type PanelName, type PanelReply, type PlacesReply } from "@beket/api";
import { holdStates, ledgers, type Language, type Ledger } from "@beket/domain";
import type { SiteLooks } from "../planning/site-looks.ts";
import type { CountedSource } from "../projection/projection.ts";
import { cardRows } from "./daily-card.ts";
import type { CardStore, Figures, HoldCounts, Sum } from "./ports.ts";
import { civilDays, hourMs, type Range } from "./range.ts";
import { countryMeasures, paceMeasures, passageMeasures, reasonMeasures, testMeasures, verdictMeasures } from "./tally.ts";

export type CentreDeps = {
  readonly figures: Figures;
  readonly posts: PlacesReply["posts"];
  readonly nodes: () => readonly NodeView[];
  readonly sources: () => readonly CountedSource[];
  readonly holds: HoldCounts;
  readonly sites: SiteLooks;
  readonly cards: CardStore;
  /** The zone of the rules in force; UTC before any are. */
  readonly timeZone: () => string;
  readonly behind: () => number;
  readonly now: () => number;
};
type Cell = PanelReply["rows"][number][number];
type Rows = readonly (readonly Cell[])[];
type Asked = { readonly range: Range; readonly now: number; readonly language: Language };
const rowsMax = 10_000;

/** One panel as the situation centre shows it; docs/spec/centre.md says what each figure counts. */
export function createPanels(deps: CentreDeps) {
  const ledgerOf = new Map(deps.posts.map(({ post, ledger }) => [post, ledger]));
  const rowsOf: Readonly<Record<PanelName, (asked: Asked) => Rows>> = {
    flow: ({ range }) => flowRows(deps, ledgerOf, range),
    hours: ({ range }) => hourRows(deps, range),
    reasons: ({ range }) => reasonRows(deps.figures.sums(reasonMeasures, range), ledgerOf),
    referrals: ({ now }) => referralRows(deps, now),
    queue: ({ range }) => queueRows(deps, range),
    tests: ({ range }) => testRows(deps.figures.sums(countryMeasures, range)),
    holds: ({ now }) => holdRows(deps, now),
    sites: (asked) => siteRows(deps, asked),
    nodes: ({ now }) => nodeRows(deps, now),
    "daily-card": ({ range }) => {
      const { first, last } = civilDays(range, deps.timeZone());
      return cardRows(deps.cards.between(first, last));
    },
  };
  return (panel: PanelName, range: Range, language: Language): PanelReply => {
    const now = deps.now();
    return {
      panel,
      asOf: now,
      ...range,
      columns: panels[panel].map(([column, type]) => ({ column, type })),
      rows: rowsOf[panel]({ range, now, language })
        .slice(0, rowsMax)
        .map((row) => [...row]),
      behind: deps.behind(),
    };
  };
}
export type Panels = ReturnType<typeof createPanels>;
type LedgerOf = ReadonlyMap<string, Ledger>;

/** Amounts by a key and a measure; 0 where nothing was counted. */
function grouped(sums: readonly Sum[], keyOf: (sum: Sum) => string) {
  const groups = new Map<string, Map<string, number>>();
  for (const sum of sums) {
    const key = keyOf(sum);
    const group = groups.get(key) ?? new Map<string, number>();
    group.set(sum.measure, (group.get(sum.measure) ?? 0) + sum.amount);
    groups.set(key, group);
  }
  return {
    keys: (): readonly string[] => [...groups.keys()],
    at: (key: string, measure: string): number => groups.get(key)?.get(measure) ?? 0,
  };
}
const total = (measures: readonly string[], at: (measure: string) => number): number =>
  measures.reduce((sum, measure) => sum + at(measure), 0);
/** Milliseconds a car; null where no gap was short enough to be one. */
const perCar = (gaps: number, gapMs: number): number | null => (gaps === 0 ? null : Math.round(gapMs / gaps));
const ordered = (codes: Iterable<string>): readonly string[] => [...new Set(codes)].toSorted();

function flowRows({ figures, posts }: CentreDeps, ledgerOf: LedgerOf, range: Range): Rows {
  const { keys, at } = grouped(
    figures.sums([...verdictMeasures, ...passageMeasures, ...reasonMeasures, ...paceMeasures], range),
    ({ post }) => post,
  );
  // A post of the line that counts nothing is something to see.
  const silent = posts.filter(({ kind }) => kind !== "border" && kind !== "crew-base").map(({ post }) => post);
  return ordered([...silent, ...keys()]).map((post) => {
    const of = (measure: string): number => at(post, measure);
    return [
      post,
      ledgerOf.get(post) ?? null,
      total(verdictMeasures, of),
      ...verdictMeasures.map(of),
      ...passageMeasures.map(of),
      ...reasonMeasures.map(of),
      perCar(of("gaps"), of("gap-ms")),
    ];
  });
}

/** Every hour of the range for each ledger, so that a chart has no holes; posts that are in no ledger only where they counted. */
function hourRows({ figures, posts }: CentreDeps, range: Range): Rows {
  const amounts = new Map<string, number>();
  const seen = new Set<string | null>(posts.map(({ ledger }) => ledger));
  for (const { measure, hour, ledger, amount } of figures.hours([...verdictMeasures, ...passageMeasures], range)) {
    const column = measure === "passage-in" || measure === "passage-out" ? "passages" : measure;
    const key = `${hour} ${ledger ?? ""} ${column}`;
    amounts.set(key, (amounts.get(key) ?? 0) + amount);
    seen.add(ledger);
  }
  const shown = [...ledgers, null].filter((ledger) => seen.has(ledger));
  const hours = Array.from({ length: (range.to - range.from) / hourMs }, (_, at) => range.from + at * hourMs);
  return hours.flatMap((hour) =>
    shown.map((ledger) => [
      hour,
      ledger,
      ...[...verdictMeasures, "passages"].map((column) => amounts.get(`${hour} ${ledger ?? ""} ${column}`) ?? 0),
    ]),
  );
}

function reasonRows(sums: readonly Sum[], ledgerOf: LedgerOf): Rows {
  const { keys, at } = grouped(sums, ({ detail, post }) => `${detail} ${ledgerOf.get(post) ?? ""}`);
  return keys()
    .map((key) => {
      const [reason = "", ledger = ""] = key.split(" ");
      return { reason, ledger: ledger === "" ? null : ledger, refusals: at(key, "refusal"), referrals: at(key, "referral") };
    })
    .toSorted(
      (a, b) =>
        b.refusals + b.referrals - a.refusals - a.referrals || compare(a.reason, b.reason) || compare(a.ledger ?? "", b.ledger ?? ""),
    )
    .map(({ reason, ledger, refusals, referrals }) => [reason, ledger, refusals, referrals]);
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const orNull = (text: string): string | null => (text === "" ? null : text);

function referralRows({ figures }: CentreDeps, now: number): Rows {
  return figures
    .openReferrals(rowsMax)
    .map(({ number, post, lane, reason, taken, openedAt }) => [
      number,
      post,
      orNull(lane),
      reason,
      taken ? "taken" : "opened",
      openedAt,
      openedAt === null ? null : Math.max(0, now - openedAt),
    ]);
}

function queueRows({ figures }: CentreDeps, range: Range): Rows {
  const keyOf = (post: string, lane: string): string => `${post} ${lane}`;
  const { at } = grouped(figures.sums(paceMeasures, range), ({ post, detail }) => keyOf(post, detail));
  return figures.laneCounts(range).map(({ post, lane, at: countedAt, vehiclesWaiting }) => {
    const of = (measure: string): number => at(keyOf(post, lane), measure);
    return [post, orNull(lane), vehiclesWaiting, countedAt, perCar(of("gaps"), of("gap-ms"))];
  });
}

function testRows(sums: readonly Sum[]): Rows {
  const { keys, at } = grouped(sums, ({ post, detail }) => `${post} ${detail}`);
  return keys()
    .toSorted()
    .map((key) => {
      const [post = "", country = ""] = key.split(" ");
      const of = (measure: string): number => at(key, measure);
      return [post, orNull(country), of("arrival"), of("selected"), total(testMeasures, of), ...testMeasures.map(of)];
    });
}

function holdRows({ holds }: CentreDeps, now: number): Rows {
  const counted = new Map(holds.byState(now).map((one) => [one.state, one]));
  return holdStates.map((state) => {
    const { holds: count = 0, oldestAt = null, pcrOverdue = 0 } = counted.get(state) ?? {};
    return [state, count, oldestAt, pcrOverdue];
  });
}

function siteRows({ sites }: CentreDeps, { now, language }: Asked): Rows {
  return sites
    .sectors(now)
    .map(({ sector, name, sites: count, looks }) => [
      sector,
      name[language],
      count,
      looks.planned,
      looks.claimed,
      looks["no-access"],
      looks["awaiting-validation"],
      looks.clean,
      looks.expiring,
      looks.expired,
      looks.rejected,
    ]);
}

/** Of the newest event of a source: how late it came, and how long ago it happened. */
function nodeRows({ nodes, sources }: CentreDeps, now: number): Rows {
  const counted = new Map(sources().map((source) => [source.source, source]));
  return nodes().map(({ source, post, present, lastHeardAt, eventsHeld }) => {
    const { newestAt = null, newestReceivedAt = null } = counted.get(source) ?? {};
    const isKnown = newestAt !== null && newestReceivedAt !== null;
    return [
      source,
      post,
      present,
      lastHeardAt,
      isKnown ? Math.max(0, now - newestAt) : null,
      isKnown ? newestReceivedAt - newestAt : null,
      eventsHeld,
    ];
  });
}
