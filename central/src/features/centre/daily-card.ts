import type { cardWarnings, DailyCard, DailyCardReply, PlacesReply } from "@beket/api";
import { canonicalJson, err, ok, type Result } from "@beket/domain";
import type { CardStore, Figures, SavedCard } from "./ports.ts";
import { civilDay } from "./range.ts";
import { testMeasures, vehicleMeasures } from "./tally.ts";

export type CardDeps = {
  readonly cards: CardStore;
  readonly figures: Figures;
  readonly posts: PlacesReply["posts"];
  readonly timeZone: () => string;
  readonly now: () => number;
};
type Warning = { readonly code: (typeof cardWarnings)[number]; readonly at: string };
type Counted = DailyCardReply["counted"];
export type CardFault = "date-invalid" | "card-id-reused";

/** The city's daily form. What it says is warned about and never refused: real days had 1171 tested of a capacity of 450. */
export function createDailyCards(deps: CardDeps) {
  const countedOf = (date: string): Counted | null => {
    const day = civilDay(date, deps.timeZone());
    if (day === null) return null;
    // In and out of the city is over its roadblocks; barriers stand within it.
    const outer = new Set(deps.posts.filter(({ ledger }) => ledger === "roadblock").map(({ post }) => post));
    const of = { "vehicle-in": 0, "vehicle-out": 0, tested: 0, positive: 0 };
    for (const { measure, post, amount } of deps.figures.sums([...vehicleMeasures, ...testMeasures], day)) {
      if (measure === "vehicle-in" || measure === "vehicle-out") of[measure] += outer.has(post) ? amount : 0;
      else of.tested += amount;
      if (measure === "positive-acute" || measure === "positive-past") of.positive += amount;
    }
    return { vehiclesIn: of["vehicle-in"], vehiclesOut: of["vehicle-out"], tested: of.tested, positive: of.positive };
  };
  const replyOf = (saved: SavedCard | null, counted: Counted): DailyCardReply => ({
    card: saved?.card ?? null,
    savedAt: saved?.savedAt ?? null,
    savedBy: saved?.savedBy ?? null,
    counted,
    warnings: saved === null ? [] : [...warningsOf(saved.card, counted)],
  });
  return {
    of: (date: string): Result<DailyCardReply, CardFault> => {
      const counted = countedOf(date);
      return counted === null ? err("date-invalid") : ok(replyOf(deps.cards.newest(date), counted));
    },
    /** A revision of its day's card; the same id with the same content again changes nothing. */
    save: (card: DailyCard, savedBy: string): Result<DailyCardReply, CardFault> => {
      const counted = countedOf(card.date);
      if (counted === null) return err("date-invalid");
      const known = deps.cards.byId(card.id);
      if (known !== null && textOf(known.card) !== textOf(card)) return err("card-id-reused");
      if (known === null) deps.cards.add({ card, savedAt: deps.now(), savedBy });
      return ok(replyOf(deps.cards.newest(card.date), counted));
    },
  };
}
export type DailyCards = ReturnType<typeof createDailyCards>;

/** The order of fields is nobody's change. */
function textOf(card: DailyCard): string {
  const text = canonicalJson(card);
  return text.ok ? text.value : JSON.stringify(card);
}

/** `at` is the field's path in the card. */
function warningsOf(card: DailyCard, counted: Counted): readonly Warning[] {
  const { beds, contacts, laboratories, vehicles } = card;
  const warnings: Warning[] = [];
  const warn = (isSo: boolean, code: Warning["code"], at: string): void => {
    if (isSo) warnings.push({ code, at });
  };
  for (const [index, { tested, capacity, positive }] of laboratories.entries()) {
    warn(tested > capacity, "tested-over-capacity", `laboratories.${index}.tested`);
    warn(positive > tested, "positive-over-tested", `laboratories.${index}.positive`);
  }
  for (const kind of ["occupied", "intensive", "ventilators"] as const) warn(beds[kind] > beds.total, "beds-over-total", `beds.${kind}`);
  warn(contacts.isolated > contacts.found, "isolated-over-found", "contacts.isolated");
  warn(vehicles.in !== counted.vehiclesIn, "vehicles-differ-from-counted", "vehicles.in");
  warn(vehicles.out !== counted.vehiclesOut, "vehicles-differ-from-counted", "vehicles.out");
  return warnings;
}

/** A row a laboratory of each day's newest card. */
export const cardRows = (saved: readonly SavedCard[]) =>
  saved.flatMap(({ card: { date, laboratories } }) =>
    laboratories
      .toSorted((a, b) => (a.laboratory < b.laboratory ? -1 : a.laboratory > b.laboratory ? 1 : 0))
      .map(({ laboratory, capacity, tested, positive }) => [date, laboratory, capacity, tested, positive, tested > capacity]),
  );
