import type { Border, BorderFact } from "@beket/domain";

const hourMs = 3_600_000;
/** How long an arrival is kept after the last that was stated of it, when everybody's business is done. */
const settledMs = 72 * hourMs;
/** And when not: longer than the week for which a tablet may be away with what it builds on it. */
const openMs = 8 * 24 * hourMs;
/** Each forgetting makes every tablet read the whole log again, so it is done rarely and for many arrivals at once. */
export const forgetEveryMs = 12 * hourMs;

export type LoggedFact = { readonly cursor: number; readonly at: number; readonly fact: BorderFact };
export type Sum = Extract<BorderFact, { readonly kind: "kit-stock" }>;
export type Forgotten = {
  readonly remove: readonly number[];
  /** What is left of each lot, in place of the stock's own facts. */
  readonly sums: readonly { readonly fact: Sum; readonly occurredAt: number }[];
  /** Cassettes and specimens of the forgotten tests: used once is used for ever. */
  readonly spent: readonly string[];
};

/** What a fact belongs to: an arrival, or a person who came with none. Null for stock. */
function groupOf(border: Border, fact: BorderFact): string | null {
  const ofPerson = (person: string): string => border.person(person)?.arrival ?? person;
  switch (fact.kind) {
    case "arrival":
      return fact.arrival;
    case "person":
      return ofPerson(fact.person);
    case "questionnaire":
    case "follow-up":
      return ofPerson(fact.person);
    case "test": {
      const person = border.test(fact.test)?.person;
      return person === undefined ? fact.test : ofPerson(person);
    }
    case "kit-stock":
      return null;
  }
}

/** Nothing more is to come: the arrival is closed, and everybody was asked and needs no test, or has its last result. */
function isSettled(border: Border, group: string): boolean {
  const arrival = border.arrival(group);
  if (arrival !== null && arrival.closedAt === null) return false;
  return (arrival?.persons ?? [group]).every((id) => {
    const person = border.person(id);
    const tests = person?.tests.flatMap((test) => border.test(test) ?? []).filter(({ state }) => state !== "cancelled") ?? [];
    const last = tests.at(-1);
    if (last === undefined) return person?.questionnaire?.selection.outcome === "no-test";
    return last.state === "pcr-read" || (last.state === "read" && last.read?.result === "negative");
  });
}

/** What is to be forgotten at a moment; null when nothing is old enough. */
export function forgottenAt(border: Border, log: readonly (LoggedFact & { readonly occurredAt: number })[], now: number): Forgotten | null {
  const groups = log.map(({ fact }) => groupOf(border, fact));
  const lastAt = new Map<string, number>();
  const isOver = (group: string, ageMs: number): boolean => ageMs > openMs || (ageMs > settledMs && isSettled(border, group));
  for (const [index, { at }] of log.entries()) {
    const group = groups[index] ?? null;
    if (group !== null) lastAt.set(group, Math.max(lastAt.get(group) ?? 0, at));
  }
  const over = new Set([...lastAt].flatMap(([group, at]) => (isOver(group, now - at) ? [group] : [])));
  const old = log.filter((_, index) => over.has(groups[index] ?? ""));
  if (old.length === 0) return null;
  const stock = log.flatMap(({ fact, occurredAt, cursor }) => (fact.kind === "kit-stock" ? [{ fact, occurredAt, cursor }] : []));
  const used = new Map<string, number>();
  for (const { fact } of old)
    if (fact.kind === "test" && fact.step.state === "started") {
      const lot = lotOf(fact.step);
      used.set(lot, (used.get(lot) ?? 0) + 1);
    }
  return {
    remove: [...old, ...stock].map(({ cursor }) => cursor),
    sums: border.lots().flatMap((lot) => {
      const occurredAt = Math.min(...stock.filter(({ fact }) => lotOf(fact) === lotOf(lot)).map((one) => one.occurredAt));
      const { kitType, expiresAt } = lot;
      return inParts(lot.supplied - (used.get(lotOf(lot)) ?? 0)).map((change) => ({
        fact: { kind: "kit-stock", kitType, lot: lot.lot, expiresAt, change, cause: "counted" } as const,
        occurredAt,
      }));
    }),
    spent: old.flatMap(({ fact }) => {
      if (fact.kind !== "test") return [];
      const { step } = fact;
      return step.state === "started" ? [step.cassette] : step.state === "pcr-ordered" ? [step.specimen] : [];
    }),
  };
}

const lotOf = ({ kitType, lot }: { readonly kitType: string; readonly lot: string }): string => `${kitType} ${lot}`;

/** One fact changes the stock by a hundred thousand at most. */
const changeMax = 100_000;
function inParts(change: number): readonly number[] {
  const parts = [Math.max(-changeMax, Math.min(changeMax, change))];
  for (let rest = change - (parts[0] ?? 0); rest !== 0; rest -= parts.at(-1) ?? rest)
    parts.push(Math.max(-changeMax, Math.min(changeMax, rest)));
  return parts;
}
